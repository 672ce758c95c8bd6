/**
 * How entities are related that do not contain each other: by rows of one table, "Link", which name the navigation property and the
 * ordinals of both. Partners (OData CSDL 4.01, section 8.1.2) are the same rows, read from either side; what is its own partner has two
 * rows.
 */
import { itemRelationsOf, relationsOf } from '../edm/inner-navigation.js'
import { isAssignable } from '../edm/lookup.js'
import type { EdmModel, EntityContainer, EntityType, NavigationProperty, Property } from '../edm/types.js'
import { propertyInside } from '../odata/bind/complex-way.js'
import type { ComplexStep } from '../odata/bind/complex-way.js'
import { containmentOf, withDescendants } from '../odata/containment.js'
import { inverseOf, isRelatable, isRequiredRelation, partnerOf, resourceOf } from '../odata/related-entities.js'
import { rootNavigation } from '../odata/root-navigation.js'

export interface LinkMapping {
  /** A type that has the property, and is stored. */
  readonly storedType: EntityType
  /** What the rows are marked with. */
  readonly place: string
  /** `forward`: from "source" to "target"; `backward`: read the other way; `both`: as `forward`, with a second row the other way. */
  readonly direction: 'forward' | 'backward' | 'both'
  /** Whether what the property leads to can be led to by one entity alone. */
  readonly exclusive: boolean
  readonly partner: NavigationProperty | undefined
  /** Where the partner contains what has this property, which so leads to what contains it: there are no rows then. */
  readonly containedIn: { readonly place: string } | undefined
  /** What this property, or its partner, says of values that are the same on both sides. */
  readonly constraint: LinkConstraint | undefined
  /** Whether an entity without such a relation is refused. With a constraint it is the dependent property that may be null, or not. */
  readonly required: boolean
}

/** Referential constraints (section 8.5) of one navigation property. */
export interface LinkConstraint {
  /** The property that has them: the entities with it depend on those it leads to. */
  readonly navigation: NavigationProperty
  readonly pairs: readonly ConstraintPair[]
  /** Where the entities that it leads to are, when the model says so. */
  readonly principalPlace: string | undefined
}

export interface ConstraintPair {
  readonly dependent: Property
  readonly principal: Property
  /** From the entity to the complex value that has the dependent property. */
  readonly way: readonly ComplexStep[]
  /** From the entity it leads to to the one that has the principal property. */
  readonly principalWay: readonly ComplexStep[]
  /**
   * Whether the entity has the value whatever it is related to: it is a part of its key, and there need be nothing that it relates it to
   * (as a translation of a text, whose key is that of the text and a language; or an account of the same company). Or it is that of what
   * contains the entity, where that is contained.
   */
  readonly owned: boolean
}

/** Whether all values are the entity's own, so that nothing need have them. */
export const ownsAll = ({ pairs }: LinkConstraint): boolean => pairs.every(({ owned }) => owned)

/** Every navigation property without containment of the types in these hierarchies, and of the values in their collections. */
export function layOutLinks (model: EdmModel, { placeOf, placeName }: Places): ReadonlyMap<NavigationProperty, LinkMapping> {
  const found = new Map<NavigationProperty, LinkMapping>()
  const { container } = model
  for (const type of containmentOf(container).tops.flatMap(withDescendants)) {
    for (const navigation of [...relationsOf(type), ...itemRelationsOf(type)]) {
      if (found.has(navigation)) continue
      const mapping = mapLink(model, navigation, firstDeclaring(type, navigation), { placeOf, placeName })
      found.set(navigation, { ...mapping, storedType: type })
    }
  }
  const endless = [...found].filter(([navigation, { required, storedType }]) =>
    required && leadsBack(found, navigation, firstDeclaring(storedType, navigation)))
  for (const [navigation, mapping] of endless) found.set(navigation, { ...mapping, required: false })
  return found
}

/**
 * Whether what a property leads to must be related to an entity of the type that has it, or something on the way that must be: then no
 * first one could ever be created, and none is refused.
 */
function leadsBack (found: ReadonlyMap<NavigationProperty, LinkMapping>, navigation: NavigationProperty, declaring: EntityType): boolean {
  const types = new Set([navigation.target])
  for (const type of types) {
    for (const next of relationsOf(type)) {
      const mapping = found.get(next)
      if (mapping?.required !== true || mapping.partner === navigation) continue
      if (isAssignable(next.target, declaring) || isAssignable(declaring, next.target)) return true
      types.add(next.target)
    }
  }
  return false
}

