/**
 * Answers in fewer bytes where the client takes them so. The ETag of an entity is weak and stays as it is: it names the entity's version,
 * whatever its coding (RFC 9110, section 8.8.1), so that it fits `If-Match` however it was received. What has ranges is sent as it is, and
 * so is what a fault has touched: it breaks as its rule says.
 */
import { Readable } from 'node:stream'
import type { DoneFuncWithErrOrRes, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { acceptedEncoding } from './accepted-encoding.js'
import type { Encoding } from './accepted-encoding.js'
import { compressOnce, compressStream, compressWhole } from './compress-body.js'
import { varies, weaken, withEncoding } from './representation.js'

/** Bytes below which an answer fits into one packet anyway. */
const LEAST = 1024

const OF_JSON: readonly Encoding[] = ['gzip', 'br']
const OF_FILES: readonly Encoding[] = ['br', 'gzip']

/** To be registered before every route that it is to concern. */
export const compression = fastifyPlugin(async (app: FastifyInstance) => {
  // Of a route, and so after the hooks of what it is inside of: the journal sees bodies as they are.
  app.addHook('onRoute', route => {
    const { onSend = [] } = route
    route.onSend = [...Array.isArray(onSend) ? onSend : [onSend], compressAnswer]
  })
}, { name: 'compression' })

/** With a callback: most answers are short, and a promise would cost each of them. */
function compressAnswer (request: FastifyRequest, reply: FastifyReply, payload: unknown, done: DoneFuncWithErrOrRes): void {
  const encoding = varies(reply) ? chooseEncoding(request, reply, payload) : undefined
  if (encoding === undefined) {
    done(null, payload)
    return
  }
  reply.header('Content-Encoding', encoding).removeHeader('Content-Length')
  weaken(reply)
  const compressed = compress(payload, encoding, isImmutable(reply))
  if (compressed instanceof Promise) compressed.then(bytes => { done(null, bytes) }, done)
  else done(null, compressed)
}

function chooseEncoding (request: FastifyRequest, reply: FastifyReply, payload: unknown): Encoding | undefined {
  reply.header('vary', withEncoding(String(reply.getHeader('vary') ?? '')))
  const accepted = request.headers['accept-encoding']
  if (accepted === undefined || isSentAsItIs(request, reply) || !isLong(reply, payload)) return undefined
  return acceptedEncoding(textOf(accepted), isImmutable(reply) ? OF_FILES : OF_JSON)
}

/** What HEAD has instead of a payload stays. */
function compress (payload: unknown, encoding: Encoding, immutable: boolean): unknown {
  if (payload instanceof Readable) return compressStream(payload, encoding)
  if (typeof payload === 'string') return compressWhole(payload, encoding)
  return payload instanceof Uint8Array ? (immutable ? compressOnce : compressWhole)(payload, encoding) : payload
}

const isImmutable = (reply: FastifyReply): boolean => String(reply.getHeader('Cache-Control') ?? '').includes('immutable')

const isSentAsItIs = (request: FastifyRequest, reply: FastifyReply): boolean =>
  request.fault !== undefined || reply.statusCode === 206 || reply.statusCode === 304 || reply.hasHeader('Content-Encoding')

/** A stream that does not say how long it is, is long; of HEAD there are headers alone. */
function isLong (reply: FastifyReply, payload: unknown): boolean {
  if (typeof payload === 'string' || payload instanceof Uint8Array) return payload.length >= LEAST
  const length = reply.getHeader('Content-Length')
  return length === undefined ? payload instanceof Readable : Number(length) >= LEAST
}

const textOf = (value: string | string[]): string => Array.isArray(value) ? value.join() : value
