/** `DATABASE_URL` to a database that is ready: connected, migrated, known by its scheme. */
import { dirname, resolve } from 'node:path'
import { ConfigError, maskPassword } from '../../config.js'
import type { Config } from '../../config.js'
import type { Database, DialectName } from './database.js'
import type { PostgresOptions } from './open-postgres.js'
import { openSqlite } from './open-sqlite.js'
import type { SqliteUrlOptions } from './open-sqlite.js'
import { parseSqliteUrl } from './sqlite-url.js'

export type DatabaseOptions = SqliteUrlOptions & PostgresOptions

type DatabaseSettings = Pick<Config, 'sqliteSynchronous' | 'databasePoolSize' | 'queryTimeout' | 'directUrl' | 'tempFolder'>

/** What the settings say of databases. */
export const databaseOptions = ({ sqliteSynchronous, databasePoolSize, ...rest }: DatabaseSettings): DatabaseOptions => {
  const { queryTimeout, directUrl, tempFolder } = rest
  return { synchronous: sqliteSynchronous, poolSize: databasePoolSize, queryTimeout, directUrl, tempFolder }
}

/** Undefined for a URL this service cannot open. */
export function dialectOf (url: string): DialectName | undefined {
  if (/^file:./.test(url)) return 'sqlite'
  return /^postgres(ql)?:\/\//.test(url) ? 'postgresql' : undefined
}

/** Where the files of a database lie: one folder, or none that is known here. */
export function foldersOf (url: string): readonly string[] {
  if (dialectOf(url) !== 'sqlite') return []
  const { path, inMemory } = parseSqliteUrl(url, 'DATABASE_URL')
  return inMemory ? [] : [dirname(resolve(path))]
}

/**
 * Opens the database and applies what migrations it has not had. The driver of PostgreSQL is loaded only for a PostgreSQL.
 * @throws ConfigError, StartError, MigrationError: sentences that name what is wrong.
 */
export async function openDatabase (url: string, options: DatabaseOptions): Promise<Database> {
  switch (dialectOf(url)) {
    case 'sqlite': return await openSqlite(url, options)
    case 'postgresql': return await (await import('./open-postgres.js')).openPostgres(url, options)
    default: throw new ConfigError(`DATABASE_URL cannot be "${maskPassword(url)}": give file:…, file::memory: or postgresql://….`)
  }
}
