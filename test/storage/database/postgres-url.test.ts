/** What `DATABASE_URL` may say, and what is refused by its name. */
import { join } from 'node:path'
import t from 'tap'
import { ConfigError } from '../../../src/config.js'
import { parsePostgresUrl, placeOf } from '../../../src/storage/database/postgres-url.js'
import { parseSqliteUrl } from '../../../src/storage/database/sqlite-url.js'

const parse = (url: string): unknown => parsePostgresUrl(url, 'DATABASE_URL')

t.test('where the database is', async t => {
  t.match(parse('postgresql://me:p%40ss@db.example:6543/office'), {
    host: 'db.example', port: 6543, user: 'me', password: 'p@ss', database: 'office', schema: undefined, pgbouncer: false, tls: undefined
  })
  t.match(parse('postgres://me:p@ss%@[::1]/o%20f'), { host: '::1', port: undefined, password: 'p@ss%', database: 'o f' }, 'what is not encoded')
  t.match(parse('postgresql:///office?host=/run/postgresql&port=5433&user=me&password=x'), { host: '/run/postgresql', port: 5433, user: 'me', password: 'x' })
  t.match(parse('postgresql://%2Frun%2Fpostgresql/office'), { host: '/run/postgresql' })
  t.equal(placeOf({ host: '/run/postgresql', port: undefined }), '/run/postgresql/.s.PGSQL.5432')
  t.equal(placeOf({ host: '::1', port: 1 }), '[::1]:1')
})

t.test('Prisma\'s parameters', async t => {
  t.match(
    parse('postgresql://h/d?schema=tests&connection_limit=1&pool_timeout=0&connect_timeout=5&socket_timeout=3&pgbouncer=true&statement_cache_size=0' +
      '&application_name=a&max_connection_lifetime=60&max_idle_connection_lifetime=10&options=-c%20lock_timeout%3D1&channel_binding=prefer'),
    {
      schema: 'tests',
      poolSize: 1,
      poolTimeout: 0,
      connectTimeout: 5000,
      socketTimeout: 3000,
      pgbouncer: true,
      statementCacheSize: 0,
      applicationName: 'a',
      maxLifetime: 60000,
      maxIdle: 10000,
      options: '-c lock_timeout=1',
      channelBinding: true
    }
  )
})

t.test('encryption', async t => {
  const folder = t.testdir({ 'ca.pem': 'authority', 'cert.pem': 'certificate', 'key.pem': 'key' })
  const file = (name: string): string => encodeURIComponent(join(folder, name))
  const tls = (query: string): unknown => (parse(`postgresql://h/d?${query}`) as { tls: unknown }).tls
  t.same(tls('sslmode=disable'), { kind: 'off' })
  t.same(tls('sslmode=prefer'), { kind: 'prefer', options: { rejectUnauthorized: false } })
  t.same(tls('sslmode=require'), { kind: 'on', options: { rejectUnauthorized: false } })
  t.same(tls('ssl=true'), tls('sslmode=require'))
  t.same(tls('sslmode=require&sslaccept=strict'), { kind: 'on', options: { rejectUnauthorized: true } })
  t.match(tls(`sslmode=require&sslrootcert=${file('ca.pem')}`), { options: { ca: Buffer.from('authority'), rejectUnauthorized: true } })
  t.match(tls(`sslmode=verify-full&sslcert=${file('ca.pem')}`), { options: { ca: Buffer.from('authority'), checkServerIdentity: undefined } })
  t.match(
    tls(`sslmode=verify-ca&sslcert=${file('cert.pem')}&sslkey=${file('key.pem')}`),
    { options: { cert: Buffer.from('certificate'), key: Buffer.from('key'), ca: undefined, checkServerIdentity: Function } }
  )
  t.throws(() => parse('postgresql://h/d?sslrootcert=/nowhere/ca.pem'), { message: /^DATABASE_URL: sslrootcert cannot be "\/nowhere\/ca\.pem": there is no such file\./ })
})

t.test('what is refused, and how', async t => {
  const cases: ReadonlyArray<readonly [query: string, message: RegExp]> = [
    ['conection_limit=1', /^DATABASE_URL has the parameter "conection_limit", which this service does not take\. It knows schema, connection_limit, /],
    ['statement_timeout=1', /"statement_timeout".*QUERY_TIMEOUT/],
    ['search_path=a', /"search_path".*Give schema/],
    ['schema=a&schema=b', /"schema" twice/],
    ['schema=', /schema cannot be ""/],
    ['schema=pg_x', /schema cannot be "pg_x"/],
    [`schema=${'x'.repeat(64)}`, /1 to 63 bytes/],
    ['connection_limit=0', /connection_limit cannot be "0"; give a whole number from 1 on\./],
    ['connect_timeout=1s', /connect_timeout cannot be "1s"; give a whole number of seconds\./],
    ['pgbouncer=yes', /pgbouncer cannot be "yes"; give one of true, false, 1, 0\./],
    ['sslmode=allow', /sslmode cannot be "allow"/],
    ['channel_binding=require', /channel_binding cannot be "require"; give one of disable, prefer\./],
    ['client_encoding=LATIN1', /client_encoding cannot be "LATIN1"/],
    ['target_session_attrs=standby', /target_session_attrs cannot be "standby"/]
  ]
  for (const [query, message] of cases) {
    t.throws(() => parse(`postgresql://me:secret@h/d?${query}`), { message })
    try { parse(`postgresql://me:secret@h/d?${query}`) } catch (error) { t.ok(error instanceof ConfigError) }
  }
  for (const url of ['postgresql://me:secret@h1:1,h2:2/d', 'postgresql://me:sec/ret@h/d']) {
    try {
      parse(url)
      t.fail(url)
    } catch (error) {
      t.ok(error instanceof ConfigError)
      t.notMatch((error as Error).message, /sec/, 'no password')
    }
  }
})

t.test('SQLite', async t => {
  const sqlite = (url: string): unknown => parseSqliteUrl(url, 'DATABASE_URL')
  t.match(sqlite('file:./dev.db?connection_limit=1'), { path: './dev.db', inMemory: false, lockTimeout: undefined })
  t.match(sqlite('file:///tmp/a%20b.db?socket_timeout=3'), { path: '/tmp/a%20b.db', lockTimeout: 3000 })
  t.match(sqlite('file::memory:'), { path: ':memory:', inMemory: true })
  t.throws(() => sqlite('file:a.db?mode=ro'), { message: /"mode".*file::memory:/ })
  t.throws(() => sqlite('file::memory:?cache=shared'), { message: /"cache"/ })
  t.throws(() => sqlite('file:a.db?conection_limit=1'), { message: /It knows connection_limit, socket_timeout\.$/ })
  t.throws(() => sqlite('file:?connection_limit=1'), ConfigError)
  t.throws(() => sqlite('file:a.db?connection_limit=0'), { message: /connection_limit cannot be "0"/ })
})
