/**
 * Arithmetic of constants is done before rendering, so that `checkinDateTime gt now() sub duration'P7D'` compares a column with a parameter
 * and finds an index. Arithmetic that raises an error is left where it is: it must fail only where it is evaluated.
 */
import { instantOf } from '../../../edm/date-time-offset.js'
import type { PrimitiveValue, TypeReference } from '../../../edm/types.js'
import type { ConvertExpression, Expression } from '../../../odata/bind/expression/expression.js'
import type { FunctionName } from '../../../odata/bind/expression/function-signatures.js'
import { EvaluationError } from '../../database/database.js'
import { doubleArithmetic, integerArithmetic } from '../sqlite/arithmetic.js'
import { dateArithmetic } from '../sqlite/date-arithmetic.js'
import { isList } from './expression-traits.js'
import { negationOf, operationOf } from './arithmetic-operations.js'
import type { ArithmeticFunctionName } from './arithmetic-operations.js'
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
    case 'literal': case 'variable': case 'computed': return expression
    case 'property': case 'navigation': case 'typeCast': return { ...expression, source: fold(expression.source) }
    case 'isOf': return { ...expression, operand: fold(expression.operand) }
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
    case 'case':
      return {
        ...expression,
        branches: expression.branches.map(({ condition, value }) => ({ condition: fold(condition), value: fold(value) }))
      }
  }
}

type ArithmeticOperatorName = Parameters<typeof operationOf>[0]

export function isArithmeticOperator (operator: string): operator is ArithmeticOperatorName {
  return ['add', 'sub', 'mul', 'div', 'divby', 'mod'].includes(operator)
}

/** An integer literal where a double is wanted. */
function toDouble (expression: ConvertExpression): Expression {
  const { operand, type } = expression
  const isInteger = operand.kind === 'literal' && operand.value !== null && categoryOf(operand.type.type) === 'integer'
  return isInteger && categoryOf(type.type) === 'double' ? { kind: 'literal', type, value: Number(operand.value) } : expression
}

function compute (expression: Extract<Expression, { kind: 'unary' | 'binary' }>, operands: readonly Expression[], now: string): Expression {
  if (!operands.every(isConstant)) return expression
  const values = operands.map(operand => constantOf(operand, now))
  if (!values.every(value => value !== undefined)) return expression
  try {
    return { kind: 'literal', type: expression.type, value: literalValue(evaluate(expression, operands, values), expression.type) }
  } catch (error) {
    if (error instanceof EvaluationError) return expression
    throw error
  }
}

function evaluate (
  expression: Extract<Expression, { kind: 'unary' | 'binary' }>,
  operands: readonly Expression[],
  values: readonly PrimitiveValue[]
): PrimitiveValue {
  const categories = operands.map(({ type }) => categoryOf(type.type))
  const [left = 'text', right = 'text'] = categories
  if (expression.kind === 'unary') return implementations[negationOf(left)](...values)
  const operation = operationOf(expression.operator as ArithmeticOperatorName, left, right)
  const converted = values.map((value, index) => toCategory(value, categories[index], operation.operands[index]))
  return implementations[operation.function](...operation.swapped ? converted.reverse() : converted)
}

const toCategory = (value: PrimitiveValue, from: ValueCategory | undefined, to: ValueCategory | undefined): PrimitiveValue =>
  from === to ? value : Number(value)

const constantCalls: ReadonlySet<FunctionName> = new Set(['now', 'mindatetime', 'maxdatetime'])

/** Asked before the values, so that a literal beside a column can stay in its slot. */
const isConstant = (expression: Expression): boolean =>
  expression.kind === 'literal' || (expression.kind === 'call' && constantCalls.has(expression.name))

/** The value to compute with: integers and durations as bigint, a DateTimeOffset as an instant. Undefined when it is no finite constant. */
function constantOf (expression: Expression, now: string): PrimitiveValue | undefined {
  if (expression.kind === 'call') {
    switch (expression.name) {
      case 'now': return now
      case 'mindatetime': return MIN_INSTANT
      case 'maxdatetime': return MAX_INSTANT
      default: return undefined
    }
  }
  if (expression.kind !== 'literal' || expression.value === null) return undefined
  const { value } = expression
  switch (categoryOf(expression.type.type)) {
    case 'integer': case 'duration': return BigInt(value)
    case 'double': return Number.isFinite(Number(value)) ? Number(value) : undefined
    case 'instant': return instantOf(String(value))
    default: return value
  }
}

function literalValue (value: PrimitiveValue, { type }: TypeReference): PrimitiveValue {
  return categoryOf(type) === 'instant' ? textOfInstant(String(value)) : value
}
