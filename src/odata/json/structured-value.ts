/** A body after reading: every name resolved, every value checked. What was not sent is not there. */
import type { EntitySet, PrimitiveValue, StructuredType } from '../../edm/types.js'
import type { Unsupported } from '../bind/unsupported.js'
import type { EntityKey, EntityLocation } from '../canonical-path.js'

/** The value of one property: primitive, null, structured, or a collection of these. */
export type PropertyValue = PrimitiveValue | null | StructuredValue | RawJson | readonly PropertyValue[]

/** A value that is kept as it was sent: a geography, or one without a type. */
export class RawJson {
  constructor (readonly text: string) {}
}

/** An entity or complex value as sent. */
export interface StructuredValue {
  /** The type it names, or else the declared one, which may be abstract where an entity is changed and not created. */
  readonly type: StructuredType
  /** By declared name, in declared order is not promised. Of a stream property: its content in base64url. */
  readonly properties: Readonly<Record<string, PropertyValue>>
  /** What was sent of the entities that this one contains, by the name of the navigation property. */
  readonly contained?: Readonly<Record<string, ContainedChange>>
  /** Properties that are not declared, of a value of an open type: members of a JSON object, as text without braces. */
  readonly dynamic?: string
  /** What changes inside of one of its values that has no type. */
  readonly inner?: InnerChange
  /** What was sent of entities that this one does not contain, by the name of the navigation property. */
  readonly related?: Readonly<Record<string, RelatedChange>>
  /** `property@odata.mediaContentType` of stream properties. */
  readonly mediaTypes?: Readonly<Record<string, string>>
  /** What of it cannot be checked, and so is not stored. */
  readonly unsupported?: Unsupported
  /** Of a complex value that is changed: whether it names no type, so that it stays of the one it is (JSON format 4.01, section 4.6.3). */
  readonly keepsType?: boolean
  /** Whether it takes the place of what is there, where what is around it is only changed. */
  readonly replaces?: boolean
  /** Of a media entity: its stream, where it is sent. */
  readonly media?: MediaContent
  /** Of a value in a collection that is related to entities: its ordinal, by which it is told from the others. */
  readonly ordinal?: number
}

/** One that is being made. */
export type Writable<Value> = { -readonly [Member in keyof Value]: Value[Member] }

/** Members that change of an object without a type. */
export interface InnerChange {
  /** The property that has it, and from there on the names inside of its value. */
  readonly way: readonly [string, ...string[]]
  /** Members of a JSON object, as text without braces; null removes one. */
  readonly members: string
}

/** The content of a stream. */
export interface MediaContent {
  readonly mediaType: string
  readonly bytes: Uint8Array
}

/** Entities of a body that are related, and not contained. */
export interface RelatedChange {
  /** `replace`: they are all there will be; `add`: those not named stay. */
  readonly mode: 'replace' | 'add'
  readonly items: readonly RelatedItem[]
}

export type RelatedItem =
  /** An entity that is there; one that is no longer to be related; one that is to be deleted too. */
  | NamedEntity & { readonly kind: 'reference' | 'removed' | 'deleted' }
  /** An entity that is changed where it is there, and else created (Protocol 4.01, section 11.4.3.1). */
  | NamedEntity & { readonly kind: 'changed', readonly change: NestedChange }
  /** A new entity, of this entity set. */
  | { readonly kind: 'entity', readonly home: EntitySet, readonly value: StructuredValue }
  | Unsupported

/** An entity of a body, by its URL or its key. */
export interface NamedEntity {
  readonly location: EntityLocation
  /** Where it may be when it is not there. */
  readonly others: readonly EntityLocation[]
  /** For messages. */
  readonly url: string
  /** For messages. */
  readonly path: string
}

/** What a body says of an entity inside of another one. */
export interface NestedChange {
  readonly value: StructuredValue
  readonly mode: 'merge' | 'replaceEntity'
  /** The version that is meant, where the body names one. */
  readonly etag: string | undefined
  /** Where it is created when it is not there, with which key, and why the model forbids that; undefined where it has to be there. */
  readonly creates: { readonly home: EntitySet, readonly key: EntityKey, readonly forbidden: string | undefined } | undefined
}

/** What a body has inside of its related entities. */
export const nestedValues = (items: readonly RelatedItem[]): readonly StructuredValue[] => items.flatMap(item =>
  item.kind === 'entity' ? [item.value] : item.kind === 'changed' ? [item.change.value] : [])

/** Contained entities of a body. */
export interface ContainedChange {
  /** `replace`: they are all there will be; `delta`: those not named stay as they are (JSON format 4.01, section 15). */
  readonly mode: 'replace' | 'delta'
  readonly items: readonly ContainedItem[]
  /** Why entities may not be created, changed or deleted there, where the model forbids it and what is stored decides which it is. */
  readonly forbidden?: Forbidden
}

export type Forbidden = Readonly<Partial<Record<'Insert' | 'Update' | 'Delete', string>>>

/** `key` is that of an entity that is there; without one, the entity is new. */
export type ContainedItem =
  /** `etag`: the version that is meant, where the body names one. */
  | { readonly kind: 'removed', readonly key: EntityKey, readonly etag: string | undefined }
  | { readonly kind: 'entity', readonly key: EntityKey | undefined, readonly etag: string | undefined, readonly value: StructuredValue }
