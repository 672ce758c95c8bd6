/**
 * Where the model's values are stored. By convention, so that a new type needs no row here: a structured type and those derived from it are
 * the table of its name, a property the column of its name, a member of a complex property `property_member`, and a DateTimeOffset has a
 * second column `…_instant` that sorts. A contained entity names its type in the column `type`, a complex value that can be of several in
 * `property_type`. A test holds this against the Prisma schemas. Of a model that was read, the tables are those of its layout
 * (`layout.ts`), which `useLayout` makes known here.
 */
import { instantOf } from '../edm/date-time-offset.js'
import { familyProperties, isAssignable, isPolymorphic, underlyingType } from '../edm/lookup.js'
import type {
  ComplexType, EntityType, KeyProperty, NavigationProperty, PrimitiveTypeName, PrimitiveValue, Property, StructuredType
} from '../edm/types.js'
import type { Condition } from '../odata/restrictions/conditions.js'
import type { AlternateKeyMapping } from './alternate-keys.js'
import type { LinkMapping } from './link-layout.js'

/**
 * How a column's value is kept: as what the database calls it, or as JSON. `decimal`: text of digits that JSON shows as a number;
 * `timeOfDay`: text of one length that JSON shows without needless zeros; `document`: JSON that is handed to the database as text.
 */
export type ColumnKind = 'text' | 'boolean' | 'integer' | 'bigint' | 'double' | 'decimal' | 'timeOfDay' | 'json' | 'document'

export interface Column {
  readonly name: string
  readonly kind: ColumnKind
  readonly nullable: boolean
}

/** A property that is one column, or two where what is shown does not sort as it compares. */
export interface ColumnMapping {
  readonly property: Property
  readonly column: Column
  /** The column that comparisons and sorting use, where it is another one. */
  readonly instant: Column | undefined
}

/** A column that repeats a member of a complex value, which is a part of a key. */
export interface InnerColumn {
  /** From the entity to the member. */
  readonly path: string
  /** The complex properties on the way to it, the outermost first. */
  readonly way: readonly Property[]
  readonly mapping: ColumnMapping
}

/** The suffix of the column with the sortable form of a DateTimeOffset. */
const INSTANT_SUFFIX = '_instant'

const kinds: Readonly<Partial<Record<PrimitiveTypeName, ColumnKind>>> = {
  'Edm.String': 'text',
  'Edm.Boolean': 'boolean',
  'Edm.Int32': 'integer',
  'Edm.DateTimeOffset': 'text'
}

/** The column with the properties that an entity of an open type has beside the declared ones: members of a JSON object, as text. */
export const DYNAMIC_COLUMN = 'dynamic'

/** Where the values of a model that was read are stored. */
export interface KnownLayout {
  /** By entity type, for every type that is stored. */
  readonly tableOf: ReadonlyMap<EntityType, string>
  readonly columnsOf: ReadonlyMap<Property, ColumnMapping>
  /** By complex property of an entity: the columns beside it, by which entities are found. */
  readonly innerColumnsOf: ReadonlyMap<Property, readonly InnerColumn[]>
  /** What the entities of a collection are marked with: the name of an entity set or singleton, or `Namespace.Type/property`. */
  readonly placeOf: ReadonlyMap<NavigationProperty, string>
  /** How the entities of navigation properties without containment are found. */
  readonly linkOf: ReadonlyMap<NavigationProperty, LinkMapping>
  readonly alternateKeysOf: ReadonlyMap<EntityType, readonly AlternateKeyMapping[]>
  /** What entities of a type have to fulfil. */
  readonly conditionsOn: (type: EntityType) => readonly Condition[]
}

const laidOut = {
  tables: new WeakMap<StructuredType, string>(),
  columns: new WeakMap<Property, ColumnMapping>(),
  inner: new WeakMap<Property, readonly InnerColumn[]>(),
  linked: new WeakSet<StructuredType>(),
  places: new WeakMap<NavigationProperty, string>(),
  links: new WeakMap<NavigationProperty, LinkMapping>(),
  incoming: new WeakMap<StructuredType, readonly NavigationProperty[]>(),
  conditions: new WeakMap<StructuredType, (type: EntityType) => readonly Condition[]>(),
  alternateKeys: new WeakMap<StructuredType, readonly AlternateKeyMapping[]>()
}

