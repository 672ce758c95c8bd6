/** PostgreSQL behind a pooler in transaction mode: PgBouncer where its binary is found, and in any case what it does, in small. */
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import t from 'tap'
import type { Test } from 'tap'
import { ConfigError } from '../../src/config.js'
import { newEmptyDatabase, postgresOnly } from '../support/databases.js'
import { freePort } from '../support/free-port.js'
import { OFFICE, callerOf, startService } from '../support/service.js'
import { startPooler } from '../support/transaction-pooler.js'

const ROWS = `${OFFICE}/tenantCheckinStatuses`

interface Pooler {
  readonly name: string
  /** False, or why it is not tried. */
  readonly skip: false | string
  readonly start: (t: Test, databaseUrl: string, options?: { readonly ignored?: readonly string[] }) => Promise<string>
}

const binary = ['pgbouncer', '/usr/sbin/pgbouncer'].find(path => spawnSync(path, ['--version']).status === 0)

const poolers: readonly Pooler[] = [
  {
    name: 'transaction mode in small',
    skip: false,
    start: async (t, databaseUrl, options) => await startPooler(t, databaseUrl, { sessions: 2, ...options })
  },
  { name: 'PgBouncer', skip: binary === undefined ? 'there is no pgbouncer on this machine' : false, start: startPgBouncer }
]

/** PgBouncer refuses to run as root. */
async function startPgBouncer (t: Test, databaseUrl: string, { ignored = [] }: { ignored?: readonly string[] } = {}): Promise<string> {
  const { hostname, port, username, password } = new URL(databaseUrl)
  const folder = mkdtempSync(join(tmpdir(), 'pgbouncer-'))
  const own = await freePort()
  const config = join(folder, 'pgbouncer.ini')
  writeFileSync(config, [
    '[databases]',
    `* = host=${hostname} port=${port} user=${username} password=${password}`,
    '[pgbouncer]',
    `listen_addr = 127.0.0.1\nlisten_port = ${own}\nunix_socket_dir =\nauth_type = any\npool_mode = transaction\ndefault_pool_size = 2`,
    ...ignored.length === 0 ? [] : [`ignore_startup_parameters = ${ignored.join(',')}`]
  ].join('\n'))
  const isRoot = process.getuid?.() === 0
  chmodSync(folder, 0o755)
  if (isRoot) chownSync(config, 65534, 65534)
  const child = spawn(binary ?? '', [config], { stdio: 'ignore', ...isRoot ? { uid: 65534, gid: 65534 } : {} })
  t.teardown(() => {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true })
  })
  const url = new URL(databaseUrl)
  url.port = String(own)
  for (let attempt = 0; attempt < 100 && !await answers(own); attempt++) await delay(50)
  return url.href
}

async function answers (port: number): Promise<boolean> {
  return await new Promise(resolve => {
    const socket = connect(port, '127.0.0.1', () => { resolve(true); socket.destroy() }).on('error', () => { resolve(false) })
  })
}

const failureOf = async (work: Promise<unknown>): Promise<unknown> => await work.then(() => undefined, (reason: unknown) => reason)

for (const { name, skip, start } of poolers) {
  t.test(name, { skip: postgresOnly.skip || skip }, async t => {
    const databaseUrl = await newEmptyDatabase(t, 'postgresql')

    t.test('nobody said that it is there', async t => {
      for (const ignored of [[], ['options']]) {
        const error = await failureOf(startService(t, { databaseUrl: await start(t, databaseUrl, { ignored }) }))
        t.ok(error instanceof ConfigError, String(error))
        t.match(error, { message: /pgbouncer=true.*DIRECT_URL/s }, 'both are named')
      }
    })

    t.test('migrations are applied past it', async t => {
      const pooled = `${await start(t, databaseUrl)}?pgbouncer=true`
      t.match(await failureOf(startService(t, { databaseUrl: pooled })), { message: /^DATABASE_URL has pgbouncer=true, .*give the database itself in DIRECT_URL/ })
      t.match(
        await failureOf(startService(t, { databaseUrl: pooled, directUrl: await newEmptyDatabase(t, 'postgresql') })),
        { message: /^DIRECT_URL leads to another database/ }
      )
    })

    for (const schema of [undefined, 'tests "2"']) {
      t.test(`everything works${schema === undefined ? '' : ', in a schema too'}`, async t => {
        const parameters = new URLSearchParams({ pgbouncer: 'true', ...schema === undefined ? {} : { schema } })
        const pooled = `${await start(t, databaseUrl)}?${parameters.toString()}`
        const app = await startService(t, { databaseUrl: pooled, directUrl: databaseUrl })
        const call = callerOf(app)
        const bodies = Array.from({ length: 30 }, (_, index) => ({ userId: String(index), wasSuccessful: index % 2 === 0 }))
        const statuses = await Promise.all(bodies.map(async body => (await call('POST', ROWS, { body })).statusCode))
        t.same([...new Set(statuses)], [204], 'thirty writes at once, over two sessions')
        const pages = await Promise.all(bodies.map(async (_, index) => (await call('GET', `${ROWS}?$filter=userId eq '${index}'&$count=true`)).json()))
        t.ok(pages.every(page => (page as { '@odata.count': number })['@odata.count'] === 1))
        t.equal((await call('POST', '/__admin/tenants/default/snapshots/s')).statusCode, 201)
        t.equal((await call('DELETE', ROWS)).statusCode, 204)
        t.equal((await call('POST', '/__admin/tenants/default/snapshots/s/restore')).statusCode, 200)
        const requests = ['1', '2'].map(id => ({
          id, atomicityGroup: 'g', method: 'POST', url: '/officeConfiguration/tenantCheckinStatuses', headers: { 'content-type': 'application/json' }, body: { userId: id }
        }))
        t.match((await call('POST', '/beta/$batch', { body: { requests } })).json(), { responses: [{ status: 204 }, { status: 204 }] })
        t.equal((await call('GET', `${ROWS}/$count`)).body, '32')
        t.equal((await call('GET', '/beta/officeConfiguration')).json<{ tenantCheckinStatuses: unknown[] }>().tenantCheckinStatuses.length, 32)
        const again = callerOf(await startService(t, { databaseUrl: pooled }))
        t.equal((await again('GET', `${ROWS}/$count`)).body, '32', 'without DIRECT_URL when nothing is to be migrated')
      })
    }

    t.test('a statement has its limit all the same', async t => {
      const call = callerOf(await startService(t, { databaseUrl: `${await start(t, databaseUrl)}?pgbouncer=true`, queryTimeout: 300 }))
      const other = new pg.Client(databaseUrl)
      await other.connect()
      t.teardown(async () => { await other.end() })
      await other.query('BEGIN; LOCK TABLE "OfficeClientCheckinStatus" IN ACCESS EXCLUSIVE MODE')
      const response = await call('GET', OFFICE)
      await other.query('ROLLBACK')
      t.equal(response.statusCode, 503)
      t.match(response.body, 'QUERY_TIMEOUT')
      t.equal((await other.query('SHOW statement_timeout')).rows[0].statement_timeout, '0', 'which belongs to no session')
    })
  })
}
