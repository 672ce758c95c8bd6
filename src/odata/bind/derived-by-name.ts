/** Properties of derived types by their names alone: where a dialect lets clients leave the casts out. */
import { dialectOf } from '../../dialect/service-dialect.js'
import { findProperty } from '../../edm/lookup.js'
import type { EdmModel, Property, StructuredType } from '../../edm/types.js'

/** Each with the concrete types that have it, of those derived from `type`; none where the dialect requires casts. */
export function derivedByName (model: EdmModel, type: StructuredType, name: string): ReadonlyMap<Property, StructuredType> {
  const found = new Map<Property, StructuredType>()
  if (dialectOf(model).directory === undefined) return found
  for (const concrete of type.concreteTypes) {
    const property = findProperty(concrete, name)
    if (property !== undefined && !found.has(property)) found.set(property, declaring(concrete, property))
  }
  return found
}

function declaring (type: StructuredType, property: Property): StructuredType {
  let found = type
  while (found.baseType?.properties.includes(property) === true) found = found.baseType
  return found
}
