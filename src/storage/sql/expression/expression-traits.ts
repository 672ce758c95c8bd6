/** What an expression can do without being evaluated: yield null, raise an error. Rendering is plainer where it cannot. */
import type { Expression } from '../../../odata/bind/expression/expression.js'
import type { FunctionName } from '../../../odata/bind/expression/function-signatures.js'

const neverNull: ReadonlySet<FunctionName> = new Set(['now', 'mindatetime', 'maxdatetime'])

/** Whether the value can be null. Said once too often costs a plainer rendering, once too seldom a wrong answer. */
export function mayBeNull (expression: Expression): boolean {
  switch (expression.kind) {
    case 'literal': return isNull(expression)
    case 'variable': return expression.variable.type.nullable
    // A member of a complex value is null where that value is.
    case 'property': return expression.property.type.nullable || expression.source.kind !== 'variable'
    case 'unary': return mayBeNull(expression.operand)
    case 'binary': switch (expression.operator) {
      case 'eq': case 'ne': case 'gt': case 'ge': case 'lt': case 'le': return false
      default: return mayBeNull(expression.left) || mayBeNull(expression.right)
    }
    case 'call': return !neverNull.has(expression.name) && expression.arguments.some(mayBeNull)
    case 'in': case 'lambda': case 'count': case 'isOf': return false
    case 'navigation': case 'typeCast': case 'computed': case 'convert': case 'case': return true
  }
}

/** The expressions directly inside. */
export function childrenOf (expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'literal': case 'variable': case 'computed': return []
    case 'property': case 'navigation': case 'typeCast': return [expression.source]
    case 'unary': case 'convert': case 'isOf': return [expression.operand]
    case 'binary': return [expression.left, expression.right]
    case 'in': return [expression.operand, ...isList(expression.items) ? expression.items : [expression.items]]
    case 'call': return expression.arguments
    case 'lambda': return [expression.collection, ...expression.predicate === undefined ? [] : [expression.predicate]]
    case 'count': return [expression.collection, ...expression.filter === undefined ? [] : [expression.filter]]
    case 'case': return expression.branches.flatMap(({ condition, value }) => [condition, value])
  }
}

/** `Array.isArray` does not narrow read-only arrays. */
export function isList (items: readonly Expression[] | Expression): items is readonly Expression[] {
  return Array.isArray(items)
}

/** Whether evaluating can end in an error, as arithmetic can. */
export function mayRaise (expression: Expression): boolean {
  return isArithmetic(expression) || childrenOf(expression).some(mayRaise)
}

function isArithmetic (expression: Expression): boolean {
  if (expression.kind === 'unary') return expression.operator === 'negate'
  if (expression.kind !== 'binary') return false
  switch (expression.operator) {
    case 'add': case 'sub': case 'mul': case 'div': case 'divby': case 'mod': return true
    default: return false
  }
}

/** Whether this is the literal null, which is in no slot. */
export function isNull (expression: Expression): boolean {
  return expression.kind === 'literal' && expression.slot === undefined && expression.value === null
}

/** Whether this is NaN, which only a literal can be, in no slot: it is equal to nothing, and neither less nor greater. */
export function isNaNLiteral (expression: Expression): boolean {
  return expression.kind === 'literal' && expression.slot === undefined && typeof expression.value === 'number' &&
    Number.isNaN(expression.value)
}
