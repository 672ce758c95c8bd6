/** Schemas of what comes in kinds: effects and latencies. */
import { Type } from '@sinclair/typebox'
import type { TLiteral, TObject, TProperties } from '@sinclair/typebox'

/** For schemas that know all of their members. */
export const exact = { additionalProperties: false }

/** What {@link Kind} makes. */
export type KindSchema = TObject & { readonly properties: { readonly kind: TLiteral<string> } }

/** One kind: its name, and the members that it has beside `kind`. `stated`: what the kind checks itself, for the document. */
export const Kind = <const Name extends string, Properties extends TProperties>(
  kind: Name,
  description: string,
  properties: Properties,
  stated?: object
) => Type.Object({ kind: Type.Literal(kind), ...properties }, { ...exact, description, ...stated === undefined ? {} : { stated } })

const capitalized = (name: string): string => `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`

/**
 * One of several kinds; Ajv and OpenAPI tell them by `kind`. `noun` names the component of the document (`FaultEffect`), and with the kind
 * before it those of the kinds (`ErrorEffect`).
 */
export const oneOfKinds = (kinds: readonly KindSchema[], noun: string, description: string): object => ({
  title: `Fault${noun}`,
  description,
  type: 'object',
  required: ['kind'],
  discriminator: { propertyName: 'kind' },
  oneOf: kinds.map(schema => ({ ...schema, title: `${capitalized(schema.properties.kind.const)}${noun}` }))
})
