/** A connection that closes without an answer; inside a batch a 504, as from a gateway. */
import { Kind } from '../kind-schema.js'
import { When, defineEffect, textMember } from './define-effect.js'
import { injectedError } from './error-effect.js'

export const dropEffect = defineEffect(Kind('drop', 'The connection is closed without an answer.', { when: When }), {
  header: { parameters: { when: textMember('when') } },
  apply: async ({ when }, { ids, now, carryOut }) => {
    if (when === 'after') await carryOut()
    return {
      response: { status: 500, headers: {}, body: undefined },
      delivery: {
        arrives: 'nothing',
        send: reply => {
          reply.hijack()
          reply.raw.destroy()
        }
      },
      inBatch: () => injectedError({ status: 504 }, ids, now())
    }
  }
})
