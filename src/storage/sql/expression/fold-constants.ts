/**
 * Arithmetic of constants is done before rendering, so that `checkinDateTime gt now() sub duration'P7D'` compares a column with a parameter
 * and finds an index. What follows from the time is computed anew for each request. Arithmetic that raises an error is left where it is: it
 * must fail only where it is evaluated. With a null, it is null.
 */
import { instantOf } from '../../../edm/date-time-offset.js'
import type { PrimitiveValue, TypeReference } from '../../../edm/types.js'
import { constantCalls, isArithmeticOperator } from '../../../odata/bind/expression/constant.js'
import { isList } from '../../../odata/bind/expression/expression-children.js'
import type { ArithmeticOperator, ConvertExpression, Expression } from '../../../odata/bind/expression/expression.js'
import type { FunctionName } from '../../../odata/bind/expression/function-signatures.js'
import { EvaluationError } from '../../database/database.js'
import { doubleArithmetic, integerArithmetic } from '../sqlite/arithmetic.js'
import { dateArithmetic } from '../sqlite/date-arithmetic.js'
import { negationOf, operationOf } from './arithmetic-operations.js'
import type { ArithmeticFunctionName } from './arithmetic-operations.js'
import { decimalValue } from '../../../edm/decimal.js'
import { isDecimal } from './decimal-text.js'
import { exactDecimal } from './exact-decimal.js'
import { isNull } from './expression-traits.js'
import { categoryOf } from './value-category.js'
import type { ValueCategory } from './value-category.js'

export const MIN_INSTANT = '0001-01-01T00:00:00.000000000000'
export const MAX_INSTANT = '9999-12-31T23:59:59.999999999999'

const implementations = { ...integerArithmetic, ...doubleArithmetic, ...dateArithmetic } as unknown as Readonly<
  Record<ArithmeticFunctionName, (...values: PrimitiveValue[]) => PrimitiveValue>
>

/** The text of an instant: in UTC, without zeros at the end of its fraction. */
export function textOfInstant (instant: string): string {
  return `${instant.replace(/0{1,12}$/, '').replace(/\.$/, '')}Z`
}

/** The expression with its constant arithmetic done; `now` is an instant. */
export function foldConstants (expression: Expression, now: string): Expression {
  const fold = (child: Expression): Expression => foldConstants(child, now)
  switch (expression.kind) {
    case 'literal': case 'slot': case 'variable': case 'root': case 'computed': case 'written': case 'unsupported': return expression
    case 'property': case 'navigation': case 'typeCast': case 'dynamic': return { ...expression, source: fold(expression.source) }
    case 'keyed': return { ...expression, collection: fold(expression.collection), predicate: fold(expression.predicate) }
    case 'isOf': case 'has': return { ...expression, operand: fold(expression.operand) }
    case 'convert': return toDouble({ ...expression, operand: fold(expression.operand) })
    case 'unary': {
      const operand = fold(expression.operand)
      const folded = { ...expression, operand }
      return expression.operator === 'negate' ? compute(folded, [operand], now) : folded
    }
    case 'binary': {
      const operands = [fold(expression.left), fold(expression.right)] as const
      const folded = { ...expression, left: operands[0], right: operands[1] }
      return isArithmeticOperator(expression.operator) ? compute(folded, operands, now) : folded
    }
    case 'in':
      return {
        ...expression,
        operand: fold(expression.operand),
        items: isList(expression.items) ? expression.items.map(fold) : fold(expression.items)
      }
    case 'call':
    case 'whole':
    case 'hierarchy':
      return { ...expression, arguments: expression.arguments.map(fold) }
    case 'lambda':
      return {
        ...expression,
        collection: fold(expression.collection),
        predicate: expression.predicate === undefined ? undefined : fold(expression.predicate)
      }
    case 'count':
      return {
        ...expression,
        collection: fold(expression.collection),
        filter: expression.filter === undefined ? undefined : fold(expression.filter)
      }
    case 'aggregate':
      return {
        ...expression,
        collection: fold(expression.collection),
        operand: fold(expression.operand),
        filter: expression.filter === undefined ? undefined : fold(expression.filter)
      }
    case 'case':
      return {
        ...expression,
        branches: expression.branches.map(({ condition, value }) => ({ condition: fold(condition), value: fold(value) }))
      }
  }
}

