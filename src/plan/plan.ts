/** What the store is asked to do. A plan names model elements and values, never tables, and carries everything execute needs. */
import type { ComplexType, Property, Singleton } from '../edm/types.js'
import type { Transformation } from '../odata/bind/apply-expression.js'
import type { Change } from '../odata/bind/request.js'
import type { ComputeItem, FilterExpression, OrderByItem, RangeVariable, SearchExpression } from '../odata/bind/expression.js'
import type { Conditions } from '../odata/etag.js'
import type { MetadataLevel } from '../odata/json/format.js'
import type { ObjectShape } from './shape.js'

/** Values that expressions define for each item, and the item they are about. */
export interface Computation {
  readonly items: readonly ComputeItem[]
  readonly variable: RangeVariable
}

/** Read a singleton, or some of its properties. */
export interface ReadEntityPlan {
  readonly kind: 'readEntity'
  readonly singleton: Singleton
  readonly shape: ObjectShape
  readonly computation: Computation | undefined
  /** The time of the request as an instant (`instantOf`). */
  readonly now: string
}

/** Which rows, in which order, and what of them (OData-Protocol 4.01, section 11.2.1: search, filter, then order, skip, top). */
export interface RowsQuery {
  readonly property: Property
  readonly type: ComplexType
  readonly search: SearchExpression | undefined
  readonly filter: FilterExpression | undefined
  readonly computation: Computation
  readonly orderBy: readonly OrderByItem[]
  readonly skip: number
  /** Rows at most; undefined for all. */
  readonly top: number | undefined
  /** Whether to count the rows that `filter` and `search` leave. */
  readonly count: boolean
  readonly shape: ObjectShape
  /** The time of the request as an instant (`instantOf`). */
  readonly now: string
}

/** Read a page of rows. */
export interface ReadRowsPlan {
  readonly kind: 'readRows'
  readonly singleton: Singleton
  readonly rows: RowsQuery
  readonly pageSize: number
  /** The position after which the page begins: keys as text, the ordinal last. */
  readonly after: ReadonlyArray<string | null> | undefined
}

/** Read a page of what transformations make of the rows (Data Aggregation 4.0). */
export interface ReadAppliedPlan {
  readonly kind: 'readApplied'
  readonly singleton: Singleton
  readonly property: Property
  readonly type: ComplexType
  readonly transformations: readonly Transformation[]
  readonly format: { readonly metadata: MetadataLevel, readonly asText: boolean, readonly select?: ReadonlySet<string> }
  readonly count: boolean
  readonly skip: number
  readonly top: number | undefined
  readonly pageSize: number
  /** The ordinal after which the page begins. */
  readonly after: ReadonlyArray<string | null> | undefined
  readonly now: string
}

/** Count the rows that a filter and a search leave. */
export interface CountRowsPlan {
  readonly kind: 'countRows'
  readonly singleton: Singleton
  readonly rows: RowsQuery
}

/** Change a singleton (Protocol 4.01, section 11.4). */
export interface UpdateEntityPlan {
  readonly kind: 'updateEntity'
  readonly singleton: Singleton
  readonly change: Change
  /** Checked against the stored version inside the transaction. */
  readonly conditions: Conditions
  /** What to read back in the same transaction; undefined when the client wants no representation. */
  readonly representation: ReadEntityPlan | ReadRowsPlan | undefined
}

export type ReadPlan = ReadEntityPlan | ReadRowsPlan | ReadAppliedPlan | CountRowsPlan
export type WritePlan = UpdateEntityPlan
export type Plan = ReadPlan | WritePlan

/** A large JSON text comes as its pieces in UTF-8, so that it is never held as one string. */
export type JsonText = string | readonly Uint8Array[]

export interface EntityResult {
  readonly kind: 'entity'
  /** Version of the stored entity: what its ETag is made of. */
  readonly version: string
  /** JSON text of each member that the shape asked for, by name. */
  readonly members: ReadonlyMap<string, JsonText>
  /** Of collections with `$count`, by the property's name. */
  readonly counts: ReadonlyMap<string, string>
}

export interface RowsResult {
  readonly kind: 'rows'
  readonly version: string
  /** The rows' JSON texts, joined by commas, without brackets. */
  readonly text: JsonText
  readonly count: string | undefined
  /** Where the page ended, when rows follow it. */
  readonly next: ReadonlyArray<string | null> | undefined
}

export interface CountResult {
  readonly kind: 'count'
  readonly version: string
  readonly count: string
}

export type ReadResult = EntityResult | RowsResult | CountResult

export interface WriteResult {
  readonly version: string
  readonly representation: ReadResult | undefined
}

/** Whose data a plan is about. */
export interface Scope {
  readonly tenant: string
}

/** Where plans are executed. An acknowledged write is durable; a failed one has changed nothing. */
export interface Store {
  read (plan: ReadPlan, scope: Scope): Promise<ReadResult>
  write (plan: WritePlan, scope: Scope): Promise<WriteResult>
  /** A real query; rejects with 503 while the database cannot answer. */
  ping (): Promise<void>
  close (): Promise<void>
}
