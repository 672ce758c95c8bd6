/** Bound collection options as what the store is asked for. */
import type { NavigationProperty, Property } from '../edm/types.js'
import type { CollectionOptions } from '../odata/bind/collection-options.js'
import type { AppliedOptions } from '../odata/bind/apply/apply-options.js'
import type { AppliedQuery, RowsQuery } from './plan.js'
import type { ObjectShape, ShapeContext } from './shape.js'

export function rowsQuery (
  { serviceRoot, format }: ShapeContext,
  property: Property | NavigationProperty,
  options: CollectionOptions,
  shape: ObjectShape,
  home?: RowsQuery['home']
): RowsQuery {
  const { search, filter, compute, orderBy, skip, top, count, variable, usesIt, window, applied } = options
  return {
    property,
    home,
    type: shape.type,
    search,
    filter,
    computation: { items: compute, variable },
    orderBy,
    skip,
    top,
    count,
    shape,
    serviceRoot,
    usesIt,
    ...window === undefined ? {} : { window },
    ...applied === undefined ? {} : { applied: appliedQuery(format, applied) }
  }
}

function appliedQuery ({ version, metadata, ieee754Compatible }: ShapeContext['format'], applied: AppliedOptions): AppliedQuery {
  const { transformations, selection, select } = applied
  return {
    transformations,
    keepsItems: selection !== undefined,
    format: { version, metadata, asText: ieee754Compatible, ...select === undefined ? {} : { select } }
  }
}

/** Every item of a collection, in its order. */
export function everyRow (
  { serviceRoot }: Pick<ShapeContext, 'serviceRoot'>,
  property: Property | NavigationProperty,
  shape: ObjectShape
): RowsQuery {
  const computation = { items: [], variable: { name: '$it', type: { type: shape.type, nullable: false } } }
  return {
    property,
    type: shape.type,
    search: undefined,
    filter: undefined,
    computation,
    orderBy: [],
    skip: 0,
    top: undefined,
    count: false,
    shape,
    serviceRoot,
    usesIt: false
  }
}
