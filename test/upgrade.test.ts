/**
 * A database of version 0.1.0 is brought up to date at start, with everything in it, on both databases; `kill -9` amid it loses nothing,
 * and the next start does it. In processes of their own.
 */
import { fileURLToPath } from 'node:url'
import sql from 'sql-template-tag'
import t from 'tap'
import type { Test } from 'tap'
import type { DialectName } from '../src/storage/database/database.js'
import { connectionOver } from '../src/storage/database/driver-query.js'
import { appliedMigrations } from '../src/storage/migrations/migrate.js'
import { readMigrations } from '../src/storage/migrations/migration-files.js'
import { dialects, newEmptyDatabase } from './support/databases.js'
import { fillAsFirstVersion, laterMigrations, PAYLOAD, SIGNING_KEY } from './support/first-version.js'
import { says, startProxy } from './support/postgres-proxy.js'
import type { PostgresProxy } from './support/postgres-proxy.js'
import { launch, startProcess } from './support/process.js'
import { refusal } from './support/refusal.js'
import { using } from './support/run-prisma.js'

const OFFICE = '/beta/officeConfiguration'
const DESKS = '0c1f3a9d-0000-4000-8000-000000000012'
const DESKS_PAYLOAD = `/t/fabrikam${OFFICE}/clientConfigurations/${DESKS}/policyPayload`

const row = (values: object): object => ({
  userPrincipalName: null, deviceName: null, devicePlatform: null, devicePlatformVersion: null, wasSuccessful: false, userId: '', checkinDateTime: '', errorMessage: null, appliedPolicies: [], ...values
})

const ofDefault = {
  officeConfiguration: {
    tenantCheckinStatuses: [row({ checkinDateTime: '2017-01-01T00:01:46.9896075+02:00' })],
    tenantUserCheckinSummary: { succeededUserCount: 5, failedUserCount: null },
    clientConfigurations: []
  }
}

const ofFabrikam = (tenantUserCheckinSummary: object): object => ({
  officeConfiguration: {
    tenantCheckinStatuses: [
      row({ userPrincipalName: 'ä@fabrikam.com', deviceName: 'PC-1', devicePlatform: 'Windows', devicePlatformVersion: '10.0', wasSuccessful: true, userId: 'u1', checkinDateTime: '2026-11-19T23:59:59.9999999Z', appliedPolicies: ['a', 'b'] }),
      row({ deviceName: 'PC-2', devicePlatform: 'macOS', devicePlatformVersion: '14', userId: 'u2', checkinDateTime: '2026-11-20T00:00:00Z', errorMessage: 'no "network"' })
    ],
    tenantUserCheckinSummary,
    clientConfigurations: [
      {
        '@odata.type': '#microsoft.graph.windowsOfficeClientConfiguration',
        id: DESKS,
        displayName: 'Desks',
        description: null,
        priority: 0,
        policyPayload: { contentType: 'application/octet-stream', content: PAYLOAD.toString('base64') },
        userPreferencePayload: null,
        checkinStatuses: [row({ deviceName: 'PC-3', wasSuccessful: true, userId: 'u3', checkinDateTime: '2026-11-20T00:00:01Z' })],
        userCheckinSummary: { succeededUserCount: 3, failedUserCount: 4 },
        assignments: [{ id: '0c1f3a9d-0000-4000-8000-000000000040', target: { '@odata.type': '#microsoft.graph.officeConfigurationGroupAssignmentTarget', groupId: '0c1f3a9d-0000-4000-8000-000000000099' } }]
      },
      {
        '@odata.type': '#microsoft.graph.windowsOfficeClientSecurityConfiguration',
        id: '0c1f3a9d-0000-4000-8000-000000000020',
        displayName: null,
        description: 'No office',
        priority: 1,
        policyPayload: null,
        userPreferencePayload: null,
        checkinStatuses: [],
        userCheckinSummary: null,
        assignments: []
      }
    ]
  }
})

const settings = { auth: 'none', pageSize: 2, throttle: { application: { requests: 900, writes: 800 }, tenant: { requests: 700, writes: 600 } }, summaryMode: 'stored' }

async function ask (url: string, method: string, path: string, body?: object): Promise<Response> {
  const headers = { authorization: 'Bearer x', 'content-type': 'application/json' }
  return await fetch(`${url}${path}`, { method, headers, ...body === undefined ? {} : { body: JSON.stringify(body) } })
}

