/** A whole HTTP message whose body ends too early. */
import { Kind } from '../kind-schema.js'
import { cutAt, withBrokenBody } from './body-bytes.js'
import { Fraction, defineEffect, numberMember } from './define-effect.js'

const schema = Kind('truncate', 'A well-formed HTTP message whose JSON ends too early. The request was carried out.', { fraction: Fraction })

export const truncateEffect = defineEffect(schema, {
  header: { parameters: { fraction: numberMember('fraction') } },
  apply: async ({ fraction }, { carryOut }) => withBrokenBody(await carryOut(), bytes => cutAt(bytes, fraction))
})
