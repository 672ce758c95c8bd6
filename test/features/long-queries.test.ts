/** Queries that take long: they are interrupted after a while, and nobody else waits for them. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Test } from 'tap'
import { OFFICE, callerOf, errorOf, json, onBothDatabases } from '../support/service.js'
import { listen } from '../support/listen.js'
import type { Service } from '../support/service.js'

const ROWS = `${OFFICE}/tenantCheckinStatuses`

/** All that one row has, compared with itself three times over. */
const PRODUCT = 'appliedPolicies/all(a:appliedPolicies/all(b:appliedPolicies/all(c:a ne concat(b,c))))'
const url = (path: string, filter: string): string => `${path}?$filter=${encodeURIComponent(filter)}`

async function fill ({ call }: Service): Promise<void> {
  const appliedPolicies = Array.from({ length: 2000 }, (_, index) => `policy ${index}`)
  const response = await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: [{ userId: 'a', appliedPolicies }, { userId: 'b' }] } })
  if (response.statusCode !== 200) throw new Error(response.body)
}

async function isInterrupted (t: Test, answer: ReturnType<Service['call']>): Promise<void> {
  const response = await answer
  t.equal(response.statusCode, 503)
  t.match(errorOf(response)['message'], /QUERY_TIMEOUT.*interrupted.*Ask for less/s)
}

onBothDatabases('a read that takes longer than QUERY_TIMEOUT is a 503, and others are served meanwhile', async (t, service) => {
  const { app, call } = service
  await fill(service)
  const other = callerOf(app, 'other')
  const started = performance.now()
  const long = isInterrupted(t, call('GET', url(`${ROWS}/$count`, PRODUCT)))
  const more = Promise.all([1, 2, 3, 4].map(async () => await call('GET', url(ROWS, PRODUCT))))
  await delay(100)
  for (const path of ['/healthz', '/readyz', OFFICE]) {
    const asked = performance.now()
    t.equal((await other('GET', path)).statusCode, 200, path)
    t.ok(performance.now() - asked < 1500, `${path} is answered while the queries run`)
  }
  t.equal((await other('GET', url(ROWS, "contains(deviceName,'x')"))).statusCode, 200, 'a query of another tenant too')
  t.equal((await call('PATCH', OFFICE, { body: { tenantUserCheckinSummary: { failedUserCount: 1 } } })).statusCode, 200, 'and a write')
  await long
  for (const { statusCode, headers } of await more) t.ok(statusCode === 503, `interrupted, or asked to come again (${headers['retry-after'] ?? ''})`)
  t.ok(performance.now() - started < 20_000)
  t.equal((await call('GET', url(`${ROWS}/$count`, "appliedPolicies/any(a:a eq 'policy 7')"))).body, '1', 'and afterwards everything works')
}, { queryTimeout: 3000 })

onBothDatabases('a write that searches for too long changes nothing', async (t, service) => {
  const { call } = service
  await fill(service)
  const made = await call('POST', `${OFFICE}/clientConfigurations`, {
    body: { '@odata.type': '#microsoft.graph.windowsOfficeClientConfiguration', checkinStatuses: [{ appliedPolicies: Array.from({ length: 2000 }, (_, index) => `p${index}`) }] }
  })
  t.equal(made.statusCode, 201)
  const where = `checkinStatuses/any(r:${PRODUCT.replaceAll('appliedPolicies', 'r/appliedPolicies')})`
  await isInterrupted(t, call('DELETE', `${OFFICE}/clientConfigurations/$filter(@f)/$each?@f=${encodeURIComponent(where)}`))
  await isInterrupted(t, call('PATCH', `${OFFICE}/clientConfigurations/$filter(@f)/$each?@f=${encodeURIComponent(where)}`, { body: { description: 'x' } }))
  t.equal((await call('GET', `${OFFICE}/clientConfigurations/${String(json(made)['id'])}`)).headers['etag'], made.headers['etag'])
}, { queryTimeout: 1000 })

onBothDatabases('in an atomicity group a query that takes long undoes the group', async (t, service) => {
  const { call } = service
  await fill(service)
  const before = (await call('GET', OFFICE)).headers['etag']
  const batch = await call('POST', '/beta/$batch', {
    body: {
      requests: [
        { id: '1', atomicityGroup: 'g', method: 'PATCH', url: '/officeConfiguration', headers: { 'content-type': 'application/json' }, body: { tenantUserCheckinSummary: { failedUserCount: 9 } } },
        { id: '2', atomicityGroup: 'g', method: 'GET', url: url('/officeConfiguration/tenantCheckinStatuses/$count', "appliedPolicies/any(a:a eq 'policy 7')") },
        { id: '3', atomicityGroup: 'g', method: 'GET', url: url('/officeConfiguration/tenantCheckinStatuses/$count', PRODUCT) }
      ]
    }
  })
  const statuses = (json(batch)['responses'] as Array<{ id: string, status: number }>).map(({ id, status }) => [id, status])
  t.same(statuses, [['1', 424], ['2', 424], ['3', 503]])
  t.equal((await call('GET', OFFICE)).headers['etag'], before)
}, { queryTimeout: 1000 })

onBothDatabases('the query of a client that goes away ends', async (t, service) => {
  const { app, call } = service
  await fill(service)
  const base = await listen(app)
  for (let attempt = 0; attempt < 12; attempt++) {
    await t.rejects(fetch(base + url(`${ROWS}/$count`, PRODUCT), { headers: { authorization: 'Bearer test' }, signal: AbortSignal.timeout(150) }))
  }
  const asked = performance.now()
  t.equal((await call('GET', url(`${ROWS}/$count`, "appliedPolicies/any(a:a eq 'policy 7')"))).body, '1')
  t.ok(performance.now() - asked < 10_000, 'the places that they had are free')
}, { queryTimeout: 60_000 })

onBothDatabases('the service stops while a query runs', async (t, service) => {
  const { app, call } = service
  await fill(service)
  const asked = call('GET', url(`${ROWS}/$count`, PRODUCT))
  await delay(200)
  const stopping = performance.now()
  await app.close()
  t.ok(performance.now() - stopping < 15_000)
  t.ok([200, 503].includes((await asked).statusCode))
}, { queryTimeout: 2000 })
