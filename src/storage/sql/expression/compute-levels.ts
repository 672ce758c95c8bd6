/** Computed values in as few queries inside one another as possible: a value that reads another needs that one as a column. */
import type { ComputeItem, Expression } from '../../../odata/bind/expression/expression.js'
import { childrenOf } from '../../../odata/bind/expression/expression-children.js'

/** The items in their order; those of a level read only what levels before it compute. */
export function computeLevels (items: readonly ComputeItem[]): ReadonlyArray<readonly ComputeItem[]> {
  const levels: ComputeItem[][] = []
  let names = new Set<string>()
  for (const item of items) {
    const level = levels.at(-1)
    if (level === undefined || readsAny(item.expression, names)) {
      levels.push([item])
      names = new Set([item.name])
    } else {
      level.push(item)
      names.add(item.name)
    }
  }
  return levels
}

/** Whether the expression reads a computed value: one of these, or any. */
export function readsAny (expression: Expression, names?: ReadonlySet<string>): boolean {
  if (expression.kind === 'computed') return names?.has(expression.name) ?? true
  return childrenOf(expression).some(child => readsAny(child, names))
}
