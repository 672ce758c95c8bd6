/** The emulator in the process of its tests. */
import { decodeJwt } from 'jose'
import t from 'tap'
import type { Test } from 'tap'
import { startEmulator } from '../src/emulator.js'
import type { Emulator, EmulatorOptions } from '../src/emulator.js'
import type { FaultRule } from '../src/admin/faults/fault-rule.js'
import { dialects, newDatabase } from './support/databases.js'

const WRITE = 'DeviceManagementConfiguration.ReadWrite.All'

t.test('several in one process, each with its own port, data and keys', async t => {
  const emulators = await Promise.all([startEmulator({ auth: 'jwt' }), startEmulator({ auth: 'jwt' }), startEmulator({ auth: 'none' })])
  t.teardown(async () => { await Promise.all(emulators.map(async ({ stop }) => { await stop() })) })
  const [first, second, open] = emulators
  t.equal(new Set(emulators.map(({ port }) => port)).size, 3)
  for (const { url, baseUrl, port } of emulators) t.same([url, baseUrl], [`http://127.0.0.1:${port}`, `http://127.0.0.1:${port}/beta`])
  const patch = async (baseUrl: string, token: string): Promise<Response> => await fetch(`${baseUrl}/officeConfiguration`, { method: 'PATCH', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: '{"tenantUserCheckinSummary":{}}' })
  const token = await first.token()
  t.equal((await patch(first.baseUrl, token)).headers.get('etag'), 'W/"1"')
  t.equal((await patch(second.baseUrl, token)).status, 401, 'another\'s token')
  t.equal((await patch(second.baseUrl, await second.token())).headers.get('etag'), 'W/"1"')
  t.equal((await fetch(`${open.baseUrl}/officeConfiguration`)).headers.get('etag'), 'W/"0"')
})

t.test('token: whose, for what, how long', async t => {
  const { token, stop, url } = await startEmulator()
  t.teardown(stop)
  t.match(decodeJwt(await token()), { aud: 'https://graph.microsoft.com', tid: 'default', iss: `${url}/default/v2.0`, roles: [WRITE], idtyp: 'app' })
  t.match(decodeJwt(await token({ tenant: 'Contoso', scopes: ['User.Read', 'Mail.Read'] })), { tid: 'contoso', scp: 'User.Read Mail.Read', upn: 'user@Contoso' })
  t.match(decodeJwt(await token({ user: 'adele@contoso.com', application: 'app', audience: 'api://x' })), { scp: WRITE, upn: 'adele@contoso.com', appid: 'app', azp: 'app', aud: 'api://x' })
  t.match(decodeJwt(await token({ roles: ['A', 'B'] })), { roles: ['A', 'B'] })
  const { iat, exp } = decodeJwt(await token({ expiresIn: 10 }))
  t.equal(exp! - iat!, 10)
  for (const tenant of ['a/b', '', 'x'.repeat(129)]) await t.rejects(token({ tenant }), { message: /cannot be a tenant/ })
})

t.test('a clock of the test\'s own, and settings by name', async t => {
  const now = new Date('2030-01-01T00:00:00Z')
  const { token, baseUrl, stop } = await startEmulator({ auth: 'jwt', publicUrl: 'https://graph.example', clock: { now: () => now } })
  t.teardown(stop)
  t.equal(decodeJwt(await token()).iat, now.getTime() / 1000)
  const answer = await fetch(`${baseUrl}/officeConfiguration`, { headers: { authorization: `Bearer ${await token()}` } })
  t.match(await answer.text(), 'https://graph.example/beta/$metadata')
})

t.test('a start that fails leaves nothing open', async t => {
  const first = await startEmulator()
  t.teardown(first.stop)
  await t.rejects(startEmulator({ port: first.port }), { code: 'EADDRINUSE', message: /^Port \d+ of (::1|127\.0\.0\.1) is taken/ })
  await t.rejects(startEmulator({ databaseUrl: 'postgresql://x:x@127.0.0.1:1/x' }), /^No PostgreSQL answers at 127\.0\.0\.1:1 \(DATABASE_URL\)/)
})

t.test('stop ends the sockets, and may be called again', async t => {
  const { url, stop } = await startEmulator()
  await stop()
  await stop()
  await t.rejects(fetch(`${url}/healthz`))
})

const OFFICE = '/officeConfiguration'
const SUMMARY = `${OFFICE}/tenantUserCheckinSummary`

type User = (method: string, path: string, body?: unknown) => Promise<Response>

