/** `substring` (OData-URL 4.01, section 5.1.1.5.7) where SQLite's own is not enough. Characters are code points. */
import { evaluationError } from '../expression/evaluation-error.js'

/** A start less than zero counts from the end, and is the beginning where the text is shorter. */
export function substring (text: string, start: bigint, count?: bigint): string {
  const characters = [...text]
  const first = start < 0n ? Math.max(characters.length + Number(start), 0) : Number(start)
  return characters.slice(first, count === undefined ? undefined : first + Number(count)).join('')
}

/** A length less than zero is an error. */
export function checkedSubstring (text: string, start: bigint, count: bigint): string {
  if (count < 0n) throw evaluationError('length')
  return substring(text, start, count)
}
