/** The list of tenants, of a PostgreSQL that did not answer when it was asked for first. */
import t from 'tap'
import { newDatabase, postgresOnly } from '../../support/databases.js'
import { says, startProxy } from '../../support/postgres-proxy.js'
import { callerOf, OFFICE, startService } from '../../support/service.js'

t.test('a failure is not remembered', postgresOnly, async t => {
  const proxy = await startProxy(t, await newDatabase(t, 'postgresql'))
  const app = await startService(t, { databaseUrl: proxy.url })
  const call = callerOf(app)
  t.equal((await call('PATCH', OFFICE, { body: { tenantUserCheckinSummary: { failedUserCount: 1 } } })).statusCode, 200)
  proxy.judge = message => says(message, 'atttypid') ? 'dropAndCut' : 'pass'
  t.equal((await call('GET', '/__admin/tenants')).statusCode, 503)
  proxy.judge = () => 'pass'
  const { statusCode, body } = await call('GET', '/__admin/tenants')
  t.equal(statusCode, 200, body)
  t.match(body, '"id":"default"')
})
