/** Statements put together by hand are those that node-postgres would make of the same, one by one or as one message. */
import pg from 'pg'
import t from 'tap'
import { askTogether } from '../../../src/storage/database/postgres-group.js'
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
    const [found, expected] = [await askTogether(client, { ...asked, values }), await client.query({ ...asked, values })]
    t.strictSame(found.rows, [[`<${values[0]}>`, `<${values[1]}>`, null]])
    t.strictSame([found.rows, found.rowCount, found.command], [expected.rows, expected.rowCount, expected.command])
    t.strictSame(found.fields.map(({ name }) => name), ['a', 'b', 'c'])
  }
  await t.rejects(askTogether(client, { text: 'SELECT $1::int', values: ['x'] }), { code: '22P02' })
  await t.rejects(askTogether(client, { ...asked, text: 'SELECT 1', values: [] }), /Prepared statements must be unique/, 'one name, one text')
  t.strictSame((await askTogether(client, { text: 'SELECT 1 AS one' })).rows, [{ one: 1 }], 'and the connection is as good as before')
})

t.test('statements of one turn are one message, answered in their order; after one that fails the others are skipped', postgresOnly, async t => {
  const pool = new pg.Pool({ connectionString: await newDatabase(t, 'postgresql') })
  const client = await pool.connect()
  t.teardown(async () => {
    client.release()
    await pool.end()
  })
  const number = (value: string): pg.QueryConfig => ({ name: `number${value.length}`, text: `SELECT $1::int + ${value.length} AS number`, values: [value] })
  const all = async (values: readonly string[]): Promise<readonly unknown[]> => {
    const settled = await Promise.allSettled(values.map(async value => await askTogether(client, number(value))))
    return settled.map(outcome => outcome.status === 'fulfilled' ? (outcome.value.rows as unknown[] as ReadonlyArray<{ readonly number: number }>)[0]?.number : (outcome.reason as pg.DatabaseError).code)
  }
  t.strictSame(await all(['1', '22', '333']), [2, 24, 336])
  t.strictSame(await all(['4', 'x', '4444']), [5, '22P02', '22P02'])
  t.strictSame(await all(['4', '4444', '333']), [5, 4448, 336], 'what was skipped is prepared when it is asked again')
  const inTransaction = [{ text: 'BEGIN' }, { text: 'CREATE TABLE "gone" ()' }, { text: 'SELECT 1 / 0' }, { text: 'COMMIT' }]
  const settled = await Promise.allSettled(inTransaction.map(async statement => await askTogether(client, statement)))
  t.same(settled.map(({ status }) => status), ['fulfilled', 'fulfilled', 'rejected', 'rejected'])
  t.equal((await askTogether(client, { text: 'ROLLBACK' })).command, 'ROLLBACK')
  t.strictSame((await askTogether(client, { text: "SELECT to_regclass('gone') AS found" })).rows, [{ found: null }])
})
