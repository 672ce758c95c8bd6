/** PostgreSQL dies again and again under its writers: what was acknowledged is there when it is back, and nothing else. */
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import t from 'tap'
import { OFFICE, callerOf, errorOf, startService } from '../support/service.js'

const script = new URL('../../scripts/postgres.mjs', import.meta.url).href
interface Server {
  readonly url: string
  readonly stop: () => Promise<void>
}
const { startPostgres } = await import(script) as { startPostgres: () => Promise<Server> }

const CRASHES = 3
/** Writes that are acknowledged between two of them. */
const BETWEEN = 40

t.test('SIGKILL of a session, of which the whole server recovers', async t => {
  const server = await startPostgres()
  t.teardown(server.stop)
  const databaseUrl = `${server.url}/postgres`
  const call = callerOf(await startService(t, { databaseUrl }))
  const acknowledged: string[] = []
  const state = { goOn: true, refused: 0 }
  const writers = Array.from({ length: 8 }, async (_, writer) => {
    for (let number = 0; state.goOn; number++) {
      const userId = `${writer}-${number}`
      const headers = { 'x-tenant-id': `t${writer % 3}` }
      const response = await call('POST', `${OFFICE}/tenantCheckinStatuses`, { headers, body: { userId } })
      if (response.statusCode < 300) acknowledged.push(userId)
      else {
        state.refused++
        t.equal(response.statusCode, 503)
        t.match(errorOf(response), { code: 'ServiceUnavailable' })
        await delay(20)
      }
    }
  })
  for (let crash = 0; crash < CRASHES; crash++) {
    await writeMore(acknowledged)
    process.kill(await someSession(databaseUrl), 'SIGKILL')
  }
  await writeMore(acknowledged)
  state.goOn = false
  await Promise.all(writers)
  const direct = new pg.Client(databaseUrl)
  await direct.connect()
  const { rows } = await direct.query<{ userId: string }>('SELECT "userId" FROM "OfficeClientCheckinStatus"')
  await direct.end()
  t.comment(`${acknowledged.length} acknowledged, ${state.refused} refused`)
  t.same(rows.map(({ userId }) => userId).sort(), acknowledged.sort())
})

async function writeMore (acknowledged: readonly string[]): Promise<void> {
  const enough = acknowledged.length + BETWEEN
  while (acknowledged.length < enough) await delay(20)
}

/** The process of a session that writes, once there is one. */
async function someSession (databaseUrl: string): Promise<number> {
  for (;;) {
    const client = new pg.Client(databaseUrl)
    try {
      await client.connect()
      const { rows: [found] } = await client.query<{ pid: number }>('SELECT pid FROM pg_stat_activity WHERE backend_xid IS NOT NULL LIMIT 1')
      if (found !== undefined) return found.pid
    } catch {
      await delay(50)
    } finally {
      await client.end().catch(() => undefined)
    }
  }
}
