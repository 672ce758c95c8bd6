/** Decimals as text: one form for each value, and one that sorts. Nothing here is a double. */
import { trimEnd } from '../base/trim-end.js'

/** Digits that a Decimal may have before and after its point. */
const MAX_DIGITS = 1000
/** Before and after the point of what is written with an exponent, or computed. */
export const MAX_PLACES = 2 * MAX_DIGITS

const pattern = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,6}))?$/

/** A decimal in digits: no exponent, no needless zero, but the trailing zeros of its fraction. Undefined for what is none, or too long. */
export function decimalDigits (text: string): string | undefined {
  const match = pattern.exec(text)
  if (match === null) return undefined
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match
  const shift = Number(exponent)
  if (Math.abs(shift) > MAX_DIGITS || whole.length + fraction.length > MAX_DIGITS) return undefined
  const digits = whole + fraction
  const point = whole.length + shift
  const before = (point > 0 ? digits.slice(0, point).padEnd(point, '0') : '').replace(/^0+/, '') || '0'
  const behind = point > 0 ? digits.slice(point) : '0'.repeat(-point) + digits
  const unsigned = behind === '' ? before : `${before}.${behind}`
  return sign === '-' && /[1-9]/.test(unsigned) ? `-${unsigned}` : unsigned
}

/** A decimal as it is held: a number, or its digits where a double would have others. */
export function decimalValue (digits: string): number | string {
  const value = Number(digits) + 0
  return Number.isFinite(value) && decimalOrder(decimalDigits(String(value)) ?? '0') === decimalOrder(digits) ? value : digits
}

/** How many digits a decimal has before and after its point, without leading zeros and with trailing ones. */
export function digitCounts (digits: string): { readonly before: number, readonly behind: number } {
  const [before = '', behind = ''] = digits.replace('-', '').split('.')
  return { before: before === '0' ? 0 : before.length, behind: behind.length }
}

const OFFSET = 5000

/**
 * A decimal as text that sorts by its bytes as the numbers do, the same for equal numbers: `0` and complements for negative ones, `1` for
 * zero, `2`, the exponent and the significant digits for positive ones.
 */
export function decimalOrder (digits: string): string {
  const negative = digits.startsWith('-')
  const [before = '', behind = ''] = digits.replace('-', '').split('.')
  const all = before + behind
  const significant = trimEnd(all.replace(/^0+/, ''), '0')
  if (significant === '') return '1'
  const exponent = before.length - (all.length - all.replace(/^0+/, '').length)
  const scale = String(OFFSET + exponent).padStart(4, '0')
  if (!negative) return `2${scale}${significant}`
  return `0${complement(scale)}${complement(significant)}~`
}

const complement = (digits: string): string => digits.replace(/\d/g, digit => String(9 - Number(digit)))
