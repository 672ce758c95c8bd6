/** One documented operation: an explicit route whose schema the OpenAPI document shows. */
import type { HTTPMethods } from 'fastify'
import type { EntityType, StructuredType } from '../../../edm/types.js'
import type { ErrorKind } from '../../../errors.js'
import type { DocumentedOperation, Examples, JsonSchema } from '../documentation.js'
import { querystring } from '../query-options.js'
import { header } from '../responses.js'
import type { Place, QueriedAs } from './resource-place.js'

/** A request body in one media type. */
export interface MediaBody {
  readonly schema: JsonSchema
  readonly examples: Examples
}

/** Query options, of items or members of a type. */
export interface OfferedOptions {
  readonly names: readonly string[]
  readonly type?: StructuredType
  /** Of what the place they are; then those that are not supported there are left out. */
  readonly of?: QueriedAs
}

interface Documentation {
  readonly id: string
  readonly tag?: string
  readonly summary: string
  readonly description: string
  readonly query?: OfferedOptions
  /** Query options of the URL's own: aliases of parameters, by name with `@`. */
  readonly aliases?: Readonly<Record<string, JsonSchema>>
  /** Names of query options that a request must have. */
  readonly required?: readonly string[]
  readonly headers: JsonSchema
  /** By media type. */
  readonly body?: Readonly<Record<string, MediaBody>>
  readonly responses: Readonly<Record<number, JsonSchema>>
  readonly errors: readonly ErrorKind[]
}

/** `segment`: what follows the place's own path. */
export function operation (method: HTTPMethods, place: Place, segment: string, documentation: Documentation): DocumentedOperation {
  const { id, tag = place.tag, query, aliases, required, body, headers, responses, errors, ...texts } = documentation
  const { setting, parameters } = place
  const names = query === undefined ? [] : supportedNames(place, query)
  const path = `${place.path}${segment}`
  const hasParameters = Object.keys(parameters).length > 0
  return {
    method,
    path,
    url: `${setting.root}${path.replace(/\{([^{}]+)\}/g, (_match, name: string) => `:${name.replaceAll('-', '_')}`)}`,
    schema: {
      operationId: id,
      ...texts,
      headers: setting.graphHeaders ? headers : withoutIds(headers),
      tags: [tag],
      security: setting.security,
      ...hasParameters ? { params: { type: 'object', properties: parameters } } : {},
      ...query === undefined ? {} : { querystring: withAliases(querystring(names, query.type), aliases, required) },
      ...body === undefined
        ? {}
        : { body: { content: Object.fromEntries(Object.entries(body).map(([mediaType, { schema }]) => [mediaType, { schema }])) } },
      response: setting.graphHeaders ? responses : withoutRequestIds(responses)
    } as unknown as DocumentedOperation['schema'],
    errors,
    requestExamples: Object.fromEntries(Object.entries(body ?? {}).map(([mediaType, { examples }]) => [mediaType, examples])),
    parameterExamples: query === undefined ? {} : setting.examples.queries(names, query.type, query.of)
  }
}

const supportedNames = ({ setting: { isSupported } }: Place, { names, of }: OfferedOptions): readonly string[] =>
  of === undefined || isSupported === undefined ? names : names.filter(name => isSupported(name, of))

const withAliases = (
  schema: JsonSchema,
  aliases: Readonly<Record<string, JsonSchema>> = {},
  required: readonly string[] = []
): JsonSchema => ({
  ...schema,
  ...required.length === 0 ? {} : { required },
  properties: { ...schema['properties'] as object, ...aliases }
})

/** Of Graph, which the standard does not have. */
function withoutIds ({ properties, ...headers }: JsonSchema): JsonSchema {
  const { 'client-request-id': _id, ...others } = properties as Record<string, unknown>
  return { ...headers, properties: others }
}

const withoutRequestIds = (responses: Readonly<Record<string, JsonSchema>>): Readonly<Record<string, JsonSchema>> =>
  Object.fromEntries(Object.entries(responses).map(([status, { headers, ...answer }]) => {
    const { 'request-id': _id, ...others } = headers as Record<string, unknown> | undefined ?? {}
    return [status, headers === undefined ? answer : { ...answer, headers: others }]
  }))

/** One ETag or several, or any (RFC 9110, section 13.1.1). */
const ETAGS = '^(?:\\*|(?:W/)?"[!#-~]*"(?:, ?(?:W/)?"[!#-~]*")*)$'

const ids = { 'client-request-id': header('An id of your own; it comes back with the answer.') }
const ifMatch = {
  'If-Match': { ...header('Go ahead only if the resource has this ETag; `*` for any.'), pattern: ETAGS }
}
const ifNoneMatch = { 'If-None-Match': header('Answer 304 if the resource still has this ETag.') }
const pageSize = { Prefer: header('`odata.maxpagesize=50` for smaller or larger pages.') }

const consistency = {
  ConsistencyLevel: { ...header('`$search` and counts are answered only with this header.', 'eventual'), enum: ['eventual'], default: 'eventual' }
}

const headers = (properties: Readonly<Record<string, JsonSchema>>): JsonSchema => ({
  type: 'object',
  properties: { ...properties, ...ids }
})

/** Headers of a search or a count, for a type that requires one more. */
export const countingHeaders = (own: JsonSchema, { setting: { wantsEventual } }: Place, type: EntityType): JsonSchema =>
  wantsEventual?.(type) === true ? { ...own, properties: { ...own['properties'] as object, ...consistency } } : own

export const plainHeaders = headers({})
export const readHeaders = headers(ifNoneMatch)
export const rowsHeaders = headers({ ...pageSize, ...ifNoneMatch })
export const entitiesHeaders = headers(pageSize)
export const matchHeaders = headers(ifMatch)
export const createHeaders = headers({ Prefer: header('`return=minimal` for a 204 without body.') })
export const streamHeaders = headers({ Range: header('A part of the content, e.g. `bytes=0-99`.'), ...ifNoneMatch })

/** Of a write that answers with the resource unless the client wants less, or only if it wants more. */
export const writeHeaders = (answers: 'entity' | 'property'): JsonSchema =>
  headers({
    Prefer: header(
      answers === 'entity' ? '`return=minimal` for a 204 without body.' : '`return=representation` for a 200 with the new value.'
    ),
    ...ifMatch,
    'If-None-Match': header('Go ahead only if the resource has another ETag.')
  })

/** A body of JSON. */
export const jsonBody = (schema: JsonSchema, examples: Examples): Readonly<Record<string, MediaBody>> => ({
  'application/json': { schema, examples }
})
