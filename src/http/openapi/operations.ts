/** The documented operations: each an explicit route whose schema the OpenAPI document shows. */
import type { FastifySchema, HTTPMethods } from 'fastify'
import type { StructuredType } from '../../edm/types.js'
import type { ErrorKind } from '../../errors.js'
import { graphModel } from '../../model/graph-model.js'
import { batchOperation } from './batch-operation.js'
import { componentOf, withContext } from './components.js'
import type { JsonSchema } from './components.js'
import { entityExample, rowExample, rowsExample, summaryExample, updateExample } from './examples.js'
import { querystring } from './query-options.js'
import { errorResponses, header, jsonResponse, noContent, notModified, readErrors, textResponse, writeErrors } from './responses.js'

export interface DocumentedOperation {
  readonly method: HTTPMethods
  readonly url: string
  readonly schema: FastifySchema & { readonly operationId: string }
  /** Examples of the request body by name (OpenAPI 3.1, section 4.8.14). */
  readonly requestExamples?: JsonSchema
}

const tags = ['officeConfiguration.officeConfiguration']
const security = [{ bearer: [] }]

const typeOf = (name: string): StructuredType => {
  const type = graphModel.types.get(`${graphModel.namespace}.${name}`)
  if (type === undefined) throw new Error(`no type ${name}`)
  return type
}

const entity = componentOf('microsoft.graph.officeConfiguration')
const row = componentOf('microsoft.graph.officeClientCheckinStatus')
const summary = componentOf('microsoft.graph.officeUserCheckinSummary')
const rows: JsonSchema = { type: 'object', properties: { value: { type: 'array', items: row } } }
const page: JsonSchema = {
  type: 'object',
  properties: {
    '@odata.context': { type: 'string' },
    '@odata.count': { type: 'integer', format: 'int64', description: 'Rows before any page, with `$count=true`.' },
    '@odata.nextLink': { type: 'string', description: 'The URL of the next page, when there is one.' },
    value: { type: 'array', items: row }
  }
}

const ids = { 'client-request-id': header('An id of your own; it comes back with the answer.') }
const readHeaders = { type: 'object', properties: { 'If-None-Match': header('Answer 304 if the entity still has this ETag.'), ...ids } }
const pageHeaders = { type: 'object', properties: { Prefer: header('`odata.maxpagesize=50` for smaller or larger pages.'), ...readHeaders.properties } }
const writeHeaders = (prefer: string): JsonSchema => ({
  type: 'object',
  properties: { Prefer: header(prefer), 'If-Match': header('Go ahead only if the entity has this ETag; `*` for any.'), 'If-None-Match': header('Go ahead only if the entity has another ETag.'), ...ids }
})

interface Documentation {
  readonly id: string
  readonly summary: string
  readonly description: string
  readonly querystring?: JsonSchema
  readonly headers: JsonSchema
  readonly body?: JsonSchema
  readonly examples?: JsonSchema
  readonly responses: Readonly<Record<number, JsonSchema>>
  readonly errors: readonly ErrorKind[]
}

function operation (method: HTTPMethods, path: string, { id, errors, responses, body, examples, ...schema }: Documentation): DocumentedOperation {
  return {
    method,
    url: `/beta/officeConfiguration${path}`,
    schema: {
      operationId: `officeConfiguration${path === '' ? '.officeConfiguration' : ''}_${id}`,
      ...schema,
      tags,
      security,
      ...body === undefined ? {} : { body: { content: { 'application/json': { schema: body } } } },
      response: { ...responses, ...errorResponses(errors) }
    } as DocumentedOperation['schema'],
    ...examples === undefined ? {} : { requestExamples: examples }
  }
}

const MINIMAL = '`return=minimal` for a 204 without body.'
const REPRESENTATION = '`return=representation` for a 200 with the new value.'
const ROWS = '/tenantCheckinStatuses'
const SUMMARY = '/tenantUserCheckinSummary'
const entityExamples = { referencePage: { summary: 'The response of the reference page', value: entityExample } }
const rowsWritten = { 200: jsonResponse('The rows as they are now.', page), 204: noContent('Done.') }
const summaryWritten = { 200: jsonResponse('The summary as it is now.', withContext(summary)), 204: noContent('Done.') }
const pageOptions = ['$apply', '$filter', '$search', '$orderby', '$top', '$skip', '$count', '$compute', '$skiptoken', '$format']

