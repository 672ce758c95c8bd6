/** ISO 8601 durations, applied to times in UTC: `P1D`, `PT90M`, `-P3M`, `P1Y2M10DT2H30M`. */
import { parse, serialize } from 'tinyduration'
import type { Duration } from 'tinyduration'

/** A duration is some characters long, never a page. */
export const MAX_DURATION_LENGTH = 64

const whole = (unit: string): string => `(?:\\d+${unit})?`
const part = (unit: string): string => `(?:\\d+(?:[.,]\\d+)?${unit})?`

/** Years and months are whole: half a month is not a length of time. */
export const DURATION_PATTERN =
  `^-?P(?=\\d|T\\d)${whole('Y')}${whole('M')}${part('W')}${part('D')}(?:T(?=\\d)${part('H')}${part('M')}${part('S')})?$`

const duration = new RegExp(DURATION_PATTERN)
const DAY = 86_400_000

/** Undefined when the text is not a duration. */
export function parseDuration (text: string): Duration | undefined {
  return text.length <= MAX_DURATION_LENGTH && duration.test(text) ? parse(text) : undefined
}

/** Years and months as the calendar has them, where a month that is too short ends on its last day; the rest by length. */
export function addDuration (
  time: Date,
  { negative = false, years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0 }: Duration
): Date {
  const sign = negative ? -1 : 1
  const result = new Date(time)
  const day = result.getUTCDate()
  result.setUTCDate(1)
  result.setUTCMonth(result.getUTCMonth() + sign * (years * 12 + months))
  const last = new Date(Date.UTC(2000, result.getUTCMonth() + 1, 0))
  last.setUTCFullYear(result.getUTCFullYear(), result.getUTCMonth() + 1, 0)
  result.setUTCDate(Math.min(day, last.getUTCDate()))
  return new Date(result.getTime() + sign * ((weeks * 7 + days) * DAY + hours * 3_600_000 + minutes * 60_000 + Math.round(seconds * 1000)))
}

/** Milliseconds as a duration of days and less. */
export function printDuration (milliseconds: number): string {
  const size = Math.abs(milliseconds)
  return serialize({
    negative: milliseconds < 0,
    days: Math.floor(size / DAY),
    hours: Math.floor(size % DAY / 3_600_000),
    minutes: Math.floor(size % 3_600_000 / 60_000),
    seconds: size % 60_000 / 1000
  })
}
