/** Bound collection options as what the store is asked for. */
import type { ComplexType, Property } from '../edm/types.js'
import type { CollectionOptions } from '../odata/bind/collection-options.js'
import type { RowsQuery } from './plan.js'
import type { ObjectShape } from './shape.js'

export function rowsQuery (property: Property, options: CollectionOptions, shape: ObjectShape, now: string): RowsQuery {
  const { search, filter, compute, orderBy, skip, top, count, variable } = options
  return { property, type: shape.type as ComplexType, search, filter, computation: { items: compute, variable }, orderBy, skip, top, count, shape, now }
}
