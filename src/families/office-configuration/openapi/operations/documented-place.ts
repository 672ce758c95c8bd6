/** Where in the model an operation is: its path, and the parts of its name, as Graph's own documents write them. */
import type { EntityType, NavigationProperty, Singleton } from '../../../../edm/types.js'

export interface Place {
  /** Below the service root, e.g. `/officeConfiguration/clientConfigurations/{officeClientConfiguration-id}`. */
  readonly path: string
  /** What operation ids begin with: the place that this one is contained in. */
  readonly prefix: string
  /** What operation ids call it, behind the verb; empty for a singleton. */
  readonly noun: string
  /** The names on the way here; the prefix of what is below. */
  readonly names: string
  readonly tag: string
  /** The entities whose ids the path holds. */
  readonly keys: readonly EntityType[]
}

export const singletonPlace = ({ name, type }: Singleton): Place => ({
  path: `/${name}`,
  prefix: name,
  noun: '',
  names: name,
  tag: `${name}.${type.name}`,
  keys: []
})

/** The collection of a navigation property; all that is below the first one has the tag of its type. */
export function collectionPlace (parent: Place, { name, target }: NavigationProperty): Place {
  return {
    path: `${parent.path}/${name}`,
    prefix: parent.names,
    noun: capitalized(name),
    names: `${parent.names}.${name}`,
    tag: parent.keys.length === 0 ? `${parent.names}.${target.name}` : parent.tag,
    keys: parent.keys
  }
}

/** One entity of a collection. */
export const itemPlace = (collection: Place, type: EntityType): Place => ({
  ...collection,
  path: `${collection.path}/{${keyName(type)}}`,
  keys: [...collection.keys, type]
})

/** The path parameter that holds the id of an entity. */
export const keyName = ({ name }: EntityType): string => `${name}-id`

/** `officeConfiguration_ListClientConfigurations`; `member`: what of the place the operation is about. */
export const operationId = ({ prefix, noun }: Place, verb: string, member = ''): string => `${prefix}_${verb}${noun}${capitalized(member)}`

const capitalized = (name: string): string => `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`
