/** The inside of a bound expression, for everything that walks through one. */
import type { Expression } from './expression.js'

/** The expressions directly inside. */
export function childrenOf (expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'literal': case 'slot': case 'variable': case 'root': case 'computed': case 'written': case 'unsupported': return []
    case 'property': case 'navigation': case 'typeCast': case 'dynamic': return [expression.source]
    case 'keyed': return [expression.collection, expression.predicate]
    case 'unary': case 'convert': case 'isOf': case 'has': return [expression.operand]
    case 'binary': return [expression.left, expression.right]
    case 'in': return [expression.operand, ...isList(expression.items) ? expression.items : [expression.items]]
    case 'call': case 'whole': case 'hierarchy': return expression.arguments
    case 'lambda': return [expression.collection, ...expression.predicate === undefined ? [] : [expression.predicate]]
    case 'count': return [expression.collection, ...expression.filter === undefined ? [] : [expression.filter]]
    case 'aggregate': return [expression.collection, expression.operand, ...expression.filter === undefined ? [] : [expression.filter]]
    case 'case': return expression.branches.flatMap(({ condition, value }) => [condition, value])
  }
}

/** `Array.isArray` does not narrow read-only arrays. */
export function isList (items: readonly Expression[] | Expression): items is readonly Expression[] {
  return Array.isArray(items)
}
