/** Rows and properties as resources of their own (OData-Protocol 4.01, sections 11.2.4, 11.4.9 and 11.4.10). */
import { OFFICE, errorOf, json, onBothDatabases } from '../support/service.js'
import { ROWS, checkIns, devices, encodeOption, seed } from '../support/check-ins.js'
import { row, shown, summary } from '../support/samples.js'

const SUMMARY = `${OFFICE}/tenantUserCheckinSummary`
const host = { host: 'office' }

onBothDatabases('11.2.4 reading the collection', async (t, { call }) => {
  t.same(json(await call('GET', ROWS, { headers: host })), { '@odata.context': 'http://office/beta/$metadata#officeConfiguration/tenantCheckinStatuses', value: [] })
  await seed(call)
  const response = await call('GET', ROWS, { headers: host })
  t.same(json(response)['value'], checkIns.map(shown))
  t.equal(response.headers.etag, 'W/"1"')
  t.equal((await call('GET', ROWS, { headers: { 'if-none-match': 'W/"1"' } })).statusCode, 304)
  t.same(json(await call('GET', `${ROWS}/microsoft.graph.officeClientCheckinStatus?$top=1`))['value'], [shown(checkIns[0]!)], 'a cast that says nothing new')
  t.same(Object.keys(json(await call('GET', `${ROWS}?$format=application/json;odata.metadata=none`))), ['value'])
})

onBothDatabases('11.4.10 replacing, adding and clearing rows', async (t, { call }) => {
  const put = await call('PUT', ROWS, { body: { value: [row({ deviceName: 'a' }), row({ deviceName: 'b' })] } })
  t.equal(put.statusCode, 204)
  t.equal(put.headers.etag, 'W/"1"')
  t.equal((await call('POST', ROWS, { body: row({ deviceName: 'c' }) })).statusCode, 204, 'what a device check-in does')
  t.equal((await call('POST', ROWS, { body: { value: [row({ deviceName: 'd' }), row({ deviceName: 'e' })] } })).statusCode, 204)
  t.equal((await call('POST', ROWS, { body: { value: [] } })).statusCode, 204)
  t.same(await devices(call, ''), ['a', 'b', 'c', 'd', 'e'])
  const shownBack = await call('PUT', ROWS, { body: { value: [row()] }, headers: { prefer: 'return=representation' } })
  t.equal(shownBack.statusCode, 200)
  t.equal(shownBack.headers['preference-applied'], 'return=representation')
  t.same(json(shownBack)['value'], [shown(row())])
  t.equal((await call('DELETE', ROWS)).statusCode, 204)
  t.same(await devices(call, ''), [])
  t.equal((await call('PUT', ROWS, { body: { value: [] }, headers: { 'if-match': 'W/"1"' } })).statusCode, 412)
})

onBothDatabases('11.4.10 a row that is added alone is stored as it is among others', async (t, { call }) => {
  const odd = ['', 'null', '0', '1.0', '"', '\\"', '\u0001\u001f\u007f', "'", '😀é\u2028', '[1, 2]', 'true']
  const rows = [
    ...odd.map(text => row({ deviceName: text, userId: text, errorMessage: text, appliedPolicies: [text, ...odd] })),
    row({ deviceName: null, userPrincipalName: null, errorMessage: null, appliedPolicies: [] }),
    row({ wasSuccessful: true, checkinDateTime: '2026-01-01T02:00:00.5+02:00' }),
    row({ wasSuccessful: false, checkinDateTime: '2025-12-31T23:59:60Z' })
  ]
  for (const body of [...rows, {}, { value: [...rows, {}] }]) t.equal((await call('POST', ROWS, { body })).statusCode, 204, JSON.stringify(body))
  const value = async (query: string): Promise<unknown[]> => json(await call('GET', `${ROWS}?$top=100&${query}`))['value'] as unknown[]
  const all = await value('')
  t.equal(all.length, 2 * rows.length + 2)
  t.same(all.slice(0, rows.length + 1), all.slice(rows.length + 1))
  for (const condition of ['wasSuccessful eq true', 'wasSuccessful eq false', "appliedPolicies/any(p:p eq '1.0')", "userId eq '1.0'", 'deviceName eq null', 'checkinDateTime lt 2026-01-01T00:00:00Z']) {
    const found = await value(`$filter=${encodeOption(condition)}`)
    t.ok(found.length > 0, condition)
    t.same(found.slice(0, found.length / 2), found.slice(found.length / 2), condition)
  }
})

