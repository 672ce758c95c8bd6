/** `o.js` (npm `odata`): a general OData client that knows nothing of Graph, over a real socket. */
import { o } from 'odata'
import type { OHandler } from 'odata'
import { checkIns, seed } from '../support/check-ins.js'
import { listen } from '../support/listen.js'
import { onBothDatabases } from '../support/service.js'
import type { Service } from '../support/service.js'
import { row, shown, summary } from '../support/samples.js'

const ROWS = 'officeConfiguration/tenantCheckinStatuses'

async function clientOf ({ app }: Service, useChangset = false): Promise<() => OHandler> {
  const root = `${app.server.listening ? String(app.listeningOrigin) : await listen(app)}/beta/`
  const headers = { Authorization: 'Bearer token' }
  return () => o(root, {
    headers: new Headers({ 'Content-Type': 'application/json', ...headers }),
    batch: { headers: new Headers(headers), endpoint: '$batch', boundaryPrefix: 'batch_', changsetBoundaryPrefix: 'changeset_', useChangset, useRelativeURLs: false }
  })
}

onBothDatabases('o.js reads and writes', async (t, service) => {
  const client = await clientOf(service)
  t.match(await client().patch('officeConfiguration', { tenantUserCheckinSummary: { failedUserCount: 3 } }).query(), { tenantUserCheckinSummary: summary(0, 3) })
  await client().post(ROWS, row({ deviceName: 'a' })).post(ROWS, row({ deviceName: 'b' })).query()
  t.same(await client().get(ROWS).query({ $filter: "deviceName ne 'a'" }), [shown(row({ deviceName: 'b' }))])
  await client().put(ROWS, { value: [row({ deviceName: 'c' })] }).query()
  t.same(await client().get(ROWS).query({ $select: 'deviceName' }), [shown({ deviceName: 'c' })])
  await client().delete(ROWS).query()
  t.same(await client().get(ROWS).query(), [])
  const refused = await client().get('officeConfiguration/nothing').query().then(() => undefined, (response: unknown) => response as Response)
  t.equal(refused?.status, 400)
  t.match(await refused?.json(), { error: { code: 'BadRequest' } })
  await seed(service.call)
  const page = await client().get(ROWS).query({ $orderby: 'userId desc', $top: 3, $select: 'userId' }) as typeof checkIns
  t.same(page.map(({ userId }) => userId), ['u6', 'u5', 'u4'])
})

onBothDatabases('o.js sends a multipart batch, with and without a change set', async (t, service) => {
  const client = await clientOf(service)
  const mixed = await client().patch('officeConfiguration', { tenantUserCheckinSummary: { failedUserCount: 3 } }).post(ROWS, row()).get(ROWS).get('officeConfiguration/tenantUserCheckinSummary').batch()
  t.match(mixed, [
    { contentId: 1, status: 200, body: { tenantUserCheckinSummary: summary(0, 3) } },
    { contentId: 2, status: 204 },
    { contentId: 3, status: 200, body: [shown(row())] },
    { contentId: 4, status: 200, body: summary(0, 3) }
  ])
  const atomic = await clientOf(service, true)
  const changes = await atomic().post(ROWS, row()).patch('officeConfiguration/tenantUserCheckinSummary', { failedUserCount: 4 }).batch()
  t.match(changes, [{ contentId: 1, status: 204 }, { contentId: 2, status: 204 }])
  const failed = await atomic().post(ROWS, row()).patch('officeConfiguration/tenantUserCheckinSummary', { nothing: 4 }).batch()
  t.match(failed, [{ contentId: 2, status: 400, body: { error: { code: 'ModelValidationFailure' } } }])
  t.same(await client().get(ROWS).query(), [shown(row()), shown(row())], 'nothing of the change set that failed is there')
})
