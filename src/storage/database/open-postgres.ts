/** `postgresql://…` to a database that is ready: examined, migrated, with a pool. */
import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import { ConfigError } from '../../config.js'
import { appliedMigrations, migrate } from '../migrations/migrate.js'
import { isCurrent, pendingMigrations, readMigrations } from '../migrations/migration-files.js'
import { createCommitSlots } from './commit-slots.js'
import type { Database } from './database.js'
import { connectPool, createAdapters, createPool } from './postgres-pool.js'
import { postgresDatabase } from './postgres-database.js'
import { sessionOptions, transactionPrelude } from './postgres-session.js'
import type { PostgresSession } from './postgres-session.js'
import { explainPostgresFailure } from './postgres-start-failure.js'
import { examineServer } from './postgres-start.js'
import type { ServerFacts } from './postgres-start.js'
import { parsePostgresUrl } from './postgres-url.js'
import type { PostgresAddress } from './postgres-url.js'
import { watchStatements } from './statement-watch.js'

export interface PostgresOptions {
  /** Connections this process may hold at once, unless the URL says otherwise. */
  readonly poolSize: number
  /** Milliseconds a statement may run; PostgreSQL interrupts one that takes longer. Without it there is no limit. */
  readonly queryTimeout?: number | undefined
  /** The database itself, for migrations, where the URL leads to a pooler. */
  readonly directUrl?: string | undefined
  /** Told of a connection that was lost while idle or in use; the pool makes a new one. */
  readonly onConnectionError?: (error: Error) => void
}

/** Connections that migrations need at once: one holds the lock. */
const MIGRATING_CONNECTIONS = 4
/** Milliseconds to look for the outcome of a COMMIT, where statements have no limit. */
const LOOK_UP_MS = 30_000

/** @throws ConfigError, StartError, MigrationError: sentences that name what is wrong. */
export async function openPostgres (url: string, options: PostgresOptions): Promise<Database> {
  const address = parsePostgresUrl(url, 'DATABASE_URL')
  const direct = directAddress(address, options.directUrl)
  const facts = await examineServer(direct ?? address)
  if (direct !== undefined || !address.pgbouncer) await migrateOver(direct ?? address, facts)
  const database = openDatabaseOf(address, direct === undefined ? facts : await examineServer(address), options)
  try {
    if (direct !== undefined || address.pgbouncer) await checkCurrent(database, direct)
    return database
  } catch (error) {
    await database.close()
    throw explainPostgresFailure(error, address)
  }
}

function directAddress (address: PostgresAddress, url = ''): PostgresAddress | undefined {
  if (url === '') return undefined
  const direct = parsePostgresUrl(url, 'DIRECT_URL')
  if (direct.schema !== undefined && direct.schema !== address.schema) {
    throw new ConfigError(
      `DIRECT_URL has the schema "${direct.schema}", and DATABASE_URL ${address.schema === undefined ? 'none' : `"${address.schema}"`}.`
    )
  }
  if (direct.pgbouncer) throw new ConfigError('DIRECT_URL is for the database itself: pgbouncer=true belongs to DATABASE_URL.')
  return { ...direct, schema: address.schema }
}

/** An adapter over a pool of its own, as migrations need it: statements have no limit of time. */
export async function connectPostgres (url: string): Promise<SqlDriverAdapter> {
  const address = parsePostgresUrl(url, 'DATABASE_URL')
  return await connectForMigrations(address, await examineServer(address))
}

async function connectForMigrations (address: PostgresAddress, { ssl }: ServerFacts): Promise<SqlDriverAdapter> {
  const { schema } = address
  const pool = createPool({ ...address, poolSize: MIGRATING_CONNECTIONS }, {
    size: MIGRATING_CONNECTIONS,
    ssl,
    sessionOptions: sessionOptions({ queryTimeout: undefined, schema }, false),
    onConnectionError: () => undefined
  })
  return await connectPool(pool, schema)
}

async function migrateOver (address: PostgresAddress, facts: ServerFacts): Promise<void> {
  const adapter = await connectForMigrations(address, facts)
  try {
    await migrate(adapter, 'postgresql')
  } catch (error) {
    throw explainPostgresFailure(error, address)
  } finally {
    await adapter.dispose()
  }
}

function openDatabaseOf (address: PostgresAddress, { ssl, checksConnections }: ServerFacts, options: PostgresOptions): Database {
  const { schema, pgbouncer, socketTimeout = 0 } = address
  const times = [options.queryTimeout, socketTimeout].filter(time => time !== undefined && time > 0) as number[]
  const queryTimeout = times.length === 0 ? undefined : Math.min(...times)
  const pool = createPool(address, {
    size: options.poolSize,
    ssl,
    sessionOptions: pgbouncer ? undefined : sessionOptions({ queryTimeout, schema }, checksConnections),
    onConnectionError: options.onConnectionError ?? (() => undefined)
  })
  const cacheSize = pgbouncer ? 0 : address.statementCacheSize
  const session: PostgresSession = {
    pool,
    connectionOf: createAdapters(schema, cacheSize),
    watch: watchStatements(),
    prelude: pgbouncer ? transactionPrelude({ queryTimeout, schema }) : []
  }
  return postgresDatabase({ session, slots: createCommitSlots(cacheSize !== 0), lookUpTimeout: queryTimeout ?? LOOK_UP_MS })
}

/** Migrations are not applied through a pooler; this looks, through the pooler, whether they were. */
async function checkCurrent (database: Database, direct: PostgresAddress | undefined): Promise<void> {
  const known = readMigrations('postgresql')
  const applied = await appliedMigrations(database, 'postgresql')
  if (isCurrent(known, applied)) return
  const pending = pendingMigrations(known, applied).map(({ name }) => name)
  throw new ConfigError(direct === undefined
    ? `DATABASE_URL has pgbouncer=true, and ${pending.length} migrations are to be applied (${pending[0] ?? ''} first), which a pooler does ` +
      'not allow: give the database itself in DIRECT_URL.'
    : 'DIRECT_URL leads to another database than DATABASE_URL: its migrations are not there.')
}
