/** Edm.Duration values (OData ABNF, `durationValue`) as a count of 100 ns, the unit of both databases' arithmetic. */

const pattern = /^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d+))?S)?)?$/i

/** Fraction digits of a second that a tick holds; the rest is cut off. */
const TICK_DIGITS = 7
const TICKS_PER_SECOND = 10_000_000n
export const MIN_INT64 = -9_223_372_036_854_775_808n
export const MAX_INT64 = 9_223_372_036_854_775_807n

export const isInt64 = (value: bigint): boolean => value >= MIN_INT64 && value <= MAX_INT64

/** The ticks of a duration; undefined when the text is none, or is one longer than about 29,000 years. */
export function durationTicks (text: string): bigint | undefined {
  const match = pattern.exec(text)
  if (match === null || text.length === (match[1] ?? '').length + 1 || /T$/i.test(text)) return undefined
  const [days, hours, minutes, seconds] = [2, 3, 4, 5].map(group => BigInt(match[group] ?? 0)) as [bigint, bigint, bigint, bigint]
  const whole = (((days * 24n + hours) * 60n + minutes) * 60n + seconds) * TICKS_PER_SECOND
  const ticks = whole + BigInt((match[6] ?? '').slice(0, TICK_DIGITS).padEnd(TICK_DIGITS, '0'))
  const signed = match[1] === '-' ? -ticks : ticks
  return isInt64(signed) ? signed : undefined
}