onBothDatabases('11.4.10 what is no row is refused, and nothing is written', async (t, { call }) => {
  await seed(call)
  const cases: ReadonlyArray<readonly ['PUT' | 'POST', unknown, string | undefined]> = [
    ['POST', { deviceNam: 'x' }, 'deviceNam'],
    ['POST', { value: [{}, { userId: 5 }] }, 'value/1/userId'],
    ['POST', { value: 5 }, 'value'],
    ['POST', [], undefined],
    ['PUT', [row()], 'value'],
    ['PUT', { value: [row()], more: 1 }, 'more'],
    ['PUT', { value: null }, 'value'],
    ['PUT', {}, 'value']
  ]
  for (const [method, body, target] of cases) {
    const response = await call(method, ROWS, { body })
    t.equal(response.statusCode, 400, JSON.stringify(body))
    t.equal(errorOf(response)['target'], target)
  }
  t.equal((await call('GET', ROWS)).headers.etag, 'W/"1"')
})

onBothDatabases('11.4.9 the complex property', async (t, { call }) => {
  t.equal((await call('GET', SUMMARY)).statusCode, 204, 'null has no body')
  t.equal((await call('GET', `${SUMMARY}/failedUserCount`)).statusCode, 404, 'and no members')
  t.equal((await call('PATCH', SUMMARY, { body: { failedUserCount: 3 } })).statusCode, 204)
  t.same(json(await call('GET', SUMMARY, { headers: host })), { '@odata.context': 'http://office/beta/$metadata#officeConfiguration/tenantUserCheckinSummary', ...summary(0, 3) })
  await call('PATCH', SUMMARY, { body: { succeededUserCount: 4 } })
  t.match(json(await call('GET', SUMMARY)), summary(4, 3), 'PATCH merges')
  await call('PUT', SUMMARY, { body: { succeededUserCount: 5 } })
  t.match(json(await call('GET', SUMMARY)), summary(5, 0), 'PUT replaces')
  const back = await call('PUT', SUMMARY, { body: { failedUserCount: 1 }, headers: { prefer: 'return=representation' } })
  t.match(json(back), summary(0, 1))
  t.same(json(await call('GET', `${SUMMARY}?$select=failedUserCount`, { headers: host })), { '@odata.context': 'http://office/beta/$metadata#officeConfiguration/tenantUserCheckinSummary(failedUserCount)', '@odata.type': 'microsoft.graph.officeUserCheckinSummary', failedUserCount: 1 })
  t.equal((await call('DELETE', SUMMARY)).statusCode, 204)
  t.equal((await call('GET', SUMMARY)).statusCode, 204)
  for (const body of [{ failedUserCount: 'x' }, { x: 1 }, [], { '@odata.type': '#microsoft.graph.officeConfiguration' }]) t.equal((await call('PUT', SUMMARY, { body })).statusCode, 400, JSON.stringify(body))
})

