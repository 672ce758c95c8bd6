/** Literals as values of their types (OData-URL 4.01, section 5.1.1.14.1). */
import { decimalDigits, decimalValue } from '../../../edm/decimal.js'
import { instantOf } from '../../../edm/date-time-offset.js'
import { isStorableText } from '../../../edm/primitives.js'
import type { PrimitiveTypeName, PrimitiveValue } from '../../../edm/types.js'
import type { LiteralKind, LiteralNode } from '../../url/ast.js'
import { bindError, quoted } from './bind-error.js'
import { durationTicks } from './duration.js'
import type { LiteralExpression, SlotExpression, UnsupportedExpression } from './expression.js'
import { literalOf, notSupported, untypedNull } from './expression-type.js'
import type { Scope } from './scope.js'
import { slotOf } from './slot-expression.js'

interface LiteralRow {
  readonly type: PrimitiveTypeName
  /** The value in the form that {@link PrimitiveValue} states; undefined when the type has no such value. */
  readonly read: (text: string) => PrimitiveValue | undefined
  readonly expected: string | ((text: string) => string)
}

const storable = (text: string): string =>
  text.includes('\u0000') ? 'text without the character U+0000' : 'text without half a surrogate pair'

const literalTable: Readonly<Record<Exclude<LiteralKind, 'null'>, LiteralRow>> = {
  boolean: { type: 'Edm.Boolean', read: text => text === 'true', expected: 'true or false' },
  string: { type: 'Edm.String', read: text => isStorableText(text) ? text : undefined, expected: storable },
  int32: { type: 'Edm.Int32', read: text => Number(text) + 0, expected: 'an Edm.Int32' },
  int64: { type: 'Edm.Int64', read: BigInt, expected: 'an Edm.Int64' },
  decimal: { type: 'Edm.Decimal', read: readDecimal, expected: 'a number that an Edm.Decimal can hold' },
  double: { type: 'Edm.Double', read: readDouble, expected: 'a number that an Edm.Double can hold' },
  guid: { type: 'Edm.Guid', read: text => text.toLowerCase(), expected: 'an Edm.Guid' },
  date: {
    type: 'Edm.Date',
    read: text => instantOf(`${text}T00:00Z`) === undefined ? undefined : text,
    expected: 'a day that exists in the years 0001 to 9999'
  },
  dateTimeOffset: {
    type: 'Edm.DateTimeOffset',
    read: text => instantOf(text) === undefined ? undefined : text,
    expected: 'a point in time that exists in the years 0001 to 9999'
  },
  timeOfDay: { type: 'Edm.TimeOfDay', read: readTimeOfDay, expected: 'an Edm.TimeOfDay' },
  duration: { type: 'Edm.Duration', read: durationTicks, expected: 'a duration of less than 29,000 years' },
  binary: { type: 'Edm.Binary', read: text => text.replace(/={1,2}$/, ''), expected: 'base64url text' }
}

/** The value of a literal that is not null; undefined when its type has no such value. */
export const readLiteral = (kind: LiteralKind, text: string): PrimitiveValue | undefined =>
  kind === 'null' ? undefined : literalTable[kind].read(text)

export function bindLiteral (
  scope: Scope,
  { literalKind, text, position, slot }: LiteralNode
): LiteralExpression | SlotExpression | UnsupportedExpression {
  if (literalKind === 'null') return untypedNull
  const { type, read, expected } = literalTable[literalKind]
  const value = read(text)
  if (value === undefined && isOutOfRange(literalKind, text)) return notSupported(scope, 'A date before the year 1 or after the year 9999')
  if (value === undefined) {
    throw bindError(scope, {
      position,
      expected: typeof expected === 'string' ? expected : expected(text),
      found: quoted(text.replaceAll('\u0000', '\\u0000'))
    })
  }
  return slot === undefined ? literalOf(type, value) : slotOf(type, value, slot)
}

/** A day that exists in a year that no value can have: the calendar is the same every 400 years. */
function isOutOfRange (kind: LiteralKind, text: string): boolean {
  if (kind !== 'date' && kind !== 'dateTimeOffset') return false
  const [, year = '', rest = ''] = /^(-?\d+)(-.*)$/s.exec(text) ?? []
  const alike = 2000 + Number(BigInt(year) % 400n)
  return (year.length > 4 || BigInt(year) <= 0n) && instantOf(`${alike}${rest}${kind === 'date' ? 'T00:00Z' : ''}`) !== undefined
}

function finite (text: string): number | undefined {
  const value = Number(text) + 0
  return Number.isFinite(value) ? value : undefined
}

/** A number; its digits where a double would have others. */
function readDecimal (text: string): number | string | undefined {
  const value = finite(text)
  const digits = decimalDigits(text)
  return value === undefined || digits === undefined ? value : decimalValue(digits)
}

function readDouble (text: string): number | undefined {
  switch (text) {
    case 'INF': return Infinity
    case '-INF': return -Infinity
    case 'NaN': return NaN
    default: return finite(text)
  }
}

/** `HH:MM`, with or without seconds and their fraction, as `HH:MM:SS.ffffffffffff`. */
function readTimeOfDay (text: string): string {
  const [time = '', fraction = ''] = text.split('.')
  return `${time.padEnd(8, ':00')}.${fraction.padEnd(12, '0')}`
}
