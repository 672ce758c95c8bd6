/** Decimals by their digits (`edm/decimal.ts`), as PostgreSQL's numeric adds and compares them. */
import { decimalOrder } from '../../../edm/decimal.js'

/** A sum on the way, as a whole number with so many digits behind its point: of few digits in `small`, of the rest in `large`. */
export interface DecimalSum {
  readonly scale: number
  readonly small: number
  readonly large: bigint
  readonly found: boolean
}

export const startSum = (): DecimalSum => ({ scale: 0, small: 0, large: 0n, found: false })

/** Whole numbers of so many digits, and a good many of them together, are exact as doubles. */
const SMALL_DIGITS = 12
const SMALL_SUM = 2 ** 52

/** Null is passed over. */
export function addToSum (sum: DecimalSum, digits: string | null): DecimalSum {
  if (digits === null) return sum
  const point = digits.indexOf('.')
  const scale = point < 0 ? 0 : digits.length - point - 1
  const at = scale > sum.scale ? scaledTo(sum, scale) : sum
  const zeros = at.scale - scale
  const whole = point < 0 ? digits : digits.slice(0, point) + digits.slice(point + 1)
  if (whole.length + zeros > SMALL_DIGITS) return { ...at, large: at.large + BigInt(whole + '0'.repeat(zeros)), found: true }
  const small = at.small + Number(whole) * 10 ** zeros
  return Math.abs(small) < SMALL_SUM
    ? { scale: at.scale, small, large: at.large, found: true }
    : { scale: at.scale, small: 0, large: at.large + BigInt(small), found: true }
}

const scaledTo = (sum: DecimalSum, scale: number): DecimalSum =>
  ({ ...sum, scale, small: 0, large: (sum.large + BigInt(sum.small)) * 10n ** BigInt(scale - sum.scale) })

/** With as many digits behind the point as the longest fraction had; null of nothing. */
export function digitsOfSum ({ scale, small, large, found }: DecimalSum): string | null {
  if (!found) return null
  const sum = large + BigInt(small)
  const digits = String(sum < 0n ? -sum : sum).padStart(scale + 1, '0')
  const point = digits.length - scale
  return `${sum < 0n ? '-' : ''}${digits.slice(0, point)}${scale === 0 ? '' : `.${digits.slice(point)}`}`
}

export const lesser = (left: string, right: string): string => decimalOrder(right) < decimalOrder(left) ? right : left
export const greater = (left: string, right: string): string => decimalOrder(right) > decimalOrder(left) ? right : left
