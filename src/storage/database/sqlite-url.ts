/** `file:path` as a place on the disk, or in memory. */
import { ConfigError } from '../../config.js'
import { readParameters } from './url-parameters.js'

/** A SQLite database, as `DATABASE_URL` names it. */
export interface SqliteAddress {
  readonly kind: 'sqlite'
  /** As given, or `:memory:`. */
  readonly path: string
  readonly inMemory: boolean
  /** Milliseconds to wait for a lock that another process has; undefined: what the settings say. */
  readonly lockTimeout: number | undefined
}

const PARAMETERS = ['connection_limit', 'socket_timeout']

const INSTEAD: Readonly<Record<string, string>> = {
  mode: 'The service reads and writes; for a database in memory give file::memory:.',
  cache: 'Its connections do not share a cache. Leave it out.',
  connect_timeout: 'Give socket_timeout: the seconds to wait for a lock that another process has.',
  pool_timeout: 'Give socket_timeout: the seconds to wait for a lock that another process has.',
  schema: 'SQLite has no schemas; give each service a file of its own.'
}

/**
 * Prisma's parameters: `socket_timeout`, and `connection_limit`, which is met whatever it says: one connection writes, and readers do not
 * get in its way.
 * @throws ConfigError for other parameters
 */
export function parseSqliteUrl (url: string, setting: string): SqliteAddress {
  const [file = '', ...queries] = url.split('?')
  const [path, query] = [file.startsWith('file:') ? file.slice('file:'.length) : '', queries.join('?')]
  const parameters = readParameters(query, { setting, known: PARAMETERS, instead: INSTEAD })
  parameters.integer('connection_limit', 1)
  if (path === '') throw new ConfigError(`${setting} cannot be "${url}": give file:path, or file::memory:.`)
  return {
    kind: 'sqlite',
    path: path.replace(/^\/\/(?=\/)/, ''),
    inMemory: path === ':memory:',
    lockTimeout: parameters.seconds('socket_timeout')
  }
}
