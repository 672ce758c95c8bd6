/** Faults of a file that is imported: each is a 400 that names its line, and every fault of that line. */
import { ODataError } from '../../errors.js'
import type { ErrorDetail } from '../../errors.js'

/** Where the values of a line are, as the target of a fault. */
const placeOfLine = (line: number): string => `line ${line}`

export function lineError (line: number, message: string, details: readonly ErrorDetail[] = [], cause?: unknown): ODataError {
  const place = placeOfLine(line)
  const all = details.length === 0
    ? [{ code: 'ModelValidationFailure', message, target: place }]
    : details.map(detail => ({ ...detail, target: detail.target ?? place }))
  return new ODataError('modelValidation', `Line ${line}: ${message}`, { target: all[0]?.target, details: all, cause })
}

/** What `read` makes of what a line says. @param read whose faults have targets below the place that it is given */
export function readingLine<Value> (line: number, read: (place: string) => Value): Value {
  try {
    return read(placeOfLine(line))
  } catch (error) {
    if (!(error instanceof ODataError) || error.kind === 'payloadTooLarge') throw error
    throw lineError(line, error.message, error.details ?? [], error)
  }
}
