/**
 * Primitive values out of JSON (OData JSON format 4.01, section 7.1), checked against their type and its facets. What each becomes is said
 * at {@link PrimitiveValue}.
 */
import { trimEnd } from '../base/trim-end.js'
import { instantOf } from './date-time-offset.js'
import { decimalDigits, digitCounts } from './decimal.js'
import { enumNumber, enumText } from './enum-values.js'
import { ExactNumber } from './exact-number.js'
import { isBase64Form, isBase64Piece, isStorableText } from './primitives.js'
import type { EdmType, Facets, PrimitiveTypeName, PrimitiveValue, TypeReference } from './types.js'

type Read = (value: unknown, facets: Facets) => PrimitiveValue | undefined

const integer = (low: number, high: number): Read => value => {
  const number = value instanceof ExactNumber ? Number(value.text) : value
  return typeof number === 'number' && Number.isInteger(number) && number >= low && number <= high ? number + 0 : undefined
}

/** A number, or the same as text, which is how `IEEE754Compatible` sends it. */
function digitsOf (value: unknown): string | undefined {
  if (value instanceof ExactNumber) return value.text
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' ? value : undefined
}

function readInt64 (value: unknown): bigint | undefined {
  const text = digitsOf(value)
  if (text === undefined || !/^-?\d{1,19}$/.test(text)) return undefined
  const number = BigInt(text)
  return number >= -(2n ** 63n) && number < 2n ** 63n ? number : undefined
}

/** Facets bound the digits (CSDL 4.01, sections 3.4.4 and 3.4.5); a scale of `variable` or `floating` leaves them to the precision. */
function readDecimal (value: unknown, { precision, scale }: Facets): string | undefined {
  const text = digitsOf(value)
  const digits = text === undefined ? undefined : decimalDigits(text)
  if (digits === undefined) return undefined
  const significant = digitCounts(digits.includes('.') ? trimEnd(trimEnd(digits, '0'), '.') : digits)
  if (typeof scale === 'number' && significant.behind > scale) return undefined
  const before = typeof scale === 'number' && precision !== undefined ? precision - scale : precision
  if (before !== undefined && significant.before > before) return undefined
  return precision !== undefined && significant.before + significant.behind > precision ? undefined : digits
}

const special: Readonly<Record<string, number>> = { INF: Infinity, '-INF': -Infinity, NaN }
const MAX_SINGLE = 3.4028235677973366e38

const floating = (limit: number): Read => value => {
  if (typeof value === 'string') return special[value]
  const number = value instanceof ExactNumber ? Number(value.text) : value
  return typeof number === 'number' && Math.abs(number) <= limit ? number : undefined
}

/** Digits of a second's fraction that a duration may have: those of the unit in which it is computed. */
const DURATION = /^-?P(?=\d|T\d)(?:\d{1,8}D)?(?:T(?=\d)(?:\d{1,9}H)?(?:\d{1,9}M)?(?:\d{1,9}(?:\.\d{1,7})?S)?)?$/

const text = (check: (value: string) => string | undefined): Read => value =>
  typeof value === 'string' && isStorableText(value) ? check(value) : undefined

const fits = (fraction: number, { precision }: Facets): boolean => precision === undefined || fraction <= precision
const fractionOf = (value: string): number => /\.(\d+)/.exec(value)?.[1]?.length ?? 0

const table: Readonly<Partial<Record<PrimitiveTypeName, Read>>> = {
  'Edm.String': text(value => value),
  'Edm.Boolean': value => typeof value === 'boolean' ? value : undefined,
  'Edm.Byte': integer(0, 255),
  'Edm.SByte': integer(-128, 127),
  'Edm.Int16': integer(-32768, 32767),
  'Edm.Int32': integer(-2147483648, 2147483647),
  'Edm.Int64': readInt64,
  'Edm.Decimal': readDecimal,
  'Edm.Double': floating(Number.MAX_VALUE),
  'Edm.Single': floating(MAX_SINGLE),
  'Edm.Guid': text(value => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value) ? value.toLowerCase() : undefined),
  'Edm.Binary': text(value => isBase64(value) ? value.replaceAll('+', '-').replaceAll('/', '_').replace(/={1,2}$/, '') : undefined),
  'Edm.Date': text(value => /^\d{4}-\d\d-\d\d$/.test(value) && instantOf(`${value}T00:00Z`) !== undefined ? value : undefined),
  'Edm.TimeOfDay': (value, facets) => text(time => {
    const match = /^((?:[01]\d|2[0-3]):[0-5]\d)(?::([0-5]\d)(?:\.(\d{1,12}))?)?$/.exec(time)
    if (match === null || !fits(match[3]?.length ?? 0, facets)) return undefined
    return `${match[1]}:${match[2] ?? '00'}.${(match[3] ?? '').padEnd(12, '0')}`
  })(value, facets),
  'Edm.DateTimeOffset': (value, facets) => typeof value === 'string' && instantOf(value) !== undefined && fits(fractionOf(value), facets) ? value : undefined,
  'Edm.Duration': (value, facets) => typeof value === 'string' && DURATION.test(value) && fits(fractionOf(value), facets) ? value : undefined,
  'Edm.Stream': text(value => isBase64(value) ? value : undefined)
}

/** base64url, as OData writes binary values, or base64, as some clients do; padded or not. */
const isBase64 = (value: string): boolean => isBase64Form(value) && isBase64Piece(value, true)

/** Undefined for what is not a value of the type: a primitive one, an enumeration, or what a type definition stands for. */
export function readPrimitive (reference: TypeReference, value: unknown): PrimitiveValue | undefined {
  return readAs(reference.type, reference, value)
}

function readAs (type: EdmType, facets: Facets, value: unknown): PrimitiveValue | undefined {
  switch (type.kind) {
    case 'primitive': return table[type.name]?.(value, facets)
    case 'typeDefinition': return readAs(type.underlyingType, { ...withoutType(type), ...facets }, value)
    case 'enum': {
      const written = digitsOf(value)
      const number = written === undefined ? undefined : enumNumber(type, written)
      return number === undefined ? undefined : enumText(type, number)
    }
    default: return undefined
  }
}

/** The facets that a type definition sets for all its values. */
const withoutType = ({ maxLength, precision, scale, unicode, srid }: Facets): Facets => ({
  ...maxLength === undefined ? {} : { maxLength },
  ...precision === undefined ? {} : { precision },
  ...scale === undefined ? {} : { scale },
  ...unicode === undefined ? {} : { unicode },
  ...srid === undefined ? {} : { srid }
})