/** A user's requests, as the application of a tenant. */
async function userOf ({ baseUrl, token }: Emulator, tenant?: string): Promise<User> {
  const authorization = `Bearer ${await token(tenant === undefined ? {} : { tenant })}`
  return async (method, path, body) => await fetch(`${baseUrl}${path}`, { method, headers: { authorization, 'content-type': 'application/json' }, ...body === undefined ? {} : { body: JSON.stringify(body) } })
}

const setFailed = async (user: User, failedUserCount: number): Promise<number> => (await user('PATCH', OFFICE, { tenantUserCheckinSummary: { failedUserCount } })).status

/** Undefined where nothing was stored. */
async function failed (user: User): Promise<unknown> {
  const { tenantUserCheckinSummary: summary } = await (await user('GET', OFFICE)).json() as { tenantUserCheckinSummary: { failedUserCount: number } | null }
  return summary?.failedUserCount
}

async function started (t: Test, options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await startEmulator(options)
  t.teardown(emulator.stop)
  return emulator
}

for (const dialect of dialects) {
  t.test(`reset, snapshot and restore, of a tenant and of all (${dialect})`, async t => {
    const emulator = await started(t, { auth: 'jwt', databaseUrl: await newDatabase(t, dialect) })
    const { reset, snapshot, restore } = emulator
    const [ours, theirs] = [await userOf(emulator), await userOf(emulator, 'contoso')]
    const set = async (failedUserCount: number): Promise<void> => {
      for (const user of [ours, theirs]) t.equal(await setFailed(user, failedUserCount), 200)
    }
    const counts = async (): Promise<unknown[]> => await Promise.all([ours, theirs].map(failed))
    await set(1)
    t.match(await snapshot('one'), { name: 'one', takenAt: /^\d{4}-.*Z$/, tenants: 2 })
    await set(2)
    t.match(await snapshot('one', 'Contoso'), { name: 'one', tenants: 1 }, 'a snapshot of a tenant is another, whatever its name')
    await set(3)
    await restore('one', 'contoso')
    t.same(await counts(), [3, 2])
    await restore('one')
    t.same(await counts(), [1, 1])
    await reset('contoso')
    t.same(await counts(), [1, undefined])
    await reset('default')
    t.same(await counts(), [undefined, undefined])
    await restore('one')
    await reset()
    t.same(await counts(), [undefined, undefined])
    await restore('one')
    t.same(await counts(), [1, 1], 'a reset leaves snapshots alone')
    await t.rejects(restore('two'), { message: /no snapshot/i })
    await t.rejects(snapshot('a/b'), { message: /name/ })
    await t.rejects(restore(''), { message: /name/ })
    for (const tenant of ['*', '', '..']) await t.rejects(reset(tenant), { message: /cannot be a tenant/ }, tenant)
  })
}

t.test('reset goes back to the seed', async t => {
  const folder = t.testdir({ 'seed.json': JSON.stringify({ tenants: { default: { officeConfiguration: { tenantUserCheckinSummary: { failedUserCount: 9 } } } } }) })
  const emulator = await started(t, { seed: `${folder}/seed.json` })
  const user = await userOf(emulator)
  t.equal(await failed(user), 9)
  await setFailed(user, 1)
  t.equal(await failed(user), 1)
  await emulator.reset()
  t.equal(await failed(user), 9)
})

t.test('faults: added, listed, removed, and checked as over HTTP', async t => {
  const emulator = await started(t, { admin: 'off' })
  const { faults } = emulator
  const user = await userOf(emulator)
  const rule: FaultRule = { match: { methods: ['PATCH'], path: 'officeConfiguration' }, effect: { kind: 'error', status: 503 }, schedule: { times: 1 } }
  t.equal(faults.add(rule), 'fault-1')
  t.equal(faults.add({ id: 'gone', effect: { kind: 'drop' }, match: { methods: ['DELETE'] } }), 'gone')
  rule.effect = { kind: 'drop' }
  t.equal((await user('GET', OFFICE)).status, 200)
  t.equal((await user('PATCH', OFFICE, {})).status, 503, 'as it was when it was added')
  t.equal((await user('PATCH', OFFICE, {})).status, 200)
  await t.rejects(user('DELETE', SUMMARY), { message: 'fetch failed' })
  t.match(faults.list(), [{ id: 'fault-1', effect: { status: 503 }, hits: { matched: 2, fired: 1, again: 0 } }, { id: 'gone', hits: { fired: 1 } }])
  t.equal(faults.remove('gone'), true)
  t.equal(faults.remove('gone'), false)
  t.equal((await user('DELETE', SUMMARY)).status, 204)
  faults.clear()
  t.same(faults.list(), [])
  t.equal(faults.add({ id: 'fault-3', latency: { kind: 'fixed', ms: 1 } }), 'fault-3')
  t.same([faults.add(rule), faults.add(rule)], ['fault-2', 'fault-4'], 'an id that is free')
  const wrong: ReadonlyArray<readonly [object, RegExp]> = [
    [{}, /does nothing/],
    [{ effect: { kind: 'error', status: 200 } }, /must be >= 400/],
    [{ effect: { kind: 'explode' } }, /'effect' needs a 'kind' that is known/],
    [{ effect: { kind: 'drop' }, matches: {} }, /unknown member 'matches'/],
    [{ latency: { kind: 'uniform', minMs: 2, maxMs: 1 } }, /less than/],
    [{ id: 'fault-4', effect: { kind: 'drop' } }, /already/]
  ]
  for (const [bad, message] of wrong) t.throws(() => faults.add(bad as FaultRule), { name: 'ODataError', message }, JSON.stringify(bad))
  t.equal(faults.list().length, 3)
})

