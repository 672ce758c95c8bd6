/** How large computed values are once their names are replaced by what they stand for: a database does just that. */
import type { ComputeItem, Expression } from './expression.js'

/** Nodes of all items; doubling by name after name is seen here. */
export function expandedSize (items: readonly ComputeItem[]): number {
  const sizes = new Map<string, number>()
  let total = 0
  for (const { name, expression } of items) {
    const size = sizeOf(expression, sizes)
    sizes.set(name, size)
    total += size
  }
  return total
}

function sizeOf (expression: Expression, sizes: ReadonlyMap<string, number>): number {
  const sum = (...children: Array<Expression | undefined>): number =>
    children.reduce((total, child) => total + (child === undefined ? 0 : sizeOf(child, sizes)), 1)
  switch (expression.kind) {
    case 'literal':
    case 'slot':
    case 'variable':
    case 'written':
    case 'root':
    case 'unsupported':
      return 1
    case 'computed':
      return sizes.get(expression.name) ?? 1
    case 'property':
    case 'navigation':
    case 'dynamic':
    case 'typeCast':
      return sum(expression.source)
    case 'keyed':
      return sum(expression.collection, expression.predicate)
    case 'unary':
    case 'convert':
    case 'isOf':
    case 'has':
      return sum(expression.operand)
    case 'binary':
      return sum(expression.left, expression.right)
    case 'in':
      return sum(
        expression.operand,
        ...Array.isArray(expression.items) ? expression.items as readonly Expression[] : [expression.items as Expression]
      )
    case 'call':
    case 'whole':
    case 'hierarchy':
      return sum(...expression.arguments)
    case 'lambda':
      return sum(expression.collection, expression.predicate)
    case 'count':
      return sum(expression.collection, expression.filter)
    case 'aggregate':
      return sum(expression.collection, expression.operand, expression.filter)
    case 'case':
      return sum(...expression.branches.flatMap(({ condition, value }) => [condition, value]))
  }
}
