/**
 * Which literals of a query are mere parameters of its plan, so that another request of the same shape may put its own in their place, and
 * what was prepared for the one serves the other.
 */
import { expressionsIn } from '../odata/bind/apply/expressions-in.js'
import { childrenOf } from '../odata/bind/expression/expression-children.js'
import type { Expression } from '../odata/bind/expression/expression.js'
import type { Plan, RowsQuery } from './plan.js'
import { membersInside } from './members-inside.js'
import type { ObjectShape } from './shape.js'
import { asksItems } from './shape-values.js'

/** The numbers of their slots. A literal that nothing is left of in the plan decided something, or is not part of an expression. */
export function freeLiterals (plan: Plan): ReadonlySet<number> {
  const free = new Set<number>()
  const settled = new Set<number>()
  const visit = (expression: Expression): void => {
    if (expression.kind === 'slot' && expression.slot !== 'now') free.add(expression.slot)
    if (expression.kind === 'literal') for (const slot of expression.settles ?? []) settled.add(slot)
    childrenOf(expression).forEach(visit)
  }
  expressionsOf(plan).forEach(visit)
  for (const slot of settled) free.delete(slot)
  return free
}

/** The expressions of plans that are one statement; of others none, as what else is read would have to know of the literals. */
function expressionsOf (plan: Plan): readonly Expression[] {
  switch (plan.kind) {
    case 'readRows': return hasCollections(plan.rows.shape) ? [] : ofRows(plan.rows)
    case 'countRows': return ofRows(plan.rows)
    default: return []
  }
}

/** A collection inside an item has next links, which repeat what was asked of it, literals too. Of values some of which are asked for, the
 * literals are part of the shape. */
const hasCollections = (shape: ObjectShape): boolean =>
  asksItems(shape) || membersInside(shape).some(({ kind }) => kind === 'collection' || kind === 'itemCount')

const ofRows = ({ filter, computation, orderBy, applied }: RowsQuery): readonly Expression[] => [
  ...filter === undefined ? [] : [filter],
  ...[...computation.items, ...orderBy].map(({ expression }) => expression),
  ...applied?.transformations.flatMap(expressionsIn) ?? []
]
