/**
 * Conversions between primitive types (OData-URL 4.01, section 5.1.1.10.1): a value that the target cannot hold is null. Pairs the
 * specification does not define give null as well.
 */
import sql from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { PrimitiveTypeName, TypeReference } from '../../../edm/types.js'
import type { Dialect } from '../dialect.js'
import { isDecimal } from './decimal-text.js'
import { categoryOf, nullOf } from './value-category.js'
import { unrenderable } from './unrenderable.js'

interface Range {
  readonly low: bigint
  readonly high: bigint
}

const bits = (width: number): Range => ({ low: -(2n ** BigInt(width - 1)), high: 2n ** BigInt(width - 1) - 1n })

const ranges: Readonly<Partial<Record<PrimitiveTypeName, Range>>> = {
  'Edm.SByte': bits(8),
  'Edm.Byte': { low: 0n, high: 255n },
  'Edm.Int16': bits(16),
  'Edm.Int32': bits(32),
  'Edm.Int64': bits(64)
}

export interface Conversion {
  readonly dialect: Dialect
  readonly from: TypeReference
  readonly to: TypeReference
  /** The operand's SQL; the text of a DateTimeOffset. */
  readonly operand: Sql
  /** Of a Decimal whose digits are known. */
  readonly digits?: Sql | undefined
}

/** The converted value; the text of a DateTimeOffset. */
export function renderConversion (conversion: Conversion): Sql {
  const { from, to, operand } = conversion
  if (typeNameOf(from) === typeNameOf(to)) return operand
  switch (categoryOf(to.type)) {
    case 'text':
      return toText(conversion)
    case 'boolean':
      return categoryOf(from.type) === 'text' ? sql`CASE lower(${operand}) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END` : nullOf(to)
    case 'integer':
      return toInteger(conversion)
    case 'double':
      return toDouble(conversion)
    case 'instant':
      return toInstant(conversion)
    case 'date':
      return fromTextOr(conversion, sql`odata_parse_date(${operand})`, { instant: sql`substr(${operand}, 1, 10)` })
    case 'timeOfDay':
      return fromTextOr(conversion, sql`odata_parse_timeofday(${operand})`, { instant: sql`odata_time(${operand})` })
    case 'guid':
      return fromTextOr(conversion, sql`odata_parse_guid(${operand})`, {})
    default:
      throw impossible(conversion)
  }
}

const typeNameOf = ({ type }: TypeReference): string => type.kind === 'primitive' ? type.name : type.kind
const impossible = ({ from, to }: Conversion): Error => unrenderable(`cast from ${typeNameOf(from)} to ${typeNameOf(to)}`)

function fromTextOr ({ from, to }: Conversion, text: Sql, others: Readonly<Partial<Record<ReturnType<typeof categoryOf>, Sql>>>): Sql {
  const category = categoryOf(from.type)
  return category === 'text' ? text : others[category] ?? nullOf(to)
}

function toText (conversion: Conversion): Sql {
  const { operand } = conversion
  switch (categoryOf(conversion.from.type)) {
    case 'boolean': return sql`CASE ${operand} WHEN TRUE THEN 'true' WHEN FALSE THEN 'false' END`
    case 'integer': return sql`CAST(${operand} AS text)`
    case 'timeOfDay': return timeText(operand)
    case 'text': case 'instant': case 'date': case 'guid': return operand
    default: throw impossible(conversion)
  }
}

/** A time of day as a payload shows it: without zeros at the end of its fraction. */
export const timeText = (time: Sql): Sql => sql`rtrim(rtrim(${time}, '0'), '.')`

function toInteger ({ dialect, from, to, operand, digits }: Conversion): Sql {
  const range = rangeOf(to)
  const limits = sql`${dialect.integer(range.low)}, ${dialect.integer(range.high)}`
  if (digits !== undefined) return sql`odata_decimal_to_int(${digits}, ${limits})`
  switch (categoryOf(from.type)) {
    case 'text': return sql`odata_parse_int(${operand}, ${limits})`
    case 'double': return sql`odata_double_to_int(${operand}, ${limits})`
    case 'integer': return contains(range, rangeOf(from)) ? operand : sql`odata_narrow(${operand}, ${limits})`
    default: return nullOf(to)
  }
}

const rangeOf = (type: TypeReference): Range => ranges[typeNameOf(type) as PrimitiveTypeName] ?? bits(64)
const contains = (outer: Range, inner: Range): boolean => outer.low <= inner.low && outer.high >= inner.high

function toDouble ({ dialect, from, to, operand }: Conversion): Sql {
  switch (categoryOf(from.type)) {
    case 'text': {
      const parsed = sql`odata_parse_double(${operand})`
      return isDecimal(to.type) ? finite(dialect, parsed) : parsed
    }
    case 'integer': return sql`CAST(${operand} AS float8)`
    // No decimal is infinite.
    case 'double': return isDecimal(to.type)
      ? finite(dialect, operand)
      : operand
    default: return nullOf(to)
  }
}

const finite = (dialect: Dialect, value: Sql): Sql =>
  sql`nullif(nullif(${value}, ${dialect.double(Infinity)}), ${dialect.double(-Infinity)})`

function toInstant ({ from, to, operand }: Conversion): Sql {
  switch (categoryOf(from.type)) {
    case 'text': return sql`odata_parse_datetimeoffset(${operand})`
    case 'date': return sql`(${operand} || 'T00:00:00Z')`
    default: return nullOf(to)
  }
}
