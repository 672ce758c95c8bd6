/** The answers of operations in the OpenAPI document: headers, and every error with the situations it stands for. */
import { errorCatalogue } from '../../errors.js'
import type { ErrorKind } from '../../errors.js'
import { componentOf } from './components.js'
import type { JsonSchema } from './components.js'

/** Every error an operation can answer with, by status; an example for each code. */
export function errorResponses (kinds: readonly ErrorKind[]): Record<number, JsonSchema> {
  const byStatus = new Map<number, ErrorKind[]>()
  for (const kind of kinds) byStatus.set(errorCatalogue[kind].status, [...byStatus.get(errorCatalogue[kind].status) ?? [], kind])
  return Object.fromEntries([...byStatus].map(([status, same]) => [status, {
    description: same.map(kind => `\`${errorCatalogue[kind].code}\`: ${errorCatalogue[kind].when}`).join('\n\n'),
    content: { 'application/json': { schema: componentOf('odata.error'), examples: Object.fromEntries(same.map(kind => [errorCatalogue[kind].code, { value: errorExample(kind) }])) } }
  }]))
}

function errorExample (kind: ErrorKind): object {
  const id = 'e6a8c1a2-9f0b-4a55-8b7e-0f6c1d2e3f4a'
  return { error: { code: errorCatalogue[kind].code, message: errorCatalogue[kind].when, innerError: { date: '2026-01-31T09:30:00', 'request-id': id, 'client-request-id': id } } }
}

export const readErrors: readonly ErrorKind[] = ['badRequest', 'unauthenticated', 'forbidden', 'notAcceptable', 'preconditionFailed', 'uriTooLong', 'headersTooLarge', 'internal', 'notImplemented', 'unavailable']
export const writeErrors: readonly ErrorKind[] = [...readErrors, 'modelValidation', 'conflict', 'payloadTooLarge', 'unsupportedMediaType']

/** A header, as a route's schema and a response describe it. */
export const header = (description: string, example?: string): JsonSchema => ({ type: 'string', description, ...example === undefined ? {} : { examples: [example] } })

const answerHeaders = {
  ETag: header('The version of the entity.', 'W/"1"'),
  'OData-Version': header('The version of the protocol the answer is written in.', '4.0'),
  'request-id': header('The id of the request in the log of this service.')
}

/** A 200 with JSON. `examples` by name. */
export function jsonResponse (description: string, schema: JsonSchema, examples?: JsonSchema): JsonSchema {
  return { description, headers: answerHeaders, content: { 'application/json': { schema, ...examples === undefined ? {} : { examples } } } }
}

/** A 200 with plain text. */
export function textResponse (description: string): JsonSchema {
  return { description, headers: answerHeaders, content: { 'text/plain': { schema: { type: 'string' } } } }
}

export const noContent = (description: string): JsonSchema => ({ description, headers: answerHeaders, type: 'null' })

export const notModified: JsonSchema = { description: 'The entity still has the ETag of `If-None-Match`.', type: 'null' }
