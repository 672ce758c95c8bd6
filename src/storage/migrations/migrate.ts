/** Brings a database up to date at start, under a lock, so that several instances may start at once. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SqlDriverAdapter, SqlQueryable } from '@prisma/driver-adapter-utils'
import sql from 'sql-template-tag'
import type { Connection, DialectName } from '../database/database.js'
import { connectionOver } from '../database/driver-query.js'
import { isCurrent, pendingMigrations, prismaFolder, readMigrations } from './migration-files.js'
import type { AppliedMigration } from './migration-files.js'
import { loadSchemaEngine } from './schema-engine.js'
import { adapterWithin } from './adapter-within.js'

/** Any number that nobody else uses for an advisory lock; Prisma's own is another. */
const LOCK_KEY = 727_070_42

/**
 * Applies every migration the database has not had, or none. `adapter` stays open.
 * @throws MigrationError when the database is newer than this program, or its migrations were edited.
 */
export async function migrate (adapter: SqlDriverAdapter, dialect: DialectName): Promise<readonly string[]> {
  if (isCurrent(readMigrations(dialect), await appliedMigrations(connectionOver(adapter, dialect), dialect))) return []
  return dialect === 'sqlite' ? await migrateSqlite(adapter) : await migratePostgres(adapter)
}

/** One exclusive transaction is lock and safety net in one: another instance waits, and a failure leaves nothing behind. */
async function migrateSqlite (adapter: SqlDriverAdapter): Promise<readonly string[]> {
  await adapter.executeScript('BEGIN EXCLUSIVE')
  try {
    const applied = await applyPending(adapter, adapter, 'sqlite')
    await adapter.executeScript('COMMIT')
    return applied
  } catch (error) {
    await connectionOver(adapter, 'sqlite').execute(sql`ROLLBACK`).catch(() => undefined)
    throw error
  }
}

/** One transaction as well: whoever is killed amid it has changed nothing. Its lock is held until it ends. */
async function migratePostgres (adapter: SqlDriverAdapter): Promise<readonly string[]> {
  const transaction = await adapter.startTransaction()
  const connection = connectionOver(transaction, 'postgresql')
  try {
    await connection.query(sql`SELECT pg_advisory_xact_lock(${LOCK_KEY}::bigint)::text`)
    const applied = await applyPending(transaction, adapterWithin(transaction, adapter), 'postgresql')
    await connection.execute(sql`COMMIT`)
    await transaction.commit()
    return applied
  } catch (error) {
    await connection.execute(sql`ROLLBACK`).catch(() => undefined)
    await transaction.rollback()
    throw error
  }
}

async function applyPending (queryable: SqlQueryable, adapter: SqlDriverAdapter, dialect: DialectName): Promise<readonly string[]> {
  if ((await pending(queryable, dialect)).length === 0) return []
  const schema = readFileSync(join(prismaFolder(), dialect, 'schema.prisma'), 'utf8')
  const engine = await loadSchemaEngine(dialect, schema, adapter)
  return await engine.apply(readMigrations(dialect))
}

async function pending (queryable: SqlQueryable, dialect: DialectName) {
  return pendingMigrations(readMigrations(dialect), await appliedMigrations(connectionOver(queryable, dialect), dialect))
}

/** What a database says that it has had. */
export async function appliedMigrations (connection: Connection, dialect: DialectName): Promise<readonly AppliedMigration[]> {
  const [table] = await connection.query(dialect === 'sqlite'
    ? sql`SELECT name FROM sqlite_master WHERE type = 'table' AND name = '_prisma_migrations'`
    : sql`SELECT to_regclass('_prisma_migrations')::text`)
  if (table?.[0] === undefined || table[0] === null) return []
  const rows = await connection.query(
    sql`SELECT migration_name, checksum, CASE WHEN finished_at IS NULL THEN 0 ELSE 1 END FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name`
  )
  return rows.map(([name, checksum, finished]) => ({ name: String(name), checksum: String(checksum), finished: Number(finished) === 1 }))
}
