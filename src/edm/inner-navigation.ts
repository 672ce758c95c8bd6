/**
 * Navigation properties of complex values (OData CSDL 4.01, sections 8 and 9) as properties of the entity that has the values, so that all
 * there is to do with related entities is there for them too. Their names are the paths to them: `Address/Country`.
 */
import { findNavigationProperty, itemType } from './lookup.js'
import { topmost } from './self-nesting.js'
import type { ComplexType, EntityType, NavigationProperty, Property, StructuredType } from './types.js'

export interface InnerNavigation {
  /** What it is for the entity. */
  readonly navigation: NavigationProperty
  /** What it is for the complex type that declares it. */
  readonly own: NavigationProperty
  /** The complex properties from the entity to the value that has it. */
  readonly way: readonly Property[]
}

const known = {
  inside: new WeakMap<Property, readonly InnerNavigation[]>(),
  of: new WeakMap<EntityType, SortedOut>(),
  leading: new WeakMap<StructuredType, boolean>(),
  withItems: new WeakMap<StructuredType, readonly Property[]>()
}

interface SortedOut {
  readonly relations: readonly NavigationProperty[]
  readonly containments: readonly NavigationProperty[]
  readonly ofItems: readonly NavigationProperty[]
}

/**
 * Those in the values of a complex property of an entity, and, without containment, in the values of a collection. Not those in a value of
 * a type that it is inside of already.
 */
export function innerNavigation (property: Property): readonly InnerNavigation[] {
  const found = known.inside.get(property) ?? inValueOf([property], [property.name], [])
  known.inside.set(property, found)
  return found
}

function inValueOf (way: readonly Property[], names: readonly string[], around: readonly StructuredType[]): readonly InnerNavigation[] {
  const [last] = way.slice(-1)
  const type = last === undefined ? undefined : itemType(last.type).type
  if (type?.kind !== 'complex' || around.includes(topmost(type)) || !mayLead(type)) return []
  const inItems = way.some(property => property.type.type.kind === 'collection')
  const members = [type, ...descendantsOf(type)].flatMap(owner => owner === type
    ? [...type.navigationProperties, ...type.properties].map(member => ({ member, names }))
    : owner.declaredMembers.map(member => ({ member, names: [...names, owner.fullName] })))
  return members.flatMap(({ member, names: before }) => {
    const path = [...before, member.name]
    if (member.kind === 'property') return inValueOf([...way, member], path, [...around, topmost(type)])
    if (inItems && member.containsTarget) return []
    const navigation = ofEntity(member, path.join('/'))
    return [{ own: member, way, navigation: inItems ? { ...navigation, referentialConstraints: [], inItems } : navigation }]
  })
}

/** Whether values of a type, or values inside of them, can lead to entities at all. */
export function mayLead (type: ComplexType): boolean {
  const found = known.leading.get(type) ?? leadsFrom(type, new Set())
  known.leading.set(type, found)
  return found
}

function leadsFrom (type: ComplexType, seen: Set<StructuredType>): boolean {
  if (seen.has(type)) return false
  seen.add(type)
  return [type, ...descendantsOf(type)].some(own => own.navigationProperties.length > 0 || own.properties.some(property => {
    const { type: inner } = itemType(property.type)
    return inner.kind === 'complex' && leadsFrom(inner, seen)
  }))
}

/** Partners are for navigation properties of entity types alone (section 8.4). What depends on it is in its value (section 8.5). */
function ofEntity (own: NavigationProperty, name: string): NavigationProperty {
  const around = name.slice(0, -own.name.length)
  const referentialConstraints = own.referentialConstraints.map(constraint => ({ ...constraint, property: `${around}${constraint.property}` }))
  return { ...own, name, partner: undefined, referentialConstraints }
}

const descendantsOf = (type: ComplexType): readonly ComplexType[] =>
  type.derivedTypes.flatMap(derived => [derived, ...descendantsOf(derived)])

/** The one that a navigation property of a complex type is, in the value at the end of the way. */
export function innerAt ([first, ...rest]: readonly Property[], own: NavigationProperty): NavigationProperty | undefined {
  if (first === undefined) return undefined
  return innerNavigation(first).find(inner => inner.own === own && isSame(inner.way.slice(1), rest))?.navigation
}

/** Those in the value at the end of the way, however deep. */
export function innerBelow (way: readonly Property[]): readonly NavigationProperty[] {
  const [first] = way
  return first === undefined
    ? []
    : innerNavigation(first).filter(inner => inner.navigation.inItems !== true && isSame(inner.way.slice(0, way.length), way))
      .map(({ navigation }) => navigation)
}

const isSame = (way: readonly Property[], other: readonly Property[]): boolean =>
  way.length === other.length && way.every((property, index) => property === other[index])

/** All that an entity can be related by: its own properties without containment, and those of its complex values. */
export const relationsOf = (type: EntityType): readonly NavigationProperty[] => sortedOut(type).relations

/** All that an entity can contain others by: its own properties, and those of its complex values. */
export const containmentsOf = (type: EntityType): readonly NavigationProperty[] => sortedOut(type).containments

/** All that values in collections of an entity can be related by. */
export const itemRelationsOf = (type: EntityType): readonly NavigationProperty[] => sortedOut(type).ofItems

/** Whether values of a collection of the property, or inside of its value, can lead to entities. */
export const leadsInItems = (property: Property): boolean => innerNavigation(property).some(({ navigation }) => navigation.inItems === true)

/** The properties of a type of which that holds: none in most cases. */
export function leadingInItems (type: StructuredType): readonly Property[] {
  const found = known.withItems.get(type) ?? type.properties.filter(leadsInItems)
  known.withItems.set(type, found)
  return found
}

function sortedOut (type: EntityType): SortedOut {
  const found = known.of.get(type)
  if (found !== undefined) return found
  const all = navigationOf(type)
  const ofEntities = all.filter(({ inItems }) => inItems !== true)
  const sorted = {
    relations: ofEntities.filter(({ containsTarget }) => !containsTarget),
    containments: ofEntities.filter(({ containsTarget }) => containsTarget),
    ofItems: all.filter(({ inItems }) => inItems === true)
  }
  known.of.set(type, sorted)
  return sorted
}

const navigationOf = ({ navigationProperties, properties }: EntityType): readonly NavigationProperty[] =>
  [...navigationProperties, ...properties.flatMap(property => innerNavigation(property).map(({ navigation }) => navigation))]

/** A navigation property of a type, or one of the complex values of an entity by its path, of those in collections too. */
export function findRelation (type: StructuredType, name: string): NavigationProperty | undefined {
  return findNavigationProperty(type, name, 'exact') ??
    (type.kind === 'entity' && name.includes('/') ? navigationOf(type).find(inner => inner.name === name) : undefined)
}

/** The steps of a path, without the casts among them. */
export const namesIn = (path: string): readonly string[] => path.split('/').filter(name => !name.includes('.'))

/** The last name of a path. */
export const lastName = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
