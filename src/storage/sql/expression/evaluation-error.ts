/** Errors that evaluating an expression raises on purpose, on either database: their messages are the client's to read. */
import { isDriverAdapterError } from '@prisma/driver-adapter-utils'
import { EvaluationError } from '../../database/database.js'

/** SQLSTATE of what the functions of the PostgreSQL migrations raise themselves, with a message from {@link evaluationMessages}. */
const OWN_SQLSTATE = 'OD400'

/** The same sentences stand in the functions of the PostgreSQL migrations. */
export const evaluationMessages = {
  divisionByZero: 'Division by zero.',
  integer: 'The result does not fit Edm.Int64.',
  double: 'The result does not fit Edm.Double.',
  decimal: 'The result does not fit Edm.Decimal.',
  notANumber: 'The result is not a number.',
  duration: 'The result does not fit Edm.Duration.',
  dateTimeOffset: 'The result does not fit Edm.DateTimeOffset.',
  date: 'The result does not fit Edm.Date.',
  length: 'The length of a substring is less than zero.',
  pattern: 'matchesPattern takes too long here. Send a plainer pattern, or leave fewer rows to it by conditions before it.'
} as const

/** Should PostgreSQL raise one of its own instead of ours. */
const stateMessages: Readonly<Record<string, string>> = {
  22003: 'The result does not fit its type.',
  22008: evaluationMessages.dateTimeOffset,
  22012: evaluationMessages.divisionByZero,
  22021: 'A text contains U+0000, which no stored text can.',
  // Too complex for PostgreSQL.
  '2201B': evaluationMessages.pattern
}

export function evaluationError (key: keyof typeof evaluationMessages): EvaluationError {
  return new EvaluationError(evaluationMessages[key])
}

/** What to tell the client when the evaluation of an expression raised the error; undefined for any other error. */
export function evaluationMessage (error: unknown): string | undefined {
  if (error instanceof EvaluationError) return error.message
  if (!isDriverAdapterError(error)) return undefined
  const { originalCode = '', originalMessage } = error.cause
  return originalCode === OWN_SQLSTATE ? originalMessage : stateMessages[originalCode]
}
