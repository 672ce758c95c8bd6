/** What the same GET was answered before; `stale-answers.ts` keeps it. */
import { Kind } from '../kind-schema.js'
import { defineEffect } from './define-effect.js'

const schema = Kind(
  'stale',
  'A GET is answered with what the same GET was answered before, whatever was written since. Answers are recorded while there is a rule of this kind; where none was recorded, the real answer is given.',
  {}
)

export const staleEffect = defineEffect(schema, {
  remembers: true,
  apply: async (_effect, { earlier, carryOut }) => ({ response: earlier() ?? await carryOut() })
})
