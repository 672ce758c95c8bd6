/**
 * The embedded database: SQLite through Prisma's adapter for better-sqlite3. A file has one connection that writes, one that
 * reads, and more for snapshots; WAL lets them work side by side. `:memory:` has one connection, and a queue before it.
 */
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import type { Database as BetterSqlite3Database } from 'better-sqlite3'
import sql from 'sql-template-tag'
import type { Connection, Database } from './database.js'
import { connectionOver, translateError } from './driver-query.js'
import { createMutex } from './mutex.js'
import { cacheStatements } from './statement-cache.js'
import { registerSqliteFunctions } from '../sql/sqlite/sqlite-functions.js'

/** How far a commit goes before it is acknowledged: to the disk, to the operating system, or neither (SQLite's `synchronous`). */
export type Synchronous = 'full' | 'normal' | 'off'

export interface SqliteOptions {
  readonly synchronous: Synchronous
}

const BUSY_TIMEOUT_MS = 10_000

/** The path of a `file:` URL; `:memory:` stays what it is. */
export function sqlitePath (url: string): string {
  return url.replace(/^file:/, '').split('?', 1)[0] ?? ''
}

/** Opens one connection with everything this service relies on set. */
export async function connectSqlite (url: string, { synchronous }: SqliteOptions): Promise<SqlDriverAdapter> {
  const path = sqlitePath(url)
  if (path !== ':memory:') makeFile(path)
  const adapter = await new PrismaBetterSqlite3({ url: path, timeout: BUSY_TIMEOUT_MS }).connect()
  await adapter.executeScript(
    `PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous.toUpperCase()}; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32000;`
  )
  const { client } = adapter as SqlDriverAdapter & { readonly client: BetterSqlite3Database }
  registerSqliteFunctions(client)
  cacheStatements(client)
  return adapter
}

/**
 * A database is for its owner alone: it holds the key that tokens are signed with. Its journals get the mode of the file. One that is
 * there keeps the mode that it was given.
 */
function makeFile (path: string): void {
  mkdirSync(dirname(path), { recursive: true })
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch {
    // It is there, or cannot be made; then SQLite says so.
  }
}

/** Opens a database whose migrations have been applied. In memory, `adapter` is the one connection that holds it. */
export async function openSqliteDatabase (url: string, options: SqliteOptions, adapter?: SqlDriverAdapter): Promise<Database> {
  const writer = adapter ?? await connectSqlite(url, options)
  return sqlitePath(url) === ':memory:' ? memoryDatabase(writer) : fileDatabase(writer, () => connectSqlite(url, options))
}

async function fileDatabase (writer: SqlDriverAdapter, connect: () => Promise<SqlDriverAdapter>): Promise<Database> {
  const exclusively = createMutex()
  const reader = await connect()
  const idle: SqlDriverAdapter[] = []
  const snapshots = new Set<SqlDriverAdapter>()
  const inFlight = new Set<Promise<unknown>>()
  const track = <Result>(work: Promise<Result>): Promise<Result> => {
    inFlight.add(work)
    return work.finally(() => inFlight.delete(work))
  }
  const read = connectionOver(reader, 'sqlite')
  return {
    dialect: 'sqlite',
    query: statement => translated(read.query(statement)),
    execute: async statement => await translated(exclusively(() => connectionOver(writer, 'sqlite').execute(statement))),
    snapshot: async work => await translated(track((async () => {
      const adapter = idle.pop() ?? await connect()
      snapshots.add(adapter)
      try {
        return await transact(adapter, 'BEGIN', work)
      } finally {
        idle.push(adapter)
      }
    })())),
    transaction: async work => await translated(track(exclusively(() => transact(writer, 'BEGIN IMMEDIATE', work)))),
    close: async () => {
      await Promise.allSettled(inFlight)
      for (const adapter of [...snapshots, reader, writer]) await adapter.dispose()
    }
  }
}

function memoryDatabase (adapter: SqlDriverAdapter): Database {
  const exclusively = createMutex()
  const connection = connectionOver(adapter, 'sqlite')
  const transaction = async <Result>(work: (connection: Connection) => Promise<Result>): Promise<Result> =>
    await translated(exclusively(() => transact(adapter, 'BEGIN', work)))
  return {
    dialect: 'sqlite',
    query: async statement => await translated(exclusively(() => connection.query(statement))),
    execute: async statement => await translated(exclusively(() => connection.execute(statement))),
    snapshot: transaction,
    transaction,
    close: async () => await exclusively(async () => await adapter.dispose())
  }
}

async function transact<Result> (
  adapter: SqlDriverAdapter,
  begin: 'BEGIN' | 'BEGIN IMMEDIATE',
  work: (connection: Connection) => Promise<Result>
): Promise<Result> {
  const connection = connectionOver(adapter, 'sqlite')
  await connection.execute(begin === 'BEGIN' ? sql`BEGIN` : sql`BEGIN IMMEDIATE`)
  try {
    const result = await work(connection)
    await connection.execute(sql`COMMIT`)
    return result
  } catch (error) {
    // A failed COMMIT, or an error that SQLite answered with a rollback of its own, leaves nothing to roll back.
    await connection.execute(sql`ROLLBACK`).catch(() => undefined)
    throw error
  }
}

async function translated<Result> (work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (error) {
    throw translateError(error)
  }
}
