/** Where in a model an operation is: its path, the parts of its name, and what its document says of everything in it. */
import type { EntityType, Property, StructuredType } from '../../../edm/types.js'
import type { Examples, JsonSchema } from '../documentation.js'

export interface Place {
  /** Below the service root, e.g. `/officeConfiguration/clientConfigurations/{officeClientConfiguration-id}`. */
  readonly path: string
  /** What operation ids begin with: the place that this one is contained in. */
  readonly prefix: string
  /** What operation ids call it, after the verb; empty for a singleton. */
  readonly noun: string
  /** The names on the way here; the prefix of what is below. */
  readonly names: string
  readonly tag: string
  /** Those that the path holds, by name: parts of keys. */
  readonly parameters: Readonly<Record<string, JsonSchema>>
  readonly setting: DocumentSetting
}

/** What one document says the same way everywhere. */
export interface DocumentSetting {
  /** What routes begin with before the paths of the document: a service root. */
  readonly root: string
  /** OpenAPI 3.1, section 4.8.30. */
  readonly security: ReadonlyArray<Readonly<Record<string, readonly string[]>>>
  /** Whether requests can have ids of Graph's and answers do. */
  readonly graphHeaders: boolean
  /** Whether JSON creates a media entity of its properties. */
  readonly createsMediaByJson: boolean
  /** Whether searches and counts of a type require `ConsistencyLevel: eventual`; none when absent. */
  readonly wantsEventual?: (type: EntityType) => boolean
  /** Ranges of media types that a stream takes; all when absent or empty. */
  readonly acceptedBy?: (type: EntityType, stream: Property) => readonly string[]
  /** Whether a query option is answered at the place; all are when absent. */
  readonly isSupported?: (option: string, of: QueriedAs) => boolean
  readonly components: ComponentReferences
  readonly examples: ResourceExamples
  /** What a create does beside what the body says. */
  readonly createDescription: string
  /** How the key of an entity is written after the path of its collection, with parameters whose names are not taken. */
  readonly keyOf: (type: EntityType, taken: Place['parameters']) => Pick<Place, 'path' | 'parameters'>
}

/** What of a place query options are about: its entities, one of them, or the values of a property. */
export type QueriedAs = 'entities' | 'entity' | 'values'

/** How values and pages of a type are referred to. */
export interface ComponentReferences {
  readonly of: (type: StructuredType) => JsonSchema
  /** The body that creates an entity or a complex value. */
  readonly created: (type: StructuredType) => JsonSchema
  /** The body that changes an entity whose type is known. */
  readonly changed: (type: EntityType) => JsonSchema
  /** The body that changes a complex value; a value of it when absent. */
  readonly changedValue?: (type: StructuredType) => JsonSchema
  /** The body that takes the place of an entity. */
  readonly replaced: (type: EntityType) => JsonSchema
  /** The same of any place, where these are those of one. */
  readonly unrestricted?: ComponentReferences
  readonly page: (type: StructuredType) => JsonSchema
}

/** Examples that work as they are. */
export interface ResourceExamples {
  /** A value as the service answers it by default. */
  readonly answer: (type: StructuredType) => object
  /** A complex value as a client sends it. */
  readonly sends: (type: StructuredType) => object
  readonly creates: (type: EntityType) => Examples
  /** Where they are other ones than those of creates. */
  readonly replaces?: (type: EntityType) => Examples
  readonly changes: (type: EntityType) => Examples
  /** Of the named query options, for the items or members of a type. */
  readonly queries: (names: readonly string[], type: StructuredType | undefined, of?: QueriedAs) => Readonly<Record<string, Examples>>
}

/** One entity of a collection. */
export function itemPlace (collection: Place, type: EntityType): Place {
  const { path, parameters } = collection.setting.keyOf(type, collection.parameters)
  return { ...collection, path: `${collection.path}${path}`, parameters: { ...collection.parameters, ...parameters } }
}

/** `officeConfiguration_ListClientConfigurations`; `member`: what of the place the operation is about. */
export const operationId = ({ prefix, noun }: Pick<Place, 'prefix' | 'noun'>, verb: string, member = ''): string =>
  `${prefix}_${verb}${noun}${capitalized(member)}`

export const capitalized = (name: string): string => `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`
