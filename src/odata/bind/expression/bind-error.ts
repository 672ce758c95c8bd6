/** The one form of every fault of meaning in an expression, like that of syntax errors: what was expected, where, and what was found. */
import { ODataError } from '../../../errors.js'
import { didYouMean, shorten } from '../../url/syntax-error.js'
import type { Scope } from './scope.js'

export interface BindFault {
  /** From 0; the message counts from 1. */
  readonly position: number
  readonly expected: string
  readonly found: string
  readonly suggestion?: string | undefined
  /** A sentence that helps. */
  readonly hint?: string | undefined
}

/** `$filter: expected Edm.Boolean at position 1, found Edm.String.` */
export function bindError ({ option }: Scope, { position, expected, found, suggestion, hint }: BindFault): ODataError {
  const message = `${option}: expected ${expected} at position ${position + 1}, found ${found}.${didYouMean(suggestion)}`
  return new ODataError('badRequest', hint === undefined ? message : `${message} ${hint}`, { target: option })
}

/** A client's text inside a message. */
export const quoted = (text: string): string => `"${shorten(text)}"`
