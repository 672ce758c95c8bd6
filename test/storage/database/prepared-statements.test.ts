/** How many statements a PostgreSQL has prepared for a connection. */
import sql, { raw } from 'sql-template-tag'
import t from 'tap'
import { openDatabase } from '../../../src/storage/database/open-database.js'
import { newDatabase } from '../../support/databases.js'

t.test('a connection is given up that has prepared as many statements as it may', async t => {
  const url = new URL(await newDatabase(t, 'postgresql'))
  url.searchParams.set('statement_cache_size', '3')
  const database = await openDatabase(url.href, { synchronous: 'off', poolSize: 1 })
  const ask = async (text: string): Promise<unknown> => (await database.query(raw(text)))[0]?.[0]
  const session = async (): Promise<string> => String(await ask('SELECT CAST(pg_backend_pid() AS text)'))
  const first = await session()
  for (const number of [1, 2]) for (let time = 0; time < 3; time++) t.equal(await ask(`SELECT CAST(${number} AS text)`), String(number))
  t.equal(await session(), first)
  t.equal(await ask('SELECT CAST(count(*) AS text) FROM pg_prepared_statements'), '3', 'the two, and that of the session')
  const sessions = new Set<string>()
  for (let number = 0; number < 20; number++) {
    for (let time = 0; time < 2; time++) t.equal(await ask(`SELECT CAST(${number} + 100 AS text)`), String(number + 100))
    sessions.add(await session())
    t.ok(Number(await ask('SELECT CAST(count(*) AS text) FROM pg_prepared_statements')) <= 3)
  }
  t.ok(sessions.size > 2, `${sessions.size} connections, one after the other`)
  const counted = await database.transaction(async connection => {
    for (let number = 0; number < 10; number++) for (let time = 0; time < 2; time++) await connection.query(raw(`SELECT ${number}`))
    return await connection.query(sql`SELECT CAST(count(*) AS text) FROM pg_prepared_statements`)
  })
  t.ok(Number(counted[0]?.[0]) <= 4, 'a transaction keeps its connection, and prepares no more; what begins it has a name of its own')
  await database.close()
})
