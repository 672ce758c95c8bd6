/** When a client has left, PostgreSQL is told to stop what it does for it, and its connection serves others. */
import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import t from 'tap'
import type { Test } from 'tap'
import { newDatabase, postgresOnly } from '../support/databases.js'
import { listen } from '../support/listen.js'
import { OFFICE, callerOf, json, startService } from '../support/service.js'
import { startPooler } from '../support/transaction-pooler.js'

const summary = { tenantUserCheckinSummary: { failedUserCount: 9 } }
const requests = [{
  id: '1', atomicityGroup: 'g', method: 'PATCH', url: '/officeConfiguration', headers: { 'content-type': 'application/json' }, body: summary
}]

const cases: ReadonlyArray<readonly [title: string, method: string, path: string, body: object | undefined]> = [
  ['a page', 'GET', `${OFFICE}/tenantCheckinStatuses`, undefined],
  ['an entity', 'GET', OFFICE, undefined],
  ['a write', 'PATCH', OFFICE, { ...summary, tenantCheckinStatuses: [{ userId: 'a' }] }],
  ['a batch', 'POST', '/beta/$batch', { requests: [...requests, { id: '2', atomicityGroup: 'g', method: 'GET', url: '/officeConfiguration' }] }]
]

for (const pooled of [false, true]) {
  t.test(pooled ? 'behind a pooler' : 'straight', postgresOnly, async t => {
    const databaseUrl = await newDatabase(t, 'postgresql')
    const directUrl = databaseUrl
    const url = pooled ? `${await startPooler(t, databaseUrl, { sessions: 4 })}?pgbouncer=true` : databaseUrl
    const app = await startService(t, { databaseUrl: url, directUrl })
    await app.tenantState.housekeeping.settled()
    const service = new URL(await listen(app))
    // Within a transaction the activity of others would look the same all the time.
    const [locker, watcher] = [new pg.Client(databaseUrl), new pg.Client(databaseUrl)]
    for (const client of [locker, watcher]) {
      await client.connect()
      t.teardown(async () => { await client.end() })
    }
    const waiting = async (): Promise<number> => Number((await watcher.query(
      'SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = \'active\' AND wait_event_type = \'Lock\''
    )).rows[0].count)

    for (const [title, method, path, body] of cases) {
      await t.test(title, async t => {
        await locker.query('BEGIN; LOCK TABLE "OfficeClientCheckinStatus" IN ACCESS EXCLUSIVE MODE')
        const text = body === undefined ? '' : JSON.stringify(body)
        const socket = connect(Number(service.port), service.hostname)
        socket.write(`${method} ${path} HTTP/1.1\r\nHost: ${service.host}\r\nAuthorization: Bearer x\r\nContent-Type: application/json\r\n` +
          `Content-Length: ${text.length}\r\n\r\n${text}`)
        await until(t, async () => await waiting() > 0, 'it waits for the lock')
        socket.destroy()
        await until(t, async () => await waiting() === 0, 'it is told to stop')
        await locker.query('ROLLBACK')
      })
    }
    const call = callerOf(app)
    t.match(json(await call('GET', OFFICE)), { tenantUserCheckinSummary: null, tenantCheckinStatuses: [] }, 'and what it had begun is undone')
    const answers = await Promise.all(Array.from({ length: 20 }, async () => (await call('GET', `${OFFICE}/tenantCheckinStatuses`)).statusCode))
    t.ok(answers.every(status => status === 200), 'no other statement was stopped')
  })
}

async function until (t: Test, holds: () => Promise<boolean>, title: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (await holds()) {
      t.pass(title)
      return
    }
    await delay(50)
  }
  t.fail(title)
}
