/**
 * What is acknowledged is stored, and what is refused with Retry-After is not, wherever the connection to PostgreSQL ends. Each write has a
 * number; after each answer the database is asked, past the proxy, which number it has.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { LightMyRequestResponse } from 'fastify'
import pg from 'pg'
import t from 'tap'
import type { Test } from 'tap'
import type { Config } from '../../src/config.js'
import { newDatabase, postgresOnly } from '../support/databases.js'
import { says, startProxy } from '../support/postgres-proxy.js'
import type { Fate, Message, PostgresProxy } from '../support/postgres-proxy.js'
import { OFFICE, callerOf, errorOf, startService } from '../support/service.js'
import type { Call } from '../support/service.js'

interface Setting {
  readonly call: Call
  readonly proxy: PostgresProxy
  readonly direct: pg.Client
}

async function startBehindProxy (t: Test): Promise<Setting> {
  const databaseUrl = await newDatabase(t, 'postgresql')
  const proxy = await startProxy(t, databaseUrl)
  const direct = new pg.Client(databaseUrl)
  await direct.connect()
  t.teardown(async () => { await direct.end() })
  const call = await serve(t, proxy)
  return { call, proxy, direct }
}

/** A service that has nothing left to do in the background. */
async function serve (t: Test, { url }: PostgresProxy, config: Partial<Config> = {}): Promise<Call> {
  const app = await startService(t, { databaseUrl: url, ...config })
  await app.tenantState.housekeeping.settled()
  return callerOf(app)
}

/** What an answer promises: that the write is stored, or that it is not. */
function promised (t: Test, response: LightMyRequestResponse): boolean {
  if (response.statusCode < 300) return true
  t.equal(response.statusCode, 503, response.body)
  t.equal(errorOf(response)['code'], 'ServiceUnavailable')
  t.ok(response.headers['retry-after'], 'it invites to repeat')
  return false
}

/** A kind of write, and the number that the last one has left in the database. */
interface Kind {
  readonly title: string
  readonly write: (call: Call, number: number) => Promise<LightMyRequestResponse>
  readonly stored: string
  /** The message that has COMMIT: one of its own, or one of those that are sent together. */
  readonly commit: 'Q' | 'P'
}

const json = (body: unknown): { body: unknown } => ({ body })
const summaryOf = 'SELECT "tenantUserCheckinSummary_failedUserCount" AS "number" FROM "OfficeConfiguration"'

const kinds: readonly Kind[] = [
  {
    title: 'PATCH whose statements are sent together',
    write: async (call, number) => await call('PATCH', OFFICE, json({ tenantUserCheckinSummary: { failedUserCount: number } })),
    stored: summaryOf,
    commit: 'P'
  },
  {
    title: 'PATCH with rows and a condition',
    write: async (call, number) => await call('PATCH', OFFICE, {
      headers: { 'if-match': '*', prefer: 'return=minimal' },
      body: { tenantUserCheckinSummary: { failedUserCount: number }, tenantCheckinStatuses: [{ userId: String(number) }] }
    }),
    stored: summaryOf,
    commit: 'Q'
  },
  {
    title: 'POST of an entity',
    write: async (call, number) => await call('POST', `${OFFICE}/clientConfigurations`, json({
      '@odata.type': '#microsoft.graph.windowsOfficeClientConfiguration',
      displayName: String(number)
    })),
    stored: 'SELECT max("displayName"::int) AS "number" FROM "OfficeClientConfiguration"',
    commit: 'Q'
  },
  {
    title: 'an atomicity group',
    write: async (call, number) => {
      const requests = ['PATCH', 'GET'].map((method, index) => ({
        id: String(index),
        atomicityGroup: 'g',
        method,
        url: '/officeConfiguration',
        ...method === 'PATCH'
          ? { headers: { 'content-type': 'application/json' }, body: { tenantUserCheckinSummary: { failedUserCount: number } } }
          : {}
      }))
      const response = await call('POST', '/beta/$batch', json({ requests }))
      return answerOf(response)
    },
    stored: summaryOf,
    commit: 'Q'
  },
  {
    title: 'a tenant setting',
    write: async (call, number) => await call('PATCH', '/__admin/tenants/default/settings', json({ pageSize: number })),
    stored: 'SELECT "pageSize" AS "number" FROM "TenantSetting"',
    commit: 'Q'
  }
]

/** What a group was answered, as if it had been one request: the failure that undid it (its other requests depend on it), or its first. */
function answerOf (batch: LightMyRequestResponse): LightMyRequestResponse {
  type Answer = { readonly status: number, readonly headers: Readonly<Record<string, string>>, readonly body: unknown }
  const { responses } = batch.json<{ responses: readonly [Answer, Answer] }>()
  const { status, headers, body } = responses.find(({ status }) => status >= 400 && status !== 424) ?? responses[0]
  const answer = { statusCode: status, headers: lowerCased(headers), json: () => body, body: JSON.stringify(body) }
  return answer as unknown as LightMyRequestResponse
}

