/** What operators and functions make of the values in `values.ts` (OData-URL 4.01, section 5.1.1), written from the specification. */
import { SCALE, digitsOf, instantOf, scaled } from './values.js'
import type { Kind, Value } from './values.js'

/** A row that has no result: the request is refused. */
export class Failure extends Error {}

const fail = (): never => { throw new Failure() }
const ONE = 10n ** BigInt(SCALE)

/** Numeric promotion (section 5.1.1.18): integers are computed in 64 bits. */
export function promoted (left: Kind, right: Kind): Kind {
  return left === 'double' || right === 'double' ? 'double' : left === 'decimal' || right === 'decimal' ? 'decimal' : left
}

/** A number as one of a wider kind. */
export function widened (value: Value, from: Kind, to: Kind): Value {
  if (value === null || from === to) return value
  return to === 'decimal' ? BigInt(value) * ONE : Number(from === 'decimal' ? decimalDigits(BigInt(value)) : value)
}

export function decimalDigits (value: bigint): string {
  const digits = String(value < 0n ? -value : value).padStart(SCALE + 1, '0')
  return `${value < 0n ? '-' : ''}${digits.slice(0, -SCALE)}.${digits.slice(-SCALE)}`.replace(/\.?0+$/, '')
}

/** Below, equal or above; null is not compared. */
export function compare (left: NonNullable<Value>, right: NonNullable<Value>, kind: Kind): number {
  const [a, b] = kind === 'instant' ? [instantOf(String(left)), instantOf(String(right))] : [left, right]
  if (kind === 'text') return Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)))
  return a < b ? -1 : a > b ? 1 : 0
}

const fit = (value: bigint): bigint => BigInt.asIntN(64, value) === value ? value : fail()

function doubles (operator: string, a: number, b: number): number {
  const result = operator === 'add' ? a + b : operator === 'sub' ? a - b : operator === 'mul' ? a * b : operator === 'mod' ? a % b : a / b
  const finite = Number.isFinite(a) && Number.isFinite(b)
  if (Number.isNaN(result) || (finite && !Number.isFinite(result) && !(operator.startsWith('div') && b === 0))) return fail()
  if (finite && result === 0 && a !== 0 && b !== 0 && (operator === 'mul' || operator.startsWith('div'))) return fail()
  return result + 0
}

/** Of numbers of one kind. */
export function calculate (operator: string, left: NonNullable<Value>, right: NonNullable<Value>, kind: Kind): Value {
  if (kind === 'double') return doubles(operator, Number(left), Number(right))
  const [a, b] = [BigInt(left), BigInt(right)]
  if (b === 0n && (operator === 'div' || operator === 'mod')) return fail()
  const check = kind === 'decimal' ? (value: bigint): bigint => value : fit
  switch (operator) {
    case 'add': return check(a + b)
    case 'sub': return check(a - b)
    case 'mul': return check(kind === 'decimal' ? a * b / ONE : a * b)
    case 'mod': return a % b
    default: return check(a / b)
  }
}

export const negated = (value: NonNullable<Value>, kind: Kind): Value =>
  kind === 'double' ? 0 - Number(value) : kind === 'decimal' ? -BigInt(value) : fit(-BigInt(value))

/** Half away from zero; towards the one or the other side. */
export function rounded (name: string, value: NonNullable<Value>, kind: Kind): Value {
  if (kind === 'double') {
    const number = Number(value)
    return (name === 'floor' ? Math.floor(number) : name === 'ceiling' ? Math.ceil(number) : Number.isFinite(number) && number % 1 !== 0 ? Math.sign(number) * Math.floor(Math.abs(number) + 0.5) : number) + 0
  }
  const number = BigInt(value)
  const below = number / ONE * ONE - (number < 0n && number % ONE !== 0n ? ONE : 0n)
  if (name === 'floor' || number === below) return below
  if (name === 'ceiling') return below + ONE
  const distance = number - below
  return distance * 2n > ONE || (distance * 2n === ONE && number > 0n) ? below + ONE : below
}

export const ranges: Readonly<Record<string, readonly [bigint, bigint]>> = {
  'Edm.Byte': [0n, 255n], 'Edm.SByte': [-128n, 127n], 'Edm.Int16': [-32768n, 32767n], 'Edm.Int32': [-2147483648n, 2147483647n], 'Edm.Int64': [-(2n ** 63n), 2n ** 63n - 1n]
}

/** `cast` of a number to a numeric type (section 5.1.1.10.1): null where it does not fit. */
export function castNumber (value: NonNullable<Value>, from: Kind, type: string): Value {
  const range = ranges[type]
  if (range !== undefined) {
    if (typeof value === 'number' && !Number.isFinite(value)) return null
    const whole = from === 'decimal' ? BigInt(value) / ONE : BigInt(typeof value === 'number' ? Math.trunc(value) : value)
    return whole >= range[0] && whole <= range[1] ? whole : null
  }
  if (type !== 'Edm.Decimal') return widened(value, from, 'double')
  return from !== 'double' ? widened(value, from, 'decimal') : Number.isFinite(value) ? scaled(digitsOf(Number(value))) : null
}

const PICO = 10n ** 12n
const START = '0001-01-01T00:00:00'
const secondsOf = (text: string): bigint => BigInt(Date.parse(`${text}Z`)) / 1000n

/** A point in time that is later by so many units of 100 ns. */
export function later (instant: string, ticks: bigint): string {
  const utc = instantOf(instant)
  const total = secondsOf(utc.slice(0, 19)) * PICO + BigInt(utc.slice(20)) + ticks * 100_000n
  if (total < secondsOf(START) * PICO || total >= secondsOf('9999-12-31T23:59:59') * PICO + PICO) return fail()
  const fraction = ((total % PICO) + PICO) % PICO
  return `${new Date(Number((total - fraction) / PICO) * 1000).toISOString().slice(0, 19)}.${String(fraction).padStart(12, '0')}Z`
}

/** How much later the one is, in units of 100 ns. */
export function between (left: string, right: string): bigint {
  const [a, b] = [instantOf(left), instantOf(right)].map(utc => secondsOf(utc.slice(0, 19)) * 10_000_000n + BigInt(utc.slice(20, 27)))
  return (a ?? 0n) - (b ?? 0n)
}

/** A date some days on. */
export function laterDate (date: string, ticks: bigint): string {
  return later(`${date}T00:00:00Z`, ticks).slice(0, 10)
}
