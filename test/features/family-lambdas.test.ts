/** Lambdas, counts and casts across the family (OData-URL 4.01, sections 4.8, 4.11 and 5.1.1.13). */
import { encodeOption } from '../support/check-ins.js'
import { assignmentTo, CONFIGURATIONS, create, SECURITY, valuesOf } from '../support/configurations.js'
import { row } from '../support/samples.js'
import { OFFICE, json, onBothDatabases } from '../support/service.js'

const GROUP = 'microsoft.graph.officeConfigurationGroupAssignmentTarget'

onBothDatabases('5.1.1.13 any, all, $count and casts in $filter and $orderby', async (t, { call }) => {
  await create(call, { displayName: 'A', assignments: [assignmentTo('g1'), assignmentTo('g2')], checkinStatuses: [row({ deviceName: 'x' }), row({ wasSuccessful: false })] })
  await create(call, { '@odata.type': SECURITY, displayName: 'B', assignments: [{}], checkinStatuses: [row()] })
  await create(call, { displayName: 'C', assignments: [assignmentTo('g2')] })
  await create(call, { '@odata.type': SECURITY, displayName: 'D' })
  const cases: ReadonlyArray<readonly [string, readonly string[]]> = [
    [`$filter=assignments/any(a:a/target/${GROUP}/groupId eq 'g2')`, ['A', 'C']],
    [`$filter=assignments/any(a:a/target/${GROUP}/groupId eq 'g1') and assignments/any(a:a/target/${GROUP}/groupId eq 'g2')`, ['A']],
    [`$filter=assignments/all(a:a/target/${GROUP}/groupId eq 'g2')`, ['C', 'D']],
    ['$filter=assignments/any(a:a/target eq null)', ['B']],
    [`$filter=assignments/any(a:isof(a/target,${GROUP}))`, ['A', 'C']],
    [`$filter=assignments/any(a:not isof(a/target,${GROUP}))`, ['B']],
    ['$filter=assignments/any()', ['A', 'B', 'C']],
    ['$filter=not assignments/any()', ['D']],
    ['$filter=checkinStatuses/$count gt 1', ['A']],
    ['$filter=checkinStatuses/$count($filter=wasSuccessful) eq 1', ['A', 'B']],
    ['$filter=checkinStatuses/any(c:c/wasSuccessful eq false)', ['A']],
    ["$filter=checkinStatuses/any(c:c/appliedPolicies/any(p:p eq 'Macro security'))", ['A', 'B']],
    [`$filter=assignments/any(a:checkinStatuses/any(c:c/deviceName eq 'x') and a/target/${GROUP}/groupId eq 'g1')`, ['A']],
    ['$filter=assignments/$filter(target ne null)/$count eq 1', ['C']],
    ['$orderby=assignments/$count desc,displayName desc', ['A', 'C', 'B', 'D']],
    ['$orderby=checkinStatuses/$count,priority desc', ['D', 'C', 'B', 'A']],
    ['$compute=assignments/$count as n&$filter=n eq 1&$orderby=displayName desc', ['C', 'B']],
    ['$filter=microsoft.graph.windowsOfficeClientConfiguration/assignments/any()', ['A', 'C']],
    ['$filter=microsoft.graph.windowsOfficeClientConfiguration/checkinStatuses/$count eq 0', ['B', 'C', 'D']],
    ['$filter=userCheckinSummary eq null and priority in (1,4)', ['A', 'D']]
  ]
  for (const [query, expected] of cases) t.same(await valuesOf(call, `${CONFIGURATIONS}?${query.split('&').map(encodeOption).join('&')}`, 'displayName'), expected, query)
})

