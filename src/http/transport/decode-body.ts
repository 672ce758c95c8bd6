/** Bodies that were sent compressed (RFC 9110, section 8.4): decoded as they arrive, before anything else looks at them. */
import { Readable } from 'node:stream'
import type { Duplex } from 'node:stream'
import * as zlib from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { createTurns } from '../../base/turns.js'
import { ODataError } from '../../errors.js'

/** By the name of the coding; Node has had Zstandard since 22.15. */
const decoders: ReadonlyMap<string, () => Duplex> = new Map([
  ['gzip', () => zlib.createGunzip()],
  ['deflate', () => zlib.createInflate()],
  ['br', () => zlib.createBrotliDecompress()],
  ...'createZstdDecompress' in zlib
    ? [['zstd', () => (zlib as unknown as { createZstdDecompress: () => Duplex }).createZstdDecompress()] as const]
    : []
])

/** What `Accept-Encoding` of a 415 says. */
const ACCEPTED = [...decoders.keys()].join(', ')

/** Codings of one body at most: each is a decoder with a window of its own. */
const MAX_CODINGS = 3

/** The codings of a header in the order they were applied; none for `identity`. 415 for one that is not known. */
function codingsOf (header: string): readonly string[] {
  const names = header.split(',').map(name => name.trim().toLowerCase().replace(/^x-gzip$/, 'gzip'))
  const codings = names.filter(name => name !== '' && name !== 'identity')
  const unknown = codings.find(name => !decoders.has(name))
  if (unknown === undefined && codings.length <= MAX_CODINGS) return codings
  throw new ODataError(
    'unsupportedMediaType',
    unknown === undefined
      ? `The body has ${codings.length} content codings; ${MAX_CODINGS} are read.`
      : `The content coding '${unknown.slice(0, 40)}' is not supported. Send ${ACCEPTED}, or the body as it is.`,
    { target: 'Content-Encoding', headers: { 'Accept-Encoding': ACCEPTED } }
  )
}

/** The bytes that were encoded; the payload itself where nothing was. Fails with a 400 where the bytes are not what the header says. */
export function decodeBody (payload: Readable, header: string | undefined): Readable {
  const codings = header === undefined ? [] : codingsOf(header)
  if (codings.length === 0) return payload
  return codings.toReversed().reduce<Readable>((source, name) => decoded(source, decoders.get(name)!()), payload)
}

/** What goes wrong with the source reaches the decoder, but not the other way: the connection must stay for the answer. */
function decoded (source: Readable, decoder: Duplex): Readable {
  source.once('error', error => { decoder.destroy(error) })
  source.once('close', () => { if (!source.readableEnded) decoder.destroy(new Error('the body ended before it was complete')) })
  // Whoever reads is told; who has stopped reading has no use for it.
  return source.pipe(decoder.on('error', () => undefined))
}

/** The refusal of a body that cannot be decoded. */
export const encodingFault = (cause: unknown): ODataError =>
  new ODataError('badRequest', 'The body is not encoded as its Content-Encoding says.', { target: 'Content-Encoding', cause })

/** Whether a decoder has failed: the codes of zlib, Brotli and Zstandard. */
export const isEncodingFault = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && /^(?:Z_|ZSTD_|ERR__ERROR_|ERR_BROTLI_)/.test(String(cause.code))

/** Bytes that came otherwise than as a body of HTTP, as those of a request in a batch. 413 when they become more than `limit`. */
export async function decodeBytes (bytes: Uint8Array, header: string, limit: number): Promise<Uint8Array> {
  const source = Readable.from([bytes])
  const decoded = decodeBody(source, header)
  if (decoded === source) return bytes
  return await readAll(decoded, limit).catch((cause: unknown) => { throw cause instanceof ODataError ? cause : encodingFault(cause) })
}

/** All bytes of a stream whose length is not known. 413 when there are more than `limit`. */
export async function readAll (payload: Readable, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  // A request that is destroyed takes the connection with it, and so the answer.
  for await (const piece of payload.iterator({ destroyOnReturn: false })) {
    const chunk = piece as Uint8Array
    length += chunk.length
    if (length > limit) throw bodyTooLarge()
    chunks.push(chunk)
  }
  return await joined(chunks, length)
}

async function joined (chunks: readonly Uint8Array[], length: number): Promise<Uint8Array> {
  const turn = createTurns()
  const bytes = Buffer.allocUnsafe(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
    const due = turn()
    if (due !== undefined) await due
  }
  return bytes
}

export const bodyTooLarge = (): ODataError =>
  new ODataError('payloadTooLarge', 'The request body is larger than this service accepts (MAX_BODY_BYTES).', {
    headers: { Connection: 'close' }
  })

/** For bodies that Fastify reads. */
export const bodyDecoding = fastifyPlugin(async (app: FastifyInstance) => {
  app.addHook('preParsing', async ({ headers }, _reply, payload) => {
    const encoding = headers['content-encoding']
    if (encoding === undefined) return payload
    const counted = payload as Readable & { receivedEncodedLength?: number }
    const decoded = decodeBody(counted, encoding) as Readable & { receivedEncodedLength?: number }
    if (decoded === counted) return payload
    // Fastify compares this with Content-Length.
    decoded.receivedEncodedLength = 0
    counted.on('data', (chunk: Uint8Array) => { decoded.receivedEncodedLength! += chunk.length })
    return decoded
  })
}, { name: 'body-decoding' })
