/** The answers of operations in the OpenAPI document: their headers, and which errors reads and writes have. */
import type { ErrorKind } from '../../errors.js'
import type { JsonSchema } from './documentation.js'

export const readErrors: readonly ErrorKind[] = [
  'badRequest',
  'unauthenticated',
  'forbidden',
  // A resource, or a version of the model ($schemaversion).
  'notFound',
  'notAcceptable',
  'preconditionFailed',
  'uriTooLong',
  'tooManyRequests',
  'headersTooLarge',
  'internal',
  'notImplemented',
  'unavailable'
]
export const writeErrors: readonly ErrorKind[] = [
  ...readErrors,
  'modelValidation',
  'conflict',
  'preconditionRequired',
  'payloadTooLarge',
  'unsupportedMediaType'
]

/** A header, as a route's schema and a response describe it. */
export const header = (description: string, example?: string): JsonSchema => ({
  type: 'string',
  description,
  ...example === undefined ? {} : { examples: [example] }
})

type Headers = Readonly<Record<string, JsonSchema>>

export const etagHeader: Headers = { ETag: header('The version of the resource.', 'W/"1"') }
export const createdHeaders: Headers = {
  Location: header('The URL of the new entity.'),
  'OData-EntityId': header('The same, when the answer has no body.')
}
export const acceptRangesHeader: Headers = { 'Accept-Ranges': header('The unit of ranges.', 'bytes') }
export const contentRangeHeader: Headers = { 'Content-Range': header('Which part of how many bytes.', 'bytes 0-99/1234') }

const answerHeaders: Headers = {
  'OData-Version': header('The version of the protocol the answer is written in.', '4.0'),
  'request-id': header('The id of the request in the log of this service.')
}

/** An answer with JSON, and an example of it. */
export function jsonResponse (
  description: string,
  schema: JsonSchema,
  { headers = {}, example }: { readonly headers?: Headers, readonly example?: object } = {}
): JsonSchema {
  const examples = example === undefined ? {} : { examples: { answer: { value: example } } }
  return { description, headers: { ...headers, ...answerHeaders }, content: { 'application/json': { schema, ...examples } } }
}

/** A 200 with plain text. */
export function textResponse (description: string, headers: Headers = {}): JsonSchema {
  return mediaResponse(description, { 'text/plain': { schema: { type: 'string' } } }, headers)
}

/** An answer in other media types. */
export function mediaResponse (description: string, content: JsonSchema, headers: Headers): JsonSchema {
  return { description, headers: { ...headers, ...answerHeaders }, content }
}

export const noContent = (description: string, headers: Headers = {}): JsonSchema => ({
  description,
  headers: { ...headers, ...answerHeaders },
  type: 'null'
})

export const notModified: JsonSchema = { description: 'The resource still has the ETag of `If-None-Match`.', type: 'null' }
