/** A statement that takes longer than `QUERY_TIMEOUT` is interrupted, and the answer says so. */
import pg from 'pg'
import t from 'tap'
import { newDatabase, postgresOnly } from '../support/databases.js'
import { OFFICE, callerOf, errorOf, startService } from '../support/service.js'

t.test('PostgreSQL interrupts a statement that waits for too long', postgresOnly, async t => {
  const databaseUrl = await newDatabase(t, 'postgresql')
  const call = callerOf(await startService(t, { databaseUrl, queryTimeout: 300 }))
  const other = new pg.Client(databaseUrl)
  await other.connect()
  t.teardown(async () => { await other.end() })
  await other.query('BEGIN; LOCK TABLE "OfficeClientCheckinStatus" IN ACCESS EXCLUSIVE MODE')
  const began = performance.now()
  for (const [method, body] of [['GET'], ['PATCH', { tenantCheckinStatuses: [{ userId: 'a' }] }]] as const) {
    const response = await call(method, OFFICE, { body })
    t.equal(response.statusCode, 503)
    t.match(errorOf(response), { code: 'ServiceUnavailable', message: /QUERY_TIMEOUT/ })
    t.notOk(response.headers['retry-after'], 'to send it again as it is would not help')
  }
  const elapsed = performance.now() - began
  t.ok(elapsed >= 590 && elapsed < 5000, String(elapsed))
  await other.query('ROLLBACK')
  t.match((await call('GET', OFFICE)).json(), { tenantCheckinStatuses: [] }, 'the service goes on, and the refused write changed nothing')
})
