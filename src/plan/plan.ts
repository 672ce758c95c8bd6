/** What the store is asked to do. A plan names model elements and values, never tables, and carries everything execute needs. */
import type { EntitySet, NavigationProperty, PrimitiveValue, Property, Singleton, StructuredType } from '../edm/types.js'
import type { NestItem, Transformation } from '../odata/bind/apply/apply-expression.js'
import type { UpdateChange } from '../odata/bind/change.js'
import type { Window } from '../odata/bind/collection-options.js'
import type { ComputeItem, FilterExpression, OrderByItem, RangeVariable, SearchExpression } from '../odata/bind/expression/expression.js'
import type { EntityLocation } from '../odata/canonical-path.js'
import type { ByteRange } from '../odata/byte-range.js'
import type { MediaContent, RelatedChange, StructuredValue } from '../odata/json/structured-value.js'
import type { ItemFormat } from './item-format.js'
import type { ReadResult } from './read-result.js'
import type { CollectionMember, LinkMember, ObjectShape } from './shape.js'

export type * from './read-result.js'

/** Values that expressions define for each item, and the item they are about. */
export interface Computation {
  readonly items: readonly ComputeItem[]
  readonly variable: RangeVariable
}

/** A read below the service root. */
interface LocatedRead {
  /** The entity that is read, or whose collection it is. */
  readonly location: EntityLocation
  /** The plan that this one differs from by the keys of the location alone: what was made of that serves this one (`free-keys.ts`). */
  readonly like?: object
}

/** What everything is remembered by that plans with different keys share. */
export const sharedBy = (plan: LocatedRead): object => plan.like ?? plan

/** Read an entity, or some of its members. 404 when it is not there. */
export interface ReadEntityPlan extends LocatedRead {
  readonly kind: 'readEntity'
  readonly shape: ObjectShape
  readonly computation: Computation | undefined
  /** What links and context URLs start with. */
  readonly serviceRoot: string
  /** Whether it is not a fault when there is nothing at the end of the path, where a property leads to one entity or to none. */
  readonly optional?: boolean | undefined
}

/**
 * Which items of a collection, rows of complex values or contained entities, in which order, and what of them (OData-Protocol 4.01, section
 * 11.2.1: search, filter, then order, skip, top).
 */
export interface RowsQuery {
  readonly property: Property | NavigationProperty
  /** The entity set or singleton of items that are not contained, where the model says so. */
  readonly home?: EntitySet | Singleton | undefined
  /** The type of the items; where it is derived from the declared one, others are left out. */
  readonly type: StructuredType
  readonly search: SearchExpression | undefined
  readonly filter: FilterExpression | undefined
  /** A part of the collection, which is all there is to this query. */
  readonly window?: Window | undefined
  /** The ordinals of the items that are meant, where they were found before. */
  readonly only?: readonly number[]
  readonly computation: Computation
  readonly orderBy: readonly OrderByItem[]
  readonly skip: number
  /** Items at most; undefined for all. */
  readonly top: number | undefined
  /** Whether items come from the last to the first. */
  readonly reversed?: boolean
  /** Whether to count the items that `filter` and `search` leave. */
  readonly count: boolean
  readonly shape: ObjectShape
  /** What links and context URLs of the items start with. */
  readonly serviceRoot: string
  /** Whether an expression names `$it`, and means the item or the entity around the collection that the resource path names. */
  readonly usesIt: boolean
  /** What is made of the items; then what filters, sorts and computes is among the transformations. */
  readonly applied?: AppliedQuery | undefined
}

/** What `$apply`, and the options after it, make of a collection (Data Aggregation 4.0). */
export interface AppliedQuery {
  readonly transformations: readonly Transformation[]
  /** Whether the items are still those of the collection, and the shape says how they are shown. */
  readonly keepsItems: boolean
  /** How items that are still those of the collection are shown inside of what `nest` has made. */
  readonly nested: ReadonlyMap<NestItem, ObjectShape>
  readonly format: ItemFormat
}

