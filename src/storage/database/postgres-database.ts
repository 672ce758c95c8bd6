/** PostgreSQL through Prisma's adapter for node-postgres: a pool, prepared statements, transactions that are retried. */
import { setTimeout as delay } from 'node:timers/promises'
import { PrismaPg } from '@prisma/adapter-pg'
import type { IsolationLevel, SqlDriverAdapter, SqlQuery } from '@prisma/driver-adapter-utils'
import sql from 'sql-template-tag'
import type { Connection, Database } from './database.js'
import { connectionOver, isRetryable, translateError } from './driver-query.js'

export interface PostgresOptions {
  /** Connections this process may hold at once. */
  readonly poolSize: number
  /** Milliseconds a statement may run; PostgreSQL interrupts one that takes longer. Without it there is no limit. */
  readonly queryTimeout?: number | undefined
  /** Told of a connection that was lost while idle or in use; the pool makes a new one. */
  readonly onConnectionError?: (error: Error) => void
}

const CONNECT_TIMEOUT_MS = 10_000
const IDLE_TIMEOUT_MS = 30_000
/** How often a transaction is run before the client is told of a conflict. */
const MAX_ATTEMPTS = 5
/** Statements with other texts than the first this many are sent unprepared, so that a connection's memory is bounded. */
const MAX_PREPARED = 500

/** Names each SQL text once, so that PostgreSQL parses and plans it once a connection. */
function createStatementNames (): (query: SqlQuery) => string {
  const names = new Map<string, string>()
  return ({ sql }) => {
    const known = names.get(sql)
    if (known !== undefined) return known
    if (names.size >= MAX_PREPARED) return ''
    const name = `s${names.size + 1}`
    names.set(sql, name)
    return name
  }
}

/** Opens a pool; nothing is connected before the first statement. */
export async function connectPostgres (
  url: string,
  { poolSize, queryTimeout, onConnectionError = () => undefined }: PostgresOptions
): Promise<SqlDriverAdapter> {
  return await new PrismaPg({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
    ...queryTimeout === undefined ? {} : { statement_timeout: queryTimeout },
    application_name: 'graph-office-emulator'
  }, { statementNameGenerator: createStatementNames(), onPoolError: onConnectionError, onConnectionError }).connect()
}

/** Opens a database whose migrations have been applied. */
export async function openPostgresDatabase (url: string, options: PostgresOptions): Promise<Database> {
  const adapter = await connectPostgres(url, options)
  const pool = connectionOver(adapter, 'postgresql')
  return {
    dialect: 'postgresql',
    query: statement => translated(pool.query(statement)),
    execute: async statement => await translated(pool.execute(statement)),
    snapshot: async work => await translated(transact(adapter, 'REPEATABLE READ', work)),
    transaction: async work => await translated(retry(() => transact(adapter, undefined, work))),
    close: async () => await adapter.dispose()
  }
}

async function transact<Result> (
  adapter: SqlDriverAdapter,
  isolation: IsolationLevel | undefined,
  work: (connection: Connection) => Promise<Result>
): Promise<Result> {
  const transaction = await adapter.startTransaction(isolation)
  const connection = connectionOver(transaction, 'postgresql')
  try {
    const result = await work(connection)
    await connection.execute(sql`COMMIT`)
    await transaction.commit()
    return result
  } catch (error) {
    await connection.execute(sql`ROLLBACK`).catch(() => undefined)
    await transaction.rollback()
    throw error
  }
}

/** Deadlocks and serialization failures are nobody's fault: the transaction runs again, after a short and random wait. */
async function retry<Result> (work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === MAX_ATTEMPTS || !isRetryable(error)) throw error
      await delay(Math.random() * 10 * 2 ** attempt)
    }
  }
}

async function translated<Result> (work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (error) {
    throw translateError(error)
  }
}
