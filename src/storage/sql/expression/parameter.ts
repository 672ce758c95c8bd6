/**
 * Values of a statement that are known when it runs, not when it is rendered: the tenant, the time of the request, literals of the query. A
 * statement is rendered once, and runs again with others in their place.
 */
import type { PrimitiveValue } from '../../../edm/types.js'
import type { LiteralExpression, SlotExpression } from '../../../odata/bind/expression/expression.js'
import type { EntityLocation } from '../../../odata/canonical-path.js'
import type { Scope } from '../../../plan/plan.js'

/** Stands among a statement's values. `write` makes of a time, a literal or a location what the database is given. */
export type Parameter =
  | { readonly kind: 'tenant' }
  /** `rendered`: what was there when the statement was rendered. */
  | { readonly kind: 'now', readonly write: (now: string) => unknown, readonly rendered: string }
  | { readonly kind: 'slot', readonly slot: number, readonly write: (written: PrimitiveValue) => unknown, readonly rendered: PrimitiveValue }
  /** Of the keys of the location that the statement is about. */
  | { readonly kind: 'location', readonly write: (location: EntityLocation) => unknown, readonly rendered: EntityLocation }
  /** The ordinal that a page begins after. */
  | { readonly kind: 'position', readonly rendered: bigint }

/** What a statement is given for a literal that is not null, or for a slot. */
export function parameterOf<Written> (
  expression: LiteralExpression | SlotExpression,
  write: (value: PrimitiveValue) => Written
): Written | Parameter {
  if (expression.kind === 'literal') return write(expression.value as PrimitiveValue)
  const { slot, written, convert } = expression
  return slot === 'now'
    ? nowParameter(String(written), now => write(convert(now)))
    : { kind: 'slot', slot, rendered: written, write: value => write(convert(value)) }
}

/** What follows from the time of the request, which is an instant. */
export const nowParameter = (rendered: string, write: (now: string) => unknown): Parameter => ({ kind: 'now', rendered, write })

/** What follows from the keys of the location that a statement is about; `rendered`: it, or one on the way to it. */
export const locationParameter = (rendered: EntityLocation, write: (location: EntityLocation) => unknown): Parameter =>
  ({ kind: 'location', rendered, write })

/** The ordinal that a page begins after. */
export const positionParameter = (rendered: bigint): Parameter => ({ kind: 'position', rendered })

/** The tenant's id. */
export const tenantParameter: Parameter = { kind: 'tenant' }

export function isParameter (value: unknown): value is Parameter {
  return typeof value === 'object' && value !== null && 'kind' in value
}

/** The values of a statement whose page begins after another ordinal. */
export const valuesAfter = (values: readonly unknown[], position: bigint): unknown[] =>
  values.map(value => isParameter(value) && value.kind === 'position' ? positionParameter(position) : value)

/** The value of a parameter in a request; without `literals`, those of the request that was rendered. */
export function fillIn (parameter: Parameter, { tenant, now, literals }: Scope, location: EntityLocation): unknown {
  switch (parameter.kind) {
    case 'tenant': return tenant
    case 'now': return parameter.write(now)
    case 'slot': return parameter.write(literals?.[parameter.slot] ?? parameter.rendered)
    case 'location': return parameter.write(location)
    case 'position': return parameter.rendered
  }
}

/** A statement's value for the driver; of a statement that runs once, what was there when it was rendered. */
export function valueOf (value: unknown): unknown {
  if (!isParameter(value)) return value
  if (value.kind === 'tenant') throw new Error('a statement runs without its tenant')
  switch (value.kind) {
    case 'now': return value.write(value.rendered)
    case 'slot': return value.write(value.rendered)
    case 'location': return value.write(value.rendered)
    case 'position': return value.rendered
  }
}