onBothDatabases('5.1.1.13 from the singleton, and nested', async (t, { call }) => {
  await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: [row({ deviceName: 'PC' })] } })
  await create(call, { displayName: 'A', assignments: [assignmentTo('g1')], checkinStatuses: [row({ deviceName: 'PC' })] })
  await create(call, { '@odata.type': SECURITY, displayName: 'B' })
  const compute = [
    'clientConfigurations/$count as all',
    `clientConfigurations/any(c:c/assignments/any(a:a/target/${GROUP}/groupId eq 'g1')) as assigned`,
    'clientConfigurations/all(c:c/assignments/any()) as everyone',
    'clientConfigurations/microsoft.graph.windowsOfficeClientSecurityConfiguration/$count as secure',
    'tenantCheckinStatuses/any(r:clientConfigurations/any(c:c/checkinStatuses/any(s:s/deviceName eq r/deviceName))) as known',
    "clientConfigurations/$count($filter=displayName eq 'A') as named"
  ].join(',')
  t.match(json(await call('GET', `${OFFICE}?${encodeOption(`$compute=${compute}`)}&$select=all,assigned,everyone,secure,known,named`)), { all: 2, assigned: true, everyone: false, secure: 1, known: true, named: 1 })
})

onBothDatabases('the rows and the summary of a configuration: the same code, another owner', async (t, { call }) => {
  await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: [row({ deviceName: 'tenant' })], tenantUserCheckinSummary: { failedUserCount: 7 } } })
  const [first, second] = [await create(call), await create(call, { checkinStatuses: [row({ deviceName: 'other' })] })]
  const url = `${CONFIGURATIONS}/${first}/checkinStatuses`
  t.equal((await call('POST', url, { body: row({ deviceName: 'a', wasSuccessful: false }) })).statusCode, 204)
  t.equal((await call('POST', url, { body: { value: [row({ deviceName: 'b' }), row({ deviceName: 'c' })] } })).statusCode, 204)
  t.same(await valuesOf(call, url, 'deviceName'), ['a', 'b', 'c'])
  t.same(await valuesOf(call, `${url}?${encodeOption('$filter=wasSuccessful')}&${encodeOption('$orderby=deviceName desc')}`, 'deviceName'), ['c', 'b'])
  t.equal((await call('GET', `${url}/$count?${encodeOption('$filter=wasSuccessful')}`)).body, '2')
  t.same(await valuesOf(call, `${url}?${encodeOption('$apply=groupby((wasSuccessful),aggregate($count as n))')}&$orderby=n`, 'n'), [1, 2])
  const page = await call('GET', `${url}?$count=true`, { headers: { prefer: 'odata.maxpagesize=2', host: 'office' } })
  t.match(json(page), { '@odata.context': `http://office/beta/$metadata#officeConfiguration/clientConfigurations('${first}')/checkinStatuses`, '@odata.count': 3 })
  t.match(json(await call('GET', String(json(page)['@odata.nextLink']).replace('http://office', '')))['value'], [{ deviceName: 'c' }])
  t.equal((await call('PUT', url, { body: { value: [row({ deviceName: 'z' })] } })).statusCode, 204)
  t.same(await valuesOf(call, url, 'deviceName'), ['z'])
  t.equal((await call('DELETE', url)).statusCode, 204)
  t.same(await valuesOf(call, url, 'deviceName'), [])
  const summary = `${CONFIGURATIONS}/${first}/userCheckinSummary`
  t.equal((await call('GET', summary)).statusCode, 204)
  t.equal((await call('PATCH', summary, { body: { failedUserCount: 1 } })).statusCode, 204)
  t.match(json(await call('PUT', summary, { body: { succeededUserCount: 2 }, headers: { prefer: 'return=representation' } })), { succeededUserCount: 2, failedUserCount: 0 })
  t.equal((await call('DELETE', summary)).statusCode, 204)
  t.match(json(await call('GET', OFFICE)), { tenantCheckinStatuses: [{ deviceName: 'tenant' }], tenantUserCheckinSummary: { failedUserCount: 7 } }, "the tenant's own are others")
  t.same(await valuesOf(call, `${CONFIGURATIONS}/${second}/checkinStatuses`, 'deviceName'), ['other'])
})
