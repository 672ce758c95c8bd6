/** Bound collection options as what the store is asked for. */
import type { NavigationProperty, Property } from '../edm/types.js'
import type { CollectionOptions } from '../odata/bind/collection-options.js'
import type { AppliedOptions } from '../odata/bind/apply/apply-options.js'
import { withInner } from '../odata/bind/apply/expressions-in.js'
import type { Selection } from '../odata/bind/selection.js'
import type { AppliedQuery, RowsQuery } from './plan.js'
import type { ObjectShape, ShapeContext } from './shape.js'

/** Where the items are. */
interface Among {
  readonly home?: RowsQuery['home']
  /** Their path in the model. */
  readonly path?: string | undefined
  /** How one is shown of which something else is chosen. */
  readonly shapeOf?: (selection: Selection) => ObjectShape
}

export function rowsQuery (
  { serviceRoot, format }: ShapeContext,
  property: Property | NavigationProperty,
  options: CollectionOptions,
  shape: ObjectShape,
  { home, path, shapeOf = () => shape }: Among = {}
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
    ...applied === undefined ? {} : { applied: appliedQuery(format, applied, { path, shapeOf }) }
  }
}

/** `selection`: what is shown of items that are still those of the collection. */
export function appliedQuery (
  { version, metadata, ieee754Compatible }: ShapeContext['format'],
  { transformations, selection, select }: Pick<AppliedOptions, 'transformations' | 'select'> & { readonly selection: object | undefined },
  { path, shapeOf }: Pick<Among, 'path'> & Required<Pick<Among, 'shapeOf'>>
): AppliedQuery {
  const nests = transformations.flatMap(withInner).flatMap(transformation => transformation.kind === 'nest' ? transformation.items : [])
  return {
    transformations,
    keepsItems: selection !== undefined,
    nested: new Map(nests.flatMap(item => item.selection === undefined ? [] : [[item, shapeOf(item.selection)] as const])),
    format: { version, metadata, asText: ieee754Compatible, path, ...select === undefined ? {} : { select } }
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