/** From now on the elements of a model are where its layout says. */
export function useLayout (layout: KnownLayout): void {
  const { tableOf, columnsOf, innerColumnsOf, placeOf, linkOf, alternateKeysOf: keys, conditionsOn } = layout
  for (const [type, table] of tableOf) laidOut.tables.set(type, table)
  for (const type of tableOf.keys()) laidOut.conditions.set(type, conditionsOn)
  for (const [property, mapping] of columnsOf) laidOut.columns.set(property, mapping)
  for (const [property, columns] of innerColumnsOf) laidOut.inner.set(property, columns)
  for (const [navigation, place] of placeOf) laidOut.places.set(navigation, place)
  for (const [type, found] of keys) laidOut.alternateKeys.set(type, found)
  for (const [navigation, link] of linkOf) laidOut.links.set(navigation, link)
  for (const type of tableOf.keys()) {
    laidOut.incoming.set(type, [...linkOf.keys()].filter(({ target }) => isAssignable(type, target) || isAssignable(target, type)))
  }
  if ([...linkOf.values()].some(({ containedIn }) => containedIn === undefined)) for (const type of tableOf.keys()) laidOut.linked.add(type)
}

/** What the entities of a collection are marked with in the column `place`; undefined where their owner alone tells. */
export const placeOf = (navigation: NavigationProperty): string | undefined => laidOut.places.get(navigation)

/** How the entities that a navigation property without containment leads to are found; undefined where it contains them. */
export const linkOf = (navigation: NavigationProperty): LinkMapping | undefined => laidOut.links.get(navigation)

/** Whether a type is of a model that was read. */
export const isLaidOut = (type: StructuredType): boolean => laidOut.tables.has(type)

/** Whether it is of one that relates entities which do not contain each other. */
export const hasLinks = (type: StructuredType): boolean => laidOut.linked.has(type)

/** The properties without containment by which entities can lead to one of a type. */
export const incomingOf = (type: StructuredType): readonly NavigationProperty[] => laidOut.incoming.get(type) ?? []

/** What entities of the type have to fulfil. */
export const conditionsOn = (type: EntityType): readonly Condition[] => laidOut.conditions.get(type)?.(type) ?? []

/** The alternate keys of all entities in the table of a type. */
export const alternateKeysOf = (type: StructuredType): readonly AlternateKeyMapping[] => laidOut.alternateKeys.get(type) ?? []

/** The column with dynamic properties, of an entity type whose table has one. */
export const dynamicColumnOf = (type: StructuredType): string | undefined => isLaidOut(type) ? DYNAMIC_COLUMN : undefined

/** Whether a complex value or a collection is one column of JSON. */
export const isDocument = (property: Property): boolean => laidOut.columns.get(property)?.column.kind === 'document'

/** Whether it is a Decimal that is kept by its digits: in a column of text, or as a member of JSON. */
export function keepsDigits (property: Property): boolean {
  const underlying = underlyingType(property.type.type)
  if (underlying.kind !== 'primitive' || underlying.name !== 'Edm.Decimal') return false
  const column = laidOut.columns.get(property)?.column
  return column === undefined || column.kind === 'decimal'
}

/** The columns that an entity of a collection is found by, in the order of its key: those that compare. */
export const keyMappings = ({ key }: Pick<EntityType, 'key'>): readonly ColumnMapping[] =>
  key.map(keyMapping).filter(mapping => mapping !== undefined)

/** That of one part of a key. */
const keyMapping = ({ path, property, way: [outer] = [] }: KeyProperty): ColumnMapping | undefined => outer === undefined
  ? columnsOf({ properties: [property] })[0]
  : innerColumnsOf(outer).find(column => column.path === path)?.mapping

/** The columns that repeat members of a complex property. */
export const innerColumnsOf = (property: Property): readonly InnerColumn[] => laidOut.inner.get(property) ?? []

/** The table of a structured type: that of the topmost type it derives from; `entity`, which only brings the key, has none. */
export function tableOf (type: StructuredType): string {
  const own = laidOut.tables.get(type)
  if (own !== undefined) return own
  let top = type
  while (top.baseType !== undefined && (top.kind === 'complex' || top.baseType.baseType !== undefined)) top = top.baseType
  return top.name.charAt(0).toUpperCase() + top.name.slice(1)
}

/** The column that names the type of a contained entity, without its namespace. */
export const TYPE_COLUMN = 'type'

