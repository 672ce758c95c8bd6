/** A start that fails says in one sentence what is wrong, and names the path, the port or the setting. */
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import t from 'tap'
import type { Test } from 'tap'
import { newEmptyDatabase, postgresOnly } from './support/databases.js'
import { freePort } from './support/free-port.js'
import { refusal } from './support/refusal.js'

/** A server that does this with each connection. */
async function listening (t: Test, greet: (socket: import('node:net').Socket) => void): Promise<number> {
  const server = createServer(socket => {
    socket.on('error', () => undefined)
    greet(socket)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  return (server.address() as AddressInfo).port
}

t.test('PostgreSQL', postgresOnly, async t => {
  const databaseUrl = await newEmptyDatabase(t, 'postgresql')
  const { host, pathname, port } = new URL(databaseUrl)
  const name = pathname.slice(1)
  const direct = new pg.Client(databaseUrl)
  await direct.connect()
  t.teardown(async () => {
    await direct.query(`DROP OWNED BY "u_${name}"; DROP ROLE "u_${name}"`)
    await direct.end()
  })
  await direct.query(`CREATE ROLE "u_${name}" LOGIN PASSWORD 'secret'`)
  const closed = await freePort()
  const silent = await listening(t, () => undefined)
  const web = await listening(t, socket => socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'))
  const cases: ReadonlyArray<readonly [title: string, url: string, message: RegExp]> = [
    ['nothing there', `postgresql://me:secret@127.0.0.1:${closed}/db`,
      new RegExp(`^No PostgreSQL answers at 127\\.0\\.0\\.1:${closed} \\(DATABASE_URL\\)\\. Start it, or give the right host and port\\.`)],
    ['no such host', 'postgresql://me:secret@nowhere.invalid/db', /^The host "nowhere\.invalid" of DATABASE_URL cannot be found\./],
    ['no such socket', 'postgresql://me:secret@%2Fnowhere/db', /^No PostgreSQL answers at \/nowhere\/\.s\.PGSQL\.5432 \(DATABASE_URL\)\./],
    ['a server that says nothing', `postgresql://me:secret@127.0.0.1:${silent}/db?connect_timeout=1`,
      new RegExp(`^No PostgreSQL answered at 127\\.0\\.0\\.1:${silent} \\(DATABASE_URL\\) in time\\.`)],
    ['another server', `postgresql://me:secret@127.0.0.1:${web}/db`, new RegExp(`^127\\.0\\.0\\.1:${web} \\(DATABASE_URL\\) ended the connection .*Is that a PostgreSQL\\?`)],
    ['a wrong password', `postgresql://postgres:secret@${host}/${name}`,
      new RegExp(`^PostgreSQL at ${host} \\(DATABASE_URL\\) does not let the user "postgres" in: password authentication failed`)],
    ['no password', `postgresql://postgres@${host}/${name}`, /^PostgreSQL at .* \(DATABASE_URL\) (requires a password|does not let the user "postgres" in)/],
    ['no such database', `${databaseUrl.replace(/[^/]*$/, '')}nowhere`, new RegExp(`^PostgreSQL at ${host} \\(DATABASE_URL\\) has no database "nowhere"\\. Create it`)],
    ['no right to make tables', databaseUrl.replace('postgres:postgres@', `u_${name}:secret@`),
      new RegExp(`^PostgreSQL at ${host} \\(DATABASE_URL\\): the user "u_${name}" may not do what the service needs: permission denied for schema public\\.`)],
    ['no TLS there', `${databaseUrl}?sslmode=require`, new RegExp(`^PostgreSQL at ${host} \\(DATABASE_URL\\) does not speak TLS\\.`)],
    ['a parameter', `${databaseUrl}?conection_limit=1`, /^DATABASE_URL has the parameter "conection_limit", which this service does not take\./],
    ['several hosts', `postgresql://me:secret@127.0.0.1:${port},localhost:${port}/db`, /^DATABASE_URL cannot be "postgresql:\/\/me:\*\*\*@127\.0\.0\.1:/]
  ]
  for (const [title, url, message] of cases) await t.test(title, async t => { await refusal(t, ['--database-url', url], message) })
  await t.test('DIRECT_URL is named where it is meant', async t => {
    await refusal(t, ['--database-url', databaseUrl, '--direct-url', `postgresql://me:secret@127.0.0.1:${closed}/db`], new RegExp(`^No PostgreSQL answers at 127\\.0\\.0\\.1:${closed} \\(DIRECT_URL\\)\\.`))
    await refusal(t, ['--database-url', databaseUrl, '--direct-url', `${databaseUrl}?schema=other`], /^DIRECT_URL has the schema "other", and DATABASE_URL none\./)
  })
})
