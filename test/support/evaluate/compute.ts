/** Arithmetic of the evaluator (OData-URL 4.01, section 5.1.1.2). */
import { instantOf } from '../../../src/edm/date-time-offset.js'
import type { PrimitiveValue } from '../../../src/edm/types.js'
import { fail } from './evaluation-failure.js'

type Value = PrimitiveValue | null

export function fit (value: bigint, name: string): bigint {
  return value >= -(2n ** 63n) && value < 2n ** 63n ? value : fail(`The result does not fit ${name === 'Edm.Duration' ? name : 'Edm.Int64'}.`)
}

export const instant = (text: string): string => instantOf(text) ?? ''

export function compute (operator: string, left: PrimitiveValue, right: PrimitiveValue, leftType: string, rightType: string): Value {
  if (leftType === 'Edm.DateTimeOffset') {
    if (rightType === leftType) return ticks(instant(String(left))) - ticks(instant(String(right)))
    const sum = ticks(instant(String(left))) + (operator === 'add' ? BigInt(right) : -BigInt(right))
    return shown(sum, instant(String(left)).slice(27))
  }
  if (leftType === 'Edm.Date') {
    const start = ticks(`${String(left)}T00:00:00.0000000`)
    if (rightType === leftType) return start - ticks(`${String(right)}T00:00:00.0000000`)
    const sum = start + (operator === 'add' ? BigInt(right) : -BigInt(right))
    return inRange(sum) ? shown(sum, '').slice(0, 10) : fail('The result does not fit Edm.Date.')
  }
  if (typeof left === 'bigint' && typeof right === 'bigint' && operator !== 'divby') return computeIntegers(operator, left, right, [leftType, rightType].includes('Edm.Duration') ? 'Edm.Duration' : 'Edm.Int64')
  if (rightType === 'Edm.Duration' && leftType !== rightType) return compute(operator, right, left, rightType, leftType)
  if (leftType === 'Edm.Duration') {
    if (Number.isNaN(right)) fail('The result is not a number.')
    if (operator !== 'mul' && Number(right) === 0) fail('Division by zero.')
    const result = operator === 'mul' ? Number(left) * Number(right) : Number(left) / Number(right)
    return result >= -(2 ** 63) && result < 2 ** 63 ? BigInt(round(result)) : fail('The result does not fit Edm.Duration.')
  }
  return computeDoubles(operator, Number(left), Number(right))
}

function computeIntegers (operator: string, left: bigint, right: bigint, typeName: string): bigint {
  if ((operator === 'div' || operator === 'mod') && right === 0n) fail('Division by zero.')
  switch (operator) {
    case 'add': return fit(left + right, typeName)
    case 'sub': return fit(left - right, typeName)
    case 'mul': return fit(left * right, typeName)
    case 'div': return fit(left / right, typeName)
    default: return left % right
  }
}

/** Infinite operands are computed with, as is a division by zero; a finite result that does not fit is a failure. */
function computeDoubles (operator: string, left: number, right: number): number {
  const results: Readonly<Record<string, number>> = { add: left + right, sub: left - right, mul: left * right, mod: left % right }
  const result = results[operator] ?? left / right
  const finite = Number.isFinite(left) && Number.isFinite(right)
  const tooSmall = finite && result === 0 && left !== 0 && (operator === 'mul' ? right !== 0 : operator.startsWith('div'))
  const tooLarge = finite && Math.abs(result) === Infinity && !(operator.startsWith('div') && right === 0)
  return tooSmall || tooLarge ? fail('The result does not fit Edm.Double.') : result + 0
}

export const round = (value: number): number => {
  const below = Math.floor(Math.abs(value))
  return Math.sign(value) * (Math.abs(value) - below >= 0.5 ? below + 1 : below) + 0
}

export const ticks = (text: string): bigint => (BigInt(Date.parse(`${text.slice(0, 19)}Z`)) + 62_135_596_800_000n) * 10_000n + BigInt(text.slice(20, 27))
const inRange = (value: bigint): boolean => value >= 0n && value < ticks('9999-12-31T23:59:59.9999999') + 1n

export function shown (value: bigint, below: string): string {
  if (!inRange(value)) return fail('The result does not fit Edm.DateTimeOffset.')
  const seconds = new Date(Number(value / 10_000_000n) * 1000 - 62_135_596_800_000).toISOString().slice(0, 19)
  const fraction = `${String(value % 10_000_000n).padStart(7, '0')}${below}`.replace(/0+$/, '')
  return `${seconds}${fraction === '' ? '' : `.${fraction}`}Z`
}
