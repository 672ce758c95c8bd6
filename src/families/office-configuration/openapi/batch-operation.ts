/** `POST $batch` as the OpenAPI document shows it, with an example that works as it is. */
import type { ErrorKind } from '../../../errors.js'
import { graphModel, qualifiedName } from '../model/graph-model.js'
import type { JsonSchema } from '../../../http/openapi/documentation.js'
import { requestExample } from './model-examples.js'
import type { DocumentedOperation } from '../../../http/openapi/documentation.js'
import { header } from '../../../http/openapi/responses.js'

const text = (description: string, ...examples: readonly string[]): JsonSchema => ({
  type: 'string',
  description,
  ...examples.length === 0 ? {} : { examples }
})
const headers = (description: string): JsonSchema => ({ type: 'object', description, additionalProperties: { type: 'string' } })
const names = (description: string): JsonSchema => ({ type: 'array', description, items: { type: 'string' } })
const list = (name: string, more: JsonSchema, items: JsonSchema): JsonSchema => ({
  type: 'object',
  required: [name],
  properties: { [name]: { type: 'array', ...more, items } }
})

const GROUP = 'The requests of one group, which stand next to each other, are one transaction.'
const BODY = 'JSON as it is; text as a string; anything else as base64.'

const request: JsonSchema = {
  type: 'object',
  required: ['id', 'method', 'url'],
  properties: {
    id: text('Unique within the batch, whatever its case.', '1'),
    method: { type: 'string', description: 'In upper or lower case.', enum: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] },
    url: text(
      'Relative to the service root, with or without a slash; or `$1/…`, relative to what request 1 answered with.',
      '/officeConfiguration',
      '$1/tenantUserCheckinSummary'
    ),
    headers: headers('A POST, PUT or PATCH needs `Content-Type`. `If-Match: $1` is the ETag that request 1 was answered with.'),
    body: { description: BODY },
    dependsOn: names('Ids of earlier requests, and names of earlier groups, that must have succeeded; otherwise the answer is a 424.'),
    atomicityGroup: text(GROUP, 'all')
  }
}

const response: JsonSchema = {
  type: 'object',
  required: ['status', 'headers'],
  properties: {
    id: text('That of the request; a part of a multipart batch need not have one.', '1'),
    atomicityGroup: text('That of the request.', 'all'),
    status: { type: 'integer', description: 'The HTTP status.', examples: [200] },
    headers: headers('The headers of the answer.'),
    body: { description: BODY }
  }
}

const json = { 'Content-Type': 'application/json' }

/** A check-in row. */
function rowExample (): object {
  const type = graphModel.types.get(qualifiedName('officeClientCheckinStatus'))
  return type === undefined ? {} : requestExample(type)
}

export const batchExample = {
  requests: [
    { id: '1', method: 'GET', url: '/officeConfiguration?$select=id' },
    {
      id: '2',
      method: 'POST',
      url: '$1/tenantCheckinStatuses',
      headers: json,
      body: rowExample(),
      atomicityGroup: 'all',
      dependsOn: ['1']
    },
    { id: '3', method: 'PATCH', url: '$1/tenantUserCheckinSummary', headers: json, body: { failedUserCount: 1 }, atomicityGroup: 'all' },
    { id: '4', method: 'GET', url: '/officeConfiguration/tenantUserCheckinSummary', dependsOn: ['all'] }
  ]
}

const summary = {
  '@odata.context': 'http://127.0.0.1:3000/beta/$metadata#officeConfiguration/tenantUserCheckinSummary',
  '@odata.type': 'microsoft.graph.officeUserCheckinSummary',
  succeededUserCount: 0,
  failedUserCount: 1
}
const answerExample = { responses: [{ id: '4', status: 200, headers: { ...json, ETag: 'W/"2"', 'OData-Version': '4.0' }, body: summary }] }

const errors: readonly ErrorKind[] = [
  'badRequest',
  'unauthenticated',
  'methodNotAllowed',
  'notAcceptable',
  'payloadTooLarge',
  'uriTooLong',
  'unsupportedMediaType',
  'headersTooLarge',
  'internal',
  'unavailable'
]

export const batchOperation: DocumentedOperation = {
  method: 'POST',
  path: '/$batch',
  url: '/beta/$batch',
  schema: {
    operationId: 'batch_Send',
    tags: ['batch'],
    security: [{ bearer: [] }],
    summary: 'Send several requests as one',
    description:
      'Up to 20 requests, answered in their order, each with a status of its own. Whatever becomes of them, the batch is a 200 once it was understood. It can be sent as `multipart/mixed` too (OData-Protocol 4.01, section 11.7.7); `Accept` chooses the format of the answer.',
    headers: {
      type: 'object',
      properties: {
        Prefer: header('`odata.continue-on-error=false` to stop at the first failure.'),
        'client-request-id': header('An id of your own; it comes back with the answer.')
      }
    },
    body: { content: { 'application/json': { schema: list('requests', { minItems: 1, maxItems: 20 }, request) } } },
    response: {
      200: {
        description: 'What each request was answered with.',
        headers: {
          'OData-Version': header('The version of the protocol the answer is written in.', '4.0'),
          'request-id': header('The id of the batch in the log of this service; each request has its own.')
        },
        content: {
          'application/json': {
            schema: list('responses', {}, response),
            examples: { answer: { summary: 'One of the answers', value: answerExample } }
          },
          'multipart/mixed': { schema: { type: 'string', description: 'A part for each request, or for each change set.' } }
        }
      }
    }
  } as DocumentedOperation['schema'],
  errors,
  requestExamples: {
    'application/json': { group: { summary: 'A reference, a group of two writes, and a read that depends on it', value: batchExample } }
  },
  parameterExamples: {}
}
