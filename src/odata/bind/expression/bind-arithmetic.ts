/** `add sub mul div divby mod` and the minus sign (OData-URL 4.01, section 5.1.1.2), with numbers and with points in time. */
import type { PrimitiveTypeName } from '../../../edm/types.js'
import type { BinaryNode, UnaryNode } from '../../url/ast.js'
import { bindError } from './bind-error.js'
import { bindUntyped } from './bind-expression.js'
import { accepts, convertTo, isInt32 } from './conversions.js'
import { isInt64 } from './duration.js'
import { isDynamic } from './dynamic-value.js'
import type { ArithmeticOperator, Expression, LiteralExpression } from './expression.js'
import { describeType, describeTypes, isUnknown, isUntypedNull, literalOf, primitiveName, primitiveReference } from './expression-type.js'
import { arithmeticType, isInteger, isNumeric } from './numeric-promotion.js'
import { isConstant } from './constant.js'
import type { Binding } from './scope.js'
import { settle } from './slot-expression.js'

export function bindArithmetic (binding: Binding, node: BinaryNode, operator: ArithmeticOperator): Expression {
  const left = bindUntyped(binding, node.left)
  const right = bindUntyped(binding, node.right)
  if (isUnknown(left) || isUnknown(right)) return isUnknown(left) ? left : right
  const bound = calculateNumbers(operator, left, right) ?? calculateTimes(operator, left, right) ?? scaleDuration(operator, left, right)
  if (bound !== undefined) return bound
  throw bindError(binding, { position: node.position, expected: `operands that "${operator}" takes`, found: describeTypes(left, right) })
}

/** What stands where only a number can is read as one. */
const asNumber = (operand: Expression): Expression => isDynamic(operand) ? convertTo('Edm.Double', operand) : operand

/** The type of a number for arithmetic; a null literal is whatever the other operand is. */
function numberName (expression: Expression, other: Expression): PrimitiveTypeName | undefined {
  if (isUntypedNull(expression)) return isUntypedNull(other) ? 'Edm.Int64' : numberName(other, expression)
  if (isDynamic(expression)) return isUntypedNull(other) || isDynamic(other) || numberName(other, expression) !== undefined ? 'Edm.Double' : undefined
  const name = primitiveName(expression)
  return name !== undefined && isNumeric(name) ? name : undefined
}

function calculateNumbers (operator: ArithmeticOperator, left: Expression, right: Expression): Expression | undefined {
  const leftName = numberName(left, right)
  const rightName = numberName(right, left)
  if (leftName === undefined || rightName === undefined) return undefined
  const promoted = arithmeticType(leftName, rightName)
  const name = operator === 'divby' && isInteger(promoted) ? 'Edm.Double' : promoted
  return calculation(operator, convertTo(name, left), convertTo(name, right), name)
}

/** A division by zero has no value, so the result of one may be null. What is computed before it is rendered is known by its value. */
function calculation (operator: ArithmeticOperator, first: Expression, second: Expression, result: PrimitiveTypeName): Expression {
  const [left, right] = isConstant(first) && isConstant(second) ? [settle(first), settle(second)] : [first, second]
  const nullable = left.type.nullable || right.type.nullable || operator === 'div' || operator === 'divby' || operator === 'mod'
  return { kind: 'binary', operator, left, right, type: primitiveReference(result, nullable) }
}

type TimeRule = readonly [left: PrimitiveTypeName, operator: ArithmeticOperator, right: PrimitiveTypeName, result: PrimitiveTypeName]

/** The first row that both operands fit; so a null literal beside a point in time is a duration. */
const timeRules: readonly TimeRule[] = [
  ['Edm.DateTimeOffset', 'add', 'Edm.Duration', 'Edm.DateTimeOffset'],
  ['Edm.Date', 'add', 'Edm.Duration', 'Edm.Date'],
  ['Edm.Duration', 'add', 'Edm.Duration', 'Edm.Duration'],
  ['Edm.DateTimeOffset', 'sub', 'Edm.Duration', 'Edm.DateTimeOffset'],
  ['Edm.Date', 'sub', 'Edm.Duration', 'Edm.Date'],
  ['Edm.Duration', 'sub', 'Edm.Duration', 'Edm.Duration'],
  ['Edm.DateTimeOffset', 'sub', 'Edm.DateTimeOffset', 'Edm.Duration'],
  ['Edm.Date', 'sub', 'Edm.Date', 'Edm.Duration']
]

function calculateTimes (operator: ArithmeticOperator, left: Expression, right: Expression): Expression | undefined {
  const rule = timeRules.find(([leftName, name, rightName]) => name === operator && accepts(leftName, left) && accepts(rightName, right))
  return rule === undefined ? undefined : calculation(operator, convertTo(rule[0], left), convertTo(rule[2], right), rule[3])
}

/** Duration `mul`, `div` and `divby` number; number `mul` duration is turned round, so that the duration is always to the left. */
function scaleDuration (operator: ArithmeticOperator, left: Expression, right: Expression): Expression | undefined {
  if (operator === 'mul' && primitiveName(left) !== 'Edm.Duration' && primitiveName(right) === 'Edm.Duration') {
    return scaleDuration(operator, right, left)
  }
  if ((operator !== 'mul' && operator !== 'div' && operator !== 'divby') || primitiveName(left) !== 'Edm.Duration') return undefined
  const factor = isUntypedNull(right) ? 'Edm.Int64' : primitiveName(right)
  if (factor === undefined || !isNumeric(factor)) return undefined
  return calculation(operator, left, convertTo(arithmeticType(factor, factor), right), 'Edm.Duration')
}

/** `negateExpr`: the minus before a literal becomes part of it. */
export function bindNegate (binding: Binding, node: UnaryNode): Expression {
  const operand = settle(asNumber(bindUntyped(binding, node.operand)))
  if (isUnknown(operand)) return operand
  const name = isUntypedNull(operand) ? 'Edm.Int64' : primitiveName(operand)
  if (name === undefined || (name !== 'Edm.Duration' && !isNumeric(name))) {
    throw bindError(binding, {
      position: node.operand.position,
      expected: 'a number or a duration after "-"',
      found: describeType(operand)
    })
  }
  if (operand.kind === 'literal' && operand.value !== null) return negateLiteral(binding, node, operand, name)
  const converted = convertTo(name === 'Edm.Duration' ? name : arithmeticType(name, name), operand)
  return { kind: 'unary', operator: 'negate', operand: converted, type: converted.type }
}

/** The one Int32 whose opposite is none becomes an Int64. */
function negateLiteral (binding: Binding, node: UnaryNode, literal: LiteralExpression, name: PrimitiveTypeName): Expression {
  const { value } = literal
  if (typeof value === 'number') {
    return name === 'Edm.Int32' && !isInt32(-value)
      ? literalOf('Edm.Int64', BigInt(-value), literal)
      : literalOf(name, 0 - value, literal)
  }
  // Digits of a Decimal that no double has.
  if (typeof value === 'string') return literalOf(name, value.startsWith('-') ? value.slice(1) : `-${value}`, literal)
  if (typeof value === 'bigint' && isInt64(-value)) return literalOf(name, -value, literal)
  throw bindError(binding, { position: node.position, expected: `a value that an ${name} can hold`, found: `-(${String(value)})` })
}
