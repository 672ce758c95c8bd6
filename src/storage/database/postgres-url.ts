/**
 * `postgresql://…` as Prisma and libpq write it. Prisma: https://www.prisma.io/docs/orm/overview/databases/postgresql#connection-details,
 * libpq: https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS.
 */
import { ConfigError, maskPassword } from '../../config.js'
import { TLS_PARAMETERS, readTls } from './postgres-tls.js'
import type { TlsMode } from './postgres-tls.js'
import { readParameters } from './url-parameters.js'
import type { UrlParameters } from './url-parameters.js'

/** A PostgreSQL database, as a URL names it. What is undefined is the driver's or the setting's to decide. */
export interface PostgresAddress {
  readonly kind: 'postgresql'
  /** Which setting the URL is of, for messages. */
  readonly setting: string
  /** A name, an address, or the folder of a Unix socket. */
  readonly host: string | undefined
  readonly port: number | undefined
  readonly user: string | undefined
  readonly password: string | undefined
  readonly database: string | undefined
  readonly schema: string | undefined
  readonly tls: TlsMode | undefined
  /** Whether a pooler stands between that hands a connection on after each transaction. */
  readonly pgbouncer: boolean
  readonly poolSize: number | undefined
  /** Milliseconds to wait for a free connection; 0: for ever. */
  readonly poolTimeout: number | undefined
  /** Milliseconds to wait for a new connection; 0: for ever. */
  readonly connectTimeout: number | undefined
  /** Milliseconds a statement may run at most, if that is less than the setting allows. */
  readonly socketTimeout: number | undefined
  /** Milliseconds after which a connection is not used again. */
  readonly maxLifetime: number | undefined
  readonly maxIdle: number | undefined
  /** How many statements are prepared by name; 0: none. */
  readonly statementCacheSize: number | undefined
  readonly applicationName: string | undefined
  /** Options of the server, as `-c name=value`. */
  readonly options: string | undefined
  readonly channelBinding: boolean
}

const PARAMETERS = [
  'schema', 'connection_limit', 'pool_timeout', 'connect_timeout', 'socket_timeout', 'pgbouncer', 'statement_cache_size',
  'max_connection_lifetime', 'max_idle_connection_lifetime', 'application_name', 'options', 'host', 'port', 'user', 'password', 'dbname',
  'channel_binding', 'client_encoding', 'target_session_attrs', ...TLS_PARAMETERS
]

const INSTEAD: Readonly<Record<string, string>> = {
  statement_timeout: 'The setting QUERY_TIMEOUT is for that.',
  query_timeout: 'The setting QUERY_TIMEOUT is for that.',
  search_path: 'Give schema: the one schema that the tables are in.',
  currentSchema: 'Give schema: the one schema that the tables are in.',
  max: 'Give connection_limit, or the setting DATABASE_POOL_SIZE.',
  pool_size: 'Give connection_limit, or the setting DATABASE_POOL_SIZE.'
}

/** @throws ConfigError when it is not such a URL, or has a parameter that is unknown or cannot be so */
export function parsePostgresUrl (text: string, setting: string): PostgresAddress {
  const url = parseUrl(text, setting)
  const given = readParameters(url.search, { setting, known: PARAMETERS, instead: INSTEAD })
  checkFixed(given)
  const port = given.text('port') ?? url.port
  return {
    kind: 'postgresql',
    setting,
    host: given.text('host') ?? orUndefined(decode(url.hostname.replace(/^\[(.*)\]$/, '$1'))),
    port: port === '' ? undefined : Number(port),
    user: given.text('user') ?? orUndefined(decode(url.username)),
    password: given.text('password') ?? orUndefined(decode(url.password)),
    database: given.text('dbname') ?? orUndefined(decode(url.pathname.slice(1))),
    schema: readSchema(given, setting),
    tls: readTls(given, setting),
    pgbouncer: given.flag('pgbouncer') ?? false,
    poolSize: given.integer('connection_limit', 1),
    poolTimeout: given.seconds('pool_timeout'),
    connectTimeout: given.seconds('connect_timeout'),
    socketTimeout: given.seconds('socket_timeout') ?? undefined,
    maxLifetime: given.seconds('max_connection_lifetime'),
    maxIdle: given.seconds('max_idle_connection_lifetime'),
    statementCacheSize: given.integer('statement_cache_size', 0),
    applicationName: given.text('application_name'),
    options: given.text('options'),
    channelBinding: given.choice('channel_binding', ['disable', 'prefer']) === 'prefer'
  }
}

/** Where connections go to, for messages: `db.example:5432`, or the folder of a socket. */
export function placeOf ({ host = 'localhost', port = 5432 }: Pick<PostgresAddress, 'host' | 'port'>): string {
  return host.startsWith('/') ? `${host}/.s.PGSQL.${port}` : `${host.includes(':') ? `[${host}]` : host}:${port}`
}

function parseUrl (text: string, setting: string): URL {
  try {
    return new URL(text)
  } catch {
    throw new ConfigError(
      `${setting} cannot be "${maskPassword(text)}": give postgresql://user:password@host:5432/database. ` +
        'Characters such as / # ? of a password are percent-encoded, and there is one host.'
    )
  }
}

/** What can have one value only is taken when it says that, and refused when it says something else. */
function checkFixed (given: UrlParameters): void {
  given.choice('client_encoding', ['UTF8', 'utf8', 'UTF-8', 'utf-8', 'auto'])
  given.choice('target_session_attrs', ['any', 'read-write', 'primary'])
}

/** PostgreSQL cuts longer names off. */
const MAX_NAME_BYTES = 63

function readSchema (given: UrlParameters, setting: string): string | undefined {
  const schema = given.text('schema')
  if (schema === undefined) return undefined
  if (schema === '' || schema.includes('\0') || Buffer.byteLength(schema) > MAX_NAME_BYTES || /^pg_/i.test(schema)) {
    throw new ConfigError(
      `${setting}: schema cannot be "${schema.slice(0, 80)}"; give a name of 1 to ${MAX_NAME_BYTES} bytes that does not begin with pg_.`
    )
  }
  return schema
}

/** A `%` that encodes nothing is itself: passwords are pasted in as they are. */
function decode (text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, encoded => {
    try {
      return decodeURIComponent(encoded)
    } catch {
      return encoded
    }
  })
}

const orUndefined = (text: string): string | undefined => text === '' ? undefined : text
