/**
 * Check-in summaries that follow from the rows (docs/tenants.md, "Summaries"): the type's own description counts users "in the last 3
 * months".
 */
import t from 'tap'
import { OFFICE, callerOf, errorOf, json, onBothDatabases, startService } from '../support/service.js'
import type { Call } from '../support/service.js'

const SETTINGS = '/__admin/tenants/default/settings'
const CONFIGURATIONS = `${OFFICE}/clientConfigurations`

const setMode = async (call: Call, summaryMode: string | null): Promise<unknown> => json(await call('PATCH', SETTINGS, { body: { summaryMode } }))
const setClock = async (call: Call, fixed: string): Promise<unknown> => json(await call('PUT', '/__admin/clock', { body: { fixed } }))
const counts = (succeededUserCount: number, failedUserCount: number): object => ({ succeededUserCount, failedUserCount })
const check = (userId: string, wasSuccessful: boolean, checkinDateTime: string): object => ({ userId, wasSuccessful, checkinDateTime })
const query = (options: Readonly<Record<string, string>>): string => Object.entries(options).map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')

/** Of the tenant: a succeeded, b and c failed. Of `bad`: a failed. Of `good`: a and b succeeded. `none` has no rows. */
async function seed (call: Call): Promise<void> {
  await setClock(call, '2026-05-31T12:00:00Z')
  const configuration = (
    id: string,
    priority: number,
    checkinStatuses: readonly object[],
    userCheckinSummary: object | null = null
  ): object => ({
    '@odata.type': '#microsoft.graph.windowsOfficeClientConfiguration',
    id,
    displayName: id,
    priority,
    checkinStatuses,
    userCheckinSummary
  })
  const body = {
    officeConfiguration: {
      tenantCheckinStatuses: [
        check('a', false, '2026-05-01T00:00:00Z'), check('a', true, '2026-05-02T00:00:00Z'),
        check('b', false, '2026-05-03T02:00:00+01:00'), check('b', true, '2026-05-03T00:59:59Z'),
        check('c', false, '2026-03-15T00:00:00Z'), check('old', true, '2026-02-28T11:59:59Z'), check('to come', true, '2026-06-01T00:00:00Z')
      ],
      tenantUserCheckinSummary: counts(100, 200),
      clientConfigurations: [
        configuration('bad', 1, [check('a', true, '2026-05-01T00:00:00Z'), check('a', false, '2026-05-02T00:00:00Z')]),
        configuration('good', 2, [check('a', true, '2026-05-01T00:00:00Z'), check('b', true, '2026-05-02T00:00:00Z')], counts(7, 8)),
        configuration('none', 3, [])
      ]
    }
  }
  const response = await call('PUT', '/__admin/tenants/default/state', { body })
  if (response.statusCode !== 200) throw new Error(response.body)
}

const ids = (body: Record<string, unknown>): unknown[] => (body['value'] as Array<{ id: string }>).map(({ id }) => id)

onBothDatabases('the tenant\'s summary, in every way to read it', async (t, { call }) => {
  await seed(call)
  const stored = json(await call('GET', OFFICE))
  t.match(stored['tenantUserCheckinSummary'], counts(100, 200), 'stored by default')
  t.match(await setMode(call, 'computed'), { summaryMode: 'computed' })
  t.match(json(await call('GET', OFFICE))['tenantUserCheckinSummary'], counts(1, 2))
  t.match(json(await call('GET', `${OFFICE}/tenantUserCheckinSummary`)), counts(1, 2))
  t.equal(json(await call('GET', `${OFFICE}/tenantUserCheckinSummary/failedUserCount`))['value'], 2)
  t.equal((await call('GET', `${OFFICE}/tenantUserCheckinSummary/succeededUserCount/$value`)).body, '1')
  t.same(json(await call('GET', `${OFFICE}?${query({ $select: 'all', $compute: 'tenantUserCheckinSummary/failedUserCount add tenantUserCheckinSummary/succeededUserCount as all' })}`))['all'], 3)
  t.match(json(await call('POST', '/beta/$batch', { body: { requests: [{ id: '1', method: 'GET', url: '/officeConfiguration/tenantUserCheckinSummary' }] } })), { responses: [{ body: counts(1, 2) }] })
  t.match(await setMode(call, null), {})
  t.same(json(await call('GET', OFFICE)), stored, 'what is stored shows again, with its ETag')
})

onBothDatabases('three months by the clock', async (t, { call }) => {
  await seed(call)
  await setMode(call, 'computed')
  const url = `${OFFICE}/tenantUserCheckinSummary`
  const cases: ReadonlyArray<readonly [now: string, expected: object]> = [
    ['2026-05-28T11:59:59Z', counts(2, 2)],
    ['2026-05-28T11:59:59.001Z', counts(1, 2)],
    ['2026-06-15T00:00:00Z', counts(2, 2)],
    ['2026-06-15T00:00:00.001Z', counts(2, 1)],
    ['2026-08-03T00:59:59.500Z', counts(1, 1)],
    ['2027-01-01T00:00:00Z', counts(0, 0)],
    ['2026-05-31T12:00:00Z', counts(1, 2)]
  ]
  for (const [now, expected] of cases) {
    await setClock(call, now)
    t.match(json(await call('GET', url)), expected, now)
  }
  await call('POST', `${OFFICE}/tenantCheckinStatuses`, { body: check('c', true, '2026-05-30T00:00:00Z') })
  t.match(json(await call('GET', url)), counts(2, 1), 'a new row is the latest')
})

