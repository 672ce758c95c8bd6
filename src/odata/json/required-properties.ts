/** What a new entity or complex value must be given (OData-Protocol 4.01, section 11.4.2). */
import { isKeyProperty } from '../../edm/lookup.js'
import type { EntityType, Property, StructuredType } from '../../edm/types.js'

/** Whether a create must name the property. */
export function isRequired (type: StructuredType, property: Property): boolean {
  const { name, type: { type: propertyType, nullable }, defaultValue, readOnly } = property
  if (nullable || readOnly || defaultValue !== undefined || propertyType.kind === 'collection') return false
  if (type.kind === 'entity' && followsFromRelation(type, name)) return false
  return !(type.kind === 'entity' && isKeyProperty(type, name)) && !(propertyType.kind === 'primitive' && propertyType.name === 'Edm.Stream')
}

/** Whether a related entity may give the value (CSDL 4.01, section 8.5); the store refuses an entity that gets none. */
const followsFromRelation = ({ navigationProperties }: EntityType, name: string): boolean =>
  navigationProperties.some(({ containsTarget, referentialConstraints }) =>
    !containsTarget && referentialConstraints.some(({ property }) => property === name))
