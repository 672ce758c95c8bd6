/** Clauses about URLs that no other test shows (OData-Protocol 4.01, section 13.2; OData-URL 4.01); each title names its clause. */
import { ROWS, checkIns, devices, encodeOption, seed } from '../support/check-ins.js'
import { CONFIGURATIONS, create, groupsOf, assignmentTo, host } from '../support/configurations.js'
import { OFFICE, errorOf, json, onBothDatabases } from '../support/service.js'

onBothDatabases('P13.1.1-15 and P13.2.1-9b durations with and without their prefix', async (t, { call }) => {
  await seed(call)
  for (const duration of ["duration'PT1H'", "'PT1H'"]) t.same(await devices(call, `$filter=checkinDateTime add ${duration} eq 2026-01-01T11:00:00Z`), ['a1', 'ä1'], duration)
  t.same((await devices(call, "$filter=duration'PT60M' eq 'PT1H'") as unknown[]).length, checkIns.length)
})

onBothDatabases('P13.2.1-6 and P13.2.1-7 options without $, and names in any case', async (t, { call }) => {
  await seed(call)
  for (const query of ["$filter=startswith(deviceName,'a')&$orderby=deviceName desc&$top=1&$count=true&$select=deviceName", "filter=startswith(deviceName,'a')&orderby=deviceName desc&top=1&count=true&select=deviceName", "FILTER=StartsWith(deviceName,'a')&$OrderBy=deviceName DESC&Top=1&$COUNT=TRUE&Select=deviceName"]) {
    t.match(json(await call('GET', `${ROWS}?${query.split('&').map(encodeOption).join('&')}`)), { '@odata.count': 2, value: [{ deviceName: 'a2' }] }, query)
  }
  t.same(await devices(call, "filter=deviceName EQ 'a1' OR (NOT wasSuccessful AND Length(deviceName) Add 1 Gt 3)"), ['a1'])
  t.same(await devices(call, "filter=deviceName eq @n&@n='a1'"), ['a1'])
  await create(call, { displayName: 'A', assignments: [assignmentTo('g')] })
  t.match(json(await call('GET', `${OFFICE}?expand=${encodeURIComponent('clientConfigurations(Filter=displayName eq \'A\';SELECT=displayName;expand=assignments(count=true;top=1))')}&select=id`)), { clientConfigurations: [{ displayName: 'A', 'assignments@odata.count': 1 }] })
  t.equal((await call('GET', `${ROWS}?$filter=true&filter=true`)).statusCode, 400, 'both spellings are one option')
})

onBothDatabases('P13.2.1-8 names come back as they are declared', async (t, { call }) => {
  await seed(call)
  const answer = json(await call('GET', `${OFFICE}/TENANTCHECKINSTATUSES?$select=DEVICENAME,UserID&$top=1`, { headers: host }))
  t.equal(answer['@odata.context'], 'http://office/beta/$metadata#officeConfiguration/tenantCheckinStatuses(deviceName,userId)')
  t.same(Object.keys((answer['value'] as object[])[0] ?? {}), ['@odata.type', 'deviceName', 'userId'])
  const expanded = json(await call('GET', `${OFFICE}?$expand=CLIENTCONFIGURATIONS&$select=ID`, { headers: host }))
  t.ok('clientConfigurations' in expanded && 'id' in expanded)
})

onBothDatabases('P13.2.1-9a strings cast to primitive types; what is no value of the type is null', async (t, { call }) => {
  await seed(call)
  const cases: ReadonlyArray<readonly [type: string, text: string, literal: string]> = [
    ['Edm.Boolean', 'true', 'true'], ['Edm.Byte', '255', '255'], ['Edm.SByte', '-128', '-128'], ['Edm.Int16', '-32768', '-32768'], ['Edm.Int32', '2147483647', '2147483647'], ['Edm.Int64', '9223372036854775807', '9223372036854775807'],
    ['Edm.Decimal', '1.5', '1.5'], ['Edm.Double', '1.5e0', '1.5'], ['Edm.Single', '0.5', '0.5'], ['Edm.Date', '2026-01-31', '2026-01-31'], ['Edm.TimeOfDay', '12:30:00', '12:30:00'], ['Edm.DateTimeOffset', '2026-01-31T00:00:00Z', '2026-01-31T00:00:00Z'],
    ['Edm.Duration', 'PT60M', "duration'PT1H'"], ['Edm.Guid', '00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000001'], ['Edm.String', 'x', "'x'"]
  ]
  for (const [type, text, literal] of cases) {
    t.equal((await devices(call, `$filter=cast('${text}',${type}) eq ${literal}`) as unknown[]).length, checkIns.length, type)
    if (type !== 'Edm.String') t.equal((await devices(call, `$filter=cast('no value',${type}) eq null`) as unknown[]).length, checkIns.length, `${type}: null`)
  }
  for (const [type, text] of [['Edm.Byte', '256'], ['Edm.SByte', '-129'], ['Edm.Int16', '32768']] as const) t.equal((await devices(call, `$filter=cast('${text}',${type}) eq null`) as unknown[]).length, checkIns.length, `${type} has bounds`)
  t.same(await devices(call, '$filter=cast(deviceName,Edm.Byte) ge 9'), ['10', '9'], 'of a property too')
})

