/** Schemas of what comes in kinds: effects and latencies. */
import { Type } from '@sinclair/typebox'
import type { TProperties } from '@sinclair/typebox'

/** For schemas that know all of their members. */
export const exact = { additionalProperties: false }

/** One kind: its name, and the members that it has beside `kind`. */
export const Kind = <const Name extends string, Properties extends TProperties>(kind: Name, description: string, properties: Properties) =>
  Type.Object({ kind: Type.Literal(kind), ...properties }, { ...exact, description })

/** One of several kinds; Ajv and OpenAPI tell them by `kind`. */
export const oneOfKinds = (kinds: readonly unknown[], description: string) =>
  ({ description, type: 'object', required: ['kind'], discriminator: { propertyName: 'kind' }, oneOf: kinds })