export const documentedOperations: readonly DocumentedOperation[] = [
  operation('GET', '', {
    id: 'GetOfficeConfiguration',
    summary: 'Get officeConfiguration',
    description: 'Reads the officeConfiguration of the tenant: its check-in rows, in the order they were sent, and its check-in summary.',
    querystring: querystring(['$compute', '$format'], typeOf('officeConfiguration')),
    headers: readHeaders,
    responses: { 200: jsonResponse('The entity as it is now.', entity, entityExamples), 304: notModified },
    errors: readErrors
  }),
  operation('PATCH', '', {
    id: 'UpdateOfficeConfiguration',
    summary: 'Update officeConfiguration',
    description: 'Changes what the body holds and leaves the rest: a summary is merged member by member, rows that are sent replace all rows, `null` clears the summary.',
    querystring: querystring(['$format'], typeOf('officeConfiguration')),
    headers: writeHeaders(MINIMAL),
    body: entity,
    examples: { referencePage: { summary: 'The request of the reference page', value: updateExample } },
    responses: { 200: jsonResponse('The entity as it is now.', entity, entityExamples), 204: noContent('Done; the client preferred no body.') },
    errors: writeErrors
  }),
  operation('GET', ROWS, {
    id: 'ListTenantCheckinStatuses',
    summary: 'List check-in rows',
    description: 'Reads a page of the check-in rows; `@odata.nextLink` leads to the next one.',
    querystring: querystring(pageOptions, typeOf('officeClientCheckinStatus')),
    headers: pageHeaders,
    responses: { 200: jsonResponse('A page of rows.', page, { page: { value: rowsExample } }), 304: notModified },
    errors: readErrors
  }),
  operation('PUT', ROWS, {
    id: 'ReplaceTenantCheckinStatuses',
    summary: 'Replace all check-in rows',
    description: 'The rows of the body take the place of all rows.',
    headers: writeHeaders(REPRESENTATION),
    body: rows,
    examples: { row: { summary: 'One row', value: { value: [rowExample] } } },
    responses: rowsWritten,
    errors: writeErrors
  }),
  operation('POST', ROWS, {
    id: 'AddTenantCheckinStatuses',
    summary: 'Add check-in rows',
    description: 'Adds one row, as a device does that checks in, or several as `{"value":[…]}`, behind those that are there.',
    headers: writeHeaders(REPRESENTATION),
    body: { anyOf: [row, rows] },
    examples: { row: { summary: 'One row', value: rowExample }, rows: { summary: 'Several rows', value: { value: [rowExample, rowExample] } } },
    responses: rowsWritten,
    errors: writeErrors
  }),
  operation('DELETE', ROWS, {
    id: 'DeleteTenantCheckinStatuses',
    summary: 'Remove all check-in rows',
    description: 'Leaves an empty collection.',
    headers: writeHeaders(REPRESENTATION),
    responses: rowsWritten,
    errors: writeErrors
  }),
  operation('GET', `${ROWS}/$count`, {
    id: 'CountTenantCheckinStatuses',
    summary: 'Count check-in rows',
    description: 'How many rows there are, or how many a filter and a search leave.',
    querystring: querystring(['$filter', '$search']),
    headers: readHeaders,
    responses: { 200: textResponse('The number of rows.'), 304: notModified },
    errors: readErrors
  }),
  operation('GET', SUMMARY, {
    id: 'GetTenantUserCheckinSummary',
    summary: 'Get the check-in summary',
    description: 'Reads the summary alone.',
    querystring: querystring(['$format'], typeOf('officeUserCheckinSummary')),
    headers: readHeaders,
    responses: { 200: jsonResponse('The summary.', withContext(summary), { summary: { value: summaryExample } }), 204: noContent('The summary is null.'), 304: notModified },
    errors: readErrors
  }),
  operation('PATCH', SUMMARY, {
    id: 'UpdateTenantUserCheckinSummary',
    summary: 'Update the check-in summary',
    description: 'Changes the members that the body holds and leaves the rest.',
    headers: writeHeaders(REPRESENTATION),
    body: summary,
    examples: { summary: { summary: 'One member', value: { failedUserCount: 16 } } },
    responses: summaryWritten,
    errors: writeErrors
  }),
  operation('PUT', SUMMARY, {
    id: 'ReplaceTenantUserCheckinSummary',
    summary: 'Replace the check-in summary',
    description: 'Members that the body does not hold become 0.',
    headers: writeHeaders(REPRESENTATION),
    body: summary,
    examples: { summary: { summary: 'Both members', value: { succeededUserCount: 2, failedUserCount: 15 } } },
    responses: summaryWritten,
    errors: writeErrors
  }),
  operation('DELETE', SUMMARY, {
    id: 'DeleteTenantUserCheckinSummary',
    summary: 'Clear the check-in summary',
    description: 'Makes the summary null.',
    headers: writeHeaders(REPRESENTATION),
    responses: { 204: noContent('Done.') },
    errors: writeErrors
  }),
  batchOperation
]
