/**
 * Custom aggregates (Data Aggregation 4.0, section 5.2): a model declares their names on an entity set or its type. What they compute it
 * tells only by the method that it recommends for the property of the name.
 */
import { annotationsOf, findInherited } from '../../../edm/annotation-lookup.js'
import { textOf } from '../../../edm/annotation-value.js'
import { findProperty, isAssignable, isStructured } from '../../../edm/lookup.js'
import type { StructuredType } from '../../../edm/types.js'
import type { Scope } from '../expression/scope.js'

const NAMESPACE = 'Org.OData.Aggregation.V1'

export interface CustomAggregate {
  readonly name: string
  /** As after `with`; undefined when the model does not tell. */
  readonly method: string | undefined
}

export function findCustomAggregate ({ model, current }: Scope, name: string): CustomAggregate | undefined {
  const { type } = current.type
  if (!isStructured(type)) return undefined
  const sets = model.container.entitySets.filter(({ type: target }) => isAssignable(type, target))
  const declared = [type, ...sets].flatMap(element => annotationsOf(model, element))
    .find(({ term, qualifier }) => term === `${NAMESPACE}.CustomAggregate` && qualifier === name)
  return declared === undefined ? undefined : { name, method: recommendedFor(model, type, name) }
}

function recommendedFor (model: Scope['model'], type: StructuredType, name: string): string | undefined {
  const property = findProperty(type, name)
  const value = property === undefined ? undefined : findInherited(model, type, property, `${NAMESPACE}.RecommendedAggregationMethod`)?.value
  return textOf(value)
}
