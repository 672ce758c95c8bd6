/**
 * Arithmetic (OData-URL 4.01, section 5.1.1.2) as SQLite's functions and the folding of constants do it. Integers are 64 bits wide,
 * decimals are doubles. PostgreSQL's functions of the same names, in its migration, give the same results and raise the same errors.
 */
import { evaluationError } from '../expression/evaluation-error.js'
import type { evaluationMessages } from '../expression/evaluation-error.js'

function fit (value: bigint, overflow: keyof typeof evaluationMessages): bigint {
  if (BigInt.asIntN(64, value) !== value) throw evaluationError(overflow)
  return value
}

/** What finite operands have for a result must fit; negative zero becomes zero. */
function fitting (value: number, ...operands: readonly number[]): number {
  if (Math.abs(value) === Infinity && operands.every(Number.isFinite)) throw evaluationError('double')
  return value + 0
}

/** PostgreSQL takes a result too small to be told from zero for an error. */
function notTooSmall (value: number, ...factors: readonly number[]): number {
  if (value === 0 && factors.every(factor => factor !== 0 && Number.isFinite(factor))) throw evaluationError('double')
  return fitting(value, ...factors)
}

function quotient (a: number, b: number): number {
  return Number.isFinite(b) ? notTooSmall(a / b, a, 1) : a / b + 0
}

/** No value of SQLite's is NaN, so what is computed row by row cannot be. */
export function number (value: bigint | number): bigint | number {
  if (Number.isNaN(value)) throw evaluationError('notANumber')
  return value
}

function divisor<Value extends bigint | number> (value: Value): Value {
  if (Number(value) === 0) throw evaluationError('divisionByZero')
  return value
}

/** Half away from zero; `Math.round` would take -2.5 to -2. */
export function roundHalfAway (value: number): number {
  const whole = Math.trunc(value)
  return (Math.abs(value - whole) >= 0.5 ? whole + Math.sign(value) : whole) + 0
}

function ticks (value: number): bigint {
  if (!(value >= -(2 ** 63) && value < 2 ** 63)) throw evaluationError('duration')
  return BigInt(roundHalfAway(value))
}

/** Functions of integers and durations, which SQLite passes as bigint. */
export const integerArithmetic = {
  odata_int_add: (a: bigint, b: bigint) => fit(a + b, 'integer'),
  odata_int_sub: (a: bigint, b: bigint) => fit(a - b, 'integer'),
  odata_int_mul: (a: bigint, b: bigint) => fit(a * b, 'integer'),
  odata_int_div: (a: bigint, b: bigint) => fit(a / divisor(b), 'integer'),
  odata_int_mod: (a: bigint, b: bigint) => a % divisor(b),
  odata_int_neg: (a: bigint) => fit(-a, 'integer'),
  odata_duration_add: (a: bigint, b: bigint) => fit(a + b, 'duration'),
  odata_duration_sub: (a: bigint, b: bigint) => fit(a - b, 'duration'),
  odata_duration_neg: (a: bigint) => fit(-a, 'duration'),
  odata_duration_mul_int: (a: bigint, b: bigint) => fit(a * b, 'duration'),
  odata_duration_div_int: (a: bigint, b: bigint) => fit(a / divisor(b), 'duration')
} as const

/**
 * Functions of doubles; a duration among their arguments is a bigint nevertheless. Their operands may be infinite. Of a division by zero,
 * `float` makes what IEEE 754 says, and `double`, which is for decimals, an error (section 5.1.1.2.5). NaN is for constants alone: see
 * {@link number}.
 */
export const doubleArithmetic = {
  odata_double_add: (a: number, b: number) => fitting(a + b, a, b),
  // A sum over rows: no operand tells whether it is infinite because an item was, or because it does not fit.
  odata_double_total: (a: number, b: number) => fitting(a + b, 0),
  odata_double_sub: (a: number, b: number) => fitting(a - b, a, b),
  odata_double_mul: (a: number, b: number) => notTooSmall(a * b, a, b),
  odata_double_div: (a: number, b: number) => quotient(a, divisor(b)),
  odata_double_mod: (a: number, b: number) => a % divisor(b) + 0,
  odata_float_div: (a: number, b: number) => b === 0 ? a / 0 : quotient(a, b),
  odata_float_mod: (a: number, b: number) => a % b + 0,
  odata_double_neg: (a: number) => -a + 0,
  odata_duration_mul_double: (a: bigint | number, b: number) => ticks(Number(a) * b),
  odata_duration_div_double: (a: bigint | number, b: number) => ticks(Number(a) / divisor(b))
} as const
