/** The official JavaScript client, unmodified, over a real socket. */
import type { AddressInfo } from 'node:net'
import { Client, GraphError, PageIterator } from '@microsoft/microsoft-graph-client'
import type { PageCollection } from '@microsoft/microsoft-graph-client'
import type { OfficeConfiguration } from '@microsoft/microsoft-graph-types-beta'
import { onBothDatabases } from '../support/service.js'
import type { Service } from '../support/service.js'
import { row } from '../support/samples.js'

/** Over plain http the client drops a header named exactly `Authorization`; in lower case it stays. */
async function clientOf ({ app }: Service): Promise<Client> {
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  return Client.init({
    baseUrl: `http://127.0.0.1:${port}/`,
    defaultVersion: 'beta',
    authProvider: done => { done(null, 'token') },
    fetchOptions: { headers: { authorization: 'Bearer token' } }
  })
}

onBothDatabases('the official Graph client', async (t, service) => {
  const client = await clientOf(service)
  const body: OfficeConfiguration = {
    tenantCheckinStatuses: [row({ errorMessage: 'Timeout' })],
    tenantUserCheckinSummary: { succeededUserCount: 2, failedUserCount: 15 }
  }
  const updated = await client.api('/officeConfiguration').update(body) as OfficeConfiguration
  t.match(updated, body)
  t.match(await client.api('/officeConfiguration').get(), body)
  t.equal(await client.api('/officeConfiguration').header('Prefer', 'return=minimal').update({}), undefined)
  t.same(Object.keys(await client.api('/officeConfiguration').select('tenantUserCheckinSummary').get() as object), ['@odata.context', '@odata.etag', '@odata.type', 'tenantUserCheckinSummary'])
  const error = await client.api('/officeConfiguration').update({ tenantUserCheckinSummary: { failedUserCount: 'x' } }).then(() => undefined, (reason: unknown) => reason)
  t.ok(error instanceof GraphError)
  t.match(error, { statusCode: 400, code: 'ModelValidationFailure', message: "Cannot convert the literal 'x' to the expected type 'Edm.Int32'.", requestId: /^[0-9a-f-]{36}$/ })
})

onBothDatabases('the official Graph client filters, counts and follows every page', async (t, service) => {
  const client = await clientOf(service)
  const rows = Array.from({ length: 250 }, (_, index) => ({ deviceName: `device ${String(index).padStart(3, '0')}`, wasSuccessful: index % 2 === 0 }))
  await client.api('/officeConfiguration/tenantCheckinStatuses').put({ value: rows })
  const first = await client.api('/officeConfiguration/tenantCheckinStatuses').filter('wasSuccessful eq true').orderby('deviceName desc').count(true).get() as PageCollection
  t.equal(first['@odata.count'], 125)
  t.equal(first.value.length, 100)
  const seen: string[] = []
  await new PageIterator(client, first, row => {
    seen.push(String((row as { deviceName: string }).deviceName))
    return true
  }).iterate()
  t.same(seen, rows.filter(({ wasSuccessful }) => wasSuccessful).map(({ deviceName }) => deviceName).reverse())
  t.equal(await client.api('/officeConfiguration/tenantCheckinStatuses').query('$apply=aggregate($count as n)').get().then((page: PageCollection) => (page.value[0] as { n: number }).n), 250)
  await client.api('/officeConfiguration/tenantCheckinStatuses').post({ deviceName: 'late' })
  t.equal(Number(await client.api('/officeConfiguration/tenantCheckinStatuses/$count').get()), 251)
  await client.api('/officeConfiguration/tenantUserCheckinSummary').patch({ failedUserCount: 4 })
  t.match(await client.api('/officeConfiguration/tenantUserCheckinSummary').get(), { succeededUserCount: 0, failedUserCount: 4 })
})

onBothDatabases('the official Graph client waits and tries again', async (t, service) => {
  const client = await clientOf(service)
  const { call } = service
  await call('POST', '/__admin/faults', { body: { id: 'busy', match: { methods: ['GET'] }, effect: { kind: 'error', status: 429, retryAfter: 1 }, schedule: { times: 1 } } })
  const began = performance.now()
  t.match(await client.api('/officeConfiguration').get(), { tenantCheckinStatuses: [] })
  t.ok(performance.now() - began >= 1000, 'it waited')
  t.match((await call('GET', '/__admin/faults/busy')).json(), { hits: { matched: 2, fired: 1, again: 0 } })
  t.match(await client.api('/officeConfiguration').header('x-fault', '503;retry-after=1;id=one').get(), { tenantCheckinStatuses: [] }, 'the header is for the first attempt')
})
