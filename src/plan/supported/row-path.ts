/** Paths that lead to a column: from an item, through one complex property at most, past casts. Others lead where no statement follows. */
import { isAssignable, isPolymorphic, isStream, isStructured, rowTypeOf } from '../../edm/lookup.js'
import type { NavigationProperty, Property, StructuredType } from '../../edm/types.js'
import { notImplemented } from '../../errors.js'
import type { Expression, PropertyExpression, RangeVariable, TypeCastExpression } from '../../odata/bind/expression/expression.js'

/** Where an expression stands. */
export interface Place {
  /** Whether it is about items inside of `$apply`, which have lost what tells their owner and their type. */
  readonly detached: boolean
  /** The variables that `any`, `all` and `$count` around it declare: their items are whole. */
  readonly declared: readonly RangeVariable[]
}

/** The item that a path begins at, and how far it has come. */
interface RowPath {
  readonly variable: RangeVariable
  readonly type: StructuredType
  /** The complex property that the path goes through. */
  readonly prefix: Property | undefined
}

/** Undefined for what is no structured value of an item, or lies deeper inside one. */
export function rowPathOf (place: Place, expression: Expression): RowPath | undefined {
  switch (expression.kind) {
    case 'variable': {
      const { variable, type: { type } } = expression
      return isStructured(type) ? { variable, type, prefix: undefined } : undefined
    }
    case 'property': {
      const row = rowPathOf(place, expression.source)
      const { type } = expression.property.type
      return row === undefined || row.prefix !== undefined || type.kind !== 'complex'
        ? undefined
        : { ...row, type, prefix: expression.property }
    }
    case 'typeCast': return castPath(place, expression)
    default: return undefined
  }
}

function castPath (place: Place, { source, target }: TypeCastExpression): RowPath | undefined {
  const row = rowPathOf(place, source)
  if (row === undefined || isAssignable(row.type, target)) return row
  checkTypeTest(place, row, target)
  return { ...row, type: target }
}

/** Of which type an item or a complex value is, is known where it can be of several. */
export function checkTypeTest ({ detached }: Place, { prefix }: RowPath, target: StructuredType): void {
  if (detached && prefix === undefined) throw notImplemented('A cast or isof inside $apply')
  if (prefix !== undefined && isStructured(prefix.type.type) && !isPolymorphic(prefix.type.type)) {
    throw notImplemented(`The cast to ${target.fullName} in an expression`)
  }
}

/** The value of a property. Rows have no column; a complex value has one that tells whether it is there, as the table of streams has. */
export function checkColumn (place: Place, { source, property }: PropertyExpression): void {
  if (isStream(property)) return checkOwner(place, { source, property })
  const row = rowPathOf(place, source)
  if (row === undefined) throw notImplemented(`${property.name} at the end of this path`)
  const isNested = row.prefix !== undefined && isStructured(property.type.type)
  if (isNested || rowTypeOf(property) !== undefined) throw notImplemented(`${property.name} in an expression`)
}

/** A collection of structured values: those of an item that still knows its tenant and its ordinal. */
export function checkOwner (
  place: Place,
  { source, property }: { readonly source: Expression, readonly property: Property | NavigationProperty }
): void {
  const row = rowPathOf(place, source)
  const isDeclared = row !== undefined && place.declared.some(({ name }) => name === row.variable.name)
  if (row === undefined || row.prefix !== undefined || (place.detached && !isDeclared)) {
    throw notImplemented(property.kind === 'property' && isStream(property) ? `${property.name} in an expression` : `any, all and $count over ${property.name}`)
  }
}
