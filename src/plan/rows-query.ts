/** Bound collection options as what the store is asked for. */
import type { NavigationProperty, Property } from '../edm/types.js'
import type { CollectionOptions } from '../odata/bind/collection-options.js'
import type { RowsQuery } from './plan.js'
import type { ObjectShape, ShapeContext } from './shape.js'

export function rowsQuery (
  { serviceRoot }: ShapeContext,
  property: Property | NavigationProperty,
  options: CollectionOptions,
  shape: ObjectShape,
  home?: RowsQuery['home']
): RowsQuery {
  const { search, filter, compute, orderBy, skip, top, count, variable, usesIt, window } = options
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
    ...window === undefined ? {} : { window }
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
