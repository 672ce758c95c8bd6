/** A plan that is another one but for the values of literals: what is kept with the one, its statement, serves the other. */
import type { PrimitiveValue } from '../edm/types.js'
import type { Plan } from './plan.js'
import type { ObjectShape } from './shape.js'

export interface Variant {
  /** The plan that was made. */
  readonly plan: object
  /** The literals of the query, in its order; undefined: those the plan was made with. */
  readonly literals: readonly PrimitiveValue[] | undefined
}

/** Plans whose literals are nowhere but in the one statement that is kept with them. */
const oneStatement: ReadonlySet<Plan['kind']> = new Set(['readRows', 'countRows', 'readApplied'])

/** A collection inside an item has next links, which repeat what was asked of it, literals too. */
export const canVary = (plan: Plan): boolean =>
  oneStatement.has(plan.kind) && !(plan.kind === 'readRows' && hasCollections(plan.rows.shape))

const hasCollections = ({ members, variants = [] }: ObjectShape): boolean =>
  members.some(({ kind }) => kind === 'collection') || variants.some(hasCollections)

const variants = new WeakMap<object, Variant>()

export function varyPlan (plan: Plan, literals: readonly PrimitiveValue[]): Plan {
  const variant = { ...plan }
  variants.set(variant, { plan, literals })
  return variant
}

export const variantOf = (plan: object): Variant => variants.get(plan) ?? { plan, literals: undefined }
