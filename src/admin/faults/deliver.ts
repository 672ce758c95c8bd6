/** Answers that a connection suffers: none at all, a reset amid the body, a body that trickles. */
import type { Socket } from 'node:net'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyReply } from 'fastify'
import type { ODataResponse } from '../../odata/odata-request.js'
import { bytesOf } from './apply-fault.js'
import type { Delivery } from './apply-fault.js'
import type { DripEffect } from './fault-rule.js'

/** What was written gets this long to leave the machine, as a reset throws away what has not left. */
const FLUSH_MS = 50

/** Takes the reply over. */
export function deliver (reply: FastifyReply, response: ODataResponse, delivery: Delivery, stopping: AbortSignal): void {
  switch (delivery.kind) {
    case 'drop':
      reply.hijack()
      reply.raw.destroy()
      return
    case 'reset': reset(reply, response, delivery.fraction); return
    case 'drip': drip(reply, response, delivery, stopping)
  }
}

function reset (reply: FastifyReply, { status, headers, body = '' }: ODataResponse, fraction: number): void {
  const bytes = bytesOf(body)
  const sent = bytes.subarray(0, Math.floor(bytes.length * fraction))
  reply.headers(headers)
  reply.hijack()
  const { raw } = reply
  raw.statusCode = status
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value)
  raw.setHeader('Content-Length', bytes.length)
  raw.flushHeaders()
  raw.write(sent, () => setTimeout(() => { resetSocket(raw.socket) }, FLUSH_MS))
}

/** A TLS connection knows no reset; it just ends. */
function resetSocket (socket: Socket | null): void {
  try {
    socket?.resetAndDestroy()
  } catch {
    socket?.destroy()
  }
}

function drip (reply: FastifyReply, { status, headers, body }: ODataResponse, effect: DripEffect, stopping: AbortSignal): void {
  reply.code(status).headers(headers)
  if (body === undefined) {
    reply.send()
    return
  }
  const bytes = bytesOf(body)
  reply.header('Content-Length', bytes.length).send(Readable.from(chunks(bytes, effect, stopping), { objectMode: false }))
}

/** When the service stops, the rest comes at once. */
async function * chunks (bytes: Buffer, { chunkBytes, everyMs }: DripEffect, stopping: AbortSignal): AsyncGenerator<Buffer> {
  for (let position = 0; position < bytes.length; position += chunkBytes) {
    if (position > 0) await sleep(everyMs, undefined, { signal: stopping }).catch(() => undefined)
    yield bytes.subarray(position, position + chunkBytes)
  }
}
