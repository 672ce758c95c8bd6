/** The batch that Swagger UI starts with works as it is. */
import { batchExample } from '../../../src/families/office-configuration/openapi/batch-examples.js'
import { onBothDatabases } from '../../support/service.js'
import { batch } from '../../support/batch.js'

onBothDatabases('the example of the OpenAPI document', async (t, { call }) => {
  const answers = await batch(call, batchExample.requests, { accept: 'application/json' })
  t.same(answers.map(({ id, status }) => [id, status]), [['1', 200], ['2', 204], ['3', 204], ['4', 200]])
  t.match(answers[3]?.body, { failedUserCount: 1 })
})