onBothDatabases('configurations have their own, in every way to read them', async (t, { call }) => {
  await seed(call)
  const stored = json(await call('GET', CONFIGURATIONS))
  await setMode(call, 'computed')
  const expected = [{ id: 'bad', userCheckinSummary: counts(0, 1) }, { id: 'good', userCheckinSummary: counts(2, 0) }, { id: 'none', userCheckinSummary: counts(0, 0) }]
  t.match(json(await call('GET', CONFIGURATIONS)), { value: expected })
  t.match(json(await call('GET', `${OFFICE}?$expand=clientConfigurations`)), { clientConfigurations: expected, tenantUserCheckinSummary: counts(1, 2) })
  t.match(json(await call('GET', `${CONFIGURATIONS}/microsoft.graph.windowsOfficeClientConfiguration?$top=1`)), { value: expected.slice(0, 1) })
  t.match(json(await call('GET', `${CONFIGURATIONS}/bad`)), expected[0]!)
  t.match(json(await call('GET', `${CONFIGURATIONS}/none/userCheckinSummary`)), counts(0, 0))
  t.equal(json(await call('GET', `${CONFIGURATIONS}('good')/microsoft.graph.windowsOfficeClientConfiguration/userCheckinSummary/succeededUserCount`))['value'], 2)
  t.equal(json(await call('GET', `${CONFIGURATIONS}/bad?${query({ $compute: 'userCheckinSummary/failedUserCount mul 10 as x', $select: 'x' })}`))['x'], 10)
  t.equal((await call('GET', `${CONFIGURATIONS}/missing/userCheckinSummary`)).statusCode, 404)
  await setMode(call, 'stored')
  t.same(json(await call('GET', CONFIGURATIONS)), stored)
})

onBothDatabases('filters, orders and what else is computed go by the summaries that are shown', async (t, { call }) => {
  await seed(call)
  const failed = `${CONFIGURATIONS}?${query({ $filter: 'userCheckinSummary/failedUserCount gt 0' })}`
  t.same(ids(json(await call('GET', failed))), ['good'], 'as stored')
  await setMode(call, 'computed')
  t.same(ids(json(await call('GET', failed))), ['bad'])
  t.same(ids(json(await call('GET', `${CONFIGURATIONS}?${query({ $filter: 'userCheckinSummary eq null' })}`))), [])
  t.same(ids(json(await call('GET', `${CONFIGURATIONS}?${query({ $orderby: 'userCheckinSummary/succeededUserCount desc,priority desc' })}`))), ['good', 'none', 'bad'])
  t.equal((await call('GET', `${CONFIGURATIONS}/$count?${query({ $filter: 'userCheckinSummary/succeededUserCount eq 2' })}`)).body, '1')
  const body = json(await call('GET', `${CONFIGURATIONS}?${query({ $compute: 'userCheckinSummary/failedUserCount add 1 as next', $filter: 'next eq 2', $select: 'id,next', $count: 'true' })}`))
  t.match(body, { '@odata.count': 1, value: [{ id: 'bad', next: 2 }] })
  const paged = json(await call('GET', `${CONFIGURATIONS}?${query({ $orderby: 'userCheckinSummary/succeededUserCount desc' })}`, { headers: { prefer: 'odata.maxpagesize=1' } }))
  t.same(ids(paged), ['good'])
  t.same(ids(json(await call('GET', String(paged['@odata.nextLink']).replace(/^http:\/\/[^/]+/, '')))), ['none', 'bad'])
  const any = `${OFFICE}?${query({ $compute: 'clientConfigurations/any(c:c/userCheckinSummary/succeededUserCount eq 2) as two,clientConfigurations/$count($filter=userCheckinSummary/failedUserCount eq 1) as failing', $select: 'two,failing' })}`
  t.match(json(await call('GET', any)), { two: true, failing: 1 })
  t.equal((await call('PATCH', `${CONFIGURATIONS}/$filter(@f)/$each?${query({ '@f': 'userCheckinSummary/failedUserCount gt 0' })}`, { body: { displayName: 'failing' } })).statusCode, 204)
  t.match(json(await call('GET', CONFIGURATIONS)), { value: [{ displayName: 'failing' }, { displayName: 'good' }, { displayName: 'none' }] })
})

