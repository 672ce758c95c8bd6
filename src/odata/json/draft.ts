/** An object of a body while it is being read. */
import { fewNamedValues, namedValues } from '../../base/named-values.js'
import type { StructuredType } from '../../edm/types.js'
import type { Unsupported } from '../bind/unsupported.js'
import type { ContainedChange, PropertyValue, RelatedChange } from './structured-value.js'

/**
 * `create`: the type must be concrete, and keys are ignored. `update`: the entity is there and has a type; what it contains is told apart
 * by keys.
 */
export type Purpose = 'create' | 'update'

/** What has been read of an object. */
export interface Draft {
  readonly type: StructuredType
  readonly purpose: Purpose
  readonly properties: Record<string, PropertyValue>
  readonly contained: Record<string, ContainedChange>
  readonly mediaTypes: Record<string, string>
  /** Members of JSON text. */
  readonly dynamic: string[]
  readonly related: Record<string, RelatedChange>
  /** Characters of its texts so far. */
  text: number
  unsupported?: Unsupported | undefined
}

/** Members are called what the model calls them, `constructor` and `__proto__` too. */
export const beginDraft = (type: StructuredType, purpose: Purpose): Draft => ({
  type,
  purpose,
  properties: namedValues(),
  contained: fewNamedValues(),
  mediaTypes: fewNamedValues(),
  dynamic: [],
  related: fewNamedValues(),
  text: 0
})
