/** Bound collection options as what the store is asked for. */
import { itemType } from '../edm/lookup.js'
import type { NavigationProperty, Property, StructuredType } from '../edm/types.js'
import type { CollectionOptions } from '../odata/bind/collection-options.js'
import type { OutputMember } from '../odata/bind/apply/apply-expression.js'
import type { AppliedOptions } from '../odata/bind/apply/apply-options.js'
import { withInner } from '../odata/bind/apply/expressions-in.js'
import type { Selection } from '../odata/bind/selection.js'
import type { AppliedQuery, RowsQuery } from './plan.js'
import { objectShape } from './shape.js'
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
  context: ShapeContext,
  property: Property | NavigationProperty,
  options: CollectionOptions,
  shape: ObjectShape,
  { home, path, shapeOf = () => shape }: Among = {}
): RowsQuery {
  const { serviceRoot } = context
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
    ...applied === undefined ? {} : { applied: appliedQuery(context, applied, { path, shapeOf }) }
  }
}

/** `selection`: what is shown of items that are still those of the collection. */
export function appliedQuery (
  context: ShapeContext,
  { transformations, selection, select, output }: Pick<AppliedOptions, 'transformations' | 'select' | 'output'> & { readonly selection: object | undefined },
  { path, shapeOf }: Pick<Among, 'path'> & Required<Pick<Among, 'shapeOf'>>
): AppliedQuery {
  const { format: { version, metadata, ieee754Compatible } } = context
  const nests = transformations.flatMap(withInner).flatMap(transformation => transformation.kind === 'nest' ? transformation.items : [])
  return {
    transformations,
    keepsItems: selection !== undefined,
    nested: new Map(nests.flatMap(item => item.selection === undefined ? [] : [[item, shapeOf(item.selection)] as const])),
    format: {
      version,
      metadata,
      asText: ieee754Compatible,
      path,
      shapes: complexShapes(context, [output, ...nests.map(item => item.output)].flat()),
      ...select === undefined ? {} : { select }
    }
  }
}

/** How complex values are shown that items have as they had them before, alone or in collections. */
function complexShapes (context: ShapeContext, output: readonly OutputMember[]): ReadonlyMap<StructuredType, ObjectShape> {
  const types = output.flatMap(({ type, made }) => {
    const item = itemType(type).type
    return made === undefined && item.kind === 'complex' ? [item] : []
  })
  return new Map([...new Set(types)].map(type => [type, objectShape(context, type, undefined, { kind: 'value' })]))
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
