/** `DATABASE_URL` to a database that is ready: connected, migrated, known by its scheme. */
import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import { ConfigError, maskPassword } from '../../config.js'
import type { Config } from '../../config.js'
import { migrate } from '../migrations/migrate.js'
import type { Database, DialectName } from './database.js'
import { translateError } from './driver-query.js'
import type { PostgresOptions } from './open-postgres.js'
import { connectSqlite } from './sqlite-connection.js'
import { openSqliteDatabase } from './sqlite-database.js'
import type { SqliteDatabaseOptions } from './sqlite-database.js'
import { createTemporaryDatabase } from './temporary-database.js'

export type DatabaseOptions = SqliteDatabaseOptions & PostgresOptions

type DatabaseSettings = Pick<Config, 'sqliteSynchronous' | 'databasePoolSize' | 'queryTimeout' | 'directUrl'>

/** What the settings say of databases. */
export const databaseOptions = ({ sqliteSynchronous, databasePoolSize, queryTimeout, directUrl }: DatabaseSettings): DatabaseOptions => ({
  synchronous: sqliteSynchronous,
  poolSize: databasePoolSize,
  queryTimeout,
  directUrl
})

/** Undefined for a URL this service cannot open. */
export function dialectOf (url: string): DialectName | undefined {
  if (/^file:./.test(url)) return 'sqlite'
  return /^postgres(ql)?:\/\//.test(url) ? 'postgresql' : undefined
}

/**
 * Opens the database and applies what migrations it has not had. The driver of PostgreSQL is loaded only for a PostgreSQL.
 * @throws ConfigError, StartError, MigrationError: sentences that name what is wrong.
 */
export async function openDatabase (url: string, options: DatabaseOptions): Promise<Database> {
  switch (dialectOf(url)) {
    case 'sqlite': return await openFileUrl(url, options)
    case 'postgresql': return await (await import('./open-postgres.js')).openPostgres(url, options)
    default: throw new ConfigError(`DATABASE_URL cannot be "${maskPassword(url)}": give file:…, file::memory: or postgresql://….`)
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
  const adapter = await migrated(await connectSqlite(path, { synchronous, busyTimeout: MIGRATION_BUSY_TIMEOUT }))
  await adapter.dispose()
  return await openSqliteDatabase(path, options)
}

async function migrated (adapter: SqlDriverAdapter): Promise<SqlDriverAdapter> {
  try {
    await migrate(adapter, 'sqlite')
    return adapter
  } catch (error) {
    await adapter.dispose()
    throw translateError(error)
  }
}
