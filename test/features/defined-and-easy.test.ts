/** Comparisons with null, the reference to the singleton, and what is wrong rather than unsupported. */
import { devices, encodeOption, ROWS, checkIns, seed } from '../support/check-ins.js'
import { CONFIGURATIONS, create, host, valuesOf } from '../support/configurations.js'
import { OFFICE, json, onBothDatabases } from '../support/service.js'

const all = checkIns.map(({ deviceName }) => deviceName)

onBothDatabases('5.1.1.1 a collection is never null, nor is an item', async (t, { call }) => {
  await seed(call)
  for (const filter of ['appliedPolicies ne null', 'null ne appliedPolicies', 'not (appliedPolicies eq null)', '$it ne null', 'null ne $this']) {
    t.same(await devices(call, `$filter=${filter}`), all, filter)
  }
  for (const filter of ['null eq appliedPolicies', '$it eq null']) t.same(await devices(call, `$filter=${filter}`), [], filter)
  t.same(await devices(call, '$filter=appliedPolicies/any(p:p eq null)'), [null], 'an item that is no structured value may be null')
  await create(call, { displayName: 'A' })
  const named = async (filter: string): Promise<unknown[]> =>
    await valuesOf(call, `${CONFIGURATIONS}?${encodeOption(`$filter=${filter}`)}`, 'displayName')
  t.same(await named('checkinStatuses ne null and assignments ne null'), ['A'])
  t.same(await named('checkinStatuses/any(c:c eq null) or assignments eq null'), [])
})

onBothDatabases('5.1.1.1 a stream property is null where it has no content', async (t, { call }) => {
  const id = await create(call, { displayName: 'with' })
  await create(call, { displayName: 'without' })
  await call('PUT', `${CONFIGURATIONS}/${id}/policyPayload`, { body: 'text', headers: { 'content-type': 'text/plain' } })
  const named = async (filter: string): Promise<unknown[]> =>
    await valuesOf(call, `${CONFIGURATIONS}?${encodeOption(`$filter=${filter}`)}`, 'displayName')
  t.same(await named('policyPayload ne null'), ['with'])
  t.same(await named('null eq policyPayload'), ['without'])
  t.same(await named('userPreferencePayload eq null'), ['with', 'without'])
  t.same(await named('microsoft.graph.windowsOfficeClientSecurityConfiguration/policyPayload ne null'), [], 'of another type')
  const lambda = 'clientConfigurations/any(c:c/policyPayload ne null)'
  t.match(json(await call('GET', `${OFFICE}?${encodeOption(`$compute=${lambda} as some`)}&$select=some`)), { some: true })
})

onBothDatabases('4.9 the reference to the singleton', async (t, { call }) => {
  const response = await call('GET', `${OFFICE}/$ref`, { headers: host })
  t.equal(response.statusCode, 200)
  t.match(json(response), { '@odata.context': 'http://office/beta/$metadata#$ref', '@odata.id': 'http://office/beta/officeConfiguration' })
})

onBothDatabases('11.2.1 what is wrong is a 400, what is not supported a 501', async (t, { call }) => {
  const id = await create(call, { displayName: 'A' })
  const entity = `${CONFIGURATIONS}/${id}`
  const cases: ReadonlyArray<readonly [string, number]> = [
    [`${CONFIGURATIONS}('${id}')`, 200],
    [`${CONFIGURATIONS}(${id})`, 400],
    [`${CONFIGURATIONS}(id=${id})`, 400],
    [`${CONFIGURATIONS}/microsoft.graph.windowsOfficeClientConfiguration(${id})`, 400],
    [`${ROWS}/deviceName`, 400],
    [`${ROWS}/0`, 404],
    [`${CONFIGURATIONS}/$count?$select=id`, 400],
    [`${CONFIGURATIONS}/$count?$expand=assignments`, 400],
    [`${ROWS}/$count?$select=userId`, 400],
    [`${ROWS}/$count?$apply=identity`, 200],
    [`${CONFIGURATIONS}/$ref?$select=id`, 400],
    [`${entity}/$ref?$expand=assignments`, 400],
    [`${entity}/displayName?$select=id`, 400],
    [`${entity}/policyPayload?$select=id`, 400],
    [`${entity}/policyPayload/$value`, 400],
    [`${CONFIGURATIONS}?$select=displayName($top=1)`, 400],
    [`${CONFIGURATIONS}/microsoft.graph.windowsOfficeClientConfiguration/microsoft.graph.windowsOfficeClientConfiguration`, 400],
    [`${ROWS}?${encodeOption('$filter=checkinDateTime gt -0044-03-15T12:00:00Z')}`, 501],
    [`${ROWS}?${encodeOption('$filter=date(checkinDateTime) gt 0000-02-29')}`, 501],
    [`${ROWS}?${encodeOption('$filter=date(checkinDateTime) lt 12000-01-01')}`, 501],
    [`${ROWS}?${encodeOption('$filter=date(checkinDateTime) gt -0001-02-29')}`, 400],
    [`${ROWS}?${encodeOption('$filter=date(checkinDateTime) gt 2026-02-29')}`, 400],
    [`${CONFIGURATIONS}?${encodeOption('$apply=groupby((rollup($all,displayName)),aggregate($count as n))')}`, 200],
    [`${CONFIGURATIONS}?${encodeOption('$apply=aggregate(priority with sum as s from displayName with average)')}`, 200],
    [`${CONFIGURATIONS}?${encodeOption('$apply=aggregate(priority with sum from displayName with average as s)')}`, 200]
  ]
  for (const [url, status] of cases) t.equal((await call('GET', url)).statusCode, status, url)
  t.equal((await call('POST', `${entity}/assign/$count`, { body: { assignments: [] } })).statusCode, 400)
})
