/** `$expand` (OData-URL 4.01, section 5.1.3): contained entities that come with the answer, in one statement. */
import { encodeOption } from '../support/check-ins.js'
import { assignmentTo, CONFIGURATIONS, create, group, host, items, SECURITY, WINDOWS } from '../support/configurations.js'
import { row } from '../support/samples.js'
import { OFFICE, errorOf, json, onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'

const get = async (call: Call, url: string, query: string): Promise<Record<string, unknown>> => json(await call('GET', `${url}?${query.split('&').map(encodeOption).join('&')}`, { headers: host }))

/** Three configurations: A for g1 and g2, B for none, C for g3. */
async function seed (call: Call): Promise<readonly string[]> {
  return [
    await create(call, { displayName: 'A', assignments: [assignmentTo('g1'), assignmentTo('g2')], checkinStatuses: [row(), row({ wasSuccessful: false })] }),
    await create(call, { '@odata.type': SECURITY, displayName: 'B' }),
    await create(call, { displayName: 'C', assignments: [assignmentTo('g3')] })
  ]
}

onBothDatabases('5.1.3 $expand of the singleton, of a list, of one', async (t, { call }) => {
  t.match(await get(call, OFFICE, '$expand=clientConfigurations'), { clientConfigurations: [] }, 'before anything was written')
  const [a, b, c] = await seed(call)
  const entityId = (id: string | undefined): object => ({ '@odata.id': `http://office${CONFIGURATIONS}('${id}')` })
  const entity = await get(call, OFFICE, '$expand=clientConfigurations($select=displayName)&$select=id')
  t.same(entity, {
    '@odata.context': 'http://office/beta/$metadata#officeConfiguration(id,clientConfigurations(displayName))',
    '@odata.etag': 'W/"0"',
    '@odata.type': '#microsoft.graph.officeConfiguration',
    id: 'c6fcd2c7-d2c7-c6fc-c7d2-fcc6c7d2fcc6',
    'clientConfigurations@odata.context': 'http://office/beta/$metadata#officeConfiguration/clientConfigurations(displayName)',
    clientConfigurations: [
      { '@odata.etag': 'W/"1"', '@odata.type': WINDOWS, ...entityId(a), displayName: 'A' },
      { '@odata.etag': 'W/"2"', '@odata.type': SECURITY, ...entityId(b), displayName: 'B' },
      { '@odata.etag': 'W/"3"', '@odata.type': WINDOWS, ...entityId(c), displayName: 'C' }
    ]
  })
  t.match(await get(call, `${CONFIGURATIONS}/${String(a)}`, '$expand=assignments'), { '@odata.context': 'http://office/beta/$metadata#officeConfiguration/clientConfigurations(assignments())/$entity', assignments: [{ target: group('g1') }, { target: group('g2') }] })
  const list = await get(call, CONFIGURATIONS, '$expand=assignments&$select=displayName')
  t.equal(list['@odata.context'], 'http://office/beta/$metadata#officeConfiguration/clientConfigurations(displayName,assignments())')
  t.same((list['value'] as Array<{ assignments: unknown[] }>).map(({ assignments }) => assignments.length), [2, 0, 1])
  t.match(await get(call, OFFICE, '$expand=*'), { clientConfigurations: [{ displayName: 'A' }, { displayName: 'B' }, { displayName: 'C' }] })
  t.match(await get(call, OFFICE, '$expand=*($levels=2)'), { clientConfigurations: [{ assignments: [{}, {}] }, { assignments: [] }, { assignments: [{}] }] })
})

onBothDatabases('8.2.5 an answer with what is contained is never said to be unchanged', async (t, { call }) => {
  const id = await create(call)
  const conditions = { headers: { 'if-none-match': '*' } }
  t.equal((await call('GET', `${CONFIGURATIONS}/${id}`, conditions)).statusCode, 304)
  t.equal((await call('GET', `${CONFIGURATIONS}/${id}?$expand=assignments`, conditions)).statusCode, 200, 'an assignment may have come, and the ETag is that of the configuration')
  t.equal((await call('GET', `${OFFICE}?${encodeOption('$compute=clientConfigurations/$count as n')}`, conditions)).statusCode, 200)
})

onBothDatabases('5.1.3.1 nested options at both levels', async (t, { call }) => {
  await seed(call)
  const query = "$expand=clientConfigurations($expand=assignments($select=target;$filter=target/microsoft.graph.officeConfigurationGroupAssignmentTarget/groupId ne 'g1';$count=true);$filter=displayName ne 'B';$orderby=displayName desc;$top=2;$count=true;$levels=max;$select=displayName)&$select=id"
  const { clientConfigurations, ...entity } = await get(call, OFFICE, query)
  t.equal(entity['clientConfigurations@odata.count'], 2)
  t.equal(entity['clientConfigurations@odata.nextLink'], undefined)
  t.match(clientConfigurations, [
    { displayName: 'C', 'assignments@odata.count': 1, assignments: [{ target: group('g3') }] },
    { displayName: 'A', 'assignments@odata.count': 1, assignments: [{ target: group('g2') }] }
  ])
  t.match(await get(call, OFFICE, '$expand=clientConfigurations($search=b;$compute=length(displayName) as n;$select=n)'), { clientConfigurations: [{ n: 1 }] })
  t.match(await get(call, OFFICE, '$expand=clientConfigurations($skip=1;$top=1)'), { clientConfigurations: [{ displayName: 'B' }] })
  t.match(await get(call, OFFICE, "@name='C'&$expand=clientConfigurations($filter=displayName eq @name)"), { clientConfigurations: [{ displayName: 'C' }] })
})

onBothDatabases('5.1.3 casts, $count and $ref', async (t, { call }) => {
  await seed(call)
  t.match(await get(call, OFFICE, '$expand=clientConfigurations/microsoft.graph.windowsOfficeClientSecurityConfiguration($select=displayName)'), { clientConfigurations: [{ displayName: 'B' }] })
  const list = await get(call, CONFIGURATIONS, '$expand=microsoft.graph.windowsOfficeClientConfiguration/assignments&$select=displayName')
  t.same((list['value'] as object[]).map(item => 'assignments' in item), [true, false, true], 'only items of the type')
  t.match(await get(call, OFFICE, "$expand=clientConfigurations/$count($filter=displayName gt 'A')&$select=id"), { 'clientConfigurations@odata.count': 2 })
  t.same(await items(call, `${CONFIGURATIONS}?$expand=assignments/$count&$select=displayName`).then(all => all.map(item => item['assignments@odata.count'])), [2, 0, 1])
  const refs = await get(call, OFFICE, '$expand=clientConfigurations/$ref&$select=id')
  t.equal(refs['@odata.context'], 'http://office/beta/$metadata#officeConfiguration(id,clientConfigurations/$ref)')
  for (const ref of refs['clientConfigurations'] as Array<Record<string, string>>) {
    t.same(Object.keys(ref), ['@odata.id'])
    t.equal((await call('GET', String(ref['@odata.id']).replace('http://office', ''))).statusCode, 200)
  }
})

onBothDatabases('5.1.3 rows of an item, with options', async (t, { call }) => {
  await seed(call)
  const list = await get(call, CONFIGURATIONS, '$select=displayName,checkinStatuses($filter=wasSuccessful eq false;$count=true;$select=wasSuccessful)')
  t.match(list['value'], [{ 'checkinStatuses@odata.count': 1, checkinStatuses: [{ wasSuccessful: false }] }, { checkinStatuses: [] }, { checkinStatuses: [] }])
  t.match(await get(call, OFFICE, '$expand=clientConfigurations($select=checkinStatuses/userId;$top=1)'), { clientConfigurations: [{ checkinStatuses: [{ userId: row().userId }, {}] }] })
})

onBothDatabases('11.2.6.7 pages inside a page: next links that lead on', async (t, { call }) => {
  for (const name of ['A', 'B', 'C', 'D', 'E']) await create(call, { displayName: name, assignments: ['1', '2', '3', '4', '5'].map(digit => assignmentTo(name + digit)) })
  const walk = async (first: Record<string, unknown>, name: string): Promise<unknown[]> => {
    const seen = [...first[name] as unknown[]]
    for (let next = first[`${name}@odata.nextLink`]; next !== undefined;) {
      const page = json(await call('GET', String(next).replace('http://office', ''), { headers: host }))
      seen.push(...page['value'] as unknown[])
      next = page['@odata.nextLink']
    }
    return seen
  }
  const entity = await get(call, OFFICE, '$expand=clientConfigurations($expand=assignments($orderby=target/microsoft.graph.officeConfigurationGroupAssignmentTarget/groupId desc;$filter=target ne null);$orderby=displayName desc)')
  const configurations = await walk(entity, 'clientConfigurations') as Array<Record<string, unknown>>
  t.same(configurations.map(({ displayName }) => displayName), ['E', 'D', 'C', 'B', 'A'])
  for (const configuration of configurations) {
    const groups = (await walk(configuration, 'assignments') as Array<{ target: { groupId: string } }>).map(({ target }) => target.groupId)
    t.same(groups, ['5', '4', '3', '2', '1'].map(digit => String(configuration['displayName']) + digit))
  }
  const top = await get(call, OFFICE, '$expand=clientConfigurations($top=3;$select=displayName)')
  t.same((await walk(top, 'clientConfigurations')).length, 3, '$top beyond the page')
  const refs = await get(call, OFFICE, '$expand=clientConfigurations/$ref')
  t.equal((await walk(refs, 'clientConfigurations')).length, 5)
  const link = String(entity['clientConfigurations@odata.nextLink']).replace('http://office', '')
  t.equal((await call('GET', link.replace('displayName%20desc', 'displayName'))).statusCode, 400, 'the token belongs to its request')
}, { pageSize: 2 })

onBothDatabases('11.2.6.7 rows of an item beyond the largest page', async (t, { call }) => {
  await create(call, { checkinStatuses: ['1', '2', '3'].map(userId => row({ userId })) })
  const [item] = await items(call, `${CONFIGURATIONS}?${encodeOption('$select=checkinStatuses($orderby=userId desc;$select=userId)')}`)
  t.match(item?.['checkinStatuses'], [{ userId: '3' }, { userId: '2' }])
  const next = await call('GET', new URL(String(item?.['checkinStatuses@odata.nextLink'])).pathname + new URL(String(item?.['checkinStatuses@odata.nextLink'])).search)
  t.match(json(next)['value'], [{ userId: '1' }], 'even where a client encodes the link anew')
}, { pageSize: 2, maxPageSize: 2 })

onBothDatabases('5.1.3 what cannot be expanded', async (t, { call }) => {
  const id = await create(call)
  const cases: ReadonlyArray<readonly [string, string, RegExp]> = [
    [OFFICE, '$expand=clientConfiguration', /Did you mean "clientConfigurations"/],
    [OFFICE, '$expand=tenantCheckinStatuses', /is not a navigation property/],
    [OFFICE, '$expand=clientConfigurations,clientConfigurations', /more than once/],
    [OFFICE, '$expand=clientConfigurations/assignments', /Nest it: clientConfigurations\(\$expand=assignments\)/],
    [OFFICE, '$expand=clientConfigurations/microsoft.graph.officeConfiguration', /is not a type of/],
    [OFFICE, '$expand=clientConfigurations($expand=clientConfigurations)', /no navigation property/],
    [OFFICE, '$expand=clientConfigurations($filter=nothing eq 1)', /nothing/],
    [OFFICE, '$expand=clientConfigurations($top=x)', /\$expand/],
    [OFFICE, '$expand=$value', /not a media entity/],
    [OFFICE, '$expand=microsoft.graph.officeConfiguration', /a type alone/],
    [`${CONFIGURATIONS}/${id}/assignments`, '$expand=target', /is not a navigation property/]
  ]
  for (const [url, query, message] of cases) {
    const response = await call('GET', `${url}?${encodeOption(query)}`)
    t.equal(response.statusCode, 400, query)
    t.match(errorOf(response)['message'], message)
  }
  t.equal((await call('GET', `${OFFICE}?${encodeOption('$expand=clientConfigurations/$ref($apply=aggregate($count as n))')}`)).statusCode, 400)
})
