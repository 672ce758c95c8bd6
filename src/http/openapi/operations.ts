/** The documented operations: each an explicit route whose schema the OpenAPI document shows. */
import type { FastifySchema, HTTPMethods } from 'fastify'
import { errorCatalogue } from '../../errors.js'
import type { ErrorKind } from '../../errors.js'
import { graphModel } from '../../model/graph-model.js'
import { componentOf } from './components.js'
import type { JsonSchema } from './components.js'
import { entityExample, updateExample } from './examples.js'

export interface DocumentedOperation {
  readonly method: HTTPMethods
  readonly url: string
  readonly schema: FastifySchema & { readonly operationId: string }
  /** Examples of the request body by name (OpenAPI 3.1, section 4.8.14). */
  readonly requestExamples?: JsonSchema
}

const officeConfiguration = componentOf('microsoft.graph.officeConfiguration')
const tags = ['officeConfiguration.officeConfiguration']
const security = [{ bearer: [] }]

/** Every error an operation can answer with, by status; an example for each code. */
function errorResponses (kinds: readonly ErrorKind[]): Record<number, JsonSchema> {
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

const readErrors: readonly ErrorKind[] = ['badRequest', 'unauthenticated', 'forbidden', 'notAcceptable', 'preconditionFailed', 'uriTooLong', 'headersTooLarge', 'internal', 'notImplemented', 'unavailable']
const writeErrors: readonly ErrorKind[] = [...readErrors, 'modelValidation', 'conflict', 'payloadTooLarge', 'unsupportedMediaType']

const header = (description: string, example?: string): JsonSchema => ({ type: 'string', description, ...example === undefined ? {} : { examples: [example] } })

const responseHeaders = {
  ETag: header('The version of the entity.', 'W/"1"'),
  'OData-Version': header('The version of the protocol the answer is written in.', '4.0'),
  'request-id': header('The id of the request in the log of this service.')
}

const conditional = {
  'If-Match': header('Go ahead only if the entity has this ETag; `*` for any.'),
  'If-None-Match': header('Go ahead only if the entity has another ETag.')
}

const ids = { 'client-request-id': header('An id of your own; it comes back with the answer.') }

const querystring = {
  type: 'object',
  properties: {
    $select: {
      type: 'array',
      explode: false,
      description: 'The properties to return, separated by commas.',
      items: { type: 'string', enum: graphModel.container.singletons.flatMap(({ type }) => type.properties.map(({ name }) => name)) }
    },
    $format: { type: 'string', description: 'The format of the answer, instead of `Accept`: `json`, or e.g. `application/json;odata.metadata=none`.' }
  }
}

const entityResponse = { description: 'The entity as it is now.', headers: responseHeaders, content: { 'application/json': { schema: officeConfiguration, examples: { referencePage: { summary: 'The response of the reference page', value: entityExample } } } } }

export const documentedOperations: readonly DocumentedOperation[] = [{
  method: 'GET',
  url: '/beta/officeConfiguration',
  schema: {
    operationId: 'officeConfiguration.officeConfiguration_GetOfficeConfiguration',
    summary: 'Get officeConfiguration',
    description: 'Reads the officeConfiguration of the tenant: its check-in rows, in the order they were sent, and its check-in summary.',
    tags,
    security,
    querystring,
    headers: { type: 'object', properties: { 'If-None-Match': header('Answer 304 if the entity still has this ETag.'), ...ids } },
    response: { 200: entityResponse, 304: { description: 'The entity still has the ETag of `If-None-Match`.', type: 'null' }, ...errorResponses(readErrors) }
  }
}, {
  method: 'PATCH',
  url: '/beta/officeConfiguration',
  schema: {
    operationId: 'officeConfiguration.officeConfiguration_UpdateOfficeConfiguration',
    summary: 'Update officeConfiguration',
    description: 'Changes what the body holds and leaves the rest: a summary is merged member by member, rows that are sent replace all rows, `null` clears the summary.',
    tags,
    security,
    querystring,
    headers: { type: 'object', properties: { Prefer: header('`return=minimal` for a 204 without body.'), ...conditional, ...ids } },
    body: { content: { 'application/json': { schema: officeConfiguration } } },
    response: { 200: entityResponse, 204: { description: 'Done; the client preferred no body.', headers: responseHeaders, type: 'null' }, ...errorResponses(writeErrors) }
  },
  requestExamples: { referencePage: { summary: 'The request of the reference page', value: updateExample } }
}]
