/** `DATABASE_URL` to a database that is ready: connected, migrated, known by its scheme. */
import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import type { Database, DialectName } from './database.js'
import { migrate } from '../migrations/migrate.js'
import { connectPostgres, openPostgresDatabase } from './postgres-database.js'
import type { PostgresOptions } from './postgres-database.js'
import { connectSqlite } from './sqlite-connection.js'
import { openSqliteDatabase } from './sqlite-database.js'
import type { SqliteDatabaseOptions } from './sqlite-database.js'
import { createTemporaryDatabase } from './temporary-database.js'
import { translateError } from './driver-query.js'

export type DatabaseOptions = SqliteDatabaseOptions & PostgresOptions

/** Undefined for a URL this service cannot open. */
export function dialectOf (url: string): DialectName | undefined {
  if (/^file:./.test(url)) return 'sqlite'
  return /^postgres(ql)?:\/\//.test(url) ? 'postgresql' : undefined
}

/**
 * Opens the database and applies what migrations it has not had.
 * @throws MigrationError, or an ODataError `unavailable` when it cannot be reached.
 */
export async function openDatabase (url: string, options: DatabaseOptions): Promise<Database> {
  switch (dialectOf(url)) {
    case 'sqlite': return await openFileUrl(url, options)
    case 'postgresql': {
      const adapter = await migrated(await connectPostgres(url, { ...options, poolSize: 4, queryTimeout: undefined }), 'postgresql')
      await adapter.dispose()
      return await openPostgresDatabase(url, options)
    }
    default: throw new Error(`Cannot open the database "${url}": give file:…, file::memory: or postgresql://….`)
  }
}

async function openFileUrl (url: string, options: SqliteDatabaseOptions): Promise<Database> {
  const path = url.replace(/^file:/, '').replace(/\?.*$/, '')
  if (path !== ':memory:') return await openSqlite(path, options)
  const temporary = createTemporaryDatabase()
  try {
    const database = await openSqlite(temporary.path, { ...options, synchronous: 'off' })
    return {
      ...database,
      close: async () => {
        await database.close()
        temporary.remove()
      }
    }
  } catch (error) {
    temporary.remove()
    throw error
  }
}

/** Milliseconds that a start waits for another process that migrates the same file. */
const MIGRATION_BUSY_TIMEOUT = 10_000

/** The schema engine leaves its connection in SQLite's exclusive locking mode, so migrations get a connection of their own. */
async function openSqlite (path: string, options: SqliteDatabaseOptions): Promise<Database> {
  const { synchronous } = options
  const adapter = await migrated(await connectSqlite(path, { synchronous, busyTimeout: MIGRATION_BUSY_TIMEOUT }), 'sqlite')
  await adapter.dispose()
  return await openSqliteDatabase(path, options)
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
