/** From composed SQL to what a Prisma driver adapter takes, and from its errors to ours. The one place that knows both shapes. */
import { isDriverAdapterError } from '@prisma/driver-adapter-utils'
import type { ArgScalarType, ArgType, SqlQuery, SqlQueryable } from '@prisma/driver-adapter-utils'
import { ODataError } from '../../errors.js'
import type { Connection, DialectName, SqlRow, Statement } from './database.js'
import { evaluationMessage } from '../sql/expression/evaluation-error.js'
import { isTooComplex, TOO_COMPLEX } from './too-complex.js'
import { valueOf } from '../sql/expression/parameter.js'

const argTypes: Readonly<Record<ArgScalarType, ArgType>> = Object.fromEntries(
  (['string', 'int', 'bigint', 'float', 'decimal', 'boolean', 'enum', 'uuid', 'json', 'datetime', 'bytes', 'unknown'] as const)
    .map(scalarType => [scalarType, { scalarType, arity: 'scalar' }])
) as unknown as Readonly<Record<ArgScalarType, ArgType>>

function argTypeOf (value: unknown): ArgType {
  switch (typeof value) {
    case 'number': return Number.isInteger(value) ? argTypes.int : argTypes.float
    case 'boolean': return argTypes.boolean
    case 'string': return argTypes.string
    default: return value instanceof Uint8Array ? argTypes.bytes : argTypes.unknown
  }
}

/** The values of a statement as any driver takes them. */
export const plainValues = ({ values }: Statement): unknown[] => values.map(valueOf)

function toQuery (statement: Statement, dialect: DialectName): SqlQuery {
  const args = plainValues(statement)
  return { sql: dialect === 'sqlite' ? statement.sql : statement.text, args, argTypes: args.map(argTypeOf) }
}

/** A {@link Connection} over anything of an adapter that takes SQL. */
export function connectionOver (queryable: SqlQueryable, dialect: DialectName): Connection {
  return {
    query: async statement => {
      const query = toQuery(statement, dialect)
      const { rows } = await queryable.queryRaw(query)
      letGo(query)
      return rows as readonly SqlRow[]
    },
    execute: async statement => {
      const query = toQuery(statement, dialect)
      const changed = await queryable.executeRaw(query)
      letGo(query)
      return changed
    }
  }
}

/** The adapters' debug log keeps the last hundred queries; thousands of rows in one argument are too much to keep. */
function letGo (query: SqlQuery): void {
  query.args.length = 0
}

const unreachable = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
  'TlsConnectionError',
  'AuthenticationFailed',
  'DatabaseDoesNotExist',
  'DatabaseAccessDenied'
])
/** PostgreSQL: shutting down, starting up, a connection cut by the administrator; SQLite: the disk is full, an I/O error. */
const unavailableCodes = new Set(['57P01', '57P02', '57P03', '08000', '08003', '08006', '53100', '53200'])

/** Whether the same transaction may succeed when it is run again; inside a transaction its errors may have been translated already. */
export function isRetryable (error: unknown): boolean {
  if (error instanceof ODataError) return error.kind === 'conflict' && isRetryable(error.cause)
  return isDriverAdapterError(error) && error.cause.kind === 'TransactionWriteConflict'
}

/** A failure of the database as the client should see it: 503 where it cannot be reached or has no room, else the error itself. */
export function translateError (error: unknown): unknown {
  const evaluation = evaluationMessage(error)
  if (evaluation !== undefined) return new ODataError('badRequest', evaluation, { cause: error })
  if (isTooComplex(error)) return new ODataError('badRequest', TOO_COMPLEX, { cause: error })
  if (!isDriverAdapterError(error)) return isPoolFailure(error) ? unavailable(error) : error
  const { cause } = error
  if (cause.kind === 'TransactionWriteConflict') {
    return new ODataError('conflict', 'The request conflicts with a concurrent change. Send it again.', { cause: error })
  }
  if (cause.kind === 'postgres' && cause.code === QUERY_CANCELED) return interrupted(error)
  if (unreachable.has(cause.kind)) return unavailable(error)
  if (cause.kind === 'postgres' && unavailableCodes.has(cause.code)) return unavailable(error)
  if (cause.kind === 'sqlite' && /disk|I\/O/i.test(cause.message)) return unavailable(error)
  return error
}

/** PostgreSQL's `query_canceled`: the statement took longer than `statement_timeout`. */
const QUERY_CANCELED = '57014'

/** 503: a statement took longer than the setting `queryTimeout` allows; sending it again as it is would take as long again. */
export function interrupted (cause: unknown): ODataError {
  return new ODataError(
    'unavailable',
    'The query took longer than this service allows (QUERY_TIMEOUT) and was interrupted. Ask for less: a narrower $filter, fewer lambdas, a smaller page.',
    { cause }
  )
}

/** node-postgres reports these as plain errors. */
function isPoolFailure (error: unknown): boolean {
  return error instanceof Error &&
    /timeout exceeded when trying to connect|Connection terminated|Cannot use a pool after calling end/i.test(error.message)
}

function unavailable (cause: unknown): ODataError {
  return new ODataError('unavailable', 'The database cannot serve the request right now. Send it again later.', {
    cause,
    headers: { 'Retry-After': '1' }
  })
}
