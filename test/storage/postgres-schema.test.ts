/** `?schema=`: services that share a PostgreSQL, each in a schema of its own, and databases whose encoding does not do. */
import pg from 'pg'
import t from 'tap'
import { StartError } from '../../src/base/start-error.js'
import { newEmptyDatabase, postgresOnly } from '../support/databases.js'
import { OFFICE, callerOf, json, startService } from '../support/service.js'

const ROWS = `${OFFICE}/tenantCheckinStatuses`

t.test('two services in two schemas know nothing of each other', postgresOnly, async t => {
  const databaseUrl = await newEmptyDatabase(t, 'postgresql')
  const direct = new pg.Client(databaseUrl)
  await direct.connect()
  t.teardown(async () => { await direct.end() })
  const names = ['one', 'the "2nd" \\ schema']
  const [one, two] = await Promise.all(names.map(async schema => {
    const url = `${databaseUrl}?schema=${encodeURIComponent(schema)}`
    return callerOf(await startService(t, { databaseUrl: url, journalSize: 10 }))
  })) as [ReturnType<typeof callerOf>, ReturnType<typeof callerOf>]
  const { rows } = await direct.query('SELECT DISTINCT table_schema AS name FROM information_schema.tables WHERE table_name IN (\'Tenant\', \'_prisma_migrations\') ORDER BY 1')
  t.same(rows.map(({ name }) => name), names, 'made at start, and nothing is in public')
  for (const [call, userId] of [[one, 'a'], [two, 'b']] as const) {
    t.equal((await call('PUT', ROWS, { body: { value: [{ userId, errorMessage: 'İ' }] } })).statusCode, 204)
    t.equal((await call('POST', '/__admin/tenants/default/snapshots/s')).statusCode, 201)
  }
  t.equal((await one('GET', `${ROWS}/$count?$filter=matchesPattern(userId,'[a]') and tolower(userId) eq 'a'`)).body, '1', 'its functions are there')
  t.equal((await one('POST', '/__admin/tenants/default/reset')).statusCode, 204)
  t.same(json(await one('GET', ROWS))['value'], [])
  t.match(json(await two('GET', ROWS))['value'], [{ userId: 'b' }])
  t.equal((await one('POST', '/__admin/tenants/default/snapshots/s/restore')).statusCode, 200)
  t.match(json(await one('GET', ROWS))['value'], [{ userId: 'a' }])
  t.match(json(await two('GET', '/__admin/tenants')), { value: [{ id: 'default', rows: { officeClientCheckinStatus: 1 } }] })
  const imported = await two('POST', '/__admin/tenants/default/checkinStatuses/import', { headers: { 'content-type': 'application/x-ndjson' }, body: '{"userId":"c"}\n' })
  t.equal(imported.statusCode, 200, imported.body)
  const state = (await two('GET', '/__admin/tenants/default/state')).body
  t.equal((await one('PUT', '/__admin/tenants/x/state', { body: state })).statusCode, 200)
  t.equal((await one('GET', `${ROWS}/$count`, { headers: { 'x-tenant-id': 'x' } })).body, '2')
  t.equal((await two('GET', `${ROWS}/$count`, { headers: { 'x-tenant-id': 'x' } })).body, '0')
  const again = callerOf(await startService(t, { databaseUrl: `${databaseUrl}?schema=one` }))
  t.match(json(await again('GET', ROWS))['value'], [{ userId: 'a' }], 'and after a restart')
})

for (const encoding of ['LATIN1', 'SQL_ASCII']) {
  t.test(`a database with the encoding ${encoding}`, postgresOnly, async t => {
    const databaseUrl = await newEmptyDatabase(t, 'postgresql')
    const name = `${new URL(databaseUrl).pathname.slice(1)}_${encoding.toLowerCase()}`
    const direct = new pg.Client(databaseUrl)
    await direct.connect()
    await direct.query(`CREATE DATABASE ${name} ENCODING '${encoding}' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0`)
    t.teardown(async () => {
      await direct.query(`DROP DATABASE ${name} WITH (FORCE)`)
      await direct.end()
    })
    const error = await startService(t, { databaseUrl: databaseUrl.replace(/[^/]*$/, name) }).then(() => undefined, (reason: unknown) => reason)
    t.ok(error instanceof StartError)
    t.match(error, { message: new RegExp(`^The database "${name}" at .* \\(DATABASE_URL\\) has the encoding ${encoding}; this service needs UTF8\\. Make one: `) })
  })
}
