/** Paths that lead to a column: from an item, through one complex property at most, past casts. Others lead where no statement follows. */
import { isAssignable, isPolymorphic, isStream, isStructured, rowTypeOf, underlyingType } from '../../edm/lookup.js'
import type { EdmType, NavigationProperty, PrimitiveTypeName, Property, StructuredType } from '../../edm/types.js'
import { notImplemented } from '../../errors.js'
import type { Expression, NavigationExpression, PropertyExpression, TypeCastExpression } from '../../odata/bind/expression/expression.js'

/** Where an expression stands. */
export interface Place {
  /** Whether complex values are kept as JSON, so that paths lead through any number of them. */
  readonly documents: boolean
}

/** How far a path has come from the item that it begins at. */
interface RowPath {
  readonly type: StructuredType
  /** The complex property that the path goes through. */
  readonly prefix: Property | undefined
}

/** Undefined for what is not a structured value of an item, or lies deeper inside one. */
export function rowPathOf (place: Place, expression: Expression): RowPath | undefined {
  switch (expression.kind) {
    case 'variable': {
      const { type: { type } } = expression
      return isStructured(type) ? { type, prefix: undefined } : undefined
    }
    case 'property': {
      const row = rowPathOf(place, expression.source)
      const { type } = expression.property.type
      return row === undefined || (row.prefix !== undefined && !place.documents) || type.kind !== 'complex'
        ? undefined
        : { ...row, type, prefix: expression.property }
    }
    case 'computed': {
      const { type: { type } } = expression
      return type.kind === 'entity' ? { type, prefix: undefined } : undefined
    }
    case 'typeCast': return castPath(place, expression)
    case 'root': return { type: expression.type.type as StructuredType, prefix: undefined }
    case 'navigation': return relatedPath(place, expression)
    case 'keyed': return keyedPath(place, expression.collection)
    default: return undefined
  }
}

/** The one entity that a navigation property leads to. */
function relatedPath (place: Place, { source, property }: NavigationExpression): RowPath | undefined {
  const row = property.collection ? undefined : rowPathOf(place, source)
  if (row === undefined || row.prefix !== undefined) return undefined
  return { ...row, type: property.target }
}

/** An entity of the collection that a key names. */
function keyedPath (place: Place, collection: Expression): RowPath | undefined {
  if (collection.kind === 'typeCast') {
    const row = keyedPath(place, collection.source)
    return row === undefined ? undefined : { ...row, type: collection.target }
  }
  const row = collection.kind === 'navigation' ? rowPathOf(place, collection.source) : undefined
  return row === undefined || row.prefix !== undefined || collection.kind !== 'navigation' ? undefined : { type: collection.property.target, prefix: undefined }
}

function castPath (place: Place, { source, target }: TypeCastExpression): RowPath | undefined {
  const row = rowPathOf(place, source)
  if (row === undefined || isAssignable(row.type, target)) return row
  checkTypeTest(row, target)
  return { ...row, type: target }
}

/** Of which type an item or a complex value is, is known where it can be of several. */
export function checkTypeTest ({ prefix }: RowPath, target: StructuredType): void {
  if (prefix !== undefined && isStructured(prefix.type.type) && !isPolymorphic(prefix.type.type)) {
    throw notImplemented(`The cast to ${target.fullName} in an expression`)
  }
}

/** The value of a property. Rows have no column; a complex value has one that tells whether it is there, as the table of streams has. */
export function checkColumn (place: Place, { source, property }: PropertyExpression): void {
  if (isStream(property)) return checkOwner(place, { source, property })
  const row = rowPathOf(place, source)
  if (row === undefined) throw notImplemented(`${property.name} at the end of this path`)
  if (place.documents) return checkKept(property)
  const isNested = row.prefix !== undefined && isStructured(property.type.type)
  if (isNested || rowTypeOf(property) !== undefined) throw notImplemented(`${property.name} in an expression`)
}

/** The types that a transformation of `$apply` can work with and answer. */
const plainTypes: ReadonlySet<string> = new Set<PrimitiveTypeName>([
  'Edm.Boolean', 'Edm.Byte', 'Edm.Date', 'Edm.DateTimeOffset', 'Edm.Double', 'Edm.Guid', 'Edm.Int16', 'Edm.Int32', 'Edm.Int64', 'Edm.SByte',
  'Edm.Single', 'Edm.String'
])

export const isPlain = (type: EdmType): boolean => {
  const underlying = underlyingType(type)
  return underlying.kind === 'primitive' && plainTypes.has(underlying.name)
}

/** A property of a model whose complex values are JSON, which holds what compares and what does not. */
function checkKept (property: Property): void {
  const type = underlyingType(property.type.type)
  if (isStream(property) || (type.kind === 'primitive' && type.name.startsWith('Edm.Geo')) || type.kind === 'builtIn') {
    throw notImplemented(`${property.name} in an expression`)
  }
}

/** A collection of structured values: those of an item that still knows its tenant and its ordinal. */
export function checkOwner (
  place: Place,
  { source, property }: { readonly source: Expression, readonly property: Property | NavigationProperty }
): void {
  const row = rowPathOf(place, source)
  if (row === undefined || row.prefix !== undefined) {
    throw notImplemented(property.kind === 'property' && isStream(property) ? `${property.name} in an expression` : `any, all and $count over ${property.name}`)
  }
}
