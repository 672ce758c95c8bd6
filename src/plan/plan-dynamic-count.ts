/** How many items a value has that nothing is declared of, as far as options ask for some of them (OData-URL 4.01, section 4.8). */
import type { Target } from '../odata/bind/target.js'
import type { ItemOptions } from '../odata/bind/item-options.js'
import { typeCast } from '../odata/bind/expression/bind-cast.js'
import { anyValueOf, dynamicOf, itemsOfDynamic } from '../odata/bind/expression/dynamic-value.js'
import type { ComputeItem, DynamicExpression, Expression, RangeVariable } from '../odata/bind/expression/expression.js'
import { countReference, variableOf } from '../odata/bind/expression/expression-type.js'
import type { ReadEntityPlan } from './plan.js'
import type { ComputedMember } from './shape-computed.js'

type DynamicTarget = Extract<Target, { kind: 'dynamic' }>

/** The member of what is read that has the number: no property has such a name. */
export const COUNT = '$count'

/** The plan of the value itself, with the number beside it. */
export function withCount (plan: ReadEntityPlan, target: DynamicTarget, { filter, search, variable }: ItemOptions): ReadEntityPlan {
  const entity: RangeVariable = { name: '$entity', type: { type: target.location.type, nullable: false } }
  const collection = itemsOfDynamic(valueAt(target, entity))
  const item: ComputeItem = { name: COUNT, expression: { kind: 'count', collection, variable, filter, search, type: countReference } }
  const member: ComputedMember = { kind: 'computed', name: COUNT, type: countReference, asText: false, omitted: [] }
  return { ...plan, shape: { ...plan.shape, members: [...plan.shape.members, member] }, computation: { items: [item], variable: entity } }
}

/** The value as an expression over the entity that has it. */
function valueAt ({ way, property, declared, inner }: DynamicTarget, entity: RangeVariable): DynamicExpression {
  const around = way.reduce<Expression>((source, { property, type }) => {
    const value: Expression = { kind: 'property', source, property, type: property.type }
    return type === property.type.type ? value : typeCast(value, type)
  }, variableOf(entity))
  return inner.reduce(dynamicOf, declared ? anyValueOf(around, property) : dynamicOf(around, property.name))
}
