/** A copy of a SQLite database in use: whole, as it is at one moment, while others read and write. */
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import sql from 'sql-template-tag'
import { StartError } from '../../base/start-error.js'
import { ConfigError, maskPassword } from '../../config.js'
import type { Connection } from './database.js'
import { connectionOver } from './driver-query.js'
import { connectSqlite } from './sqlite-connection.js'
import { requireFile } from './sqlite-file.js'
import { explainSqliteFailure } from './sqlite-start-failure.js'
import { parseSqliteUrl } from './sqlite-url.js'

/** What to do where the database has a tool of its own. */
export const POSTGRES_BACKUP = 'PostgreSQL makes its own backups: pg_dump --format=custom --file=office.dump "$DATABASE_URL", and pg_restore to go back.'

/**
 * `VACUUM INTO` reads in one transaction, so writers go on. The copy gets its name when all of it is on the disk; it is for its owner
 * alone, since it holds the keys that sign tokens.
 * @param target A path where nothing is.
 */
export async function copySqlite (connection: Connection, target: string): Promise<void> {
  const partial = `${target}.${randomUUID()}.part`
  try {
    await (await open(partial, 'wx', 0o600)).close()
    await connection.execute(sql`VACUUM INTO ${partial}`)
    const file = await open(partial, 'r+')
    await file.sync().finally(async () => await file.close())
    await rename(partial, target)
  } finally {
    await rm(partial, { force: true })
  }
}

/** Milliseconds to wait for a process that has the file for itself. */
const BUSY_TIMEOUT = 10_000

/**
 * Copies the database that a URL names, which a service may have open. It is left as it is: no migration is applied.
 * @throws ConfigError, StartError: sentences
 */
export async function backUpFile (url: string, target: string): Promise<void> {
  if (/^postgres(ql)?:/.test(url)) throw new ConfigError(`DATABASE_URL is "${maskPassword(url)}". ${POSTGRES_BACKUP}`)
  const { path, inMemory } = parseSqliteUrl(url, 'DATABASE_URL')
  if (inMemory) throw new ConfigError('A database in memory belongs to the service that runs: POST /__admin/backup answers with a copy.')
  if (!existsSync(path)) throw new StartError(`The database file "${path}" (DATABASE_URL) is not there.`)
  if (existsSync(target)) throw new ConfigError(`"${target}" is there already. Give another name, or remove it.`)
  try {
    requireFile(path)
    const adapter = await connectSqlite(path, { synchronous: 'full', busyTimeout: BUSY_TIMEOUT, keepsJournal: true })
    await copySqlite(connectionOver(adapter, 'sqlite'), target).finally(async () => await adapter.dispose())
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException
    if (syscall !== undefined) throw new StartError(`The backup "${target}" cannot be written (${String(code)}).`, { cause: error })
    throw explainSqliteFailure(error, path)
  }
}
