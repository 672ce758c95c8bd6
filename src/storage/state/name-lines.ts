/** What is found to be wrong with the entities of a file when they are written, or related, is said with its line as far as it is known. */
import type { NavigationProperty } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import { KeyTaken } from '../write/key-conflicts.js'

/** Lines by their numbers. */
export type NumberedLines = ReadonlyArray<{ readonly number: number }>

/** Names the line of a key that is taken, or of a target that does; else the lines that are written together. */
export async function namingLines<Result> (
  lines: NumberedLines,
  navigation: NavigationProperty,
  work: () => Promise<Result>
): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof ODataError)) throw error
    const taken = error instanceof KeyTaken && error.navigation === navigation ? lines[error.index]?.number : undefined
    const [first, last] = taken === undefined ? [lines[0]?.number, lines.at(-1)?.number] : [taken, taken]
    throw named(error, first === last ? `line ${first ?? 0}` : `lines ${first ?? 0} to ${last ?? 0}`)
  }
}

/** Names the line where the target does. */
export async function namingTarget (work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    throw error instanceof ODataError ? named(error, '') : error
  }
}

function named (error: ODataError, lines: string): ODataError {
  const own = /^line \d+(?=\/|$)/.exec(error.target ?? '')?.[0]
  const place = own ?? lines
  if (place === '' || (error.kind !== 'conflict' && error.kind !== 'modelValidation')) return error
  const message = `${place.slice(0, 1).toUpperCase()}${place.slice(1)}: ${error.message}`
  const target = own === undefined && error.target !== undefined ? `${place}/${error.target}` : error.target ?? place
  const options = { target, cause: error }
  return error.kind === 'conflict' ? new ODataError('conflict', message, options) : new ODataError('modelValidation', message, options)
}
