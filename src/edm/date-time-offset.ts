/**
 * Edm.DateTimeOffset values (OData ABNF, `dateTimeOffsetValue`): kept as the text they were sent with, compared as exact instants.
 */

/** Years outside 0001–9999 cannot be stored; .NET clients could not read them either. */
const MIN_INSTANT = '0001-01-01T00:00:00.000000000000'
const MAX_INSTANT = '9999-12-31T23:59:59.999999999999'

/** The first and the last value there can be, as DateTimeOffsets. */
export const [MIN_DATE_TIME_OFFSET, MAX_DATE_TIME_OFFSET] = [`${MIN_INSTANT.slice(0, 19)}Z`, `${MAX_INSTANT}Z`] as const

/** Digits that a second's fraction may have. */
export const MAX_PRECISION = 12

const pattern = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,12}))?)?(?:Z|([+-])(\d\d):(\d\d))$/i

/**
 * The instant of a DateTimeOffset text as canonical UTC text `YYYY-MM-DDTHH:MM:SS.ffffffffffff`, which sorts byte by byte.
 * Undefined when the text is not a DateTimeOffset, names a day that does not exist, or lies outside the years 0001 to 9999 in UTC.
 */
export function instantOf (text: string): string | undefined {
  if (isPlainUtc(text)) return `${text.slice(0, 19)}.${NO_FRACTION}`
  const match = pattern.exec(text)
  if (match === null) return undefined
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const [hour, minute, second] = [Number(match[4]), Number(match[5]), Number(match[6] ?? 0)]
  const offsetHours = Number(match[9] ?? 0)
  const offsetMinutes = Number(match[10] ?? 0)
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined
  if (hour > 23 || minute > 59 || second > 60 || offsetHours > 14 || offsetMinutes > 59) return undefined
  const offset = (offsetHours * 60 + offsetMinutes) * (match[8] === '-' ? -1 : 1)
  const fraction = (match[7] ?? '').padEnd(12, '0')
  // In UTC the text is the instant; to make a date of it takes ten times as long.
  if (offset === 0 && second < 60 && year > 0) return `${text.slice(0, 10)}T${text.slice(11, 16)}:${match[6] ?? '00'}.${fraction}`
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  date.setUTCHours(hour, minute - offset, second, 0)
  const iso = date.toISOString()
  if (iso.length !== 24) return undefined
  const instant = `${iso.slice(0, 19)}.${fraction}`
  return instant < MIN_INSTANT || instant > MAX_INSTANT ? undefined : instant
}

const NO_FRACTION = ''.padEnd(MAX_PRECISION, '0')

const [ZERO, NINE, HYPHEN, COLON, T, Z] = [0x30, 0x39, 0x2d, 0x3a, 0x54, 0x5a]

/** Whether it is a value as most are: `2026-01-31T09:30:00Z`. That takes a tenth of the time of the pattern, which has the last word. */
function isPlainUtc (text: string): boolean {
  if (text.length !== 20 || text.charCodeAt(19) !== Z || text.charCodeAt(10) !== T) return false
  if (text.charCodeAt(4) !== HYPHEN || text.charCodeAt(7) !== HYPHEN) return false
  if (text.charCodeAt(13) !== COLON || text.charCodeAt(16) !== COLON) return false
  const [year, month, day] = [numberAt(text, 0) * 100 + numberAt(text, 2), numberAt(text, 5), numberAt(text, 8)]
  return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month) &&
    numberAt(text, 11) <= 23 && numberAt(text, 14) <= 59 && numberAt(text, 17) <= 59
}

/** Of two digits; NaN of anything else. */
function numberAt (text: string, index: number): number {
  const [tens, ones] = [text.charCodeAt(index), text.charCodeAt(index + 1)]
  return tens < ZERO || tens > NINE || ones < ZERO || ones > NINE ? Number.NaN : (tens - ZERO) * 10 + ones - ZERO
}

function daysInMonth (year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}
