/**
 * Collections inside an answer: expanded entities, and the rows of an entity that is itself an item. A first page each, with a link to the
 * next.
 */
import { lastName } from '../edm/inner-navigation.js'
import type { Property } from '../edm/types.js'
import type { ExpandedMember } from '../odata/bind/bind-expand.js'
import type { Selection } from '../odata/bind/selection.js'
import { controlName } from '../odata/json/format.js'
import { nestedDigest } from '../odata/skip-token.js'
import type { NestedQuery } from '../odata/nested-query.js'
import type { RowsQuery } from './plan.js'
import { rowsQuery } from './rows-query.js'
import { objectShape, referenceShape } from './shape.js'
import type { CollectionMember, ObjectPlace, ObjectShape, ShapeContext, ShapeMember } from './shape.js'

/** What a value in a collection is related to comes whole: the value has no URL that a next page could have. */
const WHOLE = 1_000_000_000

/** Related entities (OData-URL 4.01, section 5.1.3). */
export function expandedMember (
  context: ShapeContext,
  { property, way, alias, joined, type, form, home, options, query }: ExpandedMember,
  place: ObjectPlace
): CollectionMember {
  // A value in a collection has no URL, so that pages inside begin at the entity set.
  const path = property.inItems === true && home !== undefined ? home.name : `${pathOf(place)}/${property.name}`
  const cast = type === property.target ? '' : `/${type.fullName}`
  const suffix = `/${property.name}${cast}`
  const shapeOf = (selection: Selection): ObjectShape => form === 'entities' ? objectShape(context, type, selection, { kind: 'item', path, below: belowIt(place) + 1, declared: property.target }) : referenceShape(context, type)
  const shape = shapeOf(options.selection)
  const named = joined === undefined || home === undefined ? shape : withContext(context, shape, home, options.selection.text)
  const selected = (options.applied ?? options.selection).text
  return {
    kind: 'collection',
    name: alias ?? joined ?? (way.length === 0 && place.kind !== 'value' ? property.name : lastName(property.name)),
    form: form === 'count' ? 'count' : property.collection && joined === undefined ? 'items' : 'single',
    joined,
    ofItem: property.inItems === true,
    rows: rowsQuery(context, property, options, named, { home, path: home?.name, shapeOf }),
    pageSize: property.inItems === true ? WHOLE : property.collection ? context.limits.pageSize : 1,
    // Of what is not contained the type says where it is (JSON format 4.01, section 4.6.1).
    contextSuffix: context.format.metadata === 'none' || form !== 'entities' || !property.containsTarget
      ? undefined
      : `${suffix}${selected === undefined ? '' : `(${selected})`}`,
    next: { suffix: form === 'refs' ? `${suffix}/$ref` : suffix, query: query.text, digest: nestedDigest(`${path}${cast}`, query), around: aroundOf(options.usesIt, place) },
    format: context.format
  }
}

/** An entity that `join` has put beside an item says what it is one of (Data Aggregation 4.0, section 3.5.1). */
export function withContext (
  { format }: ShapeContext,
  shape: ObjectShape,
  { name }: { readonly name: string },
  selected: string | undefined
): ObjectShape {
  if (format.metadata === 'none') return shape
  const json = JSON.stringify(`#${name}${selected === undefined ? '' : `(${selected})`}/$entity`)
  const own: ShapeMember = { kind: 'constant', name: controlName(format, 'context'), json }
  const add = (inner: ObjectShape): ObjectShape => ({ ...inner, members: [own, ...inner.members] })
  return { ...add(shape), ...shape.variants === undefined ? {} : { variants: shape.variants.map(add) } }
}

/** Rows of complex values of an item: all of them, up to the largest page. */
export function collectionInItem (
  { format, limits }: ShapeContext,
  property: Property,
  rows: RowsQuery,
  query: NestedQuery,
  place: ObjectPlace
): CollectionMember {
  const suffix = `/${property.name}`
  return {
    kind: 'collection',
    name: property.name,
    form: 'items',
    ofItem: false,
    rows,
    pageSize: limits.maxPageSize,
    contextSuffix: undefined,
    next: { suffix, query: query.text, digest: nestedDigest(`${pathOf(place)}${suffix}`, query), around: aroundOf(rows.usesIt, place) },
    format
  }
}

const belowIt = (place: ObjectPlace): number => place.kind === 'value' ? place.entity?.below ?? 0 : place.below

/** Only a page whose options name `$it` has to know what it is. */
const aroundOf = (usesIt: boolean, place: ObjectPlace): number | undefined => usesIt ? belowIt(place) : undefined

const pathOf = (place: ObjectPlace): string => place.kind === 'value' ? place.entity?.path ?? '' : place.path
