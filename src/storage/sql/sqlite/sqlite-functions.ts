/** The functions SQLite lacks, defined on a connection. PostgreSQL's twins of the same names are in its migrations. */
import type { Database as BetterSqlite3Database } from 'better-sqlite3'
import { instantOf } from '../../../edm/date-time-offset.js'
import { decimalOrder } from '../../../edm/decimal.js'
import { durationTicks } from '../../../odata/bind/expression/duration.js'
import { signToken } from '../../../odata/skip-token.js'
import { ITEM_PATTERN } from '../../stored-value.js'
import { doubleArithmetic, integerArithmetic, number, roundHalfAway } from './arithmetic.js'
import { toLower, toUpper } from './change-case.js'
import type { DecimalSum } from './decimal-arithmetic.js'
import { addToSum, decimalArithmetic, digitsOfSum, greater, lesser, startSum } from './decimal-arithmetic.js'
import { dateArithmetic } from './date-arithmetic.js'
import { offsetMinutesOf, timeOf } from '../expression/date-parts.js'
import { decimalText } from '../expression/decimal-text.js'
import { checkedSubstring, substring } from './substring.js'
import { matcherFor } from '../../../pattern/pattern-matcher.js'
import {
  doubleToInteger,
  narrow,
  parseDate,
  parseDateTimeOffset,
  parseDouble,
  parseGuid,
  parseInteger,
  parseTimeOfDay
} from './parse-values.js'

/** A value as SQLite hands it to a function that asked for exact integers. */
type Argument = string | number | bigint
type Implementation = (...values: never[]) => Argument | null
type Arithmetic = (...values: never[]) => bigint | number

/** Functions of text and of integers that never raise. */
const ORDINALS = new RegExp(ITEM_PATTERN, 'g')

const pureFunctions: Readonly<Record<string, Implementation>> = {
  odata_lower: toLower,
  odata_upper: toUpper,
  odata_endswith: (text: string, end: string) => text.endsWith(end) ? 1n : 0n,
  odata_instant: (text: string) => instantOf(text) ?? null,
  odata_decimal_to_int: (digits: string, low: bigint, high: bigint) => parseInteger(digits.replace(/\..*/, ''), low, high),
  odata_decimal_order: decimalOrder,
  odata_duration_ticks: (text: string) => durationTicks(text) ?? null,
  odata_time: timeOf,
  odata_offset: offsetMinutesOf,
  odata_narrow: narrow,
  odata_parse_int: parseInteger,
  odata_parse_double: parseDouble,
  odata_parse_datetimeoffset: parseDateTimeOffset,
  odata_parse_date: parseDate,
  odata_parse_timeofday: parseTimeOfDay,
  odata_parse_guid: parseGuid,
  odata_skip_token: signToken,
  odata_percent_encode: (text: string) => encodeURIComponent(text),
  odata_without_ordinals: (json: string) => json.replace(ORDINALS, ''),
  odata_substring: substring
}

/** Functions of doubles that never raise; a double with a whole value may reach them as an integer. */
const pureDoubleFunctions: Readonly<Record<string, Implementation>> = {
  odata_double_to_int: (value: Argument, low: bigint, high: bigint) => doubleToInteger(Number(value), low, high),
  odata_double_json: (value: Argument) => doubleJson(Number(value)),
  odata_decimal_text: (value: Argument) => decimalText(Number(value)),
  odata_round: (value: Argument) => roundHalfAway(Number(value)),
  odata_floor: (value: Argument) => Math.floor(Number(value)) + 0,
  odata_ceiling: (value: Argument) => Math.ceil(Number(value)) + 0
}

/** The shortest digits that mean the double; JSON has no infinities (OData JSON format 4.01, section 7.1). */
const doubleJson = (value: number): string => Number.isFinite(value) ? String(value) : JSON.stringify(value > 0 ? 'INF' : '-INF')

/** Doubles in, whatever SQLite holds them as; the durations among them are converted by the functions themselves. */
const doubles = (implementation: Arithmetic): Implementation =>
  (...values: never[]) => number(implementation(...values.map(Number) as never[]))

const raisingFunctions: Readonly<Record<string, Implementation>> = {
  odata_checked_substring: checkedSubstring,
  ...integerArithmetic,
  ...dateArithmetic,
  ...decimalArithmetic,
  ...Object.fromEntries(Object.entries(doubleArithmetic).map(([name, implementation]) => [name, doubles(implementation as Arithmetic)]))
}

/**
 * Defines every function on a connection. Null in, null out. What can raise is not declared deterministic: SQLite would evaluate it before
 * the first row, and fail where there is none. `spend` is told of work that may be much, in nanoseconds, and may throw to end it.
 */
export function registerSqliteFunctions (client: BetterSqlite3Database, spend: (nanoseconds: number) => void = () => undefined): void {
  define(client, 'odata_matchespattern', (text: string, pattern: string) => matcherFor(pattern)(text, spend) ? 1n : 0n, true)
  for (const [name, implementation] of Object.entries({ ...pureFunctions, ...pureDoubleFunctions })) {
    define(client, name, implementation, true)
  }
  for (const [name, implementation] of Object.entries(raisingFunctions)) define(client, name, implementation, false)
  defineAggregates(client)
}

const addDigits = (sum: DecimalSum, digits: unknown): DecimalSum => addToSum(sum, digits as string | null)

/** Aggregates of Decimals by their digits: without loss, as PostgreSQL's numeric has them. Null is passed over. */
function defineAggregates (client: BetterSqlite3Database): void {
  client.aggregate('odata_decimal_sum', { start: startSum, deterministic: true, step: addDigits, result: digitsOfSum })
  for (const [name, step] of Object.entries({ min: lesser, max: greater })) {
    client.aggregate(`odata_decimal_${name}`, {
      start: () => null,
      deterministic: true,
      step: (found: string | null, digits: string | null) => digits === null ? found : found === null ? digits : step(found, digits)
    })
  }
}

function define (client: BetterSqlite3Database, name: string, implementation: Implementation, deterministic: boolean): void {
  const call = implementation as (...values: unknown[]) => unknown
  client.function(
    name,
    { deterministic, safeIntegers: true, varargs: true },
    (...values: unknown[]) => values.includes(null) ? null : call(...values)
  )
}
