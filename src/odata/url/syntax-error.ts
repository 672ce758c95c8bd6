/** The one form of every syntax error: what was expected, where, and what was found instead. */
import { ODataError } from '../../errors.js'

export interface SyntaxFault {
  /** `$filter`, `@alias`, or `Resource path`. */
  readonly source: string
  /** From 0; the message counts from 1. */
  readonly position: number
  readonly expected: string
  /** The text found, or undefined at the end. */
  readonly found: string | undefined
  readonly suggestion?: string | undefined
}

const MAX_QUOTED = 40

/** `$filter: expected an expression at position 12, found "and".` */
export function syntaxError (fault: SyntaxFault): ODataError {
  const found = fault.found === undefined ? 'the end' : `"${shorten(fault.found)}"`
  return new ODataError('badRequest',
    `${fault.source}: expected ${fault.expected} at position ${fault.position + 1}, found ${found}.${didYouMean(fault.suggestion)}`,
    { target: targetOf(fault.source) })
}

/** A limit of `limits.ts` that was exceeded. */
export function limitError (source: string, limit: string): ODataError {
  return new ODataError('badRequest', `${source}: ${limit}.`, { target: targetOf(source) })
}

/** ` Did you mean "…"?`, or nothing. */
export function didYouMean (suggestion: string | undefined): string {
  return suggestion === undefined ? '' : ` Did you mean "${suggestion}"?`
}

const targetOf = (source: string): string | undefined => source === RESOURCE_PATH ? undefined : source

/** The source of faults that are in no query option. */
export const RESOURCE_PATH = 'Resource path'

/** A client's text, as much of it as helps. */
export const shorten = (text: string): string => text.length <= MAX_QUOTED ? text : `${text.slice(0, MAX_QUOTED)}…`
