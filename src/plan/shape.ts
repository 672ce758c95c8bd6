/**
 * The shape of the JSON an answer has: which members in which order, with which control information. Decided before anything is
 * read, so that the database can build the text (OData JSON format 4.01, sections 4.5 and 4.6).
 */
import { dialectOf } from '../dialect/service-dialect.js'
import { familyProperties, isAssignable, isPolymorphic, isStream, rowTypeOf } from '../edm/lookup.js'
import { isMedia } from '../edm/media.js'
import { isTooDeep, topmost } from '../edm/self-nesting.js'
import type { ExpandedMember } from '../odata/bind/bind-expand.js'
import type { EdmModel, EntityType, Property, StructuredType } from '../edm/types.js'
import type { ItemOptions } from '../odata/bind/item-options.js'
import type { SelectedMember, Selection } from '../odata/bind/selection.js'
import { controlName } from '../odata/json/format.js'
import { NO_QUERY } from '../odata/nested-query.js'
import type { Format } from '../odata/json/format.js'
import { linksOf, mediaMembers, streamMembers } from './links.js'
import { ordinalMembers } from './ordinal-member.js'
import type { OrdinalMember } from './ordinal-member.js'
import type { PageLimits } from './page-limits.js'
import type { RowsQuery } from './plan.js'
import { everyRow, rowsQuery } from './rows-query.js'
import { collectionInItem, expandedMember } from './shape-collections.js'
import { computedMembers } from './shape-computed.js'
import type { ComputedMember } from './shape-computed.js'
import { asksItems, countOf, valuesMember } from './shape-values.js'
import { withType } from './typed-member.js'
import { dynamicMembers } from './undeclared-member.js'
import type { DynamicMember } from './undeclared-member.js'

/** A member whose value is known before anything is read, e.g. `@odata.type`. */
export interface ConstantMember {
  readonly kind: 'constant'
  readonly name: string
  /** Its JSON text; `keyed`: with the URL of the entity, and so its keys. */
  readonly json: string
  readonly keyed?: true
}

/** `@odata.type` of an item whose type is known only when it is read. */
export interface TypeNameMember {
  readonly kind: 'typeName'
  readonly name: string
  /** What comes before the name of the type. */
  readonly prefix: string
}

/** `@odata.etag` of an item. */
export interface EtagMember {
  readonly kind: 'etag'
  readonly name: string
}

/** A URL that begins with that of the item; as it is, or within an object that JSON text before and after it makes. */
export interface LinkMember {
  readonly kind: 'link'
  readonly name: string
  readonly suffix: string
  readonly around: readonly [before: string, behind: string]
}

/** What is known of the content of a stream property; not there where there is no content. */
export interface StreamMember {
  readonly kind: 'stream'
  readonly name: string
  readonly property: Property
  readonly about: 'mediaType' | 'etag'
}

/** A stored property. `shape` is that of its complex value, or of each item of a collection of complex values. */
export interface PropertyMember {
  readonly kind: 'property'
  readonly name: string
  readonly property: Property
  readonly shape: ObjectShape | undefined
  /** What was asked of a collection by nested options. */
  readonly rows: RowsQuery | undefined
  /** Which values of a collection that is kept in one column. */
  readonly items?: ItemOptions | undefined
  /** JSON texts of values that are left out (`Prefer: omit-values`). */
  readonly omitted: readonly string[]
  /** Int64 and Decimal as text (JSON format 4.01, section 3.2), inside of the value too. */
  readonly asText: boolean
}

/** How many values of a collection the options leave. */
export interface ItemCountMember {
  readonly kind: 'itemCount'
  readonly name: string
  readonly property: Property
  readonly items: ItemOptions
  readonly asText: boolean
}

/** A collection inside an item, or related entities that are expanded: a first page, with its control information. */
export interface CollectionMember {
  readonly kind: 'collection'
  readonly name: string
  /** `count`: only `@odata.count`; `single`: one entity, or null. */
  readonly form: 'items' | 'count' | 'single'
  /** The computed name whose value is the ordinal of the one that is meant. */
  readonly joined?: string | undefined
  /** Whether it is of a value in a collection, and not of the entity. */
  readonly ofItem: boolean
  readonly rows: RowsQuery
  readonly pageSize: number
  /** What of the context URL comes after the item's path; undefined where there is none to write. */
  readonly contextSuffix: string | undefined
  /** Of the URL of the next page: its query, encoded, and what binds its token to it. */
  readonly next: { readonly suffix: string, readonly query: string, readonly digest: string, readonly around: number | undefined }
  readonly format: Format
}

