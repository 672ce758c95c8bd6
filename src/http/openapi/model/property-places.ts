/**
 * Properties by paths of their own (OData-URL 4.01, section 4.6): those of the resources that a document shows, members of their complex
 * values, and so many at most, as pages that show the document grow slow with it.
 */
import { isStream, isStructured, itemType, leadsToKey } from '../../../edm/lookup.js'
import type { EdmModel, StructuredType, TypeReference } from '../../../edm/types.js'
import { pathInside } from '../../../odata/bind/complex-way.js'
import type { ComplexStep, Inside } from '../../../odata/bind/complex-way.js'
import { isPropertyPermitted } from '../../../odata/restrictions/permitted-methods.js'
import type { NamedCall } from '../documentation.js'
import { operationId } from '../resources/resource-place.js'
import type { Place } from '../resources/resource-place.js'
import { placeInside } from './model-places.js'
import type { DocumentedResource, DocumentedResources } from './model-places.js'

/** Properties of one resource, members of its complex values among them, that a document shows by their paths. */
export const MAX_OF_RESOURCE = 20
/** Those of all resources. */
export const MAX_PROPERTIES = 100

/** What operations a property has. */
export type PropertyKind = 'primitive' | 'complex' | 'collection'

export interface DocumentedProperty extends Inside {
  readonly kind: PropertyKind
  /** The type that has it. */
  readonly owner: StructuredType
  readonly place: Place
  readonly resource: DocumentedResource
}

export interface DocumentedProperties {
  readonly properties: readonly DocumentedProperty[]
  /** Whether some are left out. */
  readonly cut: boolean
}

export function documentedProperties ({ resources }: DocumentedResources): DocumentedProperties {
  const all = resources.filter(({ hasItem }) => hasItem).map(resource => {
    const own = propertiesOf(resource.navigation.target, resource.item, resource, [])
    return [...own, ...own.flatMap(found => membersOf(found))]
  })
  const some = all.map(properties => properties.slice(0, MAX_OF_RESOURCE))
  const properties = some.flat().slice(0, MAX_PROPERTIES)
  return { properties, cut: properties.length < all.reduce((sum, { length }) => sum + length, 0) }
}

const membersOf = ({ kind, property, place, resource }: DocumentedProperty): readonly DocumentedProperty[] => {
  const { type } = property.type
  return kind === 'complex' && type.kind === 'complex' ? propertiesOf(type, place, resource, [{ property, type }]) : []
}

function propertiesOf (
  owner: StructuredType,
  place: Place,
  resource: DocumentedResource,
  way: readonly ComplexStep[]
): readonly DocumentedProperty[] {
  return owner.properties.flatMap(property => {
    const kind = isStream(property) ? undefined : kindOf(property.type)
    return kind === undefined ? [] : [{ kind, owner, property, way, resource, place: placeInside(place, property) }]
  })
}

/** None for values of any type, whose answers are of any form, and for those that there cannot be. */
function kindOf (reference: TypeReference): PropertyKind | undefined {
  const { type } = itemType(reference)
  if (type.kind === 'builtIn' || (isStructured(type) && type.concreteTypes.length === 0)) return undefined
  if (reference.type.kind === 'collection') return 'collection'
  return type.kind === 'complex' ? 'complex' : 'primitive'
}

type Row = readonly [method: string, verb: string, segment: string]

const rows: Readonly<Record<PropertyKind, readonly Row[]>> = {
  primitive: [
    ['GET', 'Get', ''], ['PUT', 'Replace', ''], ['DELETE', 'Delete', ''],
    ['GET', 'GetRaw', '/$value'], ['PUT', 'ReplaceRaw', '/$value'], ['DELETE', 'DeleteRaw', '/$value']
  ],
  complex: [['GET', 'Get', ''], ['PATCH', 'Update', ''], ['PUT', 'Replace', ''], ['DELETE', 'Delete', '']],
  collection: [['GET', 'List', ''], ['PUT', 'Replace', ''], ['DELETE', 'Delete', ''], ['GET', 'Count', '/$count']]
}

/** The names of requests of a property. */
export const propertyCalls = (model: EdmModel, documented: DocumentedProperty): readonly NamedCall[] =>
  rows[documented.kind].flatMap(([method, verb, segment]) => isServed(model, documented, method)
    ? [{ method, path: `${documented.place.path}${segment}`, id: operationId(documented.place, verb) }]
    : [])

/** Whether the property takes the method, and the model does not forbid it. What is sent for a key is ignored. */
export function isServed (model: EdmModel, { kind, property, way, resource }: DocumentedProperty, method: string): boolean {
  const { restricted, navigation: { collection, target } } = resource
  const path = pathInside({ way, property })
  if (method !== 'GET' && target.key.some(part => part.path === path)) return false
  if (method === 'DELETE' && kind !== 'collection' && (!property.type.nullable || leadsToKey(target, path))) return false
  return isPropertyPermitted(model, { ...restricted, byKey: collection }, { way, property }, method)
}
