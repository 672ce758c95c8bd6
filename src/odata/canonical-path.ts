/**
 * Where an entity is: the singleton, or what it contains, by keys; and how URLs and context URLs spell that (OData-URL 4.01, section 4.3).
 */
import type { EntityType, NavigationProperty, Singleton } from '../edm/types.js'

/** One step down: an entity that the one before contains. */
export interface ContainmentStep {
  readonly property: NavigationProperty
  /** The `id` of the entity. */
  readonly key: string
  /** What the entity must be: the declared type, or what a cast before or behind its key names. */
  readonly type: EntityType
}

/** One entity. */
export interface EntityLocation {
  readonly singleton: Singleton
  readonly steps: readonly ContainmentStep[]
  /** The type of the entity as far as the path tells. */
  readonly type: EntityType
}

export const singletonLocation = (singleton: Singleton): EntityLocation => ({ singleton, steps: [], type: singleton.type })

/** The location of an entity of a collection. */
export function memberOf (
  parent: EntityLocation,
  property: NavigationProperty,
  key: string,
  type: EntityType = property.target
): EntityLocation {
  return { singleton: parent.singleton, steps: [...parent.steps, { property, key, type }], type }
}

/** The entity so many containers up. */
export function locationAround (location: EntityLocation, levels: number): EntityLocation {
  const steps = location.steps.slice(0, Math.max(0, location.steps.length - levels))
  return { ...location, steps, type: steps.at(-1)?.type ?? location.singleton.type }
}

/** `officeConfiguration/clientConfigurations('…')`, percent-encoded: below the service root. */
export function canonicalPath ({ singleton, steps }: EntityLocation): string {
  return [singleton.name, ...steps.map(({ property, key }) => `${property.name}('${encodeURIComponent(key.replaceAll("'", "''"))}')`)].join(
    '/'
  )
}

/** The names alone, without keys: what entities in the same place of the model have in common. */
export function pathOfNames ({ singleton, steps }: EntityLocation): string {
  return [singleton.name, ...steps.map(({ property }) => property.name)].join('/')
}