/** Everything that 0.1.0 had written is there, and goes on. */
async function readEverything (t: Test, url: string): Promise<void> {
  const get = async (path: string): Promise<unknown> => await (await ask(url, 'GET', path)).json()
  const state = async (tenant: string): Promise<unknown> => await get(`/__admin/tenants/${tenant}/state`)
  const etag = async (tenant: string): Promise<string | null> => (await ask(url, 'GET', `/t/${tenant}${OFFICE}?$select=id`)).headers.get('etag')
  t.same(await state('default'), ofDefault)
  t.same(await state('fabrikam'), ofFabrikam({ succeededUserCount: 41, failedUserCount: 1 }))
  t.match(await get('/__admin/tenants'), { value: [{ id: 'default', version: '1', createdAt: '2026-11-20T08:00:00.001Z' }, { id: 'fabrikam', version: '4', createdAt: '2026-11-20T08:00:00.003Z' }] })
  t.same([await get('/__admin/tenants/default/settings'), await get('/__admin/tenants/fabrikam/settings')], [{}, settings])
  t.same(await get('/__admin/snapshots'), { value: [{ name: 'before', takenAt: '2026-11-20T09:00:00.000Z', tenants: 2, note: '' }] })
  t.same(await get('/__admin/tenants/fabrikam/snapshots'), { value: [{ name: 'mine', takenAt: '2026-11-20T10:00:00.000Z', tenants: 1, note: '' }] })
  t.match(await get('/common/discovery/v2.0/keys'), { keys: [SIGNING_KEY] })
  const payload = await ask(url, 'GET', DESKS_PAYLOAD)
  t.same([payload.headers.get('etag'), payload.headers.get('content-type')], ['"2"', 'application/octet-stream'])
  t.ok(PAYLOAD.equals(Buffer.from(await payload.arrayBuffer())))
  t.equal((await fetch(`${url}${DESKS_PAYLOAD}`, { headers: { authorization: 'Bearer x', 'if-none-match': '"2"' } })).status, 304, 'what clients have is current')
  t.same([await etag('default'), await etag('fabrikam')], ['W/"1"', 'W/"4"'])

  const summary = { tenantUserCheckinSummary: { succeededUserCount: 42 } }
  t.equal((await ask(url, 'PATCH', `/t/fabrikam${OFFICE}`, summary)).headers.get('etag'), 'W/"5"', 'versions go on')
  t.equal((await ask(url, 'POST', `/t/fabrikam${OFFICE}/tenantCheckinStatuses`, { userId: 'new' })).status, 204)
  t.match(await get(`/t/fabrikam${OFFICE}/tenantCheckinStatuses?$skip=1&$select=userId`), { value: [{ userId: 'u2' }, { userId: 'new' }] }, 'ordinals go on')
  t.equal((await ask(url, 'POST', '/__admin/tenants/fabrikam/snapshots/mine/restore')).status, 200)
  t.same(await state('fabrikam'), ofFabrikam({ succeededUserCount: 19, failedUserCount: 1 }), 'a snapshot')
  t.same([await etag('fabrikam'), await etag('default')], ['W/"7"', 'W/"1"'])
  await ask(url, 'DELETE', '/__admin/tenants/default')
  t.equal((await ask(url, 'POST', '/__admin/snapshots/before/restore')).status, 200)
  t.same([await state('default'), await state('fabrikam')], [ofDefault, ofFabrikam({ succeededUserCount: 19, failedUserCount: 1 })], 'a snapshot of all')
  t.equal((await ask(url, 'PUT', '/__admin/tenants/new')).status, 201)
  t.equal((await ask(url, 'POST', '/__admin/tenants/new/snapshots/first')).status, 201)
}

const finished = async (dialect: DialectName, url: string): Promise<readonly string[]> => await using(dialect, url, async adapter =>
  (await appliedMigrations(connectionOver(adapter, dialect), dialect)).filter(({ finished }) => finished).map(({ name }) => name))

/** Keys of those that 0.1.0 had given away are never given again. */
const keysGoOn = async (dialect: DialectName, url: string): Promise<boolean> => await using(dialect, url, async adapter => {
  const [keys] = await connectionOver(adapter, dialect).query(sql`SELECT (SELECT "key" FROM "Tenant" WHERE "id" = 'new'), (SELECT "key" FROM "Snapshot" WHERE "name" = 'first')`)
  return Number(keys?.[0]) > 15 && Number(keys?.[1]) === 3
})

/** Where a start is killed: at the statement of the upgrade that begins so, before it is run or after. */
type Point = readonly [title: string, statement: string, after: boolean]