const lowerCased = (headers: Readonly<Record<string, string>> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

const fates: readonly Fate[] = ['dropAndCut', 'passAndCut']

for (const { title, write, stored, commit } of kinds) {
  t.test(`a cut at every message of a write: ${title}`, postgresOnly, async t => {
    const { call, proxy, direct } = await startBehindProxy(t)
    const read = async (): Promise<number> => Number((await direct.query<{ number: number }>(stored)).rows[0]?.number ?? 0)
    let number = 0
    const counts = { acknowledged: 0, refused: 0 }
    /** Where the connection was cut; undefined when the write had no such message. */
    const writeAndCut = async (cut: Cut): Promise<Message | undefined> => {
      t.ok(promised(t, await write(call, ++number)), 'a write that nothing disturbs')
      proxy.judge = cut.judge
      const answer = await write(call, ++number)
      proxy.judge = () => 'pass'
      const isStored = promised(t, answer)
      counts[isStored ? 'acknowledged' : 'refused']++
      const at = cut.message()
      t.equal(await read(), isStored ? number : number - 1, `${cut.title} (${at === undefined ? 'none' : `${at.from} ${at.type}`})`)
      return at
    }
    for (const fate of fates) {
      for (let position = 0; await writeAndCut(cutAt(position, fate)) !== undefined;) position++
      const ends: string[] = []
      for (let position = 0; ; position++) {
        const at = await writeAndCut(cutAt(position, fate, message => says(message, 'COMMIT')))
        if (at === undefined) break
        ends.push(`${at.from} ${at.type}`)
      }
      t.same([ends[0], ...ends.slice(-2)], [`service ${commit}`, 'server C', 'server Z'], `${fate}: COMMIT, that it was done, that the server is ready`)
    }
    t.comment(`${counts.acknowledged} acknowledged, ${counts.refused} refused`)
  })
}

interface Cut {
  readonly title: string
  readonly judge: PostgresProxy['judge']
  readonly message: () => Message | undefined
}

/** Ends a connection at the n-th message that it has from one that is `first` on. */
function cutAt (position: number, fate: Fate, first: (message: Message) => boolean = () => true): Cut {
  let count = 0
  let counted: number | undefined
  let found: Message | undefined
  return {
    title: `${fate} at ${position}`,
    judge: message => {
      if (counted === undefined && first(message)) counted = message.connection
      if (counted !== message.connection || count++ !== position) return 'pass'
      found = message
      return fate
    },
    message: () => found
  }
}

const IN_TRANSACTION = 'SELECT 1 FROM pg_stat_activity WHERE xact_start IS NOT NULL AND pid <> pg_backend_pid() AND datname = current_database()'

for (const { title, write, stored, commit } of kinds.slice(0, 2)) {
  t.test(`the server does not notice that nobody is there: ${title}`, postgresOnly, async t => {
    const { call, proxy, direct } = await startBehindProxy(t)
    await write(call, 1)
    const cut = new Promise<void>(resolve => {
      proxy.judge = message => {
        if (!says(message, 'COMMIT')) return 'pass'
        resolve()
        return 'cutService'
      }
    })
    const answer = write(call, 2)
    await cut
    await delay(200)
    proxy.judge = () => 'pass'
    const acknowledged = promised(t, await answer)
    t.equal(acknowledged, commit === 'P', 'COMMIT never came to the server; when nothing else was answered, everything is sent again')
    t.equal((await direct.query<{ number: number }>(stored)).rows[0]?.number, acknowledged ? 2 : 1)
    t.equal((await direct.query(IN_TRANSACTION)).rowCount, 0, 'its session was ended')
    t.ok(promised(t, await write(call, 3)), 'and it keeps nobody waiting')
  })
}

t.test('the database does not come back', postgresOnly, async t => {
  const databaseUrl = await newDatabase(t, 'postgresql')
  const proxy = await startProxy(t, databaseUrl)
  const call = await serve(t, proxy, { queryTimeout: 700 })
  const [{ write }] = kinds as [Kind]
  await write(call, 1)
  let lost = false
  proxy.judge = message => {
    lost ||= says(message, 'COMMIT')
    return lost ? 'dropAndCut' : 'pass'
  }
  const answer = await write(call, 2)
  t.equal(answer.statusCode, 500)
  t.match(errorOf(answer), { code: 'OutcomeUnknown', message: /Read before you send it again/ })
  t.notOk(answer.headers['retry-after'], 'it does not invite to repeat')
})

t.test('many writers of several tenants, and a network that fails at random', postgresOnly, async t => {
  const { call, proxy, direct } = await startBehindProxy(t)
  const random = createRandom(20261127)
  let cuts = 0
  proxy.judge = () => {
    if (random() > 0.01) return 'pass'
    cuts++
    return fates[Math.floor(random() * 2)] ?? 'pass'
  }
  const acknowledged: string[] = []
  await Promise.all(Array.from({ length: 12 }, async (_, writer) => {
    const tenant = `t${writer % 3}`
    for (let number = 0; number < 40; number++) {
      const userId = `${writer}-${number}`
      const response = await call('POST', `${OFFICE}/tenantCheckinStatuses`, { headers: { 'x-tenant-id': tenant }, body: { userId } })
      if (promised(t, response)) acknowledged.push(userId)
    }
  }))
  proxy.judge = () => 'pass'
  const { rows } = await direct.query<{ userId: string }>('SELECT "userId" FROM "OfficeClientCheckinStatus"')
  t.comment(`${cuts} cuts, ${acknowledged.length} of 480 writes acknowledged`)
  t.ok(cuts > 100)
  t.same(rows.map(({ userId }) => userId).sort(), acknowledged.sort(), 'exactly those are stored')
})

/** Numbers from 0 to 1, the same each time (mulberry32). */
function createRandom (seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
