/** Decimals by their digits (`edm/decimal.ts`), as PostgreSQL's numeric adds and compares them. */
import { MAX_PLACES, decimalOrder } from '../../../edm/decimal.js'
import { evaluationError } from '../expression/evaluation-error.js'

/** A sum on the way, as a whole number with so many digits after its point: of few digits in `small`, of the rest in `large`. */
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

/** With as many digits after the point as the longest fraction had; null of nothing. */
export function digitsOfSum ({ scale, small, large, found }: DecimalSum): string | null {
  if (!found) return null
  return digitsOf({ whole: large + BigInt(small), scale })
}

export const lesser = (left: string, right: string): string => decimalOrder(right) < decimalOrder(left) ? right : left
export const greater = (left: string, right: string): string => decimalOrder(right) > decimalOrder(left) ? right : left

/** A whole number with so many digits after its point. */
interface Scaled {
  readonly whole: bigint
  readonly scale: number
}

function digitsOf ({ whole, scale }: Scaled): string {
  const digits = String(whole < 0n ? -whole : whole).padStart(scale + 1, '0')
  const point = digits.length - scale
  return `${whole < 0n ? '-' : ''}${digits.slice(0, point)}${scale === 0 ? '' : `.${digits.slice(point)}`}`
}

function scaledOf (digits: string): Scaled {
  const [before = '', behind = ''] = digits.split('.')
  return { whole: BigInt(before + behind), scale: behind.length }
}

const at = (scale: number, { whole, scale: own }: Scaled): bigint => whole * 10n ** BigInt(scale - own)

/** No result has more digits before or after its point than a Decimal that was written. */
function fitting (result: Scaled): string {
  if (result.scale > MAX_PLACES || String(result.whole).replace('-', '').length - result.scale > MAX_PLACES) throw evaluationError('decimal')
  return digitsOf(result)
}

const together = (compute: (a: bigint, b: bigint) => bigint) => (left: string, right: string): string => {
  const [a, b] = [scaledOf(left), scaledOf(right)]
  const scale = Math.max(a.scale, b.scale)
  return fitting({ whole: compute(at(scale, a), at(scale, b)), scale })
}

function remainder (a: bigint, b: bigint): bigint {
  if (b === 0n) throw evaluationError('divisionByZero')
  return a % b
}

function product (left: string, right: string): string {
  const [a, b] = [scaledOf(left), scaledOf(right)]
  return fitting({ whole: a.whole * b.whole, scale: a.scale + b.scale })
}

/** To a whole number: `up` says of the rest after the point, in units of which `one` are a whole, whether it counts. */
const toWhole = (up: (rest: bigint, one: bigint) => bigint) => (digits: string): string => {
  const { whole, scale } = scaledOf(digits)
  const one = 10n ** BigInt(scale)
  return String(whole / one + up(whole % one, one))
}

/** Exact, as PostgreSQL's functions of the same names are with its numeric (OData-URL 4.01, sections 5.1.1.2 and 5.1.1.9). */
export const decimalArithmetic = {
  odata_decimal_add: together((a, b) => a + b),
  odata_decimal_sub: together((a, b) => a - b),
  odata_decimal_mod: together(remainder),
  odata_decimal_mul: product,
  odata_decimal_neg: (digits: string) => digitsOf({ ...scaledOf(digits), whole: -scaledOf(digits).whole }),
  odata_decimal_round: toWhole((rest, one) => rest * 2n >= one ? 1n : rest * 2n <= -one ? -1n : 0n),
  odata_decimal_floor: toWhole(rest => rest < 0n ? -1n : 0n),
  odata_decimal_ceiling: toWhole(rest => rest > 0n ? 1n : 0n)
} as const
