/** Text to tokens. Every function here is a pure function of the text and an offset; the parser asks for one token at a time. */
import type { LiteralKind } from './ast.js'
import { DATE, DATE_TIME_OFFSET, DATE_TIME_WITH_SPACE, GUID, NUMBER, numberKind, TIME_OF_DAY } from './literals.js'

export type Punctuation = '(' | ')' | '[' | ']' | '{' | '}' | ',' | ';' | ':' | '/' | '=' | '*' | '.' | '-' | '#'

export type TokenKind =
  | Punctuation
  | 'end'
  /** An identifier or a qualified name. */
  | 'name'
  /** `$name`, with its `$`. */
  | 'dollarName'
  /** `@name`, without its `@`. */
  | 'atName'
  | 'literal'
  /** `prefix'text'` */
  | 'prefixedString'
  /** `"text"` */
  | 'jsonString'
  /** What begins no token; refused by whoever meets it. */
  | 'invalid'

export interface Token {
  readonly kind: TokenKind
  readonly start: number
  readonly end: number
  /** The value: unescaped, without quotes, prefix and sigil; for `invalid` the offending text. */
  readonly text: string
  /** Of a `literal`. */
  readonly literalKind: LiteralKind | undefined
  /** Of a `prefixedString`. */
  readonly prefix: string | undefined
  /** Of an `invalid`: what would have made it valid. */
  readonly expected: string | undefined
  readonly suggestion: string | undefined
  /** Of a number with a letter for its type after it. */
  readonly suffixed?: true
}

const SPACE = 0x20
const TAB = 0x09
const QUOTE = 0x27
const DASH = 0x2d
const COLON = 0x3a

/** The token at or after `from`; white space before it is skipped (ABNF `BWS`, `RWS`). */
export function lex (text: string, from: number): Token {
  let start = from
  while (isSpace(text.charCodeAt(start))) start++
  if (start >= text.length) return token('end', start, start, '')
  const code = text.charCodeAt(start)
  if (isLetter(code)) return lexWord(text, start)
  if (isDigit(code)) return lexNumber(text, start)
  switch (code) {
    case 0x28:
    case 0x29:
    case 0x2a:
    case 0x2c:
    case 0x2e:
    case 0x2f:
    case 0x3a:
    case 0x3b:
    case 0x3d:
    case 0x5b:
    case 0x5d:
    case 0x7b:
    case 0x7d:
    case 0x23:
      return punctuation(text, start)
    case QUOTE: return lexString(text, start)
    case 0x22: return lexJsonString(text, start)
    case 0x24: return lexSigil(text, start, 'dollarName')
    case 0x40: return lexSigil(text, start, 'atName')
    case DASH: return lexMinus(text, start)
    case 0x2b: return isDigit(text.charCodeAt(start + 1)) ? lexNumber(text, start) : invalid(text, start)
    default: return code > 0x7f ? lexWord(text, start) : invalid(text, start)
  }
}

