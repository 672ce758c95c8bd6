/** What an expression can do without being evaluated: yield null, raise an error. Rendering is plainer where it cannot. */
import { isArithmeticOperator } from '../../../odata/bind/expression/constant.js'
import { childrenOf } from '../../../odata/bind/expression/expression-children.js'
import type { Expression } from '../../../odata/bind/expression/expression.js'
import type { FunctionName } from '../../../odata/bind/expression/function-signatures.js'

const neverNull: ReadonlySet<FunctionName> = new Set(['now', 'mindatetime', 'maxdatetime'])

/** Whether the value can be null. Said once too often costs a plainer rendering, once too seldom a wrong answer. */
export function mayBeNull (expression: Expression): boolean {
  switch (expression.kind) {
    case 'literal': return isNull(expression)
    case 'slot': return false
    case 'variable': return expression.variable.type.nullable
    // A member of a complex value is null where that value is.
    case 'property': return expression.property.type.nullable || expression.source.kind !== 'variable'
    case 'unary': return mayBeNull(expression.operand)
    case 'binary': switch (expression.operator) {
      case 'eq': case 'ne': case 'gt': case 'ge': case 'lt': case 'le': return false
      default: return mayBeNull(expression.left) || mayBeNull(expression.right)
    }
    case 'call': return !neverNull.has(expression.name) && expression.arguments.some(mayBeNull)
    case 'in': case 'lambda': case 'count': case 'isOf': case 'hierarchy': return false
    case 'has': return mayBeNull(expression.operand)
    case 'whole': case 'aggregate': return expression.type.nullable
    case 'navigation': case 'keyed': case 'dynamic': case 'root': case 'typeCast': case 'computed': case 'convert': case 'case': case 'written': case 'unsupported': return true
  }
}

/** What was found out: each operator asks it of all that is inside, so that deep filters would take the square of their depth. */
const raising = new WeakMap<Expression, boolean>()

/** Whether evaluating can end in an error, as arithmetic can, and a substring whose length is not known before. */
export function mayRaise (expression: Expression): boolean {
  const known = raising.get(expression)
  if (known !== undefined) return known
  const itself = isArithmetic(expression) || isNaNLiteral(expression) || hasUncheckedLength(expression) || sums(expression)
  const raises = itself || childrenOf(expression).some(mayRaise)
  raising.set(expression, raises)
  return raises
}

const sums = (expression: Expression): boolean =>
  expression.kind === 'aggregate' && (expression.method === 'sum' || expression.method === 'average')

const hasUncheckedLength = (expression: Expression): boolean =>
  expression.kind === 'call' && expression.name === 'substring' && expression.arguments.length > 2 && !isNotNegative(expression.arguments[2])

/** Whether this is a number that was written, and is not less than zero. */
export const isNotNegative = (expression: Expression | undefined): boolean =>
  expression?.kind === 'literal' && expression.value !== null && Number(expression.value) >= 0

const isArithmetic = (expression: Expression): boolean =>
  expression.kind === 'unary' ? expression.operator === 'negate' : expression.kind === 'binary' && isArithmeticOperator(expression.operator)

/** Whether this is the literal null. */
export const isNull = (expression: Expression): boolean => expression.kind === 'literal' && expression.value === null

/** Whether this is NaN, which only a literal can be: it is equal to nothing, and neither less nor greater. */
export const isNaNLiteral = (expression: Expression): boolean => expression.kind === 'literal' && Number.isNaN(expression.value)
