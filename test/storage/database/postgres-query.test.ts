/** A statement put together by hand is the one that node-postgres would make of the same. */
import pg from 'pg'
import t from 'tap'
import { ask } from '../../../src/storage/database/postgres-query.js'
import { newDatabase, postgresOnly } from '../../support/databases.js'

t.test('rows, types, names and errors', postgresOnly, async t => {
  const pool = new pg.Pool({ connectionString: await newDatabase(t, 'postgresql') })
  const client = await pool.connect()
  t.teardown(async () => {
    client.release()
    await pool.end()
  })
  const types = { getTypeParser: () => (text: string) => `<${text}>` } as unknown as pg.CustomTypesConfig
  const asked = { name: 'named', text: 'SELECT $1::int AS a, $2::text AS b, NULL AS c', values: [1, 'x'], rowMode: 'array' as const, types }
  for (const values of [[1, 'x'], [2, 'y']]) {
    const [found, expected] = [await ask(client, { ...asked, values }), await client.query({ ...asked, values })]
    t.strictSame(found.rows, [[`<${values[0]}>`, `<${values[1]}>`, null]])
    t.strictSame([found.rows, found.rowCount, found.command], [expected.rows, expected.rowCount, expected.command])
    t.strictSame(found.fields.map(({ name }) => name), ['a', 'b', 'c'])
  }
  await t.rejects(ask(client, { text: 'SELECT $1::int', values: ['x'] }), { code: '22P02' })
  await t.rejects(ask(client, { ...asked, text: 'SELECT 1', values: [] }), /Prepared statements must be unique/, 'one name, one text')
  t.strictSame((await ask(client, { text: 'SELECT 1 AS one' })).rows, [{ one: 1 }], 'and the connection is as good as before')
})
