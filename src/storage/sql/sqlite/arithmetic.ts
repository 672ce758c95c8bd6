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

/** Negative zero becomes zero. */
function finite (value: number): number {
  if (!Number.isFinite(value)) throw evaluationError('double')
  return value + 0
}

/** PostgreSQL takes a result too small to be told from zero for an error. */
function notTooSmall (value: number, ...factors: readonly number[]): number {
  if (value === 0 && factors.every(factor => factor !== 0)) throw evaluationError('double')
  return finite(value)
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

/** Functions of doubles; a duration among their arguments is a bigint nevertheless. */
export const doubleArithmetic = {
  odata_double_add: (a: number, b: number) => finite(a + b),
  odata_double_sub: (a: number, b: number) => finite(a - b),
  odata_double_mul: (a: number, b: number) => notTooSmall(a * b, a, b),
  odata_double_div: (a: number, b: number) => notTooSmall(a / divisor(b), a),
  odata_double_mod: (a: number, b: number) => finite(a % divisor(b)),
  odata_double_neg: (a: number) => -a + 0,
  odata_duration_mul_double: (a: bigint | number, b: number) => ticks(Number(a) * b),
  odata_duration_div_double: (a: bigint | number, b: number) => ticks(Number(a) / divisor(b))
} as const
