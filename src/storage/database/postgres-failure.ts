/** What an error of node-postgres, or of Prisma's adapter over it, says of the connection. */
import { isDriverAdapterError } from '@prisma/driver-adapter-utils'

interface ServerError {
  readonly code: string
  readonly severity: string
}

/** The server's own words, under whichever shape: `severity` is what it says in English or not at all, `code` a SQLSTATE. */
function serverError (error: unknown): ServerError | undefined {
  if (isDriverAdapterError(error)) {
    const { cause } = error
    const code = cause.originalCode
    if (code === undefined || !SQLSTATE.test(code)) return undefined
    return { code, severity: cause.kind === 'postgres' ? cause.severity : 'ERROR' }
  }
  const { code, severity } = error as Partial<ServerError>
  return typeof code === 'string' && typeof severity === 'string' && SQLSTATE.test(code) ? { code, severity } : undefined
}

const SQLSTATE = /^[0-9A-Z]{5}$/

/** PostgreSQL's `read_only_sql_transaction`: another server has taken over from this one. */
const READ_ONLY = '25006'

/** The server says so when it ends a session: it shuts down (57P), or a connection is at its end (08). */
const endsSession = ({ code, severity }: ServerError): boolean =>
  severity === 'FATAL' || severity === 'PANIC' || code.startsWith('57P') || code.startsWith('08')

/** Whether a connection is of no use after the error. */
export function isWornOut (error: unknown): boolean {
  const server = serverError(error)
  return server === undefined ? isConnectionLoss(error) : server.code === READ_ONLY || endsSession(server)
}

/**
 * Whether the error leaves open what became of the statement: the connection ended before the answer came. An error that the server answers
 * and goes on is an answer.
 */
export function isConnectionLoss (error: unknown): boolean {
  const server = serverError(error)
  if (server !== undefined) return endsSession(server)
  if (isDriverAdapterError(error)) return LOST_KINDS.has(error.cause.kind)
  const { code = '', message = '' } = error as Partial<NodeJS.ErrnoException>
  return LOST_CODES.has(code) || LOST_MESSAGES.test(message)
}

const LOST_KINDS = new Set(['ConnectionClosed', 'SocketTimeout', 'DatabaseNotReachable', 'TlsConnectionError'])
const LOST_CODES = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ECONNREFUSED', 'ECONNABORTED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND'])
/** node-postgres reports these as plain errors. */
const LOST_MESSAGES = new RegExp([
  'timeout exceeded when trying to connect',
  'timeout expired',
  'Connection terminated',
  'is not queryable',
  'Cannot use a pool after calling end',
  'Received unexpected',
  'write after end',
  'This socket has been ended'
].join('|'), 'i')