/** The complex type that a property is declared with, if it is one complex value that is kept in columns of its members. */
export function complexTypeOf (property: Property): ComplexType | undefined {
  const { type: { type } } = property
  return type.kind === 'complex' && !laidOut.columns.has(property) ? type : undefined
}

/** The column that names the type of a complex value; undefined where it can be of one type only. */
export function typeColumnOf (property: Property): string | undefined {
  const type = complexTypeOf(property)
  return type !== undefined && isPolymorphic(type) ? `${property.name}_type` : undefined
}

/** The column that is null where the complex value is: the one with its type, or one that cannot be null in a value. */
export function presenceColumn (property: Property): string {
  const typeColumn = typeColumnOf(property)
  if (typeColumn !== undefined) return typeColumn
  const type = complexTypeOf(property)
  const mapping = type === undefined ? undefined : columnsOf(type, property).find(candidate => !candidate.property.type.nullable)
  if (mapping === undefined) throw new Error(`${property.name}: a complex property needs a member that cannot be null`)
  return mapping.column.name
}

/** The columns of every type that a value of this declared type can be of. */
export function familyColumns (type: StructuredType, prefix?: Property): readonly ColumnMapping[] {
  return columnsOf({ properties: [...familyProperties(type).keys()] }, prefix)
}

/** The columns that mappings are, with those of instants. */
export const columnsIn = (mappings: readonly ColumnMapping[]): readonly Column[] =>
  mappings.flatMap(({ column, instant }) => instant === undefined ? [column] : [column, instant])

/** The columns of a complex property, the one with its type first; none for another property. */
export function complexColumns (property: Property): readonly Column[] {
  const [type, typeColumn] = [complexTypeOf(property), typeColumnOf(property)]
  if (type === undefined) return []
  return [
    ...typeColumn === undefined ? [] : [{ name: typeColumn, kind: 'text', nullable: true } as const],
    ...columnsIn(familyColumns(type, property))
  ]
}

/** Every column that holds a part of a value of this declared type, or of one derived from it: the key's too. */
export function valueColumns (type: StructuredType): readonly Column[] {
  return [...familyProperties(type).keys()].flatMap(property =>
    complexTypeOf(property) === undefined ? columnsIn(columnsOf({ properties: [property] })) : complexColumns(property)
  )
}

/** Every column beside them that repeats a member of a complex value. */
export const innerColumns = (type: StructuredType): readonly Column[] =>
  [...familyProperties(type).keys()].flatMap(property => columnsIn(innerColumnsOf(property).map(({ mapping }) => mapping)))

/**
 * The columns of the primitive properties, and of the collections of primitives, of a type; `prefix` is the complex property they belong
 * to.
 */
export function columnsOf (type: Pick<StructuredType, 'properties'>, prefix?: Property): readonly ColumnMapping[] {
  return type.properties.flatMap(property => {
    const mapping = mapProperty(property, prefix)
    return mapping === undefined ? [] : [mapping]
  })
}

/** That of one property. @throws Error for one that has no column of its own */
export function mappingOf (property: Property): ColumnMapping {
  const mapping = mapProperty(property, undefined)
  if (mapping === undefined) throw new Error(`${property.name} has no column`)
  return mapping
}

function mapProperty (property: Property, prefix: Property | undefined): ColumnMapping | undefined {
  const own = laidOut.columns.get(property)
  if (own !== undefined) return own
  const name = prefix === undefined ? property.name : `${prefix.name}_${property.name}`
  const { type, nullable } = property.type
  if (type.kind === 'collection') {
    return type.elementType.type.kind === 'primitive'
      ? { property, column: { name, kind: 'json', nullable: false }, instant: undefined }
      : undefined
  }
  const kind = type.kind === 'primitive' ? kinds[type.name] : undefined
  if (type.kind !== 'primitive' || kind === undefined) return undefined
  const column: Column = { name, kind, nullable: prefix === undefined ? nullable : true }
  return {
    property,
    column,
    instant: type.name === 'Edm.DateTimeOffset' ? { name: name + INSTANT_SUFFIX, kind: 'text', nullable: column.nullable } : undefined
  }
}

/** A value for the `…_instant` column of its property. */
export function instantValue (value: PrimitiveValue): string {
  const instant = instantOf(String(value))
  if (instant === undefined) throw new Error('a DateTimeOffset was stored that is none')
  return instant
}