/** An integer literal where a double is wanted. */
function toDouble (expression: ConvertExpression): Expression {
  const { operand, type } = expression
  const isInteger = operand.kind === 'literal' && operand.value !== null && categoryOf(operand.type.type) === 'integer'
  if (!isInteger || categoryOf(type.type) !== 'double') return expression
  return { kind: 'literal', type, value: isDecimal(type.type) ? decimalValue(String(operand.value)) : Number(operand.value) }
}

type Arithmetic = Extract<Expression, { kind: 'unary' | 'binary' }>

function compute (expression: Arithmetic, operands: readonly Expression[], now: string): Expression {
  const { type } = expression
  if (operands.some(isNull)) return { kind: 'literal', type: { ...type, nullable: true }, value: null }
  if (!operands.every(isKnown)) return expression
  const valueAt = (time: string): PrimitiveValue | undefined => {
    const values = operands.map(operand => constantOf(operand, time))
    if (!values.every(value => value !== undefined)) return undefined
    return literalValue(evaluate(expression, operands, values), type)
  }
  try {
    const value = valueAt(now)
    if (value === undefined) return expression
    return operands.some(dependsOnTime)
      ? { kind: 'slot', type, slot: 'now', written: now, convert: time => valueAt(String(time)) ?? value }
      : { kind: 'literal', type, value }
  } catch (error) {
    if (error instanceof EvaluationError) return expression
    throw error
  }
}

/** Digits that a double does not hold are computed with as the double next to them. */
const asNumber = (operands: readonly Expression[]) => (value: PrimitiveValue, index: number): PrimitiveValue =>
  typeof value === 'string' && categoryOf(operands[index]?.type.type ?? STRING) === 'double' ? Number(value) : value

const STRING = { kind: 'primitive', name: 'Edm.String' } as const

function evaluate (expression: Arithmetic, operands: readonly Expression[], written: readonly PrimitiveValue[]): PrimitiveValue {
  const exact = isDecimal(expression.type.type) ? exactDecimal(expression.operator, written) : undefined
  if (exact !== undefined) return exact
  const values = written.map(asNumber(operands))
  const categories = operands.map(({ type }) => categoryOf(type.type))
  const [left = 'text', right = 'text'] = categories
  if (expression.kind === 'unary') return implementations[negationOf(left)](...values)
  const operation = operationOf(expression.operator as ArithmeticOperator, left, right, isDecimal(expression.type.type))
  const converted = values.map((value, index) => toCategory(value, categories[index], operation.operands[index]))
  return implementations[operation.function](...operation.swapped ? converted.reverse() : converted)
}

const toCategory = (value: PrimitiveValue, from: ValueCategory | undefined, to: ValueCategory | undefined): PrimitiveValue =>
  from === to ? value : Number(value)

/** What can be computed here and now. The slot of a literal is not: another request fills it. */
const isKnown = (expression: Expression): boolean =>
  expression.kind === 'literal' || dependsOnTime(expression) || (expression.kind === 'call' && constantCalls.has(expression.name))

/** The time of the request, or what was computed of it. */
const dependsOnTime = (expression: Expression): boolean =>
  (expression.kind === 'slot' && expression.slot === 'now') || (expression.kind === 'call' && expression.name === 'now')

/** The value to compute with: integers and durations as bigint, a DateTimeOffset as an instant. Undefined when it is no finite constant. */
function constantOf (expression: Expression, now: string): PrimitiveValue | undefined {
  switch (expression.kind) {
    case 'call': return instantOfCall(expression.name, now)
    case 'slot': return operandOf(expression, expression.convert(now))
    case 'literal': return expression.value === null ? undefined : operandOf(expression, expression.value)
    default: return undefined
  }
}

function instantOfCall (name: FunctionName, now: string): string | undefined {
  switch (name) {
    case 'now': return now
    case 'mindatetime': return MIN_INSTANT
    case 'maxdatetime': return MAX_INSTANT
    default: return undefined
  }
}

function operandOf ({ type }: Expression, value: PrimitiveValue): PrimitiveValue | undefined {
  switch (categoryOf(type.type)) {
    case 'integer': case 'duration': return BigInt(value)
    case 'double': return isDecimal(type.type) ? value : Number(value)
    case 'instant': return instantOf(String(value))
    default: return value
  }
}

function literalValue (value: PrimitiveValue, { type }: TypeReference): PrimitiveValue {
  return categoryOf(type) === 'instant' ? textOfInstant(String(value)) : value
}
