/** What the document says of a control beyond the schemas that its requests are checked by. It stands in the route's schema. */
import { Type } from '@sinclair/typebox'
import type { TSchema } from '@sinclair/typebox'
import type { ErrorKind } from '../../errors.js'
import type { Examples, JsonSchema } from '../../http/openapi/documentation.js'

export interface ControlDocumentation {
  /** Errors it can answer with, beside those that follow from its schemas and those that every control has. */
  readonly errors?: readonly ErrorKind[]
  /** Bodies that work as they are, by name; Swagger UI begins with the first. */
  readonly examples?: Examples
  /** A body that may be left out. */
  readonly optionalBody?: boolean
  /** A body that is read as it arrives, by media type: no schema checks it before. */
  readonly streamedBody?: Readonly<Record<string, StreamedBody>>
}

export interface StreamedBody {
  readonly schema: JsonSchema | TSchema
  readonly examples: Examples
}

/** An answer of JSON. A schema with a `title` becomes a component of that name. */
export const answer = (description: string, schema: TSchema | JsonSchema, headers: JsonSchema = {}): TSchema =>
  Type.Unsafe({ description, headers, content: { 'application/json': { schema } } })

/** An answer in other media types, as text. */
export const textAnswer = (description: string, mediaTypes: readonly string[]): TSchema =>
  Type.Unsafe({ description, content: Object.fromEntries(mediaTypes.map(type => [type, { schema: { type: 'string' } }])) })

/** Members that do not go together, as `stated` of a schema. Validators require each `required` beside its `properties`. */
export function apart (...pairs: ReadonlyArray<readonly [string, string]>): object {
  const together = pairs.map(([one, other]) => ({ properties: { [one]: {}, [other]: {} }, required: [one, other] }))
  return { not: together.length === 1 ? together[0] : { anyOf: together } }
}

/**
 * Members of which one has to be there, as `stated` of a schema; `['scenario', 'next']` is a member of a member. With `not`, which
 * generators of types leave alone: of `anyOf` they make a union in which no member is known.
 */
export const oneOfThese = (...paths: ReadonlyArray<readonly string[]>): object =>
  ({ not: { allOf: paths.map(path => ({ not: requires(path) })) } })

const requires = ([name = '', ...inner]: readonly string[]): object =>
  ({ properties: { [name]: inner.length === 0 ? {} : requires(inner) }, required: [name] })

/** The 204 of what changes something and has nothing to say. */
export const done = { 204: Type.Null({ description: 'Done.' }) }

declare module 'fastify' {
  interface FastifySchema {
    readonly documentation?: ControlDocumentation
  }
}