export type ShapeMember =
  | ConstantMember
  | TypeNameMember
  | EtagMember
  | OrdinalMember
  | LinkMember
  | StreamMember
  | PropertyMember
  | ItemCountMember
  | DynamicMember
  | ComputedMember
  | CollectionMember

export interface ObjectShape {
  readonly type: StructuredType
  readonly members: readonly ShapeMember[]
  /** One for each concrete type, where they have different members; then `members` is empty. What several have is the same object. */
  readonly variants?: readonly ObjectShape[]
}

/** What shapes depend on beside the selection. */
export interface ShapeContext {
  readonly model: EdmModel
  readonly format: Format
  readonly serviceRoot: string
  readonly limits: PageLimits
  /** Properties that are null, or that have their default value, are left out (OData-Protocol 4.01, section 8.2.8.6). */
  readonly omitValues: 'nulls' | 'defaults' | undefined
  /** The name of the member of values that lead to entities by which they are told apart; none where it is not shown. */
  readonly ordinals?: string
}

/**
 * Where an object stands. `root`: it is the answer, whose context and ETag are the write stage's, and `link` is its URL, undefined where
 * only the store knows its key. `item`: it is in a collection, `path` names it without keys. `below`: how far below `$it`.
 * `declared`: the type that paths to the object have without a cast. Complex values stand nowhere of their own.
 */
export type ObjectPlace =
  | EntityPlace & { readonly kind: 'root', readonly link: string | undefined }
  | EntityPlace & { readonly kind: 'item' }
  /** `around`: the complex types of the values that it is inside of, and its own; `entity`: where the entity is that has it. */
  | ValuePlace & { readonly kind: 'value' }

interface ValuePlace {
  readonly around?: readonly StructuredType[]
  readonly entity?: EntityPlace | undefined
  /** Whether it says its type in any case. */
  readonly named?: boolean
}

interface EntityPlace {
  readonly path: string
  readonly below: number
  readonly declared?: EntityType
}

const VALUE: ObjectPlace = { kind: 'value' }

/** The shape of an entity or a complex value. */
export function objectShape (
  context: ShapeContext,
  type: StructuredType,
  selection: Selection | undefined,
  place: ObjectPlace = VALUE
): ObjectShape {
  const chosen = selection?.members ??
    [...familyProperties(type)].map(([property, of]): SelectedMember =>
      ({ kind: 'property', property, of, named: false, selection: undefined, options: undefined, query: NO_QUERY }))
  const variants = type.concreteTypes.map(concrete =>
    chosen.filter(member => member.kind === 'computed' || isAssignable(concrete, member.of))
  )
  const shown = new Map(chosen.map(member => [member, shapeMember(context, member, place)] as const))
  const shownOf = (members: readonly SelectedMember[]): readonly ShapeMember[] => members.flatMap(member => shown.get(member) ?? [])
  const dynamic = dynamicMembers(type, selection)
  const isUniform = variants.every(({ length }) => length === chosen.length) && !differByName(context, type) &&
    type.concreteTypes.every(concrete => isMedia(concrete) === isMedia(type))
  if (isUniform) return { type, members: [...informationOf(context, type, chosen, place), ...shownOf(chosen), ...dynamic] }
  return {
    type,
    members: [],
    variants: type.concreteTypes.map((concrete, index) => ({
      type: concrete,
      members: [
        ...informationOf(context, concrete, variants[index] ?? [], place, type),
        ...shownOf(variants[index] ?? []),
        ...dynamicMembers(concrete, selection)
      ]
    }))
  }
}

/** Whether values of different types say so in different ways: one of the declared type does not, or types are of several namespaces. */
function differByName ({ model, format: { metadata } }: ShapeContext, type: StructuredType): boolean {
  if (metadata === 'none' || !isPolymorphic(type)) return false
  return !dialectOf(model).namesEveryType || type.concreteTypes.some(({ namespace }) => namespace !== type.namespace)
}

/** What is said of an object beside its members. `declared`: what the type may be derived from. */
function informationOf (
  context: ShapeContext,
  type: StructuredType,
  chosen: readonly SelectedMember[],
  place: ObjectPlace,
  declared: StructuredType = type
): ShapeMember[] {
  const etag: ShapeMember[] = type.kind === 'entity' && place.kind === 'item' && context.format.metadata !== 'none'
    ? [{ kind: 'etag', name: controlName(context.format, 'etag') }]
    : []
  const links = type.kind === 'entity' && place.kind !== 'value' ? [...linksOf(context, type, chosen, place), ...mediaMembers(context, type, place)] : []
  return [...etag, ...ordinalMembers(context, type), ...typeMember(context, type, declared, place), ...links]
}

