/** What each session or, behind a pooler, each transaction keeps to: times, the schema, a check whether this process is still there. */
import type pg from 'pg'
import type { PoolClient } from 'pg'
import { isWornOut } from './postgres-failure.js'
import type { ConnectionOf } from './postgres-pool.js'
import type { StatementWatch } from './statement-watch.js'

/** A pool, and how transactions of it are to begin. */
export interface PostgresSession {
  readonly pool: pg.Pool
  readonly connectionOf: ConnectionOf
  readonly watch: StatementWatch
  /** What a transaction says first, where a session cannot be told: behind a pooler. Else nothing. */
  readonly prelude: readonly string[]
}

export interface SessionLimits {
  /** Milliseconds a statement may run. */
  readonly queryTimeout: number | undefined
  readonly schema: string | undefined
}

/**
 * Longer than a request of an atomicity group may be told to wait (`latency` of a fault), and than a client reads a piece of an export;
 * shorter than for ever: a process that hangs must not keep a tenant locked.
 */
const IDLE_IN_TRANSACTION_MS = 11 * 60 * 1000

/** A dead process is noticed by its socket, a dead machine by these: after about a minute nothing that it held is locked any more. */
const KEEP_ALIVE = ['-c tcp_keepalives_idle=30', '-c tcp_keepalives_interval=10', '-c tcp_keepalives_count=3']

/** PostgreSQL 14 looks whether the client is still there while a statement runs; where the system allows it. */
export const CONNECTION_CHECK = "client_connection_check_interval = '5s'"

/** For the startup message of each session. @param checks Whether the server knows {@link CONNECTION_CHECK}. */
export function sessionOptions ({ queryTimeout, schema }: SessionLimits, checks: boolean): string {
  return [
    ...KEEP_ALIVE,
    `-c idle_in_transaction_session_timeout=${IDLE_IN_TRANSACTION_MS}`,
    ...checks ? [`-c ${CONNECTION_CHECK.replace(' = ', '=').replaceAll("'", '')}`] : [],
    ...queryTimeout === undefined ? [] : [`-c statement_timeout=${queryTimeout}`],
    ...schema === undefined ? [] : [`-c search_path=${quoteName(schema).replace(/[\\\s]/g, '\\$&')}`]
  ].join(' ')
}

/** The same for a transaction, as statements. */
export function transactionPrelude ({ queryTimeout, schema }: SessionLimits): string[] {
  return [
    `SET LOCAL idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_MS}`,
    ...queryTimeout === undefined ? [] : [`SET LOCAL statement_timeout = ${queryTimeout}`],
    ...schema === undefined ? [] : [`SET LOCAL search_path = ${quoteName(schema)}`]
  ]
}

/** A schema's name in SQL. */
export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** The first words of a transaction. */
export type Begin = 'BEGIN' | 'BEGIN ISOLATION LEVEL REPEATABLE READ'

/** A connection, and whether it had served before: then it may have ended without anybody having noticed. */
export interface Taken {
  readonly client: PoolClient
  readonly wasIdle: boolean
}

export async function takeConnection ({ pool }: PostgresSession): Promise<Taken> {
  const client = await pool.connect()
  const wasIdle = known.has(client)
  known.add(client)
  return { client, wasIdle }
}

/** Connections that have been used before. */
const known = new WeakSet<PoolClient>()

/**
 * Runs `work` on a connection; when that had ended while it was idle, `work` runs again on another, so it must be something that may be
 * begun twice. `work` gives the connection back when it succeeds.
 */
export async function onConnection<Result> (
  session: PostgresSession,
  work: (client: PoolClient) => Promise<Result>
): Promise<Result> {
  for (;;) {
    const { client, wasIdle } = await takeConnection(session)
    try {
      return await work(client)
    } catch (error) {
      const lost = isWornOut(error)
      client.release(lost)
      if (!(lost && wasIdle)) throw error
    }
  }
}
