/**
 * Where an entity is: a singleton, an entity of an entity set, or what they contain, by keys; and how URLs and context URLs spell that
 * (OData-URL 4.01, section 4.3).
 */
import type { EntityType, NavigationProperty, PrimitiveValue, Singleton } from '../edm/types.js'
import { keyPredicate } from './key-predicate.js'

/** The values of the key properties of an entity, in the order of its type's key; none where there is but one entity. */
export type EntityKey = readonly PrimitiveValue[]

/** One step down: an entity that the one before contains. */
export interface ContainmentStep {
  /** Of an entity set, the property that the service root would have for it (`root-navigation.ts`). */
  readonly property: NavigationProperty
  readonly key: EntityKey
  /** What the entity must be: the declared type, or what a cast before or behind its key names. */
  readonly type: EntityType
}

/** One entity, or the service root where there are neither a singleton nor steps. */
export interface EntityLocation {
  /** Of a model whose singletons are always there. */
  readonly singleton: Singleton | undefined
  readonly steps: readonly ContainmentStep[]
  /** The type of the entity as far as the path tells; of the service root, that of what it has. */
  readonly type: EntityType
}

export const singletonLocation = (singleton: Singleton): EntityLocation => ({ singleton, steps: [], type: singleton.type })

/** What entity sets are at; `type` is that of the entities. */
export const rootLocation = (type: EntityType): EntityLocation => ({ singleton: undefined, steps: [], type })

/** The location of an entity of a collection. */
export function memberOf (
  parent: EntityLocation,
  property: NavigationProperty,
  key: EntityKey,
  type: EntityType = property.target
): EntityLocation {
  return { singleton: parent.singleton, steps: [...parent.steps, { property, key, type }], type }
}

/** The entity so many containers up. */
export function locationAround (location: EntityLocation, levels: number): EntityLocation {
  const steps = location.steps.slice(0, Math.max(0, location.steps.length - levels))
  return { ...location, steps, type: steps.at(-1)?.type ?? location.singleton?.type ?? location.type }
}

/** `officeConfiguration/clientConfigurations('…')`, percent-encoded: below the service root. */
export function canonicalPath ({ singleton, steps }: EntityLocation): string {
  const names = steps.map(({ property, key }) => `${property.name}${keyPredicate(property.target, key)}`)
  return [...singleton === undefined ? [] : [singleton.name], ...names].join('/')
}

/** The names alone, without keys: what entities in the same place of the model have in common. */
export function pathOfNames ({ singleton, steps }: EntityLocation): string {
  return [...singleton === undefined ? [] : [singleton.name], ...steps.map(({ property }) => property.name)].join('/')
}

/** A path and what comes behind it. */
export const below = (path: string, segment: string): string => path === '' ? segment : `${path}/${segment}`
