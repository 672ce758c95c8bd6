/** `POST $batch` as the OpenAPI document shows it (OData JSON format 4.01, section 19). */
import { limits } from '../../base/limits.js'
import type { ErrorKind } from '../../errors.js'
import type { DocumentedOperation, JsonSchema, NamedCall } from './documentation.js'
import { header } from './responses.js'

/** The tag of the operation. */
export const BATCH_TAG = { name: 'batch', description: 'Several requests as one.' } as const

const PATH = '/$batch'

/** What the request is called. */
export const batchCall: NamedCall = { method: 'POST', path: PATH, id: 'batch_Send' }

export interface BatchSetting {
  /** What routes begin with: a service root. */
  readonly root: string
  readonly security: unknown
  readonly graphHeaders: boolean
  /** Examples of URLs: below the service root, and below what request 1 answered with. */
  readonly urls: readonly string[]
  /** A batch that works as it is. */
  readonly example: { readonly summary: string, readonly value: object }
  /** An answer. */
  readonly answer: { readonly summary: string, readonly value: object }
}

/** What a request or a group may be called. */
const NAME = { minLength: 1, maxLength: limits.batchIdLength.most, pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f]*$' } as const

const text = (description: string, ...examples: readonly string[]): JsonSchema => ({
  type: 'string',
  description,
  ...examples.length === 0 ? {} : { examples }
})
const headers = (description: string): JsonSchema => ({ type: 'object', description, additionalProperties: { type: 'string' } })
const names = (description: string): JsonSchema => ({ type: ['array', 'null'], description, items: { type: 'string', ...NAME } })
const list = (name: string, more: JsonSchema, items: JsonSchema): JsonSchema => ({
  type: 'object',
  required: [name],
  properties: { [name]: { type: 'array', ...more, items } }
})

const GROUP = 'The requests of one group, which stand next to each other, are one transaction.'
const BODY = 'JSON as it is; text as a string; anything else as base64.'

/** What reads or deletes has no body. */
const readWithBody: JsonSchema = {
  required: ['method', 'body'],
  properties: {
    method: { enum: ['GET', 'DELETE'] },
    body: { anyOf: [{ type: 'array', items: {} }, ...['object', 'string', 'number', 'boolean'].map(type => ({ type }))] }
  }
}

/** @param urls examples of one below the service root, and of one below what an earlier request answered with */
const requestSchema = (urls: readonly string[]): JsonSchema => ({
  type: 'object',
  required: ['id', 'method', 'url'],
  properties: {
    id: { ...text('Unique within the batch, whatever its case.', '1'), ...NAME },
    method: { type: 'string', description: 'In upper or lower case.', enum: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] },
    url: {
      ...text('Relative to the service root, with or without a slash; or `$1/…`, relative to the result of request 1.', ...urls),
      minLength: 1
    },
    headers: {
      ...headers('A POST, PUT or PATCH requires `Content-Type`. `If-Match: $1` stands for the ETag in the answer to request 1.'),
      type: ['object', 'null']
    },
    body: { description: BODY },
    dependsOn: names('Ids of earlier requests, and names of earlier groups, that must have succeeded; otherwise the answer is a 424.'),
    atomicityGroup: { ...text(GROUP, 'all'), ...NAME, type: ['string', 'null'] }
  },
  not: readWithBody
})

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

export const batchOperation = ({ root, security, graphHeaders, urls, example, answer }: BatchSetting): DocumentedOperation => ({
  method: 'POST',
  path: PATH,
  url: `${root}${PATH}`,
  schema: {
    operationId: batchCall.id,
    tags: [BATCH_TAG.name],
    security,
    summary: 'Send several requests as one',
    description:
      'Up to 20 requests, answered in their order, each with a status of its own. Whatever their answers are, the batch itself is a 200 once it could be read. It can be sent as `multipart/mixed` too (OData-Protocol 4.01, section 11.7.7); `Accept` chooses the format of the answer.',
    headers: {
      type: 'object',
      properties: {
        Prefer: header('`odata.continue-on-error=false` to stop at the first failure.'),
        ...graphHeaders ? { 'client-request-id': header('An id of your own; it comes back with the answer.') } : {}
      }
    },
    body: { content: { 'application/json': { schema: list('requests', { minItems: 1, maxItems: 20 }, requestSchema(urls)) } } },
    response: {
      200: {
        description: 'What each request was answered with.',
        headers: {
          'OData-Version': header('The version of the protocol the answer is written in.', '4.0'),
          ...graphHeaders ? { 'request-id': header('The id of the batch in the log of this service; each request has its own.') } : {}
        },
        content: {
          'application/json': {
            schema: list('responses', {}, response),
            examples: { answer }
          },
          'multipart/mixed': { schema: { type: 'string', description: 'A part for each request, or for each change set.' } }
        }
      }
    }
  } as DocumentedOperation['schema'],
  errors,
  requestExamples: {
    'application/json': { group: example }
  },
  parameterExamples: {}
})
