/** Which function of both databases computes an arithmetic operator (OData-URL 4.01, section 5.1.1.2), by the kinds of its operands. */
import type { ArithmeticOperator } from '../../../odata/bind/expression/expression.js'
import type { doubleArithmetic, integerArithmetic } from '../sqlite/arithmetic.js'
import type { dateArithmetic } from '../sqlite/date-arithmetic.js'
import type { ValueCategory } from './value-category.js'
import { unrenderable } from './unrenderable.js'

export type ArithmeticFunctionName = keyof typeof integerArithmetic | keyof typeof doubleArithmetic | keyof typeof dateArithmetic

export interface Operation {
  readonly function: ArithmeticFunctionName
  /** What each operand must be converted to; from integer to double at most. */
  readonly operands: readonly [ValueCategory, ValueCategory]
  /** Whether the function takes the right operand first. */
  readonly swapped: boolean
}

const isNumber = (category: ValueCategory): boolean => category === 'integer' || category === 'double'

/** `isDecimal`: whether the result is an Edm.Decimal, which is held as a double and knows no infinity. */
export function operationOf (operator: ArithmeticOperator, left: ValueCategory, right: ValueCategory, isDecimal = false): Operation {
  const name = isNumber(left) && right === 'duration' && operator === 'mul'
    ? durationFunction('mul', left)
    : functionOf(operator, left, right, isDecimal ? 'double' : 'float')
  if (name === undefined) throw unrenderable(`${operator} of these types`)
  const toDouble = name.includes('double') || name.includes('float')
  const operand = (category: ValueCategory): ValueCategory => toDouble && category === 'integer' ? 'double' : category
  return { function: name, operands: [operand(left), operand(right)], swapped: right === 'duration' && isNumber(left) }
}

function functionOf (
  operator: ArithmeticOperator,
  left: ValueCategory,
  right: ValueCategory,
  division: 'double' | 'float'
): ArithmeticFunctionName | undefined {
  if (isNumber(left) && isNumber(right)) {
    if (operator === 'divby') return `odata_${division}_div`
    if (left === 'integer' && right === 'integer') return `odata_int_${operator}`
    return operator === 'div' || operator === 'mod' ? `odata_${division}_${operator}` : `odata_double_${operator}`
  }
  if (left === 'duration') return right === 'duration' ? sum(operator, 'duration') : durationFunction(operator, right)
  if (left !== 'instant' && left !== 'date') return undefined
  if (right === 'duration') return sum(operator, left)
  return right === left && operator === 'sub' ? `odata_${left}_diff` : undefined
}

function sum<Kind extends 'duration' | 'instant' | 'date'> (
  operator: ArithmeticOperator,
  kind: Kind
): `odata_${Kind}_${'add' | 'sub'}` | undefined {
  return operator === 'add' || operator === 'sub' ? `odata_${kind}_${operator}` : undefined
}

function durationFunction (operator: ArithmeticOperator, factor: ValueCategory): ArithmeticFunctionName | undefined {
  if (!isNumber(factor)) return undefined
  if (operator === 'divby') return 'odata_duration_div_double'
  if (operator !== 'mul' && operator !== 'div') return undefined
  return factor === 'integer' ? `odata_duration_${operator}_int` : `odata_duration_${operator}_double`
}

/** Unary minus. */
export function negationOf (category: ValueCategory): ArithmeticFunctionName {
  switch (category) {
    case 'integer': return 'odata_int_neg'
    case 'double': return 'odata_double_neg'
    case 'duration': return 'odata_duration_neg'
    default: throw unrenderable('- of this type')
  }
}