onBothDatabases('writes are stored, and answered with what reads show', async (t, { call }) => {
  await seed(call)
  await setMode(call, 'computed')
  t.match(json(await call('PATCH', OFFICE, { body: { tenantUserCheckinSummary: { failedUserCount: 201 } }, headers: { prefer: 'return=representation' } })), { tenantUserCheckinSummary: counts(1, 2) })
  t.match(json(await call('PATCH', `${CONFIGURATIONS}/bad`, { body: { userCheckinSummary: counts(3, 4) } })), { userCheckinSummary: counts(0, 1) })
  t.equal((await call('PATCH', `${CONFIGURATIONS}/good`, { body: { userCheckinSummary: null } })).statusCode, 200)
  t.match(json(await call('GET', `${CONFIGURATIONS}/good`)), { userCheckinSummary: counts(2, 0) })
  await setMode(call, 'stored')
  t.match(json(await call('GET', OFFICE)), { tenantUserCheckinSummary: counts(100, 201) }, 'merged with what was stored')
  t.match(json(await call('GET', CONFIGURATIONS)), { value: [{ userCheckinSummary: counts(3, 4) }, { userCheckinSummary: null }, { userCheckinSummary: null }] })
})

onBothDatabases('a tenant that was never written to, and one beside it', async (t, { app, call }) => {
  await seed(call)
  await call('PATCH', '/__admin/tenants/new/settings', { body: { summaryMode: 'computed' } })
  t.match(json(await call('GET', `/t/new${OFFICE}`)), { tenantUserCheckinSummary: counts(0, 0) })
  t.match(json(await call('GET', `/t/new${OFFICE}/tenantUserCheckinSummary`)), counts(0, 0))
  t.match(json(await callerOf(app)('GET', OFFICE)), { tenantUserCheckinSummary: counts(100, 200) }, 'others are as they were')
})

onBothDatabases('SUMMARY_MODE is for tenants that set nothing', async (t, { call }) => {
  t.match(json(await call('GET', `/t/nobody${OFFICE}`)), { tenantUserCheckinSummary: counts(0, 0) }, 'no such tenant')
  await seed(call)
  for (const [now, expected] of [['2026-05-31T12:00:00Z', counts(1, 2)], ['2027-01-01T00:00:00Z', counts(0, 0)]] as const) {
    await setClock(call, now)
    t.match(json(await call('GET', OFFICE)), { tenantUserCheckinSummary: expected })
  }
  await setMode(call, 'stored')
  t.match(json(await call('GET', OFFICE)), { tenantUserCheckinSummary: counts(100, 200) })
}, { summaryMode: 'computed' })

t.test('nothing else is a mode', async t => {
  const app = await startService(t)
  const response = await callerOf(app)('PATCH', SETTINGS, { body: { summaryMode: 'guessed' } })
  t.equal(response.statusCode, 400)
  t.match(errorOf(response)['message'], /summaryMode/)
})

onBothDatabases('inside $apply, where paths lead into complex values', async (t, { call }) => {
  await seed(call)
  const apply = async (text: string): Promise<unknown> => json(await call('GET', `${CONFIGURATIONS}?${query({ $apply: text })}`))['value']
  const failed = 'aggregate(userCheckinSummary/failedUserCount with sum as failed)'
  t.same(await apply(failed), [{ 'failed@odata.type': '#Int64', failed: 8 }])
  t.same(await apply(`filter(userCheckinSummary ne null)/${failed}`), [{ 'failed@odata.type': '#Int64', failed: 8 }])
  t.same(await apply(`groupby((displayName),filter(userCheckinSummary/succeededUserCount eq 7)/top(1))/${failed}`), [{ 'failed@odata.type': '#Int64', failed: 8 }])
  t.same(await apply(`concat(top(1),skip(1))/filter(userCheckinSummary/failedUserCount gt 7)/${failed}`), [{ 'failed@odata.type': '#Int64', failed: 8 }])
  t.match(await apply('compute(userCheckinSummary/failedUserCount add 1 as more)/filter(more eq 9)'), [{ id: 'good', more: 9 }])
  t.match(await apply('filter(userCheckinSummary ne null)/orderby(userCheckinSummary/failedUserCount desc)/top(1)'), [{ id: 'good' }])
  await setMode(call, 'computed')
  t.same(await apply(failed), [{ 'failed@odata.type': '#Int64', failed: 1 }], 'of the rows, as every other read has them')
  t.match(await apply('filter(userCheckinSummary/succeededUserCount eq 2)'), [{ id: 'good' }])
  t.equal((await call('GET', `${CONFIGURATIONS}?${query({ $apply: 'concat(top(1),aggregate($count as n))/filter(userCheckinSummary/failedUserCount eq 1)' })}`)).statusCode, 501)
})

onBothDatabases('the summary that was stored beside the one that is computed, whatever the mode', async (t, { call }) => {
  const both = async (tenant: string): Promise<unknown> => json(await call('GET', `/__admin/tenants/${tenant}/checkinSummary`))
  t.same(await both('nobody'), { stored: { succeededUserCount: null, failedUserCount: null }, computed: counts(0, 0) })
  await seed(call)
  await setMode(call, 'stored')
  await call('PATCH', OFFICE, { body: { tenantUserCheckinSummary: counts(70, 7) } })
  for (const mode of ['stored', 'computed'] as const) {
    await setMode(call, mode)
    t.same(await both('Default'), { stored: counts(70, 7), computed: counts(1, 2) }, mode)
  }
  await setClock(call, '2026-12-31T12:00:00Z')
  t.match(await both('default'), { computed: counts(0, 0) }, 'the clock decides which rows count')
})
