/**
 * Where an entity is: a singleton, an entity of an entity set, or what they contain, by keys; and how URLs and context URLs spell that
 * (OData-URL 4.01, section 4.3).
 */
import type { EntitySet, EntityType, KeyProperty, NavigationProperty, PrimitiveValue, Singleton } from '../edm/types.js'
import type { FilterExpression, RangeVariable } from './bind/expression/expression.js'
import { keyPredicate } from './key-predicate.js'

/** The values of the key properties of an entity, in the order of its type's key; none where there is but one entity. */
export type EntityKey = readonly PrimitiveValue[]

/** A condition of an entity in a path. */
export interface Condition {
  readonly filter: FilterExpression
  /** The entity. */
  readonly variable: RangeVariable
  /** The time of the request as an instant. */
  readonly now: string
  /** Of one that follows from a cast: what it says, for messages. */
  readonly says?: string
}

/** One step: to an entity that the one before contains, or is related to. */
export interface ContainmentStep {
  /** Of an entity set, the property that the service root would have for it (`root-navigation.ts`). */
  readonly property: NavigationProperty
  readonly key: EntityKey
  /** What the entity must be: the declared type, or what a cast before or after its key names. */
  readonly type: EntityType
  /** Of an entity that is not contained: the entity set or singleton that it is in, where the model says so. */
  readonly home?: EntitySet | Singleton | undefined
  /** The properties that `key` has the values of, where it is an alternate key. */
  readonly by?: readonly KeyProperty[]
  /** What must hold of it, where it is one of the items that conditions leave. */
  readonly where?: readonly Condition[]
  /** Of an entity set of a base type: the sets of derived types that the entity may be in. */
  readonly others?: readonly NavigationProperty[]
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

/** Whether it is the service root itself. */
export const isServiceRoot = ({ singleton, steps }: EntityLocation): boolean => singleton === undefined && steps.length === 0

/** The location of an entity of a collection. */
export function memberOf (
  parent: EntityLocation,
  property: NavigationProperty,
  key: EntityKey,
  type: EntityType = property.target,
  home?: EntitySet | Singleton
): EntityLocation {
  const step = { property, key, type, ...home === undefined ? {} : { home } }
  return { singleton: parent.singleton, steps: [...parent.steps, step], type }
}

/** The same entity, whatever holds of it: once it was changed, the conditions that it was found by need not. */
export const unconditional = ({ singleton, steps, type }: EntityLocation): EntityLocation =>
  ({ singleton, steps: steps.map(({ where: _where, ...step }) => step), type })

/** Whether the path ends with a property that leads to one entity at most, which has no key there. */
export function endsInSingle ({ steps }: EntityLocation): boolean {
  const last = steps.at(-1)
  return last !== undefined && steps.length > 1 && !last.property.collection
}

/** The entity so many containers up. */
export function locationAround (location: EntityLocation, levels: number): EntityLocation {
  const steps = location.steps.slice(0, Math.max(0, location.steps.length - levels))
  return { ...location, steps, type: steps.at(-1)?.type ?? location.singleton?.type ?? location.type }
}

/**
 * `officeConfiguration/clientConfigurations('…')`, percent-encoded: below the service root. What is not contained is where its entity set
 * has it, as far as its key is known.
 */
export function canonicalPath ({ singleton, steps }: EntityLocation): string {
  return steps.reduce((path, { property, key, home, by }) => {
    const predicate = keyPredicate(property.target, key, by)
    if (property.containsTarget || home === undefined) return below(path, `${property.name}${predicate}`)
    return home.kind === 'singleton' ? home.name : predicate === '' ? below(path, property.name) : `${home.name}${predicate}`
  }, singleton?.name ?? '')
}

/** The path as it was gone, percent-encoded. */
export function pathGone ({ singleton, steps }: EntityLocation): string {
  const names = steps.map(({ property, key, by }) => `${property.name}${keyPredicate(property.target, key, by)}`)
  return [...singleton === undefined ? [] : [singleton.name], ...names].join('/')
}

/** The names alone, without keys: what entities in the same place of the model have in common. */
export function pathOfNames ({ singleton, steps }: EntityLocation): string {
  return [...singleton === undefined ? [] : [singleton.name], ...steps.map(({ property }) => property.name)].join('/')
}

/** A path and what comes after it. */
export const below = (path: string, segment: string): string => path === '' ? segment : `${path}/${segment}`