export const isSpace = (code: number): boolean => code === SPACE || code === TAB

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39
const isLetter = (code: number): boolean => (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f
const isWordPart = (code: number): boolean => isLetter(code) || isDigit(code) || code > 0x7f

function token (kind: TokenKind, start: number, end: number, text: string, literalKind?: LiteralKind, prefix?: string): Token {
  return { kind, start, end, text, literalKind, prefix, expected: undefined, suggestion: undefined }
}

const punctuation = (text: string, start: number): Token => token(text[start] as Punctuation, start, start + 1, text[start] ?? '')

const OFFENDING = /[^\s()'",;]+|./syu

interface Remedy {
  readonly expected: string
  readonly suggestion?: string
  /** Where the offending text ends, if not at the next delimiter. */
  readonly end?: number
}

function invalid (text: string, start: number, remedy?: Remedy): Token {
  const end = remedy?.end ?? start + (match(OFFENDING, text, start) ?? '').length
  return { ...token('invalid', start, end, text.slice(start, end)), expected: remedy?.expected, suggestion: remedy?.suggestion }
}

function match (pattern: RegExp, text: string, from: number): string | undefined {
  pattern.lastIndex = from
  return pattern.test(text) ? text.slice(from, pattern.lastIndex) : undefined
}

const IDENTIFIER = /[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Nd}\p{Mn}\p{Mc}\p{Pc}\p{Cf}]*/uy

/**
 * `odataIdentifier`: where it ends, or `from` when none is there. Names of real services have hyphens inside (`csdl/names.ts`), where no
 * expression has one.
 */
function identifierEnd (text: string, from: number): number {
  let end = plainIdentifierEnd(text, from)
  while (end > from && text.charCodeAt(end) === DASH && isWordPart(text.charCodeAt(end + 1))) end = wordEnd(text, end + 1)
  return end
}

const WORD = /[\p{L}\p{Nl}\p{Nd}\p{Mn}\p{Mc}\p{Pc}\p{Cf}]*/uy

const wordEnd = (text: string, from: number): number => from + (match(WORD, text, from) ?? '').length

function plainIdentifierEnd (text: string, from: number): number {
  let end = from
  if (!isLetter(text.charCodeAt(end)) && !(text.charCodeAt(end) > 0x7f)) return from
  while (isLetter(text.charCodeAt(end)) || isDigit(text.charCodeAt(end))) end++
  return text.charCodeAt(end) > 0x7f ? from + (match(IDENTIFIER, text, from) ?? '').length : end
}

/** `[ namespace "." ] odataIdentifier`: where it ends, or `from`. */
export function qualifiedNameEnd (text: string, from: number): number {
  let end = identifierEnd(text, from)
  if (end === from) return from
  while (text.charCodeAt(end) === 0x2e) {
    const next = identifierEnd(text, end + 1)
    if (next === end + 1) return end
    end = next
  }
  return end
}

function lexWord (text: string, start: number): Token {
  const guid = lexGuid(text, start)
  if (guid !== undefined) return guid
  const end = qualifiedNameEnd(text, start)
  if (end === start) return invalid(text, start)
  const word = text.slice(start, end)
  if (text.charCodeAt(end) === QUOTE) {
    const string = lexString(text, end)
    return string.kind === 'literal' ? token('prefixedString', start, string.end, string.text, undefined, word) : string
  }
  const literalKind = wordLiteralKind(word)
  if (literalKind === undefined) return token('name', start, end, word)
  return token('literal', start, end, literalKind === 'boolean' ? word.toLowerCase() : word, literalKind)
}

function wordLiteralKind (word: string): LiteralKind | undefined {
  switch (word.length) {
    case 3: return word === 'INF' || word === 'NaN' ? 'double' : undefined
    case 4: return word === 'null' ? 'null' : word.toLowerCase() === 'true' ? 'boolean' : undefined
    case 5: return word.toLowerCase() === 'false' ? 'boolean' : undefined
    default: return undefined
  }
}

function lexGuid (text: string, start: number): Token | undefined {
  if (text.charCodeAt(start + 8) !== DASH) return undefined
  return literal(GUID, 'guid', text, start)
}

/** A literal of one form, unless more of a word follows it. */
function literal (pattern: RegExp, literalKind: LiteralKind, text: string, start: number): Token | undefined {
  const found = match(pattern, text, start)
  if (found === undefined || isWordPart(text.charCodeAt(start + found.length))) return undefined
  return token('literal', start, start + found.length, found, literalKind)
}

/** Whatever begins with a digit, or with a sign and a digit. */
function lexNumber (text: string, start: number): Token {
  const guid = lexGuid(text, start)
  if (guid !== undefined) return guid
  const number = match(NUMBER, text, start) ?? ''
  const end = start + number.length
  const next = text.charCodeAt(end)
  if (next === DASH) return lexDate(text, start) ?? invalid(text, start)
  if (next === COLON) {
    const time = literal(TIME_OF_DAY, 'timeOfDay', text, start)
    if (time !== undefined) return time
  }
  const digits = number.startsWith('+') ? number.slice(1) : number
  if (isWordPart(next)) return lexSuffixed(text, start, end, digits) ?? invalid(text, start)
  return token('literal', start, end, digits, numberKind(digits))
}

/** `3.14f`, `5M`, `2L`: suffixes of OData 2 and 3, and of C#. */
function lexSuffixed (text: string, start: number, end: number, digits: string): Token | undefined {
  const kind = suffixKind(text.charAt(end).toLowerCase())
  if (kind === undefined || isWordPart(text.charCodeAt(end + 1))) return undefined
  const own = numberKind(digits)
  if (kind === 'int64' && own !== 'int32' && own !== 'int64') return undefined
  return { ...token('literal', start, end + 1, digits, kind), suffixed: true }
}

function suffixKind (letter: string): LiteralKind | undefined {
  switch (letter) {
    case 'f': case 'd': return 'double'
    case 'm': return 'decimal'
    case 'l': return 'int64'
    default: return undefined
  }
}

function lexDate (text: string, start: number): Token | undefined {
  const date = literal(DATE_TIME_OFFSET, 'dateTimeOffset', text, start) ?? literal(DATE, 'date', text, start)
  if (date !== undefined) return date
  DATE_TIME_WITH_SPACE.lastIndex = start
  const spaced = DATE_TIME_WITH_SPACE.exec(text)
  if (spaced === null) return undefined
  return invalid(text, start, {
    expected: 'a time zone offset with "+" sent as "%2B"',
    suggestion: `${spaced[1] ?? ''}%2B${spaced[2] ?? ''}`
  })
}

function lexMinus (text: string, start: number): Token {
  const next = text.charCodeAt(start + 1)
  if (isDigit(next)) return lexNumber(text, start)
  const infinite = text.startsWith('INF', start + 1) && !isWordPart(text.charCodeAt(start + 4))
  return infinite ? token('literal', start, start + 4, '-INF', 'double') : punctuation(text, start)
}

/** `stringLiteral`: two quotes inside stand for one. */
function lexString (text: string, start: number): Token {
  let close = text.indexOf("'", start + 1)
  let doubled = false
  while (close !== -1 && text.charCodeAt(close + 1) === QUOTE) {
    doubled = true
    close = text.indexOf("'", close + 2)
  }
  if (close === -1) return invalid(text, start, { expected: 'a closing "\'" for the string', end: text.length })
  const value = text.slice(start + 1, close)
  return token('literal', start, close + 1, doubled ? value.replaceAll("''", "'") : value, 'string')
}

const JSON_STRING = /"[^"\\]*(?:\\.[^"\\]*)*"/sy

/** `stringInUrl` */
function lexJsonString (text: string, start: number): Token {
  const quoted = match(JSON_STRING, text, start)
  if (quoted === undefined) return invalid(text, start, { expected: 'a closing quotation mark for the string', end: text.length })
  const value = unescapeJson(quoted)
  const end = start + quoted.length
  return value === undefined ? invalid(text, start, { expected: 'a JSON string', end }) : token('jsonString', start, end, value)
}

const LONE_SURROGATE = /\p{Cs}/u

function unescapeJson (quoted: string): string | undefined {
  try {
    const value: unknown = JSON.parse(quoted)
    return typeof value === 'string' && !LONE_SURROGATE.test(value) ? value : undefined
  } catch {
    return undefined
  }
}

function lexSigil (text: string, start: number, kind: 'dollarName' | 'atName'): Token {
  const end = qualifiedNameEnd(text, start + 1)
  if (end === start + 1) return invalid(text, start)
  return token(kind, start, end, text.slice(kind === 'dollarName' ? start : start + 1, end))
}
