/** How much a file holds: what its tables and indexes take without anything in them is not counted. */
import Database from 'better-sqlite3'
import t from 'tap'
import { meterStored } from '../../../src/storage/database/stored-size.js'

const open = (): { database: Database.Database, bytes: () => number } => {
  const database = new Database(':memory:')
  t.teardown(() => { database.close() })
  database.exec('CREATE TABLE "Tenant" ("id" TEXT PRIMARY KEY, "nextOrdinal" INTEGER)')
  const { sizeOf, forget } = meterStored(database)
  return {
    database,
    bytes: () => {
      forget()
      return sizeOf('default').bytes
    }
  }
}

t.test('tables that are made after the file was opened', async t => {
  const { database, bytes } = open()
  t.equal(bytes(), 0)
  for (let number = 0; number < 50; number++) database.exec(`CREATE TABLE t${number} (a TEXT PRIMARY KEY, b TEXT UNIQUE)`)
  t.ok(Number(database.pragma('page_count', { simple: true })) > 150)
  // Their names and definitions take more than the text of these.
  t.ok(bytes() < 4 * 4096, `${bytes()} bytes`)
})

t.test('what is in them', async t => {
  const { database, bytes } = open()
  database.exec("CREATE TABLE t (a TEXT); INSERT INTO t VALUES (printf('%.*c', 200000, 'x'))")
  t.ok(bytes() >= 196_608, `${bytes()} bytes`)
  database.exec('DELETE FROM t')
  t.equal(bytes(), 0, 'free pages are not counted')
})
