/**
 * Sums to which both databases come, bit by bit: of integers without loss, of Decimals by their digits, of doubles in the order of the
 * items and with the compensation that SQLite's `sum` has built in (Neumaier's).
 */
import sql from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { PrimitiveTypeName, TypeReference } from '../../../edm/types.js'
import type { DialectName } from '../../database/database.js'
import { functionName } from '../identifier.js'

const numericAggregates = { sum: sql`sum`, min: sql`min`, max: sql`max` } as const

/** Of the digits of Decimals, as digits. PostgreSQL computes with them; SQLite has functions of ours. */
export const renderDigitsAggregate = (dialect: DialectName, name: keyof typeof numericAggregates, operand: Sql): Sql => dialect === 'sqlite'
  ? sql`${functionName(`odata_decimal_${name}`)}(${operand})`
  : sql`CAST(${numericAggregates[name]}(CAST(${operand} AS numeric)) AS text)`

/** What the sum of doubles loses at an item: `before` and `after` are the sums without it and with it. */
export const lostBySum = ({ item, before, after }: { readonly item: Sql, readonly before: Sql, readonly after: Sql }): Sql =>
  sql`CASE WHEN abs(${before}) > abs(${item}) THEN (${before} - ${after}) + ${item} ELSE (${item} - ${after}) + ${before} END`

/** Raises what any arithmetic raises when the sum is not finite; negative zero is zero. `error`: what each item lost, for PostgreSQL. */
export function renderDoubleSum (
  dialect: DialectName,
  { value, error, ordinal }: { readonly value: Sql, readonly error: Sql, readonly ordinal: Sql }
): Sql {
  const sum = sql`sum(${value} ORDER BY ${ordinal})`
  return dialect === 'sqlite'
    ? sql`odata_double_total(${sum}, CAST(0 AS float8))`
    : sql`odata_double_total(${sum}, sum(${error} ORDER BY ${ordinal}))`
}

const narrow: ReadonlySet<PrimitiveTypeName> = new Set(['Edm.SByte', 'Edm.Byte', 'Edm.Int16', 'Edm.Int32'])

/** No number of rows that a table can have makes the sum of such values wider than 64 bits. */
const isNarrow = ({ type }: TypeReference): boolean => type.kind === 'primitive' && narrow.has(type.name)

const plainSum = (operand: Sql): Sql => sql`CAST(sum(${operand}) AS bigint)`

/** The halves of 64 bits are summed apart, so that only a result that does not fit is an error, whatever the order. */
const low = (operand: Sql): Sql => plainSum(sql`(${operand} & 4294967295)`)
const high = (operand: Sql): Sql => sql`(${plainSum(sql`(${operand} >> 32)`)} + (${low(operand)} >> 32))`

export const exactSum = (operand: Sql): Sql =>
  sql`odata_int_add(odata_int_mul(${high(operand)}, CAST(4294967296 AS bigint)), (${low(operand)} & 4294967295))`

export const integerSum = (type: TypeReference, operand: Sql): Sql => isNarrow(type) ? plainSum(operand) : exactSum(operand)

/** A sum as a double, which always fits. */
export function integerTotal (type: TypeReference, operand: Sql): Sql {
  if (isNarrow(type)) return sql`CAST(${plainSum(operand)} AS float8)`
  return sql`(CAST(${high(operand)} AS float8) * CAST(4294967296 AS float8) + CAST((${low(operand)} & 4294967295) AS float8))`
}