/** Read a page of a collection. */
export interface ReadRowsPlan extends LocatedRead {
  readonly kind: 'readRows'
  readonly rows: RowsQuery
  readonly pageSize: number
  /** The position after which the page begins: keys as text, the ordinal last. */
  readonly after: ReadonlyArray<string | null> | undefined
  /** What `$it` means in a page of nested options: an entity around the collection. Undefined where it means each item. */
  readonly it?: EntityLocation | undefined
}

/** An entity set of `$crossjoin`. */
export interface JoinedEntities {
  /** As what the service root contains. */
  readonly property: NavigationProperty
  readonly variable: RangeVariable
  /** How the entity is shown: a member of the shape of the items. Undefined where it is not. */
  readonly member: LinkMember | CollectionMember | undefined
}

/** Which items of a cross join, in which order, and what of them. */
export interface CrossJoinQuery extends Pick<RowsQuery, 'filter' | 'search' | 'computation' | 'orderBy' | 'skip' | 'top' | 'count' | 'shape' | 'serviceRoot'> {
  readonly sets: readonly JoinedEntities[]
  /** What is made of what `filter` and `search` leave. */
  readonly applied?: AppliedQuery | undefined
}

/** Read a page of a cross join (OData-URL 4.01, section 4.15). */
export interface ReadCrossJoinPlan extends LocatedRead, Pick<ReadRowsPlan, 'pageSize' | 'after'> {
  readonly kind: 'readCrossJoin'
  readonly join: CrossJoinQuery
}

/** Count the items that a filter and a search leave. */
export interface CountRowsPlan extends LocatedRead {
  readonly kind: 'countRows'
  readonly rows: RowsQuery
}

/** Read a stream property, or a part of it. */
export interface ReadStreamPlan extends LocatedRead {
  readonly kind: 'readStream'
  readonly property: Property
  /** False when only its length and type are asked for. */
  readonly content: boolean
}

/** Change an entity, and what it contains (Protocol 4.01, section 11.4.3). */
export interface UpdateEntityPlan {
  readonly kind: 'updateEntity'
  readonly location: EntityLocation
  readonly change: UpdateChange
  /** What to read back in the same transaction; undefined when the client wants no representation. */
  readonly representation: ReadEntityPlan | ReadRowsPlan | undefined
  /** What to read back where the entity was not there, and is created, if that is another one. */
  readonly ifCreated?: ReadEntityPlan
}

/** Create an entity, with what it contains (Protocol 4.01, section 11.4.2). The last key of the location is a new one. */
export interface CreateEntityPlan {
  readonly kind: 'createEntity'
  readonly location: EntityLocation
  readonly value: StructuredValue
  readonly representation: ReadEntityPlan | undefined
  /** Where the store issues the last key: how the entity is read back then. */
  readonly issued?: { readonly representationAt: (location: EntityLocation) => ReadEntityPlan | undefined }
  /** The entity that the new one is related to, where its navigation property was addressed. */
  readonly relatedTo?: { readonly location: EntityLocation, readonly navigation: NavigationProperty }
}

/** Relate entities to one, or no longer (Protocol 4.01, section 11.4.6). */
export interface RelatePlan {
  readonly kind: 'relate'
  readonly location: EntityLocation
  readonly navigation: NavigationProperty
  readonly change: RelatedChange
}

/** Delete an entity and everything that it contains (Protocol 4.01, section 11.4.5). */
export interface DeleteEntityPlan {
  readonly kind: 'deleteEntity'
  readonly location: EntityLocation
  /** The stream that is deleted with its media entity, where that was addressed: conditions are about its version. */
  readonly stream?: Property
}

/** Put new entities in the place of all that one contains. */
export interface ReplaceContainedPlan {
  readonly kind: 'replaceContained'
  readonly location: EntityLocation
  readonly property: NavigationProperty
  readonly values: readonly StructuredValue[]
  readonly representation: ReadRowsPlan
}

/** Give several entities of one collection a new value of one property; all or none. */
export interface SetValuesPlan {
  readonly kind: 'setValues'
  readonly parent: EntityLocation
  readonly collection: NavigationProperty
  readonly property: Property
  readonly pairs: ReadonlyArray<{ readonly key: string, readonly value: PrimitiveValue }>
}

