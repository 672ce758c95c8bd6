/**
 * Values of a statement that literals of the client gave. Where a literal is in a slot, a statement that is kept is filled in again with
 * another.
 */
import type { PrimitiveValue } from '../../../edm/types.js'
import type { LiteralExpression } from '../../../odata/bind/expression/expression.js'
import type { SlottedValue } from '../../../odata/bind/expression/slotted-literal.js'

/** Stands among a statement's values for one of them. */
export interface Parameter {
  readonly slot: SlottedValue
  /** What the database is given for a value. */
  readonly write: (value: PrimitiveValue) => unknown
}

/** What a statement is given for a literal that is not null. */
export function parameterOf<Written> (literal: LiteralExpression, write: (value: PrimitiveValue) => Written): Written | Parameter {
  return literal.slot === undefined ? write(literal.value as PrimitiveValue) : { slot: literal.slot, write }
}

export function isParameter (value: unknown): value is Parameter {
  return typeof value === 'object' && value !== null && 'slot' in value
}

/** The value of a parameter in a request whose literals are these; undefined: those of the request that was rendered. */
export function fillIn ({ slot: { use, written, convert }, write }: Parameter, literals: readonly PrimitiveValue[] | undefined): unknown {
  return write(convert(literals?.[use.slot.index] ?? written))
}

/** A statement's value for the driver. A parameter that comes here is in a statement that is not kept, so its literal stays what it is. */
export function valueOf (value: unknown): unknown {
  if (!isParameter(value)) return value
  value.slot.use.slot.fixed = true
  return fillIn(value, undefined)
}
