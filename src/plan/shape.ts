/**
 * The shape of the JSON an answer has: which members in which order, with which control information. Decided before anything is
 * read, so that the database can build the text (OData JSON format 4.01, sections 4.5 and 4.6).
 */
import { typeName } from '../edm/lookup.js'
import type { ComplexType, EdmModel, EntityType, Property, StructuredType } from '../edm/types.js'
import type { MetadataLevel } from '../odata/json/format.js'

/** A member whose value is known before anything is read, e.g. `@odata.type`. */
export interface ConstantMember {
  readonly kind: 'constant'
  readonly name: string
  readonly value: string
}

/** A stored property. `shape` is that of its complex value, or of each item of a collection of complex values. */
export interface PropertyMember {
  readonly kind: 'property'
  readonly property: Property
  readonly shape: ObjectShape | undefined
}

export interface ObjectShape {
  readonly type: StructuredType
  readonly members: ReadonlyArray<ConstantMember | PropertyMember>
}

/** The shape of a complex value with all its properties. */
export function complexShape (model: EdmModel, type: ComplexType, level: MetadataLevel): ObjectShape {
  return { type, members: [...typeMember(model, type, level), ...type.properties.flatMap(property => propertyMembers(model, property, level))] }
}

/** The shape of an entity with the given properties, in declared order; context and ETag are the write stage's. */
export function entityShape (model: EdmModel, type: EntityType, properties: readonly Property[], level: MetadataLevel): ObjectShape {
  return { type, members: [...typeMember(model, type, level), ...properties.flatMap(property => propertyMembers(model, property, level))] }
}

/**
 * `@odata.type`. As the real service shows it: entities, and complex values whose declared type others derive from, with `#`;
 * other complex values without it, but for `metadata=full`.
 */
function typeMember (model: EdmModel, type: StructuredType, level: MetadataLevel): ConstantMember[] {
  if (level === 'none') return []
  const hash = level === 'full' || type.kind === 'entity' || type.baseType !== undefined ? '#' : ''
  return [{ kind: 'constant', name: '@odata.type', value: `${hash}${model.namespace}.${type.name}` }]
}

function propertyMembers (model: EdmModel, property: Property, level: MetadataLevel): Array<ConstantMember | PropertyMember> {
  const { type } = property.type
  const element = type.kind === 'collection' ? type.elementType.type : type
  const member: PropertyMember = { kind: 'property', property, shape: element.kind === 'complex' ? complexShape(model, element, level) : undefined }
  const annotation = level === 'full' ? annotatedType(property) : undefined
  return annotation === undefined ? [member] : [{ kind: 'constant', name: `${property.name}@odata.type`, value: annotation }, member]
}

/** Full metadata names the type of a property unless JSON itself tells it: String, Boolean, Double (JSON format 4.01, section 4.6.3). */
function annotatedType (property: Property): string | undefined {
  const { type } = property.type
  if (type.kind === 'collection') return `#${typeName(type).replace('Collection(Edm.', 'Collection(')}`
  if (type.kind !== 'primitive' || type.name === 'Edm.String' || type.name === 'Edm.Boolean' || type.name === 'Edm.Double') return undefined
  return `#${type.name.slice('Edm.'.length)}`
}
