/**
 * Slots: literals whose place in the bound tree, and in the SQL made of it, the next request of the same shape fills with a value of its
 * own. What decides by a value settles the slot: a literal stands in its place then, which is part of the shape.
 */
import type { PrimitiveTypeName, PrimitiveValue } from '../../../edm/types.js'
import type { Expression, LiteralExpression, SlotExpression } from './expression.js'
import { primitiveReference } from './expression-type.js'

export const slotOf = (type: PrimitiveTypeName, written: PrimitiveValue, slot: number): SlotExpression =>
  ({ kind: 'slot', type: primitiveReference(type, false), slot, written, convert: value => value })

/** The slot as one of another type, to which every value of its own converts. */
export function convertSlot (type: PrimitiveTypeName, slot: SlotExpression, convert: SlotExpression['convert']): SlotExpression {
  return { ...slot, type: primitiveReference(type, false), convert: written => convert(slot.convert(written)) }
}

/** The value of a slot as a literal, which serves this value alone; any other expression as it is. */
export function settle (expression: Expression): Expression {
  if (expression.kind !== 'slot') return expression
  const { type, slot, written, convert } = expression
  return { kind: 'literal', type, value: convert(written), settles: slot === 'now' ? [] : [slot] }
}

/** Whether the value was written in the request, be it settled or not. */
export const isWritten = (expression: Expression): expression is LiteralExpression | SlotExpression =>
  expression.kind === 'literal' || expression.kind === 'slot'
