/** A body after reading: every name resolved, every value checked. What was not sent is not there. */
import type { PrimitiveValue, StructuredType } from '../../edm/types.js'

/** The value of one property: primitive, null, structured, or a collection of these. */
export type PropertyValue = PrimitiveValue | null | StructuredValue | readonly PropertyValue[]

/** An entity or complex value as sent. */
export interface StructuredValue {
  readonly type: StructuredType
  /** By declared name, in declared order is not promised. */
  readonly properties: Readonly<Record<string, PropertyValue>>
}