onBothDatabases('11.2.4.1 primitive properties and their raw values', async (t, { call }) => {
  await seed(call)
  t.same(json(await call('GET', `${SUMMARY}/failedUserCount`, { headers: host })), { '@odata.context': 'http://office/beta/$metadata#officeConfiguration/tenantUserCheckinSummary/failedUserCount', value: 15 })
  t.same(json(await call('GET', `${OFFICE}/ID`, { headers: host })), { '@odata.context': 'http://office/beta/$metadata#officeConfiguration/id', value: 'c6fcd2c7-d2c7-c6fc-c7d2-fcc6c7d2fcc6' })
  const raw = await call('GET', `${SUMMARY}/failedUserCount/$value`, { headers: { accept: 'text/plain' } })
  t.equal(raw.body, '15')
  t.equal(raw.headers['content-type'], 'text/plain;charset=utf-8')
  t.equal((await call('PUT', `${SUMMARY}/failedUserCount`, { body: { value: 16 } })).statusCode, 204)
  t.match(json(await call('GET', SUMMARY)), summary(2, 16))
  t.equal((await call('PUT', `${SUMMARY}/failedUserCount`, { body: { value: null } })).statusCode, 400)
})

onBothDatabases('11.4 methods of each resource', async (t, { call }) => {
  const cases: ReadonlyArray<readonly [string, string]> = [
    [ROWS, 'GET, HEAD, PUT, POST, DELETE, OPTIONS'],
    [`${ROWS}/$count`, 'GET, HEAD, OPTIONS'],
    [SUMMARY, 'GET, HEAD, PUT, PATCH, DELETE, OPTIONS'],
    [`${SUMMARY}/failedUserCount`, 'GET, HEAD, PUT, OPTIONS'],
    [`${SUMMARY}/failedUserCount/$value`, 'GET, HEAD, PUT, OPTIONS'],
    [`${OFFICE}/id`, 'GET, HEAD, OPTIONS']
  ]
  for (const [url, allow] of cases) {
    t.equal((await call('OPTIONS', url)).headers['allow'], allow, url)
    for (const method of ['PUT', 'POST', 'PATCH', 'DELETE'] as const) {
      if (allow.includes(method)) continue
      const response = await call(method, url, { body: {} })
      t.equal(response.statusCode, 405, `${method} ${url}`)
      t.equal(response.headers['allow'], allow)
    }
  }
})

onBothDatabases('options that do not fit the resource are refused', async (t, { call }) => {
  const cases: ReadonlyArray<readonly [string, number]> = [
    [`${SUMMARY}?$filter=failedUserCount gt 1`, 400],
    [`${SUMMARY}?$top=1`, 400],
    [`${SUMMARY}/failedUserCount?$select=x`, 400],
    [`${ROWS}/$count?$top=1`, 400],
    [`${ROWS}/$count?$orderby=userId`, 400],
    [`${ROWS}?$expand=x`, 501],
    [`${ROWS}?$select=nothing`, 400],
    [`${ROWS}?$orderby=nothing`, 400],
    [`${ROWS}?$orderby=appliedPolicies`, 400],
    [`${ROWS}?$top=x`, 400],
    [`${ROWS}?$skip=-1`, 400],
    [`${ROWS}?$count=maybe`, 400],
    [`${ROWS}?$top=1&$top=2`, 400],
    [`${ROWS}?$unknown=1`, 400],
    [`${ROWS}?$compute=1 as userId`, 400],
    [`${ROWS}/0`, 404],
    [`${ROWS}/nothing`, 400],
    [`${SUMMARY}/nothing`, 400],
    [`${SUMMARY}/$count`, 400],
    [`${OFFICE}/$value`, 400]
  ]
  for (const [url, status] of cases) t.equal((await call('GET', url.replaceAll(' ', '%20'))).statusCode, status, url)
  t.equal((await call('PUT', `${ROWS}?$filter=true`, { body: { value: [] } })).statusCode, 400)
})

