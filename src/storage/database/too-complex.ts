/** What a database refuses because there is too much of it: a request within every limit of ours may still come to such a statement. */
import { isDriverAdapterError } from '@prisma/driver-adapter-utils'

/** SQLite's sentences for its limits, which share one code with mistakes. */
const sqliteLimits = new RegExp([
  'Expression tree is too large',
  'parser stack overflow',
  'too many (SQL variables|columns|terms|arguments|FROM clause terms|references)',
  'at most \\d+ tables in a join',
  'string or blob too big',
  'Recursion limit'
].join('|'), 'i')

/** PostgreSQL's class 54: program limit exceeded. */
const PROGRAM_LIMIT = /^54/
/** A value beyond a gigabyte, which PostgreSQL reports as an internal error. */
const TOO_LARGE = /invalid memory alloc request size|requested length too large|array size exceeds/

export const TOO_COMPLEX = 'The request is more complex than the database can take. Ask for less: fewer conditions, computed values or keys.'

export function isTooComplex (error: unknown): boolean {
  if (!isDriverAdapterError(error)) return false
  const { originalCode = '', originalMessage = '' } = error.cause
  return sqliteLimits.test(originalMessage) || PROGRAM_LIMIT.test(originalCode) || TOO_LARGE.test(originalMessage)
}
