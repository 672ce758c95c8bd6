/**
 * Entity sets and singletons as what the service root contains, so that all there is to do with contained entities is there for them too.
 */
import { findByName } from '../edm/name-index.js'
import type { EdmModel, EntityContainer, EntitySet, NavigationProperty, Singleton } from '../edm/types.js'

const made = new WeakMap<EntitySet | Singleton, NavigationProperty>()

/** The same object for the same entity set or singleton. */
export function rootNavigation (resource: EntitySet | Singleton): NavigationProperty {
  const known = made.get(resource)
  if (known !== undefined) return known
  const { kind, name, type, description, annotations } = resource
  const navigation: NavigationProperty = {
    kind: 'navigation',
    name,
    target: type,
    collection: kind === 'entitySet',
    nullable: kind === 'singleton' && resource.nullable,
    containsTarget: true,
    partner: undefined,
    referentialConstraints: [],
    onDelete: undefined,
    description,
    annotations
  }
  made.set(resource, navigation)
  return navigation
}

/** An entity set or singleton by its name. */
export const findRoot = ({ container }: EdmModel, name: string): EntitySet | Singleton | undefined =>
  findByName(container.entitySets, name) ?? findByName(container.singletons, name)

/** Everything that the service root contains. */
export const rootResources = ({ entitySets, singletons }: EntityContainer): ReadonlyArray<EntitySet | Singleton> =>
  [...entitySets, ...singletons]

/**
 * Whether the singletons of a model are always there, with defaults until they are written: those of a declared model are. Of a model that
 * was read, one is there once it was written.
 */
export const singletonsAlwaysThere = ({ origin }: Pick<EdmModel, 'origin'>): boolean => origin === 'declared'
