/** One connection to SQLite, through Prisma's adapter for better-sqlite3, with everything that this service relies on. */
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import type { Database as BetterSqlite3Database } from 'better-sqlite3'
import type { Connection, SqlRow, Statement } from './database.js'
import { plainValues } from './driver-query.js'
import { registerSqliteFunctions } from '../sql/sqlite/sqlite-functions.js'
import { StatementTooLong } from './long-statement.js'
import { cacheStatements } from './statement-cache.js'

/** How far a commit goes before it is acknowledged: to the disk, to the operating system, or neither (SQLite's `synchronous`). */
export type Synchronous = 'full' | 'normal' | 'off'

export interface SqliteOptions {
  readonly synchronous: Synchronous
  /** Milliseconds that a statement waits, and its thread with it, for a lock that another process has. */
  readonly busyTimeout: number
  /** Whether its statements must be short, because a thread that serves others runs them. */
  readonly short?: boolean
  /** Whether the journal mode of the file stays, because the file may belong to something else; it gets a write-ahead log otherwise. */
  readonly keepsJournal?: boolean
  /** Whether it goes through much of the file once, and so has little use for a cache of its own. */
  readonly passing?: boolean
}

/** KiB of pages that a connection keeps. */
const [CACHE, PASSING_CACHE] = [32_000, 4000]

/** The library's own object, for what the adapter does not pass on. */
export const clientOf = (adapter: SqlDriverAdapter): BetterSqlite3Database =>
  (adapter as SqlDriverAdapter & { readonly client: BetterSqlite3Database }).client

/** For what begins and ends a transaction, which has no values and no rows: the adapter takes longer than some of it does. */
export const directly = (client: BetterSqlite3Database): Pick<Connection, 'execute'> => ({
  execute: async ({ sql }) => client.prepare(sql).run().changes
})

/**
 * Runs a statement that reads, and returns its rows as the adapter gives them: without its promises, and without a description of columns
 * that nobody asks for. Its errors are the library's own.
 */
export function readRows (client: BetterSqlite3Database, statement: Statement): readonly SqlRow[] {
  const rows = client.prepare(statement.sql).bind(plainValues(statement)).raw().all() as unknown[][]
  for (const row of rows) {
    for (let index = 0; index < row.length; index++) {
      const value = row[index]
      if (typeof value === 'bigint') row[index] = plainNumber(value)
    }
  }
  return rows as SqlRow[]
}

/** As the adapter has it: text where a number would lose digits. */
function plainNumber (value: bigint): number | string {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : String(value)
}

/** The file keeps this mode when it is closed. */
const WRITE_AHEAD = 'PRAGMA journal_mode = WAL;'

/** `path` is that of the file, which is there (`prepareFile`). */
export async function connectSqlite (
  path: string,
  { synchronous, busyTimeout, short = false, keepsJournal = false, passing = false }: SqliteOptions
): Promise<SqlDriverAdapter> {
  const adapter = await new PrismaBetterSqlite3({ url: path, timeout: busyTimeout }).connect()
  try {
    // The other order would wait for the disk before it is told not to.
    await adapter.executeScript(
      `PRAGMA synchronous = ${synchronous.toUpperCase()}; ${keepsJournal ? '' : WRITE_AHEAD} PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -${
        passing ? PASSING_CACHE : CACHE
      };`
    )
  } catch (error) {
    await adapter.dispose()
    throw error
  }
  const client = clientOf(adapter)
  let spent = 0
  const spend = (nanoseconds: number): void => {
    spent += nanoseconds
    if (short && spent > MAX_NANOSECONDS) throw new StatementTooLong('this thread must not wait for it')
  }
  registerSqliteFunctions(client, spend)
  // True, and told of texts that are long before they are read.
  client.function('odata_long', { directOnly: true }, (bytes: unknown) => {
    spend(Number(bytes) * LONG_BYTE_NANOSECONDS)
    return 1
  })
  cacheStatements(client, () => { spent = 0 })
  return adapter
}

/** Gives a file its write-ahead log when nothing is in it yet, so that whose it is cannot be in doubt. */
export async function useWriteAheadWhenNew (adapter: SqlDriverAdapter): Promise<void> {
  if (clientOf(adapter).pragma('page_count', { simple: true }) === 0) await adapter.executeScript(WRITE_AHEAD)
}

/** What functions may take of a short statement. */
const MAX_NANOSECONDS = 8_000_000

/** To read a byte of a long text and to make it part of an answer. */
const LONG_BYTE_NANOSECONDS = 4
