/**
 * Arithmetic of instants, dates and durations (OData-URL 4.01, section 5.1.1.2), as `arithmetic.ts`. An instant is the text that
 * `instantOf` gives; a duration counts ticks of 100 ns; the five digits of an instant below a tick are carried along.
 */
import { evaluationError } from '../expression/evaluation-error.js'

const TICKS_A_SECOND = 10_000_000n
const TICKS_A_DAY = 864_000_000_000n
/** 0001-01-01 in seconds since 1970. */
const FIRST_SECOND = -62_135_596_800
/** Ticks from 0001-01-01 to the end of 9999. */
const END_TICKS = 3_652_059n * TICKS_A_DAY

/** Ticks since 0001-01-01 of an instant. */
function ticksOf (instant: string): bigint {
  const second = Date.parse(`${instant.slice(0, 19)}Z`) / 1000 - FIRST_SECOND
  return BigInt(second) * TICKS_A_SECOND + BigInt(instant.slice(20, 27))
}

function instantAt (ticks: bigint, digitsBelow: string): string {
  const second = Number(ticks / TICKS_A_SECOND) + FIRST_SECOND
  return `${new Date(second * 1000).toISOString().slice(0, 19)}.${String(ticks % TICKS_A_SECOND).padStart(7, '0')}${digitsBelow}`
}

const midnight = (date: string): string => `${date}T00:00:00.000000000000`

function inRange (ticks: bigint, type: 'date' | 'dateTimeOffset'): bigint {
  if (ticks < 0n || ticks >= END_TICKS) throw evaluationError(type)
  return ticks
}

/** What these take and give: instants and dates are text, durations bigint. */
export const dateArithmetic = {
  odata_instant_add: (instant: string, duration: bigint) =>
    instantAt(inRange(ticksOf(instant) + duration, 'dateTimeOffset'), instant.slice(27)),
  odata_instant_sub: (instant: string, duration: bigint) =>
    instantAt(inRange(ticksOf(instant) - duration, 'dateTimeOffset'), instant.slice(27)),
  odata_instant_diff: (a: string, b: string) => ticksOf(a) - ticksOf(b),
  // A date is its midnight; of the sum, the day it falls on.
  odata_date_add: (date: string, duration: bigint) => instantAt(inRange(ticksOf(midnight(date)) + duration, 'date'), '').slice(0, 10),
  odata_date_sub: (date: string, duration: bigint) => instantAt(inRange(ticksOf(midnight(date)) - duration, 'date'), '').slice(0, 10),
  odata_date_diff: (a: string, b: string) => ticksOf(midnight(a)) - ticksOf(midnight(b))
} as const
