/** When the database goes away: a 503 that says so, and service again when it is back; nothing is lost, nothing hangs. */
import sql, { raw } from 'sql-template-tag'
import t from 'tap'
import { openDatabase } from '../../src/storage/database/open-database.js'
import { OFFICE, callerOf, errorOf, json, startService } from '../support/service.js'
import { newDatabase, postgresOnly } from '../support/databases.js'

t.test('connections that PostgreSQL ends are made anew', postgresOnly, async t => {
  const databaseUrl = await newDatabase(t, 'postgresql')
  const call = callerOf(await startService(t, { databaseUrl }))
  await call('PATCH', OFFICE, { body: { tenantUserCheckinSummary: { failedUserCount: 1 } } })
  const other = await openDatabase(databaseUrl, { synchronous: 'full', poolSize: 2 })
  await other.query(sql`SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`)
  await other.close()
  const answers = await Promise.all([1, 2, 3].map(() => call('GET', OFFICE)))
  for (const answer of answers) t.ok([200, 503].includes(answer.statusCode))
  const after = await call('GET', OFFICE)
  t.equal(after.statusCode, 200)
  t.match(json(after), { tenantUserCheckinSummary: { failedUserCount: 1 } })
})

t.test('a database that must not be written to, as one that another server has taken over from', postgresOnly, async t => {
  const databaseUrl = await newDatabase(t, 'postgresql')
  const call = callerOf(await startService(t, { databaseUrl }))
  const body = { tenantUserCheckinSummary: { failedUserCount: 1 } }
  const other = await openDatabase(databaseUrl, { synchronous: 'full', poolSize: 2 })
  const name = new URL(databaseUrl).pathname.slice(1)
  const allow = async (readOnly: 'on' | 'off'): Promise<void> => {
    await other.query(raw(`ALTER DATABASE "${name}" SET default_transaction_read_only = ${readOnly}`))
  }
  await call('PATCH', OFFICE, { body })
  await allow('on')
  await other.query(sql`SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`)
  for (const [method, url] of [['PATCH', OFFICE], ['PUT', '/__admin/tenants/x']] as const) {
    const response = await call(method, url, method === 'PATCH' ? { body } : {})
    t.equal(response.statusCode, 503)
    t.match(errorOf(response), { code: 'ServiceUnavailable', message: /cannot be written to/ })
    t.ok(response.headers['retry-after'])
  }
  t.equal((await call('GET', OFFICE)).statusCode, 200, 'it can be read')
  await allow('off')
  await other.close()
  t.equal((await call('PATCH', OFFICE, { body })).statusCode, 200, 'connections to it are not kept')
})

t.test('a database that is dropped', postgresOnly, async t => {
  const databaseUrl = await newDatabase(t, 'postgresql')
  const app = await startService(t, { databaseUrl })
  const admin = await openDatabase(databaseUrl, { synchronous: 'full', poolSize: 2 })
  await admin.execute(sql`DROP TABLE "OfficeConfiguration", "OfficeClientCheckinStatus", "Tenant" CASCADE`)
  await admin.close()
  const response = await app.inject({ url: '/readyz' })
  t.equal(response.statusCode, 503)
  t.equal(errorOf(response)['code'], 'ServiceUnavailable')
})

t.test('a write that fails half way changes nothing', async t => {
  const databaseUrl = await newDatabase(t, 'sqlite')
  const call = callerOf(await startService(t, { databaseUrl }))
  const before = await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: [{ userId: 'a' }], tenantUserCheckinSummary: {} } })
  const other = await openDatabase(databaseUrl, { synchronous: 'full', poolSize: 2 })
  await other.execute(sql`CREATE TRIGGER "fail" BEFORE INSERT ON "OfficeClientCheckinStatus" WHEN NEW."userId" = 'bad' BEGIN SELECT RAISE(ABORT, 'no'); END`)
  await other.close()
  const response = await call('PATCH', OFFICE, { body: { tenantUserCheckinSummary: { failedUserCount: 9 }, tenantCheckinStatuses: [{ userId: 'b' }, { userId: 'bad' }] } })
  t.equal(response.statusCode, 500)
  t.notMatch(response.body, 'RAISE', 'nothing of the cause is told')
  t.equal((await call('GET', OFFICE)).body, before.body)
  t.equal((await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: [{ userId: 'b' }] } })).statusCode, 200, 'and the next write works')
})
