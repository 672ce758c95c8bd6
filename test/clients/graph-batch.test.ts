/** Batches of the official JavaScript client, unmodified, over a real socket. */
import { BatchRequestContent, BatchResponseContent, Client } from '@microsoft/microsoft-graph-client'
import type { BatchRequestStep } from '@microsoft/microsoft-graph-client'
import { listen } from '../support/listen.js'
import { onBothDatabases } from '../support/service.js'
import { row, shown, summary } from '../support/samples.js'

onBothDatabases('BatchRequestContent and BatchResponseContent', async (t, { app }) => {
  const origin = await listen(app)
  const client = Client.init({ baseUrl: `${origin}/`, defaultVersion: 'beta', authProvider: done => { done(null, 'token') }, fetchOptions: { headers: { authorization: 'Bearer token' } } })
  const step = (id: string, method: string, url: string, body?: unknown, dependsOn: string[] = []): BatchRequestStep =>
    ({ id, request: new Request(`${origin}${url}`, { method, ...body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } } }), dependsOn })
  const send = async (steps: BatchRequestStep[]): Promise<BatchResponseContent> =>
    new BatchResponseContent(await client.api('/$batch').post(await new BatchRequestContent(steps).getContent()))

  const serial = await send([
    step('1', 'PATCH', '/officeConfiguration', { tenantUserCheckinSummary: { failedUserCount: 3 } }),
    step('2', 'POST', '/beta/officeConfiguration/tenantCheckinStatuses', row(), ['1']),
    step('3', 'GET', '/officeConfiguration', undefined, ['2']),
    step('4', 'GET', '/officeConfiguration/nothing', undefined, ['3']),
    step('5', 'GET', '/officeConfiguration', undefined, ['4'])
  ])
  t.same([...serial.getResponses().values()].map(({ status }) => status), [200, 204, 200, 400, 424])
  t.match(await serial.getResponseById('3').json(), { tenantCheckinStatuses: [shown(row())], tenantUserCheckinSummary: summary(0, 3) })
  t.match(await serial.getResponseById('4').json(), { error: { code: 'BadRequest', innerError: { 'request-id': serial.getResponseById('4').headers.get('request-id') } } })
  t.match(await serial.getResponseById('5').json(), { error: { code: 'FailedDependency' } })

  const parallel = await send(Array.from({ length: 20 }, (_, index) => step(String(index), 'GET', `/officeConfiguration/tenantCheckinStatuses?$filter=${encodeURIComponent(`length(deviceName) gt ${index}`)}&$count=true`)))
  const counts = await Promise.all([...parallel.getResponses().values()].map(async response => (await response.json() as Record<string, unknown>)['@odata.count']))
  t.same(counts, Array.from({ length: 20 }, (_, index) => 'DESKTOP-7F3K2'.length > index ? 1 : 0))

  await t.rejects(client.api('/$batch').post({ requests: [] }), { statusCode: 400, code: 'BadRequest', message: 'Invalid batch payload format.' })
})
