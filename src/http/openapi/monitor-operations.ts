/** The status monitor of asynchronous requests in the OpenAPI document, and the answer that leads to it. */
import type { DocumentedOperation, JsonSchema, NamedCall } from './documentation.js'
import { header, readErrors } from './responses.js'

/** The tag of the operations here. */
export const MONITOR_TAG = { name: 'asynchronous', description: 'Answers that clients ask for later.' } as const

const headers = {
  Location: header('The status monitor: `GET` has the answer when it is there, `DELETE` cancels.', 'http://localhost:3000/beta/$async/k3J0…'),
  'Retry-After': header('Seconds to wait before asking.', '1')
}

/** `components.responses`: what each operation may answer with. */
export const acceptedComponent: JsonSchema = {
  description: 'With `Prefer: respond-async` the request is accepted, and carried out later; with `wait=5` too, if it takes longer than 5 seconds.',
  headers: Object.fromEntries(Object.entries(headers).map(([name, { description, ...schema }]) => [name, { description, schema }]))
}

/** The name of {@link acceptedComponent}. */
export const ACCEPTED = 'Accepted'

/** How the operations of a document are reached. */
export interface MonitorSetting {
  /** What routes begin with: a service root. */
  readonly root: string
  readonly security: unknown
  readonly graphHeaders: boolean
}

const PATH = '/$async/{id}'

/** What the requests are called. */
export const monitorCalls: readonly NamedCall[] = [
  { method: 'GET', path: PATH, id: 'asynchronous_Get' },
  { method: 'DELETE', path: PATH, id: 'asynchronous_Cancel' }
]

export const isMonitor = ({ path }: Pick<DocumentedOperation, 'path'>): boolean => path === PATH

export function monitorOperations ({ root, security, graphHeaders }: MonitorSetting): readonly DocumentedOperation[] {
  const sent = {
    type: 'object',
    properties: graphHeaders ? { 'client-request-id': header('An id of your own; it comes back with the answer.') } : {}
  }
  const operation = (method: 'GET' | 'DELETE', schema: JsonSchema, errors: DocumentedOperation['errors']): DocumentedOperation => ({
    method,
    path: PATH,
    url: `${root}/$async/:id`,
    schema: {
      tags: [MONITOR_TAG.name],
      security,
      headers: sent,
      params: { type: 'object', properties: { id: { type: 'string', description: 'The last segment of the `Location` of the 202.' } } },
      ...schema
    } as unknown as DocumentedOperation['schema'],
    errors,
    requestExamples: {},
    parameterExamples: {}
  })
  return [
    operation('GET', {
      operationId: 'asynchronous_Get',
      summary: 'Get the answer to an asynchronous request',
      description: 'As `application/http` for clients of OData 4.0 that accept it or have no preference; else the answer itself, with its status in `AsyncResult`.',
      response: {
        200: {
          description: 'The answer.',
          headers: { AsyncResult: header('The status of the answer.', '201') },
          content: { 'application/http': { schema: { type: 'string' } }, '*/*': { schema: {} } }
        },
        202: { description: 'There is no answer yet.', headers, type: 'null' }
      }
    }, readErrors),
    operation('DELETE', {
      operationId: 'asynchronous_Cancel',
      summary: 'Cancel an asynchronous request',
      description: 'It will change nothing.',
      response: { 204: { description: 'It is cancelled.', type: 'null' } }
    }, [...readErrors, 'conflict'])
  ]
}
