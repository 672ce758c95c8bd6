/** From composed SQL to what a Prisma driver adapter takes, and from its errors to ours. The one place that knows both shapes. */
import { isDriverAdapterError } from '@prisma/driver-adapter-utils'
import type { ArgScalarType, ArgType, SqlQuery, SqlQueryable } from '@prisma/driver-adapter-utils'
import { ODataError, unavailable } from '../../errors.js'
import type { Connection, DialectName, SqlRow, SqlValue, Statement } from './database.js'
import { evaluationMessage } from '../sql/expression/evaluation-error.js'
import type { LongText } from './long-text.js'
import { isConnectionLoss } from './postgres-failure.js'
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

/**
 * The values of a statement as any driver takes them. No text of this service has U+0000 in it: PostgreSQL cannot store it, and what one
 * database refuses the other refuses too.
 */
export function plainValues ({ values }: Statement): unknown[] {
  return values.map(value => {
    const arg = valueOf(value)
    if (typeof arg === 'string' && arg.includes('\u0000')) throw notText()
    return arg
  })
}

function toQuery (statement: Statement, dialect: DialectName): SqlQuery {
  const args = plainValues(statement)
  return { sql: dialect === 'sqlite' ? statement.sql : statement.text, args, argTypes: args.map(argTypeOf) }
}

/**
 * A {@link Connection} over anything of an adapter that takes SQL.
 * @param takeLong What takes the values that came in pieces by what stands for them in the rows.
 */
export function connectionOver (
  queryable: SqlQueryable,
  dialect: DialectName,
  takeLong: () => ((mark: unknown) => LongText | undefined) | undefined = () => undefined
): Connection {
  return {
    query: async statement => {
      const query = toQuery(statement, dialect)
      const { rows } = await queryable.queryRaw(query)
      letGo(query)
      const long = takeLong()
      if (long === undefined) return rows as readonly SqlRow[]
      return rows.map(row => row.map(value => long(value) ?? value as SqlValue))
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

/** Of PostgreSQL: shutting down, starting up, a connection that ended, no room. */
const unavailableCodes = new Set(['57P01', '57P02', '57P03', '25P03', '25P04', '08000', '08003', '08006', '08P01', '53200', '53300', '53400'])

const unreachable = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'TooManyConnections',
  'TlsConnectionError',
  'AuthenticationFailed',
  'DatabaseDoesNotExist',
  'DatabaseAccessDenied'
])

/** Whether the same transaction may succeed when it is run again; inside a transaction its errors may have been translated already. */
export function isRetryable (error: unknown): boolean {
  if (error instanceof ODataError) return error.kind === 'conflict' && error.cause !== undefined && isRetryable(error.cause)
  return isTransactionConflict(error)
}

/** A failure of the database as the client should see it: 503 where it cannot serve, else the error itself. */
export function translateError (error: unknown): unknown {
  const evaluation = evaluationMessage(error)
  if (evaluation !== undefined) return new ODataError('badRequest', evaluation, { cause: error })
  if (isTooComplex(error)) return new ODataError('badRequest', TOO_COMPLEX, { cause: error })
  if (isTransactionConflict(error)) {
    return new ODataError('conflict', 'The request conflicts with a concurrent change. Send it again.', { cause: error })
  }
  const code = codeOf(error)
  if (code === QUERY_CANCELED) return interrupted(error)
  if (NOT_TEXT.has(code)) return notText(error)
  if (NO_ROOM.test(code)) return noDatabase(error, 'The disk of the database is full.')
  if (READ_ONLY.test(code)) return noDatabase(error, 'The database cannot be written to at present.')
  if (NOT_PREPARED.test(code)) return noDatabase(error, POOLER_ADVICE)
  if (/^SQLITE_BUSY/.test(code)) return noDatabase(error, 'Another process has locked the database.')
  if (isConnectionLoss(error) || isUnreachable(error) || unavailableCodes.has(code) || SQLITE_FAILS.test(code)) return noDatabase(error)
  return error
}

const isTransactionConflict = (error: unknown): boolean => isDriverAdapterError(error) && error.cause.kind === 'TransactionWriteConflict'

const isUnreachable = (error: unknown): boolean => isDriverAdapterError(error) && unreachable.has(error.cause.kind)

/** What the database itself calls the error, whether or not an adapter was between; empty text when it is not the database's. */
function codeOf (error: unknown): string {
  if (isDriverAdapterError(error)) return error.cause.originalCode ?? ''
  const { code } = (error ?? {}) as { readonly code?: unknown }
  return error instanceof ODataError || typeof code !== 'string' ? '' : code
}

/** The disk, the memory or the file fails. */
const SQLITE_FAILS = /^SQLITE_(IOERR|CANTOPEN|NOMEM|PROTOCOL|CORRUPT|NOTADB)/
/** PostgreSQL's `disk_full`; SQLite's own. */
const NO_ROOM = /^(53100|SQLITE_FULL)$/
/** PostgreSQL's `read_only_sql_transaction`; a file or a folder that must not be written to. */
const READ_ONLY = /^(25006|SQLITE_READONLY.*)$/
/** PostgreSQL's `character_not_in_repertoire` and `untranslatable_character`, which U+0000 is to it. */
const NOT_TEXT = new Set(['22021', '22P05'])
/** PostgreSQL's `invalid_sql_statement_name` and `duplicate_prepared_statement`: a pooler changes sessions between statements. */
const NOT_PREPARED = /^(26000|42P05)$/

/** What to do when a pooler stands before PostgreSQL that nobody has told the service of. */
export const POOLER_ADVICE = 'DATABASE_URL leads to a connection pooler (PgBouncer) in transaction mode: add pgbouncer=true to its ' +
  'parameters, and give the database itself in DIRECT_URL, for migrations.'

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

/** 503: the same request may succeed when the database is itself again. */
export const noDatabase = (cause: unknown, reason = 'The database cannot serve the request right now.'): ODataError => unavailable(reason, { cause })

const notText = (cause?: unknown): ODataError =>
  new ODataError('badRequest', 'Text cannot contain the character U+0000.', cause === undefined ? {} : { cause })