t.test('scenarios: read, set and reset, of a tenant and of all', async t => {
  const emulator = await started(t, { admin: 'off' })
  const { faults, scenarios } = emulator
  const [user, theirs] = [await userOf(emulator), await userOf(emulator, 'contoso')]
  t.same(scenarios.list(), [])
  t.throws(() => scenarios.state('job'), { message: /No rule names the scenario 'job'/ })
  faults.add({
    match: { methods: ['GET'] },
    scenario: { name: 'job', state: 'started', next: 'done' },
    effect: { kind: 'answer', status: 202, json: { path: '{{path}}' } }
  })
  t.same(await (await user('GET', OFFICE)).json(), { path: 'officeConfiguration' })
  t.equal((await user('GET', OFFICE)).status, 200)
  t.same([scenarios.state('job'), scenarios.state('job', 'Contoso')], ['done', 'started'])
  t.same(scenarios.list(), [{ name: 'job', states: ['started', 'done'], state: 'started', tenants: { default: 'done' } }])
  scenarios.set('job', 'done')
  t.equal((await theirs('GET', OFFICE)).status, 200)
  scenarios.set('job', 'started', 'Contoso')
  t.equal((await theirs('GET', OFFICE)).status, 202)
  scenarios.reset({ tenant: 'contoso', name: 'job' })
  t.same([scenarios.state('job'), scenarios.state('job', 'contoso')], ['done', 'started'])
  scenarios.reset()
  t.equal((await user('GET', OFFICE)).status, 202)
  t.throws(() => { scenarios.set('job', 'gone') }, { message: /names the state 'gone'/ })
  t.throws(() => { scenarios.set('job', 'done', '..') }, { message: /cannot be a tenant/ })
  t.throws(() => { scenarios.reset({ name: 'none' }) }, { message: /No rule names/ })
  t.throws(() => faults.add({ effect: { kind: 'answer', text: '{{colour}}' } }), { message: /unknown placeholder/ })
  t.throws(() => faults.add({ effect: { kind: 'answer', json: { at: new Date(), big: 1n } } }), { message: /is not JSON/ })
  await emulator.reset()
  t.equal(scenarios.state('job'), 'done', 'a reset of data leaves them')
  faults.clear()
  t.same(scenarios.list(), [])
})

t.test('requests: what was called, by default', async t => {
  const emulator = await started(t)
  const { requests } = emulator
  const user = await userOf(emulator, 'contoso')
  await user('GET', OFFICE)
  await user('PATCH', SUMMARY, { failedUserCount: 16 })
  await user('GET', `${OFFICE}/nothing`)
  t.match(requests.list(), [{ id: 1, method: 'GET', url: '/beta/officeConfiguration', tenant: 'contoso', status: 200 }, { id: 2, method: 'PATCH', request: { headers: { authorization: 'Bearer ***' } } }, { id: 3, status: 400 }])
  t.same(requests.list({ status: '4xx' }).map(({ id }) => id), [3])
  t.same(requests.list({ method: 'GET', limit: 1 }).map(({ id }) => id), [3])
  t.match(requests.verify({ match: { methods: ['PATCH'], body: { failedUserCount: 16 } }, exactly: 1 }), { verified: true, count: 1, requests: [2] })
  t.match(requests.verify({ match: { methods: ['GET'] }, atLeast: 1, atMost: 1 }), { verified: false, count: 2, message: 'Called 2 times, expected at least 1 and at most 1.' })
  t.match(requests.verify({ match: { methods: ['PATCH'], body: { failedUserCount: 17 } } }), { verified: false, message: /failedUserCount is 16, not 17/, nearMisses: [{ id: 2 }] })
  t.throws(() => requests.verify({ exactly: 1, atMost: 2 }), { message: /'exactly' stands alone/ })
  t.throws(() => requests.verify({ match: { verb: 'GET' } } as object), { message: /unknown member 'verb'/ })
  t.throws(() => requests.list({ status: 'bad' }), { message: /'status'/ })
  requests.clear()
  t.same(requests.list(), [])
  t.match(requests.verify({ match: {}, exactly: 0 }), { verified: true })

  const off = await started(t, { journalSize: 0 })
  t.throws(() => off.requests.list(), { message: /journal is off/ })
  t.throws(() => off.requests.verify({ exactly: 0 }), { message: /journal is off/ }, 'nothing seen is not nothing called')
})

