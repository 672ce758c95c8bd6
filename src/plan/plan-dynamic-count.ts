/** How many items a value has that nothing is declared of, as far as options ask for some of them (OData-URL 4.01, section 4.8). */
import type { Target } from '../odata/bind/target.js'
import type { ItemOptions } from '../odata/bind/item-options.js'
import { dynamicAt } from '../odata/bind/cast-conditions.js'
import { itemsOfDynamic } from '../odata/bind/expression/dynamic-value.js'
import type { ComputeItem, RangeVariable } from '../odata/bind/expression/expression.js'
import { countReference } from '../odata/bind/expression/expression-type.js'
import type { ReadEntityPlan } from './plan.js'
import type { ComputedMember } from './shape-computed.js'

type DynamicTarget = Extract<Target, { kind: 'dynamic' }>

/** The member of what is read that has the number: no property has such a name. */
export const COUNT = '$count'

/** The plan of the value itself, with the number beside it. */
export function withCount (plan: ReadEntityPlan, target: DynamicTarget, { filter, search, variable }: ItemOptions): ReadEntityPlan {
  const entity: RangeVariable = { name: '$entity', type: { type: target.location.type, nullable: false } }
  const collection = itemsOfDynamic(dynamicAt(target, entity))
  const item: ComputeItem = { name: COUNT, expression: { kind: 'count', collection, variable, filter, search, type: countReference } }
  const member: ComputedMember = { kind: 'computed', name: COUNT, type: countReference, asText: false, omitted: [] }
  return { ...plan, shape: { ...plan.shape, members: [...plan.shape.members, member] }, computation: { items: [item], variable: entity } }
}
