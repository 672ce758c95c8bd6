/** Several plans as one transaction: committed together, undone together, run again together. */
import t from 'tap'
import type { Test } from 'tap'
import sql from 'sql-template-tag'
import { ODataError } from '../../../src/errors.js'
import type { Database } from '../../../src/storage/database/database.js'
import { joinDatabase } from '../../../src/storage/database/joined-database.js'
import { openDatabase } from '../../../src/storage/database/open-database.js'
import { createStore } from '../../../src/storage/prisma-store.js'
import { dialects, newDatabase, postgresOnly } from '../../support/databases.js'

async function open (t: Test, url: string): Promise<Database> {
  const database = await openDatabase(url, { synchronous: 'off', poolSize: 4 })
  t.teardown(async () => { await database.close() })
  return database
}

const insert = (id: string): ReturnType<typeof sql> => sql`INSERT INTO "Tenant" ("id", "sequence", "createdAt") VALUES (${id}, 0, '')`
const advance = (id: string): ReturnType<typeof sql> => sql`UPDATE "Tenant" SET "sequence" = "sequence" + 1 WHERE "id" = ${id}`
const tenants = async (database: Pick<Database, 'query'>): Promise<unknown> => (await database.query(sql`SELECT "id", "sequence" FROM "Tenant" ORDER BY "id"`)).map(row => row.map(String))

for (const url of ['file::memory:', ...dialects]) {
  t.test(`snapshots and transactions join the one that is under way (${url})`, async t => {
    const database = await open(t, url === 'file::memory:' ? url : await newDatabase(t, url as 'sqlite'))
    await t.rejects(database.transaction(async connection => {
      const joined = joinDatabase(connection, database.dialect)
      await joined.transaction(async inner => await inner.execute(insert('a')))
      t.same(await joined.snapshot(tenants), [['a', '0']], 'it reads what it wrote')
      throw new ODataError('badRequest', 'no')
    }), { message: 'no' })
    t.same(await tenants(database), [], 'an inner transaction is undone with the outer one')
    await database.transaction(async connection => {
      const joined = joinDatabase(connection, database.dialect)
      for (const id of ['a', 'b']) await joined.transaction(async inner => await inner.execute(insert(id)))
    })
    t.same(await tenants(database), [['a', '0'], ['b', '0']])
  })

  t.test(`a store that is a transaction (${url})`, async t => {
    const database = await open(t, url === 'file::memory:' ? url : await newDatabase(t, url as 'sqlite'))
    const store = createStore(database)
    t.equal(await store.atomically(async inner => {
      await inner.ping()
      await t.rejects(inner.close(), 'it does not end the database')
      return await inner.atomically(async innermost => {
        await innermost.ping()
        return 5
      })
    }), 5)
    await store.ping()
  })
}

t.test('a transaction that lost against another one runs again whole, though its errors were translated within (postgresql)', postgresOnly, async t => {
  const database = await open(t, await newDatabase(t, 'postgresql'))
  for (const id of ['a', 'b']) await database.execute(insert(id))
  let runs = 0
  let waiting = 0
  let met: () => void
  const bothHoldOne = new Promise<void>(resolve => { met = resolve })
  const cross = async (one: string, other: string): Promise<void> => await database.transaction(async connection => {
    runs++
    const joined = joinDatabase(connection, 'postgresql')
    await joined.execute(advance(one))
    if (++waiting === 2) met()
    await bothHoldOne
    await joined.execute(advance(other))
  })
  await Promise.all([cross('a', 'b'), cross('b', 'a')])
  t.ok(runs > 2, 'one of them was the victim of a deadlock')
  t.same(await tenants(database), [['a', '2'], ['b', '2']])
})
