/** Documented operations as an OpenAPI document has them, without routes that they could be collected from. */
import type { DocumentedOperation, JsonSchema } from '../documentation.js'

interface RouteSchema {
  readonly operationId: string
  readonly summary: string
  readonly description: string
  readonly tags: readonly string[]
  readonly security: unknown
  readonly params?: { readonly properties: Readonly<Record<string, JsonSchema>> }
  readonly querystring?: { readonly properties: Readonly<Record<string, JsonSchema>>, readonly required?: readonly string[] }
  readonly headers?: { readonly properties: Readonly<Record<string, JsonSchema>> }
  readonly body?: object
  readonly response: Readonly<Record<string, Answer>>
}

interface Answer {
  readonly description?: string
  readonly headers?: Readonly<Record<string, JsonSchema>>
  readonly content?: object
}

/** An operation of OpenAPI 3.1, section 4.8.10, by its path and method. */
export function writeOperation ({ schema }: Pick<DocumentedOperation, 'schema'>): JsonSchema {
  const { params, querystring, headers, body, response, ...route } = schema as unknown as RouteSchema
  const { operationId, summary, description, tags, security } = route
  const parameters = [
    ...parametersIn('path', params?.properties, Object.keys(params?.properties ?? {})),
    ...parametersIn('query', querystring?.properties, querystring?.required),
    ...parametersIn('header', headers?.properties)
  ]
  return {
    operationId,
    summary,
    ...description === '' ? {} : { description },
    tags,
    ...parameters.length === 0 ? {} : { parameters },
    ...body === undefined ? {} : { requestBody: { ...body } },
    security,
    responses: Object.fromEntries(Object.entries(response).map(([status, answer]) => [status, writeAnswer(answer)]))
  }
}

function parametersIn (
  place: 'path' | 'query' | 'header',
  properties: Readonly<Record<string, JsonSchema>> = {},
  required: readonly string[] = []
): readonly JsonSchema[] {
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: place,
    ...required.includes(name) ? { required: true } : {},
    ...description === undefined ? {} : { description },
    schema
  }))
}

/** An answer without a body has the type `null` in the schema of a route. */
function writeAnswer ({ description, headers, content }: Answer): JsonSchema {
  return {
    description,
    ...headers === undefined ? {} : { headers: Object.fromEntries(Object.entries(headers).map(writeHeader)) },
    ...content === undefined ? {} : { content }
  }
}

const writeHeader = ([name, { description, ...schema }]: [string, JsonSchema]): [string, object] => [name, { description, schema }]
