/** Values of one primitive type by their order, exactly. */
import { instantOf } from '../../edm/date-time-offset.js'
import { decimalDigits, decimalOrder } from '../../edm/decimal.js'
import { enumNumber } from '../../edm/enum-values.js'
import { underlyingType } from '../../edm/lookup.js'
import type { EdmType, PrimitiveValue } from '../../edm/types.js'
import { durationTicks } from '../bind/expression/duration.js'

/** Less than zero, zero, or more; undefined for what has no order. */
export function compareValues (declared: EdmType, left: PrimitiveValue, right: PrimitiveValue): number | undefined {
  const type = underlyingType(declared)
  if (type.kind === 'enum') return order(enumNumber(type, String(left)), enumNumber(type, String(right)))
  if (type.kind !== 'primitive') return undefined
  switch (type.name) {
    case 'Edm.Byte': case 'Edm.SByte': case 'Edm.Int16': case 'Edm.Int32': case 'Edm.Single': case 'Edm.Double': return Number(left) - Number(right)
    case 'Edm.Int64': case 'Edm.Decimal': return order(digitsOrder(left), digitsOrder(right))
    case 'Edm.DateTimeOffset': return order(instantOf(String(left)), instantOf(String(right)))
    case 'Edm.Duration': return order(durationTicks(String(left)), durationTicks(String(right)))
    case 'Edm.Boolean': case 'Edm.Stream': case 'Edm.Binary': return undefined
    default: return order(left, right)
  }
}

const digitsOrder = (value: PrimitiveValue): string | undefined => {
  const digits = decimalDigits(String(value))
  return digits === undefined ? undefined : decimalOrder(digits)
}

function order<Value extends string | bigint | number | boolean> (left: Value | undefined, right: Value | undefined): number | undefined {
  if (left === undefined || right === undefined) return undefined
  return left < right ? -1 : left > right ? 1 : 0
}

/** Whether a number is a whole multiple of another, digit by digit. */
export function isMultiple (value: PrimitiveValue, of: string): boolean {
  const [digits, divisor] = [decimalDigits(String(value)), decimalDigits(of)]
  if (digits === undefined || divisor === undefined) return false
  const places = Math.max(...[digits, divisor].map(text => text.split('.')[1]?.length ?? 0))
  const scaled = (text: string): bigint => {
    const [before = '0', behind = ''] = text.split('.')
    return BigInt(before + behind.padEnd(places, '0'))
  }
  const step = scaled(divisor)
  return step !== 0n && scaled(digits) % step === 0n
}
