// npm run migration -- <name>: writes the next migration of both databases, by comparing the present ones with prisma/models.prisma.
// Look at what it wrote: text columns of PostgreSQL want COLLATE "C", indexes on nullable columns NULLS FIRST, as in the first one.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { PrismaPg } from '@prisma/adapter-pg'
import { readMigrations } from '../dist/src/storage/migrations/migration-files.js'
import { startPostgres } from './postgres.mjs'
import { loadSchemaEngine } from '../dist/src/storage/migrations/schema-engine.js'

const [name] = process.argv.slice(2)
if (name === undefined || !/^[a-z0-9_]+$/.test(name)) throw new Error('usage: npm run migration -- name_in_lower_case')
const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)

async function write (dialect, factory) {
  const schema = readFileSync(`prisma/${dialect}/schema.prisma`, 'utf8')
  const engine = await loadSchemaEngine(dialect, schema, await factory.connect(), () => factory.connectToShadowDb())
  const sql = await engine.diff(readMigrations(dialect), schema)
  const folder = `prisma/${dialect}/migrations/${stamp}_${name}`
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}/migration.sql`, sql)
  console.log(`${folder}/migration.sql`)
}

await write('sqlite', new PrismaBetterSqlite3({ url: ':memory:' }))
const postgres = await startPostgres()
try {
  await write('postgresql', new PrismaPg(`${postgres.url}/postgres`))
} finally {
  await postgres.stop()
}
process.exit(0)
