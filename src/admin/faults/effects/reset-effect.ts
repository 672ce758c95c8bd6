/** A connection that is reset amid the body; inside a batch a 504, as from a gateway. */
import type { Socket } from 'node:net'
import type { FastifyReply } from 'fastify'
import { bytesOf } from '../../../odata/content.js'
import type { ODataResponse } from '../../../odata/odata-request.js'
import { Kind } from '../kind-schema.js'
import { cutAt } from './body-bytes.js'
import { Fraction, defineEffect, numberMember } from './define-effect.js'
import { injectedError } from './error-effect.js'

/** What was written gets this long to leave the machine, as a reset throws away what has not left. */
const FLUSH_MS = 50

const schema = Kind('reset', 'Headers and a part of the body are sent, then the connection is reset. The request was carried out.', {
  fraction: Fraction
})

export const resetEffect = defineEffect(schema, {
  header: { parameters: { fraction: numberMember('fraction') } },
  apply: async ({ fraction }, { ids, now, carryOut }) => {
    const response = await carryOut()
    return {
      response,
      delivery: { arrives: 'part', send: reply => { sendPart(reply, response, fraction) } },
      inBatch: () => injectedError({ status: 504 }, ids, now())
    }
  }
})

function sendPart (reply: FastifyReply, { status, headers, body = '' }: ODataResponse, fraction: number | undefined): void {
  const bytes = bytesOf(body)
  reply.headers(headers)
  reply.hijack()
  const { raw } = reply
  raw.statusCode = status
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value)
  raw.setHeader('Content-Length', bytes.length)
  raw.flushHeaders()
  raw.write(cutAt(bytes, fraction), () => setTimeout(() => { resetSocket(raw.socket) }, FLUSH_MS))
}

/** A TLS connection knows no reset; it just ends. */
function resetSocket (socket: Socket | null): void {
  try {
    socket?.resetAndDestroy()
  } catch {
    socket?.destroy()
  }
}
