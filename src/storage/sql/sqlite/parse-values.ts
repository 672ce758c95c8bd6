/**
 * Text to values, for `cast` on SQLite (OData-URL 4.01, section 5.1.1.10.1): null where the text is not a value of the type. The grammar is
 * the ABNF's of the payload value; PostgreSQL's functions of the same names follow it too.
 */
import { instantOf } from '../../../edm/date-time-offset.js'

export function parseInteger (text: string, low: bigint, high: bigint): bigint | null {
  return /^[+-]?[0-9]{1,19}$/.test(text) ? narrow(BigInt(text.replace(/^\+/, '')), low, high) : null
}

export function narrow (value: bigint, low: bigint, high: bigint): bigint | null {
  return value < low || value > high ? null : value
}

/** Cuts the fraction off. */
export function doubleToInteger (value: number, low: bigint, high: bigint): bigint | null {
  return Number.isFinite(value) ? narrow(BigInt(Math.trunc(value)), low, high) : null
}

/** Null for `NaN`, which no value of SQLite's is, and for a number too large for a double, or too small to be told from zero. */
export function parseDouble (text: string): number | null {
  if (text === 'INF' || text === '-INF') return text === 'INF' ? Infinity : -Infinity
  if (!/^[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$/.test(text)) return null
  const value = Number(text)
  return Number.isFinite(value) && (value !== 0 || !/^[^eE]*[1-9]/.test(text)) ? value + 0 : null
}

/** Without an offset it is UTC (rule 11). */
export function parseDateTimeOffset (text: string): string | null {
  if (instantOf(text) !== undefined) return text
  return instantOf(`${text}Z`) === undefined ? null : `${text}Z`
}

export function parseDate (text: string): string | null {
  return /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text) && instantOf(`${text}T00:00:00Z`) !== undefined ? text : null
}

export function parseTimeOfDay (text: string): string | null {
  const match = /^((?:[01][0-9]|2[0-3]):[0-5][0-9])(?::([0-5][0-9])(?:\.([0-9]{1,12}))?)?$/.exec(text)
  return match === null ? null : `${match[1]}:${match[2] ?? '00'}.${(match[3] ?? '').padEnd(12, '0')}`
}

export function parseGuid (text: string): string | null {
  return /^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/.test(text) ? text.toLowerCase() : null
}
