/** Migrations at start: applied once, under a lock, and never to a database this program does not fit. */
import { readFileSync } from 'node:fs'
import sql from 'sql-template-tag'
import t from 'tap'
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import type { Sql } from 'sql-template-tag'
import { MigrationError, prismaFolder, readMigrations } from '../../../src/storage/migrations/migration-files.js'
import { openDatabase } from '../../../src/storage/database/open-database.js'
import { connectPostgres } from '../../../src/storage/database/open-postgres.js'
import { loadSchemaEngine } from '../../../src/storage/migrations/schema-engine.js'
import { deriveSchema } from '../../../src/storage/migrations/schema-derivation.js'
import { dialects, newEmptyDatabase } from '../../support/databases.js'
import { startProcess } from '../../support/process.js'

const options = { synchronous: 'full', poolSize: 4 } as const

for (const dialect of dialects) {
  const names = readMigrations(dialect).map(({ name }) => name)

  t.test(`a new database gets every migration, an up-to-date one none (${dialect})`, async t => {
    const url = await newEmptyDatabase(t, dialect)
    for (const round of ['new', 'again']) {
      const database = await openDatabase(url, options)
      const rows = await database.query(sql`SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY migration_name`)
      t.same(rows.flat(), names, round)
      await database.close()
    }
  })

  t.test(`several processes may start at once (${dialect})`, async t => {
    const url = await newEmptyDatabase(t, dialect)
    const services = await Promise.all([1, 2, 3].map(() => startProcess(t, url)))
    for (const { url: root } of services) t.equal((await fetch(`${root}/readyz`)).status, 200)
    const database = await openDatabase(url, options)
    t.same((await database.query(sql`SELECT migration_name FROM _prisma_migrations ORDER BY migration_name`)).flat(), names, 'each migration once')
    await database.close()
  })

  const refusals: ReadonlyArray<readonly [string, Sql, RegExp]> = [
    ['a database newer than the program', sql`INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count) SELECT 'x', 'x', '99991231000000_later', started_at, finished_at, 1 FROM _prisma_migrations LIMIT 1`, /newer .*99991231000000_later/],
    ['a database whose migrations were edited', sql`UPDATE _prisma_migrations SET checksum = 'x'`, /_init/],
    ['a migration that did not finish', sql`UPDATE _prisma_migrations SET finished_at = NULL`, /_init/]
  ]
  for (const [title, statement, message] of refusals) {
    t.test(`${title} stops the start (${dialect})`, async t => {
      const url = await newEmptyDatabase(t, dialect)
      const database = await openDatabase(url, options)
      await database.execute(statement)
      await database.close()
      const error = await openDatabase(url, options).then(() => undefined, (reason: unknown) => reason)
      t.ok(error instanceof MigrationError)
      t.match((error as Error).message, message)
    })
  }

  t.test(`the schema is what prisma/models.prisma says, the migrations lead to it, and nothing is missing (${dialect})`, async t => {
    const schema = readFileSync(`${prismaFolder()}/${dialect}/schema.prisma`, 'utf8')
    t.equal(schema, deriveSchema(readFileSync(`${prismaFolder()}/models.prisma`, 'utf8'), dialect), 'npm run schemas')
    const connect = async () => dialect === 'sqlite' ? await new PrismaBetterSqlite3({ url: ':memory:' }).connect() : await connectPostgres(await newEmptyDatabase(t, dialect))
    const adapter = await connect()
    const engine = await loadSchemaEngine(dialect, schema, adapter, connect)
    t.match(await engine.diff(readMigrations(dialect), schema), /^(-- This is an empty migration\.\s*)?$/, 'npm run migration')
    await adapter.dispose()
  })
}

t.test('a file that is no database', async t => {
  const error = await openDatabase(`file:${process.cwd()}/package.json`, options).then(() => undefined, (reason: unknown) => reason)
  t.match(error, { message: /package\.json" \(DATABASE_URL\) is not a SQLite database/ })
})
