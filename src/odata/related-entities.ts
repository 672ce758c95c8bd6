/**
 * Navigation without containment (OData CSDL 4.01, section 8): which entities a navigation property can lead to, in which entity set they
 * are, and by which property they lead back.
 */
import { dialectOf } from '../dialect/service-dialect.js'
import { lastName, namesIn, relationsOf } from '../edm/inner-navigation.js'
import { isAssignable } from '../edm/lookup.js'
import type { EdmModel, EntityContainer, EntitySet, EntityType, NavigationProperty, Singleton } from '../edm/types.js'
import { memberOf, rootLocation } from './canonical-path.js'
import type { EntityLocation } from './canonical-path.js'
import { containmentOf, withDescendants } from './containment.js'
import { rootNavigation, rootResources } from './root-navigation.js'

/** Whether all entities that the property can lead to are kept together, so that they can be found by what relates them. */
export function isRelatable (container: EntityContainer, { containsTarget, target }: NavigationProperty): boolean {
  return containsTarget || containmentOf(container).tops.some(top => isAssignable(target, top))
}

/**
 * Whether an entity must be related by it (CSDL 4.01, section 8.2): a Graph model says so of much that Graph does not demand.
 * What is inside of a complex value is not required, because that need not be there.
 */
export const isRequiredRelation = (model: EdmModel, navigation: NavigationProperty): boolean => {
  const { name, nullable, collection, containsTarget, referentialConstraints } = navigation
  return !nullable && !collection && !containsTarget && referentialConstraints.length === 0 && !name.includes('/') &&
    dialectOf(model).wantsRequired && isRelatable(model.container, navigation)
}

/** What is not supported then. */
export const notRelatable = ({ name }: NavigationProperty): string =>
  `The navigation property '${name}', whose entities are of several entity sets,`

/** The property that leads back (section 8.1.2), whichever of the two names the other. */
export function partnerOf (navigation: NavigationProperty, declaring: EntityType): NavigationProperty | undefined {
  const candidates = withDescendants(navigation.target).flatMap(type => [...type.navigationProperties, ...relationsOf(type)])
  const named = navigation.partner === undefined ? undefined : candidates.find(({ name }) => isSamePath(name, navigation.partner))
  if (named !== undefined) return leadsTo(named, navigation, declaring) ? named : undefined
  return candidates.find(candidate => isSamePath(navigation.name, candidate.partner) && leadsTo(candidate, navigation, declaring))
}

/** The property that a dialect knows to relate the same entities the other way, where the model names no partner. */
export function inverseOf (
  model: EdmModel,
  navigation: NavigationProperty,
  declaring: EntityType
): { readonly type: EntityType, readonly property: NavigationProperty } | undefined {
  const named = dialectOf(model).directory?.inverses.get(navigation.name)
  const type = named === undefined ? undefined : model.types.get(named.type)
  if (named === undefined || type?.kind !== 'entity' || navigation.partner !== undefined) return undefined
  const property = type.navigationProperties.find(({ name }) => name === named.name)
  return property === undefined || property.containsTarget || !isAssignable(declaring, property.target) ? undefined : { type, property }
}

/** Whether it can be the partner of a property of the declaring type. */
const leadsTo = ({ target, partner }: NavigationProperty, { name }: NavigationProperty, declaring: EntityType): boolean =>
  (partner === undefined || isSamePath(name, partner)) && (isAssignable(target, declaring) || isAssignable(declaring, target))

/** Casts in them tell nothing that the names do not. */
const isSamePath = (path: string, other: string | undefined): boolean =>
  other !== undefined && namesIn(path).join('/') === namesIn(other).join('/')

/** Where an entity is, as far as bindings can tell: the entity set or singleton, and the names of what contains it there. */
export interface Home {
  readonly resource: EntitySet | Singleton | undefined
  readonly names: readonly string[]
}

/** What the last step that names an entity set leads to, and the steps from there. */
export function homeOf (container: EntityContainer, { steps }: EntityLocation): Home {
  const first = steps.findLastIndex(({ property, home }, index) => index === 0 || (!property.containsTarget && home !== undefined))
  const start = steps[first]
  if (start === undefined) return { resource: undefined, names: [] }
  const resource = start.home ?? rootResources(container).find(({ name }) => name === start.property.name)
  return { resource, names: steps.slice(first + 1).map(({ property }) => property.name) }
}

export const homeInside = ({ resource, names }: Home, { name }: NavigationProperty): Home => ({ resource, names: [...names, name] })

/**
 * The entity set or singleton that the entities of a property are in: what a binding says (section 13.4), or, where none does, the only
 * entity set that can have them. Undefined where the model does not say.
 */
export function resourceOf (
  container: EntityContainer,
  { resource, names }: Home,
  navigation: NavigationProperty
): EntitySet | Singleton | undefined {
  const bindings = (resource?.navigationPropertyBindings ?? []).filter(({ path, targetResource }) =>
    lastName(path) === lastName(navigation.name) && targetResource !== undefined && areRelated(targetResource.type, navigation.target)
  )
  const ways = bindings.map(({ path }) => namesIn(path).join('/'))
  const exact = ways.indexOf([...names.flatMap(namesIn), ...namesIn(navigation.name)].join('/'))
  // Older documents name the type that has the property, and not the way to it.
  const [bound] = exact < 0 ? bindings : bindings.slice(exact)
  if (bound !== undefined) return bound.targetResource
  const [only, ...others] = container.entitySets.filter(({ type }) => areRelated(type, navigation.target))
  return others.length === 0 ? only : undefined
}

const areRelated = (type: EntityType, other: EntityType): boolean => isAssignable(type, other) || isAssignable(other, type)

/**
 * Entity sets of types that derive from the type of another one. An entity set of a base type stands for them too: bindings name it where
 * services have the entities in sets of their own.
 */
export const derivedSets = (container: EntityContainer, home: EntitySet | Singleton | undefined): readonly EntitySet[] =>
  home === undefined ? [] : container.entitySets.filter(({ type }) => type !== home.type && isAssignable(type, home.type))

/** Whether the entities of a set are those of sets of derived types, as `directoryObjects` of Graph has users and groups. */
export const standsForOthers = (model: EdmModel, resource: EntitySet | Singleton): boolean =>
  dialectOf(model).spansDerivedSets && derivedSets(model.container, resource).length > 0

const read = new WeakMap<EntitySet | Singleton, NavigationProperty>()

/** What the entities of a set are read by: with those of the sets that it stands for. The same object for the same set. */
export function readNavigation (model: EdmModel, resource: EntitySet | Singleton): NavigationProperty {
  if (!standsForOthers(model, resource)) return rootNavigation(resource)
  const known = read.get(resource)
  if (known !== undefined) return known
  const navigation = { ...rootNavigation(resource), spans: [resource, ...derivedSets(model.container, resource)].map(rootNavigation) }
  read.set(resource, navigation)
  return navigation
}

/** Where an entity may be that is named by an entity set of a base type. */
export function elsewhere (container: EntityContainer, { steps }: EntityLocation): readonly EntityLocation[] {
  const [step, more] = steps
  if (step === undefined || more !== undefined) return []
  const home = container.entitySets.find(({ name }) => name === step.property.name)
  return derivedSets(container, home).map(other => memberOf(rootLocation(other.type), rootNavigation(other), step.key))
}