onBothDatabases('11.2.5 $select with paths and nested options, $compute, on the entity', async (t, { call }) => {
  await seed(call)
  const select = encodeOption('$select=tenantCheckinStatuses($filter=wasSuccessful eq false;$orderby=checkinDateTime desc;$top=2;$count=true;$select=deviceName),tenantUserCheckinSummary/failedUserCount')
  t.same(json(await call('GET', `${OFFICE}?${select}`, { headers: host })), {
    '@odata.context': 'http://office/beta/$metadata#officeConfiguration(tenantCheckinStatuses/deviceName,tenantUserCheckinSummary/failedUserCount)',
    '@odata.etag': 'W/"1"',
    '@odata.type': '#microsoft.graph.officeConfiguration',
    'tenantCheckinStatuses@odata.count': 4,
    tenantCheckinStatuses: [shown({ deviceName: '😀x' }), shown({ deviceName: 'ä1' })],
    tenantUserCheckinSummary: { '@odata.type': 'microsoft.graph.officeUserCheckinSummary', failedUserCount: 15 }
  })
  const compute = [encodeOption("$compute=tenantCheckinStatuses/$count($filter=wasSuccessful eq false) as failures,tenantCheckinStatuses/any(s:s/devicePlatform eq 'macOS') as macs,failures mul 100 div tenantCheckinStatuses/$count as percent"), '$select=failures,macs,percent'].join('&')
  t.match(json(await call('GET', `${OFFICE}?${compute}`)), { failures: 4, macs: true, percent: 44 })
  const chain = encodeOption('$compute=1 add 1 as a,a add 1 as b,1 div 0 as c')
  const { '@odata.context': _context, '@odata.etag': _etag, '@odata.type': _type, ...selected } = json(await call('GET', `${OFFICE}?${chain}&$select=b`))
  t.same(selected, { 'b@odata.type': '#Int64', b: 3 }, 'what is selected is computed of what is not; what is neither is not computed')
})

onBothDatabases('5.1.3 $compute of rows', async (t, { call }) => {
  await seed(call)
  const query = [encodeOption('$compute=length(deviceName) as n,n divby 4 as quarter,wasSuccessful and true as ok,year(checkinDateTime) as y,checkinDateTime add duration\'PT1H\' as later'), '$select=deviceName,n,quarter,ok,y,later', '$top=2'].join('&')
  const types = { 'n@odata.type': '#Int32', 'y@odata.type': '#Int32', 'later@odata.type': '#DateTimeOffset' }
  t.same(json(await call('GET', `${ROWS}?${query}`))['value'], [
    shown({ deviceName: 'a1', n: 2, quarter: 0.5, ok: true, y: 2026, later: '2026-01-01T11:00:00Z', ...types }),
    shown({ deviceName: 'a2', n: 2, quarter: 0.5, ok: false, y: 2026, later: '2026-01-01T10:00:00Z', ...types })
  ])
  t.same(await devices(call, '$compute=length(deviceName) as n&$filter=n eq 1'), ['9'])
  const asText = await call('GET', `${ROWS}?${encodeOption('$compute=length(deviceName) add 1 as n')}&$select=n&$top=1`, { headers: { accept: 'application/json;IEEE754Compatible=true' } })
  t.match(json(asText)['value'], [{ n: '3' }], 'Int64 as text where numbers are doubles')
  const doubling = Array.from({ length: 30 }, (_, index) => `${index === 0 ? 'length(userId)' : `c${index - 1} add c${index - 1}`} as c${index}`).join(',')
  t.equal((await call('GET', `${ROWS}?${encodeOption(`$compute=${doubling}`)}`)).statusCode, 400, 'names that double are bounded')
})

onBothDatabases('5.1.8 $search: words, phrases, AND, OR, NOT, whatever the case', async (t, { call }) => {
  await seed(call)
  const cases: ReadonlyArray<readonly [string, ReadonlyArray<string | null>]> = [
    ['timeout', ['a2', '😀x']],
    ['"100% full"', ['b2']],
    ['MACOS', ['B1', 'b2', '10']],
    ['macos u3', ['b2']],
    ['macos AND NOT u3', ['B1', '10']],
    ['u3 OR u4', ['b2', null]],
    ['NOT contoso', ['9']],
    ['Ä1', ['ä1']],
    ['"p q"', []]
  ]
  for (const [search, expected] of cases) t.same(await devices(call, `$search=${search}&$filter=true`), expected, search)
})
