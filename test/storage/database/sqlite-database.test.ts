/** What only SQLite does: other processes lock its file, and its long statements run in processes of their own. */
import { execFileSync } from 'node:child_process'
import { renameSync, statSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import sql from 'sql-template-tag'
import t from 'tap'
import type { Test } from 'tap'
import { fixedCost } from '../../../src/storage/database/cost.js'
import type { Database, FirstTry, StatementOptions } from '../../../src/storage/database/database.js'
import { openDatabase } from '../../../src/storage/database/open-database.js'
import { connectSqlite } from '../../../src/storage/database/sqlite-connection.js'
import { newEmptyDatabase } from '../../support/databases.js'
import { startProcess } from '../../support/process.js'
import { OFFICE, callerOf, startService } from '../../support/service.js'

/** A statement that is said to be long, so that it runs elsewhere. */
const LONG = { cost: fixedCost(Infinity) }
const ENDLESS = sql`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n`

const errorOf = async (work: Promise<unknown>): Promise<unknown> => await work.then(() => undefined, error => error as unknown)

async function open (t: Test, queryTimeout: number): Promise<{ readonly database: Database, readonly path: string }> {
  const url = await newEmptyDatabase(t, 'sqlite')
  const database = await openDatabase(url, { synchronous: 'off', poolSize: 2, queryTimeout })
  t.teardown(async () => { await database.close() })
  return { database, path: url.replace(/^file:/, '') }
}

t.test('the same comes back from a process of its own as from here', async t => {
  const { database } = await open(t, 60_000)
  const long = 'ä€😀'.repeat(100_000)
  const values = sql`SELECT 1, ${2.5}, 'text', NULL, ${9007199254740993n}, CAST('bytes' AS blob), ${long}`
  const [here, there] = [await database.query(values), await database.query(values, LONG)]
  t.same(there.map(row => row.map(value => typeof value === 'object' && value !== null && 'pieces' in value ? String(value) : value)), here)
  t.ok(typeof there[0]?.[6] === 'object', 'a long text in pieces')
  t.match(await errorOf(database.query(sql`SELECT odata_int_div(1, 0)`, LONG)), { kind: 'badRequest', message: 'Division by zero.' })
  t.match(await errorOf(database.query(sql`SELECT "absent" FROM "Tenant" WHERE absent`, LONG)), { cause: { kind: 'ColumnNotFound', column: 'absent' } })
})

t.test('a shorter statement is tried first where it is said to be short, and its rows are the answer where they suffice', async t => {
  const { database } = await open(t, 60_000)
  const answerOf = async (first: Partial<FirstTry>, options: StatementOptions = LONG): Promise<unknown> =>
    await database.query(sql`SELECT 'all'`, { ...options, first: { cost: fixedCost(0), statement: () => sql`SELECT 'first'`, suffices: () => true, ...first } })
  t.same(await answerOf({}), [['first']])
  t.same(await answerOf({ suffices: rows => rows[0]?.[0] !== 'first' }), [['all']])
  t.same(await answerOf({ cost: fixedCost(Infinity) }), [['all']])
  t.same(await answerOf({ statement: () => sql`SELECT odata_int_div(1, 0)` }), [['all']])
  t.same(await answerOf({}, {}), [['all']], 'what is short runs as it is')
})

t.test('a long transaction runs again elsewhere, from its beginning; what it had done is undone', async t => {
  const { database } = await open(t, 60_000)
  let runs = 0
  const result = await database.transaction(async connection => {
    runs++
    await connection.execute(sql`INSERT INTO "Tenant" ("id", "createdAt") VALUES ('a', '')`)
    return await connection.query(sql`SELECT count(*) FROM "Tenant"`, LONG)
  })
  t.same([runs, result], [2, [[1]]])
  t.same(await database.query(sql`SELECT "id" FROM "Tenant"`), [['a']])
  t.same(await database.snapshot(async connection => await connection.query(sql`SELECT "id" FROM "Tenant"`, LONG)), [['a']])
})

t.test('a statement that takes too long ends, its transaction is rolled back, and the next one works', async t => {
  const { database } = await open(t, 8000)
  const started = performance.now()
  const endless = database.transaction(async connection => {
    await connection.execute(sql`INSERT INTO "Tenant" ("id", "createdAt") VALUES ('a', '')`)
    await connection.query(ENDLESS, LONG)
  })
  t.match(await errorOf(endless), { kind: 'unavailable', message: /QUERY_TIMEOUT/ })
  t.ok(performance.now() - started >= 8000)
  t.same(await database.query(sql`SELECT "id" FROM "Tenant"`), [])
  await database.transaction(async connection => await connection.execute(sql`INSERT INTO "Tenant" ("id", "createdAt") VALUES ('b', '')`), LONG)
  t.same(await database.query(sql`SELECT "id" FROM "Tenant"`, LONG), [['b']])
})

t.test('while another process has the lock, writers wait and this thread does not', async t => {
  const { database, path } = await open(t, 1000)
  const other = await connectSqlite(path, { synchronous: 'off', busyTimeout: 0 })
  await other.executeScript('BEGIN IMMEDIATE')
  const write = database.execute(sql`INSERT INTO "Tenant" ("id", "createdAt") VALUES ('a', '')`)
  const turn = performance.now()
  await delay(1)
  t.ok(performance.now() - turn < 500, 'the loop turns')
  t.same(await database.query(sql`SELECT "id" FROM "Tenant"`), [], 'and reads are answered')
  t.match(await errorOf(write), { kind: 'unavailable', headers: { 'Retry-After': '1' } })
  const later = database.execute(sql`INSERT INTO "Tenant" ("id", "createdAt") VALUES ('b', '')`)
  await delay(100)
  await other.executeScript('COMMIT')
  t.equal(await later, 1, 'whoever waits gets it')
  await other.dispose()
})

t.test('while another process has the file for itself, requests wait for as long as a query may take', async t => {
  const url = await newEmptyDatabase(t, 'sqlite')
  const app = await startService(t, { databaseUrl: url, queryTimeout: 500 })
  const call = callerOf(app)
  await call('PATCH', OFFICE, { body: { tenantUserCheckinSummary: { failedUserCount: 1 } } })
  const other = await connectSqlite(url.replace(/^file:/, ''), { synchronous: 'off', busyTimeout: 0 })
  await other.executeScript('BEGIN EXCLUSIVE')
  const written = call('PATCH', OFFICE, { body: { tenantUserCheckinSummary: { failedUserCount: 2 } } })
  const asked = performance.now()
  t.equal((await call('GET', '/healthz')).statusCode, 200)
  t.ok(performance.now() - asked < 400)
  const refused = await written
  t.equal(refused.statusCode, 503)
  t.equal(refused.headers['retry-after'], '1')
  await other.executeScript('COMMIT')
  await other.dispose()
  t.equal((await call('PATCH', OFFICE, { body: { tenantUserCheckinSummary: { failedUserCount: 2 } } })).statusCode, 200)
})

t.test('nobody but its owner can read the file', { skip: process.platform === 'win32' }, async t => {
  const { path } = await open(t, 1000)
  for (const name of [path, `${path}-wal`, `${path}-shm`]) t.equal(statSync(name).mode & 0o777, 0o600, name)
})

t.test('when the file is taken away nothing is acknowledged, until it is back', { skip: process.platform === 'win32' }, async t => {
  const url = await newEmptyDatabase(t, 'sqlite')
  const path = url.replace(/^file:/, '')
  const call = callerOf(await startService(t, { databaseUrl: url, queryTimeout: 2000 }))
  const write = async (failedUserCount: number) => await call('PATCH', OFFICE, { body: { tenantUserCheckinSummary: { failedUserCount } } })
  t.equal((await write(1)).statusCode, 200)
  for (const name of [path, `${path}-wal`]) {
    renameSync(name, `${name}.away`)
    const refused = await write(2)
    t.equal(refused.statusCode, 503, name)
    t.match(refused.json(), { error: { message: /removed or replaced/ } })
    t.equal((await call('GET', '/readyz')).statusCode, 503)
    renameSync(`${name}.away`, name)
    t.equal((await call('GET', '/readyz')).statusCode, 200)
    t.equal((await write(3)).statusCode, 200)
  }
})

const posix = { skip: process.platform === 'win32' }

t.test('a process that is killed fails its statement, and another one takes its place', posix, async t => {
  const { database } = await open(t, 60_000)
  const before = childrenOf(process.pid)
  const endless = errorOf(database.query(ENDLESS, LONG))
  const [child] = await started(() => childrenOf(process.pid).filter(pid => !before.includes(pid)))
  process.kill(child, 'SIGKILL')
  t.match(await endless, { kind: 'unavailable', headers: { 'Retry-After': '1' } })
  t.same(await database.query(sql`SELECT 1`, LONG), [[1]])
})

t.test('no process outlives the service, even one that is killed', posix, async t => {
  const { url, child: service, ended } = await startProcess(t, await newEmptyDatabase(t, 'sqlite'), ['--auth', 'none'])
  const appliedPolicies = Array.from({ length: 2000 }, (_, index) => `policy ${index}`)
  const body = JSON.stringify({ tenantCheckinStatuses: [{ appliedPolicies }] })
  await fetch(url + OFFICE, { method: 'PATCH', headers: { 'content-type': 'application/json' }, body })
  const filter = 'appliedPolicies/all(a:appliedPolicies/all(b:appliedPolicies/all(c:a ne concat(b,c))))'
  const long = errorOf(fetch(`${url}${OFFICE}/tenantCheckinStatuses?$filter=${encodeURIComponent(filter)}`))
  const [child] = await started(() => childrenOf(service.pid!))
  await delay(500)
  service.kill('SIGKILL')
  await ended
  await long
  for (let attempt = 0; attempt < 100 && isAlive(child); attempt++) await delay(100)
  t.notOk(isAlive(child))
})

async function started (find: () => readonly number[]): Promise<readonly [number]> {
  for (;;) {
    const [pid] = find()
    if (pid !== undefined) return [pid]
    await delay(100)
  }
}

function isAlive (pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** The processes that a process has started. */
const childrenOf = (pid: number): readonly number[] =>
  execFileSync('ps', ['-A', '-o', 'pid=,ppid=,comm='], { encoding: 'utf8' }).trim().split('\n')
    .map(line => line.trim().split(/\s+/)).filter(([, parent, command]) => Number(parent) === pid && command !== 'ps').map(([child]) => Number(child))
