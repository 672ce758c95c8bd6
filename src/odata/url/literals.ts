/**
 * The lexical forms of primitive values (OData ABNF, section 7) as sticky expressions, and the few checks that need no token.
 * The same forms serve URLs and, without quotes and prefix, payload values.
 */
import type { LiteralKind } from './ast.js'

const time = String.raw`(?:[01]\d|2[0-3]):[0-5]\d(?::(?:[0-5]\d|60)(?:\.\d{1,12})?)?`
const date = String.raw`-?(?:0\d{3}|[1-9]\d{3,})-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])`
const offset = String.raw`(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)`

/** `decimalLiteral`, but for `INF` and `NaN`. */
export const NUMBER = /[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?/iy
export const GUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/iy
export const TIME_OF_DAY = new RegExp(time, 'y')
export const DATE = new RegExp(date, 'y')
export const DATE_TIME_OFFSET = new RegExp(`${date}T${time}${offset}`, 'iy')
/** A DateTimeOffset whose `+` was sent unescaped and so became a space. */
export const DATE_TIME_WITH_SPACE = new RegExp(`(${date}T${time}) (\\d\\d:\\d\\d)(?!\\d)`, 'iy')

const DURATION = /^-?P(?=\d|T\d)(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?$/i
const BINARY = /^(?:[\w-]{4})*(?:[\w-]{2}[AEIMQUYcgkosw048]=?|[\w-][AQgw](?:==)?)?$/

/** `durationValue` */
export const isDuration = (text: string): boolean => DURATION.test(text)

/** `binaryValue`: base64url */
export const isBinary = (text: string): boolean => BINARY.test(text)

const ENUM_MEMBER = /^(?:[+-]?\d{1,19}|[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Nd}\p{Mn}\p{Mc}\p{Pc}\p{Cf}]{0,127})$/u

/** `enumValue`: its members, or undefined when the text is none. */
export function enumMembers (text: string): readonly string[] | undefined {
  const members = text.split(',')
  return members.every(member => ENUM_MEMBER.test(member)) ? members : undefined
}

const INT32_DIGITS = 10
const INT64_DIGITS = 19

/** The smallest type that holds a number; an exponent makes it a double. */
export function numberKind (text: string): LiteralKind {
  if (/e/i.test(text)) return 'double'
  if (text.includes('.')) return 'decimal'
  const negative = text.startsWith('-')
  const digits = text.replace(/^-?0*(?=\d)/, '')
  if (fits(digits, INT32_DIGITS, negative ? '2147483648' : '2147483647')) return 'int32'
  return fits(digits, INT64_DIGITS, negative ? '9223372036854775808' : '9223372036854775807') ? 'int64' : 'decimal'
}

/** Digits of equal count compare as text. */
const fits = (digits: string, width: number, limit: string): boolean =>
  digits.length < width || (digits.length === width && digits <= limit)