t.test('clock: set, moved, advanced, reset; what tells time obeys', async t => {
  const emulator = await started(t, { auth: 'jwt' })
  const { clock, faults } = emulator
  const date = async (): Promise<unknown> => (await (await fetch(`${emulator.baseUrl}${OFFICE}`)).json() as { error: { innerError: { date: string } } }).error.innerError.date
  clock.set('2026-01-31T09:30:00Z')
  t.same(clock.now(), new Date('2026-01-31T09:30:00Z'))
  t.equal(await date(), '2026-01-31T09:30:00')
  clock.advance('P1M')
  t.equal(await date(), '2026-02-28T09:30:00')
  clock.advance(-1000)
  t.equal(await date(), '2026-02-28T09:29:59')
  const moment = new Date('2030-01-01T00:00:00Z')
  clock.set(moment)
  moment.setUTCFullYear(1999)
  t.equal(await date(), '2030-01-01T00:00:00', 'a copy of the date')

  const user = await userOf(emulator)
  faults.add({ effect: { kind: 'error', status: 429, retryAfter: 60 }, schedule: { times: 1, untilRetryAfter: true } })
  t.equal((await user('GET', OFFICE)).status, 429)
  t.equal((await user('GET', OFFICE)).status, 429)
  clock.advance('PT1M')
  t.equal((await user('GET', OFFICE)).status, 200, 'Retry-After has passed')
  clock.advance('PT2H')
  t.equal((await user('GET', OFFICE)).status, 401, 'and then the token, too')

  const near = (a: number): boolean => Math.abs(clock.now().getTime() - a) < 5000
  clock.offset('-PT1H')
  t.ok(near(Date.now() - 3_600_000))
  clock.offset(60_000)
  clock.advance(60_000)
  t.ok(near(Date.now() + 120_000))
  clock.reset()
  t.ok(near(Date.now()))
  for (const bad of ['tomorrow', '1 hour', '']) t.throws(() => { clock.advance(bad) }, { message: /not a duration/ }, bad)
  for (const bad of [NaN, Infinity, 1e18]) t.throws(() => { clock.offset(bad) }, { message: /year 1 to the year 9999/ }, String(bad))
  t.throws(() => { clock.set('tomorrow') }, { message: /year 1 to the year 9999/ })
  t.ok(near(Date.now()), 'what was refused changed nothing')

  const now = new Date('2020-01-31T00:00:00Z')
  const based = (await started(t, { clock: { now: () => now } })).clock
  based.offset('P1M')
  t.same(based.now(), new Date('2020-02-29T00:00:00Z'), 'ahead of the clock it was given')
  based.reset()
  t.same(based.now(), now)
})

t.test('several emulators share nothing', async t => {
  const [first, second] = [await started(t), await started(t)]
  const [ours, theirs] = [await userOf(first), await userOf(second)]
  first.faults.add({ effect: { kind: 'error', status: 503 }, match: { methods: ['GET'] } })
  first.clock.set('2001-01-01T00:00:00Z')
  await first.snapshot('mine')
  await setFailed(ours, 5)
  t.equal((await ours('GET', OFFICE)).status, 503)
  t.equal(await failed(theirs), undefined)
  t.same(second.faults.list(), [])
  t.ok(second.clock.now().getUTCFullYear() > 2001)
  t.equal(first.requests.list().length, 2)
  t.equal(second.requests.list().length, 1)
  await t.rejects(second.restore('mine'), { message: /no snapshot/i })
  await second.reset()
  second.faults.clear()
  second.clock.reset()
  second.requests.clear()
  first.faults.clear()
  t.equal(await failed(ours), 5)
  t.equal(first.requests.list().length, 3)
  t.equal(first.clock.now().getUTCFullYear(), 2001)
})