/**
 * `@odata.type`. As the real service shows it: entities, and complex values whose declared type others derive from, with `#`;
 * other complex values without it, but for `metadata=full`.
 */
function typeMember (
  { model, format, format: { metadata } }: ShapeContext,
  type: StructuredType,
  declared: StructuredType,
  place: ObjectPlace
): ShapeMember[] {
  if (metadata === 'none') return []
  if (!dialectOf(model).namesEveryType) {
    const isTold = type === declared && !(place.kind === 'value' && place.named === true)
    return metadata === 'minimal' && isTold ? [] : [{ kind: 'constant', name: controlName(format, 'type'), json: JSON.stringify(`#${type.fullName}`) }]
  }
  const hash = metadata === 'full' || type.kind === 'entity' || type.baseType !== undefined || isPolymorphic(type) ? '#' : ''
  if (isPolymorphic(type) && !differByName({ model, format } as ShapeContext, declared)) return [{ kind: 'typeName', name: controlName(format, 'type'), prefix: `${hash}${type.namespace}.` }]
  return [{ kind: 'constant', name: controlName(format, 'type'), json: JSON.stringify(`${hash}${type.fullName}`) }]
}

function shapeMember (context: ShapeContext, member: SelectedMember, place: ObjectPlace): ShapeMember[] {
  if (member.kind === 'computed') return computedMembers(context, member.item)
  if (member.kind === 'expanded') return [...nestedContext(context, member), expandedMember(context, member, place)]
  const { property, named, selection, options, items, query } = member
  const { type } = property.type
  if (isStream(property)) return named || context.format.metadata === 'full' ? streamMembers(context, property, place) : []
  const element = type.kind === 'collection' ? type.elementType.type : type
  const around = element.kind === 'complex' ? [...place.kind === 'value' ? place.around ?? [] : [], topmost(element)] : []
  if (isTooDeep(around)) return withoutValue(context, property)
  const shape = element.kind === 'complex' ? objectShape(context, element, selection, { kind: 'value', around, entity: place.kind === 'value' ? place.entity : place }) : undefined
  if (shape === undefined || rowTypeOf(property) === undefined) {
    const values = { ...valuesMember(context, property, shape, items), omitted: omittedTexts(context, property) }
    return [...countOf(context, property, items), ...withType(context, property.name, property.type, values)]
  }
  const asked = options === undefined ? undefined : rowsQuery(context, property, options, shape)
  const rows = asked ?? (asksItems(shape) ? everyRow(context, property, shape) : undefined)
  if (place.kind === 'item') {
    const collection = collectionInItem(context, property, rows ?? everyRow(context, property, shape), query, place)
    return withType(context, property.name, property.type, collection)
  }
  return withType(context, property.name, property.type, { ...valuesMember(context, property, shape, undefined), rows })
}

/** What `addnested` made says of which entities (Data Aggregation 4.0, section 3.4.3); contained ones say so themselves. */
function nestedContext ({ format }: ShapeContext, { alias, home, options }: ExpandedMember): ShapeMember[] {
  if (alias === undefined || home === undefined || format.metadata === 'none') return []
  const { text } = options.applied ?? options.selection
  const json = JSON.stringify(`#${home.name}${text === undefined ? '' : `(${text})`}`)
  return [{ kind: 'constant', name: controlName(format, 'context', alias), json }]
}

/** A property that no value can have, so deep is it. */
function withoutValue ({ omitValues }: ShapeContext, { name, type: { type } }: Property): ShapeMember[] {
  if (type.kind === 'collection') return [{ kind: 'constant', name, json: '[]' }]
  return omitValues === undefined ? [{ kind: 'constant', name, json: 'null' }] : []
}

function omittedTexts ({ omitValues }: ShapeContext, { defaultValue }: Property): readonly string[] {
  if (omitValues === undefined) return []
  return omitValues === 'nulls' || defaultValue === undefined ? ['null'] : ['null', JSON.stringify(defaultValue)]
}

/** A reference to an entity: its entity-id alone (JSON format 4.01, section 14). */
export const referenceShape = ({ format }: ShapeContext, type: EntityType): ObjectShape => ({
  type,
  members: [{ kind: 'link', name: controlName(format, 'id'), suffix: '', around: ['', ''] }]
})
