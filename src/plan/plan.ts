/** What the store is asked to do. A plan names model elements and values, never tables, and carries everything execute needs. */
import type { Property, Singleton } from '../edm/types.js'
import type { Conditions } from '../odata/etag.js'
import type { StructuredValue } from '../odata/json/structured-value.js'
import type { ObjectShape } from './shape.js'

/** Read a singleton. */
export interface ReadEntityPlan {
  readonly kind: 'readEntity'
  readonly singleton: Singleton
  readonly shape: ObjectShape
}

/** Merge values into a singleton (Protocol 4.01, section 11.4.3): complex values member by member, collections as a whole. */
export interface UpdateEntityPlan {
  readonly kind: 'updateEntity'
  readonly singleton: Singleton
  readonly values: StructuredValue
  /** Checked against the stored version inside the transaction. */
  readonly conditions: Conditions
  /** What to read back in the same transaction; undefined when the client wants no representation. */
  readonly representation: ReadEntityPlan | undefined
}

export type ReadPlan = ReadEntityPlan
export type WritePlan = UpdateEntityPlan
export type Plan = ReadPlan | WritePlan

/** A large JSON text comes as its pieces, so that it is never held as one string. */
export type JsonText = string | readonly string[]

export interface EntityResult {
  /** Version of the stored entity: what its ETag is made of. */
  readonly version: string
  /** JSON text of each property that the shape asked for. */
  readonly members: ReadonlyMap<Property, JsonText>
}

export interface WriteResult {
  readonly version: string
  readonly representation: EntityResult | undefined
}

/** Whose data a plan is about. */
export interface Scope {
  readonly tenant: string
}

/** Where plans are executed. An acknowledged write is durable; a failed one has changed nothing. */
export interface Store {
  read (plan: ReadPlan, scope: Scope): Promise<EntityResult>
  write (plan: WritePlan, scope: Scope): Promise<WriteResult>
  /** A real query; rejects with 503 while the database cannot answer. */
  ping (): Promise<void>
  close (): Promise<void>
}
