/** `file:…` to a database that is ready: the file is made, locked while it is migrated, and open. */
import { temporaryFolder } from '../../base/temporary-folder.js'
import { ConfigError } from '../../config.js'
import { migrate } from '../migrations/migrate.js'
import type { Database } from './database.js'
import { connectSqlite, useWriteAheadWhenNew } from './sqlite-connection.js'
import { openSqliteDatabase } from './sqlite-database.js'
import type { SqliteDatabaseOptions } from './sqlite-database.js'
import { prepareFile } from './sqlite-file.js'
import { explainSqliteFailure } from './sqlite-start-failure.js'
import { parseSqliteUrl } from './sqlite-url.js'
import { createTemporaryDatabase } from './temporary-database.js'

export interface SqliteUrlOptions extends SqliteDatabaseOptions {
  /** Where a database in memory lies; the system's folder when absent or empty. */
  readonly tempFolder?: string | undefined
}

/** @throws ConfigError, StartError, MigrationError: sentences that name what is wrong. */
export async function openSqlite (url: string, options: SqliteUrlOptions): Promise<Database> {
  const { path, inMemory, lockTimeout } = parseSqliteUrl(url, 'DATABASE_URL')
  return inMemory ? await openTemporary(options) : await openFile(path, { ...options, lockTimeout })
}

async function openTemporary (options: SqliteUrlOptions): Promise<Database> {
  const folder = temporaryFolder(options.tempFolder ?? '')
  if (folder === undefined) {
    throw new ConfigError('A database in memory needs a folder for its files, and there is none to write to: name one in TEMP_FOLDER.')
  }
  const temporary = createTemporaryDatabase(folder)
  try {
    const database = await openFile(temporary.path, { ...options, synchronous: 'off' })
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

async function openFile (path: string, options: SqliteDatabaseOptions): Promise<Database> {
  try {
    prepareFile(path, options.synchronous !== 'off')
    await migrateFile(path, options)
    return await openSqliteDatabase(path, options)
  } catch (error) {
    throw explainSqliteFailure(error, path)
  }
}

/**
 * The schema engine leaves its connection in SQLite's exclusive locking mode, so migrations get a connection of their own. It changes
 * nothing in a file of another program before that is found out.
 */
async function migrateFile (path: string, { synchronous, lockTimeout = MIGRATION_BUSY_TIMEOUT }: SqliteDatabaseOptions): Promise<void> {
  const busyTimeout = Math.min(lockTimeout, MIGRATION_BUSY_TIMEOUT)
  const adapter = await connectSqlite(path, { synchronous, busyTimeout, keepsJournal: true })
  try {
    await useWriteAheadWhenNew(adapter)
    await migrate(adapter, 'sqlite')
  } finally {
    await adapter.dispose()
  }
}
