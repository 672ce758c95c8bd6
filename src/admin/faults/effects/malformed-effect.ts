/** A body of the right length that no parser takes. */
import { Kind } from '../kind-schema.js'
import { withBrokenBody } from './body-bytes.js'
import { defineEffect } from './define-effect.js'

export const malformedEffect = defineEffect(
  Kind('malformed', 'A body of the right length that is not JSON. The request was carried out.', {}),
  { apply: async (_effect, { carryOut }) => withBrokenBody(await carryOut(), malform) }
)

/** The last bracket becomes another one. */
function malform (bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes)
  const last = changed.length - 1
  if (last >= 0) changed.write(changed[last] === 0x7d ? ']' : '}', last)
  return changed
}
