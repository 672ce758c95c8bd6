/** `DATABASE_URL` to a database that is ready: connected, migrated, known by its scheme. */
import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import type { Database, DialectName } from './database.js'
import { migrate } from '../migrations/migrate.js'
import { connectPostgres, openPostgresDatabase } from './postgres-database.js'
import type { PostgresOptions } from './postgres-database.js'
import { connectSqlite, openSqliteDatabase, sqlitePath } from './sqlite-database.js'
import type { SqliteOptions } from './sqlite-database.js'
import { translateError } from './driver-query.js'

export type DatabaseOptions = SqliteOptions & PostgresOptions

/** Undefined for a URL this service cannot open. */
export function dialectOf (url: string): DialectName | undefined {
  if (/^file:./.test(url)) return 'sqlite'
  return /^postgres(ql)?:\/\//.test(url) ? 'postgresql' : undefined
}

/** Whether everything is gone at the end, and shares one connection meanwhile. */
export const isInMemory = (url: string): boolean => dialectOf(url) === 'sqlite' && sqlitePath(url) === ':memory:'

/**
 * Opens the database and applies what migrations it has not had.
 * @throws MigrationError, or an ODataError `unavailable` when it cannot be reached.
 */
export async function openDatabase (url: string, options: DatabaseOptions): Promise<Database> {
  switch (dialectOf(url)) {
    case 'sqlite': return await openSqlite(url, options)
    case 'postgresql': {
      const adapter = await migrated(await connectPostgres(url, { ...options, poolSize: 4 }), 'postgresql')
      await adapter.dispose()
      return await openPostgresDatabase(url, options)
    }
    default: throw new Error(`Cannot open the database "${url}": give file:…, file::memory: or postgresql://….`)
  }
}

/** The schema engine leaves its connection in SQLite's exclusive locking mode, so a file's migrations get a connection of their own. */
async function openSqlite (url: string, options: SqliteOptions): Promise<Database> {
  const adapter = await migrated(await connectSqlite(url, options), 'sqlite')
  if (sqlitePath(url) === ':memory:') return await openSqliteDatabase(url, options, adapter)
  await adapter.dispose()
  return await openSqliteDatabase(url, options)
}

async function migrated (adapter: SqlDriverAdapter, dialect: DialectName): Promise<SqlDriverAdapter> {
  try {
    await migrate(adapter, dialect)
    return adapter
  } catch (error) {
    await adapter.dispose()
    throw translateError(error)
  }
}