/** Change or delete every entity of a collection that a condition leaves, all or none (Protocol 4.01, section 11.4.13 and 11.4.14). */
export interface ChangeEachPlan {
  readonly kind: 'changeEach'
  /** Which, and how those that were changed are shown. */
  readonly read: ReadRowsPlan
  /** Undefined to delete them. */
  readonly values: StructuredValue | undefined
  /** Whether to read back what was changed. */
  readonly representation: boolean
}

/** Write or remove the content of a stream property (Protocol 4.01, section 11.4.8). */
export interface WriteStreamPlan {
  readonly kind: 'writeStream'
  readonly location: EntityLocation
  readonly property: Property
  /** Undefined to remove it. */
  readonly content: MediaContent | undefined
  /** The entity that is created with it where there is none. */
  readonly creates?: StructuredValue
}

export type ReadPlan = ReadEntityPlan | ReadRowsPlan | ReadCrossJoinPlan | CountRowsPlan | ReadStreamPlan
export type WritePlan =
  | UpdateEntityPlan | CreateEntityPlan | RelatePlan | DeleteEntityPlan
  | ReplaceContainedPlan | SetValuesPlan | WriteStreamPlan | ChangeEachPlan
export type Plan = ReadPlan | WritePlan

export function isWrite (plan: Plan): plan is WritePlan {
  switch (plan.kind) {
    case 'readEntity': case 'readRows': case 'readCrossJoin': case 'countRows': case 'readStream': return false
    default: return true
  }
}

export interface WriteResult {
  readonly version: string
  /** Of an entity that was created: where it is. */
  readonly created?: EntityLocation
  readonly representation: ReadResult | undefined
}

/** Told of milliseconds that the database took. */
export type OnStatement = (milliseconds: number) => void

/** Who waits for something, and who is told how long the database takes for it. */
export type Asking = Pick<Scope, 'caller' | 'onStatement'>

/** What a plan is executed with: all that may differ each time that it is. */
export interface Scope {
  /** Whose data it is about. */
  readonly tenant: string
  /** When the request came, as an instant (`instantOf`): what `now()` means throughout. */
  readonly now: string
  /** Who waits for the answer; when they have left, the database need not go on. */
  readonly caller?: Caller | undefined
  /** Told each time the database took some: for a statement, waiting for a connection, a commit. */
  readonly onStatement?: OnStatement | undefined
  /** The literals of the query by the numbers of their slots; undefined: those the plan was made with. */
  readonly literals?: readonly PrimitiveValue[] | undefined
}

/** What of a stream is read. */
export type Part = ByteRange | 'whole' | 'none'

export interface ReadScope extends Scope {
  /** Decides what of a stream is read, in the snapshot that it is read in; what it throws ends the read. Without it, the whole. */
  readonly choosePart?: ((content: { readonly version: string, readonly length: number }) => Part) | undefined
}

export interface WriteScope extends Scope {
  /**
   * Called in the transaction, before anything is changed, with the version of what is about to be: undefined where there is none. What it
   * throws ends the write. Without it, any version will do.
   */
  readonly precondition?: ((version: string | undefined) => void) | undefined
}

/** Who waits for an answer: a socket, for one. */
export interface Caller {
  /** Whether they have left. */
  readonly destroyed: boolean
}

/** Where plans are executed. An acknowledged write is durable; a failed one has changed nothing. */
export interface Store {
  /** At once where the database has it at hand. */
  read (plan: ReadPlan, scope: ReadScope): ReadResult | Promise<ReadResult>
  write (plan: WritePlan, scope: WriteScope): Promise<WriteResult>
  /**
   * Runs `work` with a store whose reads and writes are one transaction: committed when it resolves, rolled back when it rejects. Lost
   * against another transaction it runs again, so `work` must not remember what an earlier run did; and it must use no other store, or it
   * may wait for itself. What happens within tells its own scope of its time.
   */
  atomically<Result> (work: (store: Store) => Promise<Result>, asking?: Asking): Promise<Result>
  /** Runs `work` with a store whose reads see one state of the database, and which does not write. It may run again from its beginning. */
  snapshot<Result> (work: (store: Store) => Promise<Result>, asking?: Asking): Promise<Result>
  /** A real query; rejects with 503 while the database cannot answer. */
  ping (): Promise<void>
  close (): Promise<void>
}
