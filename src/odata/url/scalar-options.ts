/** The options whose value is a number, a Boolean or opaque text. */
import type { Parser } from './parser.js'

/** `1*DIGIT`; what is beyond the exact integers is as good as the greatest of them. */
export function parseUnsigned (parser: Parser): number {
  const { kind, start, end } = parser.token
  const digits = parser.text.slice(start, end)
  if (kind !== 'literal' || !/^\d+$/.test(digits)) throw parser.unexpected('a non-negative integer')
  parser.advance()
  return Math.min(Number(digits), Number.MAX_SAFE_INTEGER)
}

/** `index`: `[ "-" ] 1*DIGIT` */
export function parseIndex (parser: Parser): number {
  const { kind, start, end } = parser.token
  const digits = parser.text.slice(start, end)
  if (kind !== 'literal' || !/^-?\d{1,15}$/.test(digits)) throw parser.unexpected('an integer')
  parser.advance()
  return Number(digits) || 0
}

/** `inlinecount`: `boolean` */
export function parseBoolean (parser: Parser): boolean {
  const { literalKind, text } = parser.token
  if (literalKind !== 'boolean') throw parser.unexpected('"true" or "false"')
  parser.advance()
  return text === 'true'
}

/** `levels`: `oneToNine *DIGIT / "max"` */
export function parseLevels (parser: Parser): number | 'max' {
  if (parser.skipWord('max')) return 'max'
  if (!/^[1-9]/.test(parser.text.slice(parser.token.start))) throw parser.unexpected('a positive integer or "max"')
  return parseUnsigned(parser)
}

const REST = /[^]+/y

/** The whole rest of the option, whatever it is. */
export function parseText (parser: Parser): string {
  const text = parser.matchRaw(REST)
  if (text === undefined) throw parser.unexpected('a value')
  parser.resume()
  return text
}
