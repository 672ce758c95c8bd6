/** The connections to a PostgreSQL: how they are made, how many there are, and Prisma's adapter over each. */
import type { ConnectionOptions } from 'node:tls'
import { PrismaPg } from '@prisma/adapter-pg'
import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import pg from 'pg'
import type { PoolClient, PoolConfig } from 'pg'
import type { Connection } from './database.js'
import { connectionOver } from './driver-query.js'
import { createStatementNames } from './statement-names.js'
import { boundMessages, takeLongTexts } from './postgres-messages.js'
import { askTogether } from './postgres-group.js'
import type { PostgresAddress } from './postgres-url.js'

export interface PoolOptions {
  /** Connections at once, unless the URL says otherwise. */
  readonly size: number
  /** Whether and how connections are encrypted; undefined: as the environment (`PGSSLMODE`) says. */
  readonly ssl: boolean | ConnectionOptions | undefined
  /** What the server is told of each session when it begins (`-c name=value`). */
  readonly sessionOptions: string | undefined
  /** Told of a connection that was lost; the pool makes a new one. */
  readonly onConnectionError: (error: Error) => void
}

/** Prisma's is 5 s, but a server far away, or one that begins to serve, takes longer. */
const CONNECT_TIMEOUT_MS = 10_000
const IDLE_TIMEOUT_MS = 30_000
/** TCP notices a server that is gone without a word. */
const KEEP_ALIVE_DELAY_MS = 10_000
/** A connection that has prepared so many statements is given up when it is free, so that what the server keeps for it is bounded. */
const MAX_PREPARED = 500

/** Opens a pool; nothing is connected before the first statement. */
export function createPool (address: PostgresAddress, options: PoolOptions): pg.Pool {
  const pool = new pg.Pool(configOf(address, options))
  // A lost connection is an event also while somebody uses it; with no listener it would end the process.
  pool.on('connect', client => { client.on('error', options.onConnectionError) })
  pool.on('error', options.onConnectionError)
  return pool
}

function configOf (address: PostgresAddress, { size, ssl, sessionOptions }: PoolOptions): PoolConfig {
  const { host, port, user, password, database, applicationName, channelBinding, maxLifetime } = address
  const connectTimeout = address.connectTimeout ?? CONNECT_TIMEOUT_MS
  const options = [address.options, sessionOptions].filter(text => text !== undefined).join(' ')
  return {
    host,
    port,
    user,
    password,
    database,
    ssl,
    ...options === '' ? {} : { options },
    max: address.poolSize ?? size,
    connectionTimeoutMillis: address.poolTimeout ?? connectTimeout,
    idleTimeoutMillis: address.maxIdle ?? IDLE_TIMEOUT_MS,
    maxLifetimeSeconds: (maxLifetime ?? 0) / 1000,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_DELAY_MS,
    application_name: applicationName ?? 'graph-office-emulator',
    Client: clientMaker(connectTimeout, channelBinding)
  }
}

/** The pool has one time for a new connection and for a free one; the client's own is for the new one alone. */
function clientMaker (connectionTimeoutMillis: number, enableChannelBinding: boolean): NonNullable<PoolConfig['Client']> {
  const make = function (config: pg.ClientConfig): pg.Client {
    // The pool keeps the password where a spread does not find it.
    const { password } = config
    return boundMessages(new pg.Client({ ...config, password, connectionTimeoutMillis, enableChannelBinding } as pg.ClientConfig))
  }
  return make as unknown as NonNullable<PoolConfig['Client']>
}

/** Whoever gives the connection back, the pool throws it away. */
export function condemn (client: PoolClient): void {
  const release = client.release
  client.release = () => { release.call(client, true) }
}

/** Statements over one connection of the pool, through Prisma's adapter. */
export type ConnectionOf = (client: PoolClient) => Connection | Promise<Connection>

/** @param cacheSize How many statements are prepared by name, so that PostgreSQL parses and plans them once a connection; 0: none. */
export function createAdapters (schema: string | undefined, cacheSize = MAX_PREPARED): ConnectionOf {
  const known = new WeakMap<PoolClient, Connection>()
  const statementNameGenerator = createStatementNames(cacheSize)
  const make = async (client: PoolClient): Promise<Connection> => {
    const options = { statementNameGenerator, ...schema === undefined ? {} : { schema } }
    const adapter = await new PrismaPg(asPool(client, cacheSize), options).connect()
    const connection = connectionOver(adapter, 'postgresql', () => takeLongTexts(client))
    known.set(client, connection)
    return connection
  }
  return client => known.get(client) ?? make(client)
}

/** The adapter takes a pool; what it does with it is to send statements. */
function asPool (client: PoolClient, cacheSize: number): pg.Pool {
  const pool = Object.create(pg.Pool.prototype) as pg.Pool
  const named = namesOver(client, cacheSize)
  pool.query = ((asked: pg.QueryConfig | string) =>
    typeof asked === 'string' ? client.query(asked) : askTogether(client, named(asked))) as pg.Pool['query']
  return pool
}

/** A statement as a connection takes it: without a name where it has prepared as many as it may. */
function namesOver (client: PoolClient, max: number): (asked: pg.QueryConfig) => pg.QueryConfig {
  const own = new Set<string>()
  return asked => {
    const { name = '' } = asked
    if (name === '' || own.has(name)) return asked
    if (own.size >= max) {
      condemn(client)
      return { ...asked, name: '' }
    }
    own.add(name)
    return asked
  }
}

/** Opens the adapter that migrations run over: a pool of its own, which ends with it. */
export async function connectPool (pool: pg.Pool, schema: string | undefined): Promise<SqlDriverAdapter> {
  return await new PrismaPg(pool, { disposeExternalPool: true, ...schema === undefined ? {} : { schema } }).connect()
}
