/** `$it`, the item of the resource, and `$this`, the inner one, in nested options (OData-URL 4.01, sections 5.1.1.14.4 and 5.1.1.14.6). */
import type { Test } from 'tap'
import { encodeOption } from '../support/check-ins.js'
import { assignmentTo, CONFIGURATIONS, create, host } from '../support/configurations.js'
import { row } from '../support/samples.js'
import { OFFICE, json, onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'

type Item = Record<string, unknown>

const get = async (t: Test, call: Call, url: string, ...options: readonly string[]): Promise<Item> => {
  const response = await call('GET', `${url}?${options.map(encodeOption).join('&')}`, { headers: host })
  t.equal(response.statusCode, 200, response.body)
  return json(response)
}

const listOf = (item: Item, name: string): readonly Item[] => item[name] as readonly Item[]

/** A collection with all its pages. */
async function walk (call: Call, first: Item, name: string): Promise<readonly Item[]> {
  const seen = [...listOf(first, name)]
  for (let next = first[`${name}@odata.nextLink`]; next !== undefined;) {
    const page = json(await call('GET', String(next).replace('http://office', ''), { headers: host }))
    seen.push(...listOf(page, 'value'))
    next = page['@odata.nextLink']
  }
  return seen
}

const groupId = 'target/microsoft.graph.officeConfigurationGroupAssignmentTarget/groupId'
const groups = (items: readonly Item[]): unknown[] => items.map(({ target }) => (target as { groupId: string }).groupId)

async function seed (call: Call): Promise<readonly string[]> {
  return [
    await create(call, {
      displayName: 'A',
      assignments: ['A', 'B', 'A', 'A'].map(assignmentTo),
      checkinStatuses: [row({ deviceName: 'A' }), row({ deviceName: 'x' }), row({ deviceName: 'B' })]
    }),
    await create(call, { displayName: 'B', assignments: ['A', 'B'].map(assignmentTo), checkinStatuses: [row({ deviceName: 'A' })] })
  ]
}

onBothDatabases('5.1.1.14.4 $it is the item that the path names', async (t, { call }) => {
  const [a] = await seed(call)
  const list = await get(t, call, CONFIGURATIONS, `$expand=assignments($filter=${groupId} eq $it/displayName)`)
  t.same(listOf(list, 'value').map(item => groups(listOf(item, 'assignments'))), [['A', 'A', 'A'], ['B']])
  const none = await get(t, call, CONFIGURATIONS, '$expand=assignments($filter=$it/id eq id)')
  t.same(listOf(none, 'value').map(item => item['assignments']), [[], []])
  const url = `${CONFIGURATIONS}/${String(a)}`
  const one = await get(t, call, url, `$expand=assignments($filter=${groupId} ne $it/displayName;$count=true)`)
  t.same(groups(listOf(one, 'assignments')), ['B'])
  t.equal(one['assignments@odata.count'], 1)
  const rows = await get(t, call, CONFIGURATIONS, '$select=checkinStatuses($filter=deviceName ne $it/displayName;$select=deviceName)')
  t.same(listOf(rows, 'value').map(item => listOf(item, 'checkinStatuses').map(({ deviceName }) => deviceName)), [['x', 'B'], ['A']])
  const ofOne = await get(t, call, url, '$select=checkinStatuses($filter=deviceName ne $it/displayName;$count=true)')
  t.same(listOf(ofOne, 'checkinStatuses').map(({ deviceName }) => deviceName), ['x', 'B'])
  t.equal(ofOne['checkinStatuses@odata.count'], 2)
})

onBothDatabases('5.1.1.14.4 $it in $compute, $orderby, $count and lambdas of nested options', async (t, { call }) => {
  await seed(call)
  const nested = `$compute=concat($it/displayName,${groupId}) as pair;$select=pair;$orderby=${groupId} eq $it/displayName,pair`
  const computed = await get(t, call, CONFIGURATIONS, `$expand=assignments(${nested})`)
  t.same(listOf(computed, 'value').map(item => listOf(item, 'assignments').map(({ pair }) => pair)), [['AB', 'AA', 'AA', 'AA'], ['BA', 'BB']])
  const counted = await get(t, call, CONFIGURATIONS, `$expand=assignments/$count($filter=${groupId} eq $it/displayName)`)
  t.same(listOf(counted, 'value').map(item => item['assignments@odata.count']), [3, 1])
  const all = await get(t, call, CONFIGURATIONS, '$expand=assignments($filter=$it/assignments/all(a:a/id le $this/id))')
  t.same(listOf(all, 'value').map(item => listOf(item, 'assignments').length), [1, 1], 'the last id of each')
  const inside = await get(t, call, CONFIGURATIONS, '$expand=assignments($filter=$it/assignments/$count($filter=$this/id lt id) ge 1)')
  t.same(listOf(inside, 'value').map(item => listOf(item, 'assignments').length), [0, 0], '$this is the innermost item')
})

onBothDatabases('5.1.1.14.4 and 5.1.1.14.6 two levels: $it is the outermost, $this the innermost', async (t, { call }) => {
  await call('PATCH', OFFICE, { body: { tenantUserCheckinSummary: { failedUserCount: 1 } } })
  await seed(call)
  const deep = `assignments($filter=$it/tenantUserCheckinSummary/failedUserCount eq 1 and $this/${groupId} eq 'B')`
  const entity = await get(t, call, OFFICE, `$expand=clientConfigurations($expand=${deep})`)
  t.same(listOf(entity, 'clientConfigurations').map(item => groups(listOf(item, 'assignments'))), [['B'], ['B']])
  const rows = 'checkinStatuses($filter=$it/tenantUserCheckinSummary/failedUserCount eq 2)'
  const none = await get(t, call, OFFICE, `$expand=clientConfigurations($select=${rows})`)
  t.same(listOf(none, 'clientConfigurations').map(item => item['checkinStatuses']), [[], []])
})

onBothDatabases('5.1.1.14.4 pages inside a page keep what $it means', async (t, { call }) => {
  await call('PATCH', OFFICE, { body: { tenantUserCheckinSummary: { failedUserCount: 1 } } })
  await seed(call)
  const list = await get(t, call, CONFIGURATIONS, `$expand=assignments($filter=${groupId} eq $it/displayName)`)
  const [first] = listOf(list, 'value')
  t.ok(first?.['assignments@odata.nextLink'])
  t.same(groups(await walk(call, first ?? {}, 'assignments')), ['A', 'A', 'A'])
  const deep = `assignments($filter=${groupId} eq 'A' and $it/tenantUserCheckinSummary/failedUserCount eq 1;$orderby=id)`
  const order = '$it/tenantUserCheckinSummary/failedUserCount,displayName desc'
  const entity = await get(t, call, OFFICE, `$expand=clientConfigurations($expand=${deep};$orderby=${order})`)
  const configurations = await walk(call, entity, 'clientConfigurations')
  t.same(configurations.map(({ displayName }) => displayName), ['B', 'A'])
  const [b, a] = configurations
  t.same(groups(await walk(call, a ?? {}, 'assignments')), ['A', 'A', 'A'], 'a page of a page of what was expanded')
  t.same(groups(await walk(call, b ?? {}, 'assignments')), ['A'])
}, { pageSize: 1 })

onBothDatabases('5.1.1.14.4 rows beyond the largest page keep what $it means', async (t, { call }) => {
  await seed(call)
  const list = await get(t, call, CONFIGURATIONS, '$select=checkinStatuses($filter=deviceName ne $it/displayName)')
  const [first] = listOf(list, 'value')
  t.ok(first?.['checkinStatuses@odata.nextLink'])
  t.same((await walk(call, first ?? {}, 'checkinStatuses')).map(({ deviceName }) => deviceName), ['x', 'B'])
}, { pageSize: 1, maxPageSize: 1 })
