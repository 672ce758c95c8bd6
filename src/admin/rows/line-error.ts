/** Faults of a file that is imported: each is a 400 that names its line, and every fault of that line. */
import { ODataError } from '../../errors.js'
import type { ErrorDetail } from '../../errors.js'

/** Where the values of a line are, as the target of a fault. */
export const placeOfLine = (line: number): string => `line ${line}`

export function lineError (line: number, message: string, details: readonly ErrorDetail[] = [], cause?: unknown): ODataError {
  const place = placeOfLine(line)
  const all = details.length === 0
    ? [{ code: 'ModelValidationFailure', message, target: place }]
    : details.map(detail => ({ ...detail, target: detail.target ?? place }))
  return new ODataError('modelValidation', `Line ${line}: ${message}`, { target: all[0]?.target, details: all, cause })
}

/** What `read` makes of a line. @param read whose faults have targets below {@link placeOfLine} */
export function readingLine<Value> (line: number, read: () => Value): Value {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof ODataError) || error.kind === 'payloadTooLarge' || error.message.startsWith(`Line ${line}: `)) throw error
    throw lineError(line, error.message, error.details ?? [], error)
  }
}
