/** `POST $batch` of the family: an example that works as it is. */
import { batchOperation as describeBatch } from '../../../http/openapi/batch-operation.js'
import { graphModel, qualifiedName } from '../model/graph-model.js'
import { requestExample } from './model-examples.js'
import type { DocumentedOperation } from '../../../http/openapi/documentation.js'

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

export const batchOperation: DocumentedOperation = describeBatch({
  root: '/beta',
  security: [{ bearer: [] }],
  graphHeaders: true,
  urls: ['/officeConfiguration', '$1/tenantUserCheckinSummary'],
  example: { summary: 'A reference, a group of two writes, and a read that depends on it', value: batchExample },
  answer: { summary: 'One of the answers', value: answerExample }
})