interface Places {
  /** Of properties that contain their entities. */
  readonly placeOf: ReadonlyMap<NavigationProperty, string>
  /** The place of a property, by its full name. */
  readonly placeName: (name: string) => string
}

function mapLink (
  model: EdmModel,
  navigation: NavigationProperty,
  declaring: EntityType,
  { placeOf, placeName }: Places
): Omit<LinkMapping, 'storedType'> {
  const { container } = model
  const partner = partnerOf(navigation, declaring)
  const constraint = constraintOf(container, navigation, declaring, placeOf) ??
    (partner === undefined ? undefined : constraintOf(container, partner, declaringOf(navigation.target, partner), placeOf))
  const own = placeName(`${declaring.fullName}/${navigation.name}`)
  const required = isRequiredRelation(model, navigation) && constraint === undefined && partner?.containsTarget !== true
  const plain = { place: own, direction: 'forward', exclusive: false, partner, containedIn: undefined, constraint, required } as const
  const inverse = partner === undefined ? inverseOf(model, navigation, declaring) : undefined
  if (inverse !== undefined) {
    const place = placeName(`${firstDeclaring(inverse.type, inverse.property).fullName}/${inverse.property.name}`)
    return { ...plain, place, direction: 'backward', exclusive: !inverse.property.collection }
  }
  if (partner === undefined) return plain
  if (partner.containsTarget) {
    const around = constraint === undefined ? undefined : { ...constraint, pairs: constraint.pairs.map(pair => ({ ...pair, owned: true })) }
    return { ...plain, containedIn: { place: placeOf.get(partner) ?? '' }, constraint: around }
  }
  const other = placeName(`${declaringOf(navigation.target, partner).fullName}/${partner.name}`)
  const direction = partner === navigation ? 'both' : own < other ? 'forward' : 'backward'
  return { ...plain, place: direction === 'backward' ? other : own, direction, exclusive: !partner.collection }
}

/** Constraints on properties of the entities that are related, or of complex values of theirs. */
function constraintOf (
  container: EntityContainer,
  navigation: NavigationProperty,
  declaring: EntityType,
  placeOf: ReadonlyMap<NavigationProperty, string>
): LinkConstraint | undefined {
  const { target, collection, containsTarget, referentialConstraints } = navigation
  if (!isRelatable(container, navigation)) return undefined
  const pairs = referentialConstraints.flatMap(({ property, referencedProperty }) => {
    const [dependent, principal] = [propertyInside(declaring, property), propertyInside(target, referencedProperty)]
    if (dependent === undefined || principal === undefined) return []
    const owned = navigation.nullable && declaring.key.some(part => part.property === dependent.property)
    return [{ dependent: dependent.property, principal: principal.property, way: dependent.way, principalWay: principal.way, owned }]
  })
  if (pairs.length === 0 || pairs.length < referentialConstraints.length || collection || containsTarget) return undefined
  const homes = new Set(container.entitySets.filter(({ type }) => isAssignable(type, declaring) || isAssignable(declaring, type))
    .map(resource => resourceOf(container, { resource, names: [] }, navigation)))
  const [home] = homes.size === 0 ? [resourceOf(container, { resource: undefined, names: [] }, navigation)] : homes
  return {
    navigation,
    pairs,
    principalPlace: home === undefined || homes.size > 1 ? undefined : placeOf.get(rootNavigation(home))
  }
}

/** The type that declares a property which a type, or one derived from it, has. */
function declaringOf (type: EntityType, navigation: NavigationProperty): EntityType {
  const owner = withDescendants(type)
    .find(candidate => candidate.navigationProperties.includes(navigation) || relationsOf(candidate).includes(navigation)) ?? type
  return firstDeclaring(owner, navigation)
}

/** A property that a derived type declares again (section 8) is that of its base type. */
function firstDeclaring (type: EntityType, { name }: NavigationProperty): EntityType {
  let found = type
  while (found.baseType !== undefined && hasNamed(found.baseType, name)) found = found.baseType
  return found
}

const hasNamed = (type: EntityType, name: string): boolean =>
  [...type.navigationProperties, ...relationsOf(type), ...itemRelationsOf(type)].some(inherited => inherited.name === name)
