/** Decimals by their digits (`edm/decimal.ts`), as PostgreSQL's numeric adds and compares them. */
import { decimalOrder, digitCounts } from '../../../edm/decimal.js'

/** The sum, with as many digits behind the point as the longer fraction has. */
export function addDigits (left: string, right: string): string {
  const scale = Math.max(digitCounts(left).behind, digitCounts(right).behind)
  const sum = unscaled(left, scale) + unscaled(right, scale)
  const digits = String(sum < 0n ? -sum : sum).padStart(scale + 1, '0')
  const point = digits.length - scale
  return `${sum < 0n ? '-' : ''}${digits.slice(0, point)}${scale === 0 ? '' : `.${digits.slice(point)}`}`
}

/** The integer that the decimal is with so many digits behind its point. */
function unscaled (text: string, scale: number): bigint {
  const [whole = '', fraction = ''] = text.split('.')
  return BigInt(whole + fraction.padEnd(scale, '0'))
}

export const lesser = (left: string, right: string): string => decimalOrder(right) < decimalOrder(left) ? right : left
export const greater = (left: string, right: string): string => decimalOrder(right) > decimalOrder(left) ? right : left
