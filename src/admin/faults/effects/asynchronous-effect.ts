/** How long an asynchronous request takes, and that it fails. */
import { Type } from '@sinclair/typebox'
import { limits } from '../../../base/limits.js'
import { Kind } from '../kind-schema.js'
import { defineEffect, numberMember, textMember } from './define-effect.js'
import { injectedError } from './error-effect.js'

const schema = Kind(
  'asynchronous',
  'A request that is answered asynchronously (`Prefer: respond-async`) takes this long, or fails. Other requests are answered as usual.',
  {
    takesMs: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: limits.asyncTime.most,
        description: 'Milliseconds by the clock until it is carried out; move the clock on to skip the wait. 0 by default.'
      })
    ),
    retryAfter: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 86_400, description: 'Seconds of `Retry-After` while it runs; by default what is left of its time.' })
    ),
    status: Type.Optional(
      Type.Integer({ minimum: 400, maximum: 599, description: 'The request is not carried out, and its answer is an error of this status.' })
    ),
    code: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: '`error.code`; by default the one Graph has for the status.' })),
    message: Type.Optional(Type.String({ maxLength: 4000 }))
  }
)

export const asynchronousEffect = defineEffect(schema, {
  header: {
    defaults: {},
    parameters: {
      takes: numberMember('takesMs'),
      'retry-after': numberMember('retryAfter'),
      status: numberMember('status'),
      code: textMember('code'),
      message: textMember('message')
    }
  },
  note: ({ takesMs = 0, status }) => `asynchronous, ${takesMs} ms${status === undefined ? '' : `, then ${status}`}`,
  apply: async ({ takesMs = 0, retryAfter, status, code, message }, { ids, now, carryOut }) => {
    const said = { ...code === undefined ? {} : { code }, ...message === undefined ? {} : { message } }
    const failure = status === undefined ? undefined : injectedError({ status, ...said }, ids, now())
    return { response: await carryOut({ takesMs, retryAfter, failure }) }
  }
})