onBothDatabases('P13.2.1-9f aliases as key values', async (t, { call }) => {
  const id = await create(call, { displayName: 'A', assignments: [assignmentTo('g'), assignmentTo('h')] })
  const key = encodeURIComponent(`'${id}'`)
  for (const url of [`${CONFIGURATIONS}(@key)?@key=${key}`, `${CONFIGURATIONS}(id=@key)?@key=${key}`, `${CONFIGURATIONS}(@key)?@other=${key}&@key=@other`, `${CONFIGURATIONS}/microsoft.graph.windowsOfficeClientConfiguration(@key)?@key=${key}`]) t.match(json(await call('GET', url)), { id, displayName: 'A' }, url)
  t.equal((await call('PATCH', `${CONFIGURATIONS}(@key)?@key=${key}`, { body: { displayName: 'B' } })).statusCode, 200)
  const page = json(await call('GET', `${CONFIGURATIONS}(@key)/assignments?@key=${key}`, { headers: { ...host, prefer: 'maxpagesize=1' } }))
  t.equal(page['@odata.context'], `http://office/beta/$metadata#officeConfiguration/clientConfigurations('${id}')/assignments`)
  t.match(json(await call('GET', String(page['@odata.nextLink']).replace('http://office', ''))), { value: [{ target: { groupId: 'h' } }] })
  for (const query of ['', '?@key=null', '?@key=5', '?@key=@key']) {
    const refused = await call('GET', `${CONFIGURATIONS}(@key)${query}`)
    t.equal(refused.statusCode, 400, query)
    t.match(errorOf(refused)['message'], "Resource not found for the segment 'clientConfigurations(@key)'.")
  }
  t.same((await groupsOf(call, id)).length, 2)
})

onBothDatabases('P13.2.2-10 and P13.2.3-9 aliases nested in $select and $expand', async (t, { call }) => {
  await seed(call)
  for (const displayName of ['A', 'B']) await create(call, { displayName })
  const query = "$expand=clientConfigurations(@n='B';$filter=displayName eq @n;$select=displayName)&$select=id,tenantCheckinStatuses(@n='a1';$filter=deviceName eq @n;$select=deviceName)"
  const answer = json(await call('GET', `${OFFICE}?${query.split('&').map(encodeOption).join('&')}`))
  t.match(answer, { clientConfigurations: [{ displayName: 'B' }], tenantCheckinStatuses: [{ deviceName: 'a1' }] })
  t.same([(answer['clientConfigurations'] as unknown[]).length, (answer['tenantCheckinStatuses'] as unknown[]).length], [1, 1])
})

onBothDatabases('P13.2.3-3 and P13.2.1-9m counts of filtered and searched collections in expressions', async (t, { call }) => {
  await seed(call)
  await create(call, { displayName: 'A', assignments: [assignmentTo('g')] })
  const compute = '$compute=tenantCheckinStatuses/$count($search=u1) as searched,tenantCheckinStatuses/$count($filter=wasSuccessful) as filtered,tenantCheckinStatuses/$count($filter=wasSuccessful;$search=u1) as both,clientConfigurations/$count($search=nothing) as none'
  t.match(json(await call('GET', `${OFFICE}?${encodeOption(compute)}&$select=searched,filtered,both,none`)), { searched: 2, filtered: 5, both: 2, none: 0 })
  t.same((json(await call('GET', `${CONFIGURATIONS}?${encodeOption('$filter=assignments/$count($search=nothing) eq 0')}`))['value'] as unknown[]).length, 1)
})

onBothDatabases('P13.2.1-16 $search on every collection of rows and entities', async (t, { call }) => {
  await seed(call)
  const id = await create(call, { displayName: 'Finance', checkinStatuses: [{ deviceName: 'PC' }], assignments: [assignmentTo('g')] })
  for (const [url, word, count] of [[ROWS, 'u1', 2], [CONFIGURATIONS, 'finance', 1], [`${CONFIGURATIONS}/${id}/checkinStatuses`, 'pc', 1], [`${CONFIGURATIONS}/${id}/assignments`, 'nothing', 0]] as const) {
    t.equal((await call('GET', `${url}/$count?$search=${word}`)).body, String(count), url)
  }
})
