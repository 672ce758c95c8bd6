/** What is found out about a PostgreSQL before it is used: whether it is one, whether it fits, and what stands before it. */
import type { ConnectionOptions } from 'node:tls'
import type pg from 'pg'
import type { PoolClient } from 'pg'
import { StartError } from '../../base/start-error.js'
import { ConfigError } from '../../config.js'
import { POOLER_ADVICE } from './driver-query.js'
import { createPool } from './postgres-pool.js'
import { explainPostgresFailure } from './postgres-start-failure.js'
import { CONNECTION_CHECK, quoteName } from './postgres-session.js'
import { placeOf } from './postgres-url.js'
import type { PostgresAddress } from './postgres-url.js'

export interface ServerFacts {
  readonly ssl: boolean | ConnectionOptions | undefined
  /** Whether the server can look whether the client is still there. */
  readonly checksConnections: boolean
}

/**
 * Connects, and looks at what is there; makes the schema when there is none of its name.
 * @throws ConfigError, StartError
 */
export async function examineServer (address: PostgresAddress): Promise<ServerFacts> {
  try {
    const { ssl, pool } = await openProbe(address)
    try {
      return { ssl, checksConnections: await examine(pool, address) }
    } finally {
      await pool.end()
    }
  } catch (error) {
    throw explainPostgresFailure(error, address)
  }
}

const SERVER_WITHOUT_TLS = 'The server does not support SSL connections'

/** `sslmode=prefer`: encrypted, unless the server says that it cannot. */
async function openProbe (address: PostgresAddress): Promise<Pick<ServerFacts, 'ssl'> & { readonly pool: pg.Pool }> {
  const { tls } = address
  const ssl = tls === undefined ? undefined : tls.kind === 'off' ? false : tls.options
  const pool = probePool(address, ssl)
  try {
    (await pool.connect()).release()
    return { ssl, pool }
  } catch (error) {
    await pool.end()
    if (tls?.kind !== 'prefer' || (error as Error).message !== SERVER_WITHOUT_TLS) throw error
    return { ssl: false, pool: probePool(address, false) }
  }
}

function probePool (address: PostgresAddress, ssl: ServerFacts['ssl']): pg.Pool {
  return createPool({ ...address, poolSize: 2 }, { size: 2, ssl, sessionOptions: undefined, onConnectionError: () => undefined })
}

async function examine (pool: pg.Pool, address: PostgresAddress): Promise<boolean> {
  const client = await pool.connect()
  try {
    const { rows: [facts] } = await client.query<{ encoding: string, pid: number }>(
      'SELECT current_setting(\'server_encoding\') AS "encoding", pg_backend_pid() AS "pid"'
    )
    checkEncoding(address, facts?.encoding ?? '')
    const isPooler = facts?.pid !== (client as unknown as { readonly processID: number }).processID
    if (isPooler && !address.pgbouncer && await changesSessions(pool, client)) throw new ConfigError(POOLER_ADVICE)
    if (address.schema !== undefined && !address.pgbouncer) await createSchema(client, address.schema)
    return !isPooler && await client.query(`SET ${CONNECTION_CHECK}`).then(() => true, () => false)
  } finally {
    client.release(true)
  }
}

function checkEncoding (address: PostgresAddress, encoding: string): void {
  if (encoding === 'UTF8') return
  const name = address.database ?? address.user ?? ''
  throw new StartError(
    `The database "${name}" at ${placeOf(address)} (${address.setting}) has the encoding ${encoding}; this service needs UTF8. ` +
      `Make one: CREATE DATABASE ${quoteName(name)} ENCODING 'UTF8' TEMPLATE template0.`
  )
}

async function createSchema (client: PoolClient, schema: string): Promise<void> {
  const { rows: [found] } = await client.query('SELECT 1 FROM pg_namespace WHERE nspname = $1', [schema])
  // Of two that start at once one is told that there is such a schema; then there is.
  if (found === undefined) await client.query(`CREATE SCHEMA IF NOT EXISTS ${quoteName(schema)}`).catch(allowPresent)
}

/** PostgreSQL's `duplicate_schema` and `unique_violation`. */
const PRESENT = new Set(['42P06', '23505'])

function allowPresent (error: unknown): void {
  if (!PRESENT.has(String((error as { readonly code?: unknown }).code))) throw error
}

/** How often it is tried; other users of the pooler may come in between. */
const TRIES = 3

/** Whether a session that another connection just had is given to this one: so does a pooler in transaction mode, and no other. */
async function changesSessions (pool: pg.Pool, client: PoolClient): Promise<boolean> {
  const other = await pool.connect()
  try {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const theirs = await backendOf(other)
      await client.query('BEGIN')
      const ours = await backendOf(client)
      await client.query('ROLLBACK')
      if (ours === theirs) return true
    }
    return false
  } finally {
    other.release(true)
  }
}

async function backendOf (client: PoolClient): Promise<number | undefined> {
  const { rows: [row] } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS "pid"')
  return row?.pid
}
