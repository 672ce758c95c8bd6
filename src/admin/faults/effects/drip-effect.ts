/** A body that arrives in small pieces; inside a batch it makes the batch late. */
import { limits } from '../../../base/limits.js'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { Type } from '@sinclair/typebox'
import type { Static } from '@sinclair/typebox'
import type { FastifyReply } from 'fastify'
import { bytesOf } from '../../../odata/content.js'
import type { ODataResponse } from '../../../odata/odata-request.js'
import { Kind } from '../kind-schema.js'
import { defineEffect, numberMember } from './define-effect.js'

const schema = Kind('drip', 'The body arrives in small pieces. The request was carried out.', {
  chunkBytes: Type.Integer({ minimum: 1, maximum: 1_048_576 }),
  everyMs: Type.Integer({ minimum: 1, maximum: limits.faultWait.most })
})

type DripEffect = Static<typeof schema>

export const dripEffect = defineEffect(schema, {
  header: { defaults: { chunkBytes: 64, everyMs: 50 }, parameters: { chunk: numberMember('chunkBytes'), every: numberMember('everyMs') } },
  apply: async (effect, { stopping, carryOut }) => {
    const response = await carryOut()
    return {
      response,
      delivery: { arrives: 'all', send: reply => { drip(reply, response, effect, stopping) } },
      inBatch: async () => {
        await sleep(Math.min(dripTime(response, effect), limits.faultWait.most), undefined, { signal: stopping }).catch(() => undefined)
        return response
      }
    }
  }
})

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

/** How long a body would trickle, in milliseconds. */
const dripTime = ({ body = '' }: ODataResponse, { chunkBytes, everyMs }: DripEffect): number =>
  (Math.ceil(bytesOf(body).length / chunkBytes) - 1) * everyMs
