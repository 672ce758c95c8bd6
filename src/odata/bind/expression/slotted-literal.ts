/**
 * Literals whose place in the bound tree, and in the SQL made of it, the next request of the same shape fills with a value of its own.
 * Their `value` may be read like any other's; but who reads it decides by it, and so the literal becomes part of the shape. What only
 * passes the value on takes `slot` instead.
 */
import type { PrimitiveTypeName, PrimitiveValue } from '../../../edm/types.js'
import { useSlot } from '../../url/slot.js'
import type { Slot, SlotUse } from '../../url/slot.js'
import type { LiteralExpression } from './expression.js'
import { primitiveReference } from './expression-type.js'

export interface SlottedValue {
  readonly use: SlotUse
  /** The value as it was written in the request that was bound, before `convert`. */
  readonly written: PrimitiveValue
  /** What the binder made of the value, and makes of any other of the same kind. */
  readonly convert: (written: PrimitiveValue) => PrimitiveValue
}

export function bindSlot (type: PrimitiveTypeName, written: PrimitiveValue, slot: Slot): LiteralExpression {
  return slottedLiteral(type, { use: useSlot(slot), written, convert: value => value })
}

/** The literal as one of another type, to which every value of its own converts. */
export function convertSlotted (type: PrimitiveTypeName, slotted: SlottedValue, convert: SlottedValue['convert']): LiteralExpression {
  return slottedLiteral(type, { ...slotted, convert: written => convert(slotted.convert(written)) })
}

function slottedLiteral (type: PrimitiveTypeName, slot: SlottedValue): LiteralExpression {
  return {
    kind: 'literal',
    type: primitiveReference(type, false),
    slot,
    get value () {
      slot.use.slot.fixed = true
      return slot.convert(slot.written)
    }
  }
}
