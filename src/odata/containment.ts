/** Where the entities of a model are: in what its service root contains, and in what those contain. */
import { containmentsOf, lastName, relationsOf } from '../edm/inner-navigation.js'
import { isAssignable } from '../edm/lookup.js'
import type { EntityContainer, EntityType, NavigationProperty } from '../edm/types.js'
import { rootNavigation, rootResources } from './root-navigation.js'

export interface Containment {
  /** Every property that contains entities, with the type that declares it; undefined for those of the service root. */
  readonly places: ReadonlyMap<NavigationProperty, EntityType | undefined>
  /** The topmost of the types that places are declared with: what derives from one of them is kept together with it. */
  readonly tops: readonly EntityType[]
}

const known = new WeakMap<EntityContainer, Containment>()

export function containmentOf (container: EntityContainer): Containment {
  const found = known.get(container)
  if (found !== undefined) return found
  const places = findPlaces(container)
  const containment = { places, tops: withBoundBases(container, topmostOf([...places.keys()].map(({ target }) => target))) }
  known.set(container, containment)
  return containment
}

function findPlaces (container: EntityContainer): ReadonlyMap<NavigationProperty, EntityType | undefined> {
  const found = new Map<NavigationProperty, EntityType | undefined>()
  const seen = new Set<EntityType>()
  const visit = (type: EntityType): void => {
    if (seen.has(type)) return
    seen.add(type)
    for (const own of withDescendants(type)) {
      for (const navigation of containmentsOf(own)) {
        if (!found.has(navigation)) found.set(navigation, declaringType(own, navigation))
        visit(navigation.target)
      }
    }
  }
  for (const resource of rootResources(container)) {
    found.set(rootNavigation(resource), undefined)
    visit(resource.type)
  }
  return found
}

/**
 * Where bindings say that a navigation property to a base type leads to entity sets of derived ones (`owner` to sets of users and of
 * teams), these are kept together: one link may lead to any of them.
 */
function withBoundBases (container: EntityContainer, tops: readonly EntityType[]): readonly EntityType[] {
  const properties = tops.flatMap(withDescendants).flatMap(relationsOf)
  const bindings = rootResources(container).flatMap(({ navigationPropertyBindings }) => navigationPropertyBindings)
  const bases = bindings.flatMap(({ path, targetResource }) => {
    const name = path.split('/').findLast(segment => !segment.includes('.'))
    return properties.filter(({ target, ...property }) =>
      lastName(property.name) === name && target.key.length > 0 && targetResource !== undefined &&
      targetResource.type !== target && isAssignable(targetResource.type, target)).map(({ target }) => target)
  })
  return topmostOf([...tops, ...bases])
}

function topmostOf (types: readonly EntityType[]): readonly EntityType[] {
  const all = new Set(types)
  const isTop = (type: EntityType): boolean => {
    for (let base = type.baseType; base !== undefined; base = base.baseType) if (all.has(base)) return false
    return true
  }
  return [...all].filter(isTop)
}

/** The type, among those that it derives from, that declares a property of it. */
export function declaringType (type: EntityType, navigation: NavigationProperty): EntityType {
  let found = type
  while (found.baseType !== undefined && hasNavigation(found.baseType, navigation)) found = found.baseType
  return found
}

const hasNavigation = (type: EntityType, navigation: NavigationProperty): boolean =>
  type.navigationProperties.includes(navigation) || containmentsOf(type).includes(navigation)

/** A type and all that derive from it. */
export const withDescendants = (type: EntityType): readonly EntityType[] =>
  [type, ...type.derivedTypes.flatMap(derived => derived.kind === 'entity' ? withDescendants(derived) : [])]