const pointsOf = (dialect: DialectName): readonly Point[] => [
  ...laterMigrations(dialect).map(({ name, sql }): Point => [`after ${name}`, sql, true]),
  ['before COMMIT', 'COMMIT', false]
]

/** The signal that ended it: SIGTERM when it came to serve, because there is no such statement. */
async function killAt (
  dialect: DialectName,
  url: string,
  [, statement, after]: Point,
  proxy: PostgresProxy | undefined
): Promise<string | null> {
  const hook = fileURLToPath(new URL('support/kill-at-statement.mjs', import.meta.url))
  const hooked = { wrapper: ['env', `NODE_OPTIONS=--import=${hook}`], env: { KILL_AT: statement, KILL_AFTER: after ? '1' : '0' } }
  const { child, ended } = launch(['--port', '0', '--database-url', proxy?.url ?? url], dialect === 'sqlite' ? hooked : {})
  child.stdout?.on('data', () => { child.kill() })
  if (proxy !== undefined) {
    let isLocked = false
    let reached: number | undefined
    proxy.judge = message => {
      isLocked ||= says(message, 'pg_advisory_xact_lock')
      if (isLocked && says(message, statement)) reached ??= message.connection
      if (message.connection !== reached || (after && !(message.from === 'server' && message.type === 'Z'))) return 'pass'
      child.kill('SIGKILL')
      return 'dropAndCut'
    }
  }
  const { signal } = await ended
  if (proxy !== undefined) proxy.judge = () => 'pass'
  return signal
}

for (const dialect of dialects) {
  t.test(`a database of version 0.1.0 (${dialect})`, async t => {
    const url = await newEmptyDatabase(t, dialect)
    await fillAsFirstVersion(dialect, url)
    const { url: root } = await startProcess(t, url)
    await readEverything(t, root)
    t.ok(await keysGoOn(dialect, url))
  })

  t.test(`kill -9 at every migration of it (${dialect})`, async t => {
    const url = await newEmptyDatabase(t, dialect)
    await fillAsFirstVersion(dialect, url)
    const before = await finished(dialect, url)
    const all = readMigrations(dialect).map(({ name }) => name)
    t.ok(before.length < all.length)
    const proxy = dialect === 'sqlite' ? undefined : await startProxy(t, url)
    for (const point of pointsOf(dialect)) {
      t.equal(await killAt(dialect, url, point, proxy), 'SIGKILL', point[0])
      t.same(await finished(dialect, url), before, 'all or nothing')
    }
    const { url: root } = await startProcess(t, url)
    t.same(await finished(dialect, url), all)
    await readEverything(t, root)
  })

  t.test(`kill -9 when it was committed (${dialect})`, async t => {
    const url = await newEmptyDatabase(t, dialect)
    await fillAsFirstVersion(dialect, url)
    const proxy = dialect === 'sqlite' ? undefined : await startProxy(t, url)
    t.equal(await killAt(dialect, url, ['after COMMIT', 'COMMIT', true], proxy), 'SIGKILL')
    t.same(await finished(dialect, url), readMigrations(dialect).map(({ name }) => name))
    const { url: root } = await startProcess(t, url)
    await readEverything(t, root)
  })

  t.test(`a migration that fails leaves nothing, and the next start does all of them (${dialect})`, async t => {
    const url = await newEmptyDatabase(t, dialect)
    await fillAsFirstVersion(dialect, url)
    const before = await finished(dialect, url)
    const run = async (script: string): Promise<void> => await using(dialect, url, async adapter => { await adapter.executeScript(script) })
    await run('CREATE TABLE "AsyncOperation" ("id" INTEGER)')
    await refusal(t, ['--database-url', url], /AsyncOperation"? already exists/)
    t.same(await finished(dialect, url), before)
    await run('DROP TABLE "AsyncOperation"')
    const { url: root } = await startProcess(t, url)
    await readEverything(t, root)
  })

  t.test(`a database newer than the program is refused with a sentence (${dialect})`, async t => {
    const url = await newEmptyDatabase(t, dialect)
    await fillAsFirstVersion(dialect, url)
    await using(dialect, url, async adapter => await connectionOver(adapter, dialect).execute(
      sql`INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'x', '99991231000000_later', '2026-11-20 08:00:00')`))
    const before = await finished(dialect, url)
    await refusal(t, ['--database-url', url], /^The database is newer than this program: it has had the migration "99991231000000_later", which this version does not know\. Start a newer version, or use another DATABASE_URL\.$/m)
    t.same(await finished(dialect, url), before, 'and nothing was done to it')
  })
}
