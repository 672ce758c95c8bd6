/**
 * The tables of a model that was read: one for each hierarchy of entity types that is stored anywhere, with a column for each primitive
 * property and one of JSON for each complex value and collection. Made of the model alone, the same each time, whatever the order of the
 * document. The tables of a declared model are those of `prisma/models.prisma`, by the conventions of `mapping.ts`.
 */
import { createHash } from 'node:crypto'
import { familyProperties, isStream, underlyingType } from '../edm/lookup.js'
import type { EdmModel, EntityType, KeyProperty, NavigationProperty, Property, StructuredType, TypeReference } from '../edm/types.js'
import { containmentOf, withDescendants } from '../odata/containment.js'
import { conditionsOf } from '../odata/restrictions/conditions.js'
import { alternateKeysBy, mapAlternateKeys } from './alternate-keys.js'
import { layOutInner } from './inner-columns.js'
import type { AlternateKeyMapping } from './alternate-keys.js'
import { layOutLinks } from './link-layout.js'
import { DYNAMIC_COLUMN } from './mapping.js'
import type { Column, ColumnKind, ColumnMapping, InnerColumn, KnownLayout } from './mapping.js'

/** A table of entities. */
export interface EntityTable {
  readonly name: string
  /** The topmost type whose entities are in it. */
  readonly type: EntityType
  /** Of the properties, in declared order, after those that every entity has. */
  readonly columns: readonly Column[]
  /** What an entity is found by, in the order of the key. */
  readonly key: readonly string[]
  /** Columns that have an index of their own. */
  readonly indexed: readonly string[]
  /** Columns of unbounded values that alternate keys begin with: PostgreSQL has an index of their hashes. */
  readonly hashed: readonly string[]
  /** Those that repeat members of complex values. */
  readonly inner: readonly InnerColumn[]
}

export interface ModelLayout extends KnownLayout {
  readonly tables: readonly EntityTable[]
}

/** A model that cannot be stored; the message says why. */
export class LayoutError extends Error {
  override readonly name = 'LayoutError'
}

/** PostgreSQL cuts names after 63 bytes; a suffix must fit too. */
const MAX_NAME = 48
/** Longer places would make long index entries. */
const MAX_PLACE = 120
const MAX_INDEXES = 8
/** PostgreSQL bounds an index entry to 2,704 bytes. */
const MAX_INDEXED_LENGTH = 512

/** Every column of an entity that is not one of its properties. */
export const SYSTEM_COLUMNS = ['tenant', 'place', 'owner', 'ordinal', 'changed', 'type', DYNAMIC_COLUMN] as const

/** What a subquery of SQLite takes for a constant. */
export const TAKEN_BY_SQLITE: readonly string[] = ['true', 'false']

/** Names that no column may have for a property. */
const TAKEN_COLUMNS: readonly string[] = [...SYSTEM_COLUMNS, ...TAKEN_BY_SQLITE]

/** Tables that a database has whatever its model is. */
const takenTables = new Set([
  'tenant', 'tenantsetting', 'revision', 'snapshot', 'snapshotpart', 'signingkey', 'asyncoperation', 'streamcontent', 'streampiece', 'model', 'link',
  'officeconfiguration', 'officeclientcheckinstatus', 'officeclientconfiguration', 'officeclientconfigurationassignment', '_prisma_migrations'
])

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8)

/** The text as an identifier; what is changed or cut is told apart by a hash of the whole. */
function identifierOf (text: string, isTaken: boolean, whole: string): string {
  const plain = text.replace(/[^A-Za-z0-9_]/g, '_').replace(/^(?=\d)/, '_')
  return plain === text && text.length <= MAX_NAME && !isTaken ? text : `${plain.slice(0, MAX_NAME)}_${hashOf(whole)}`
}

/** @throws LayoutError */
export function layOut (model: EdmModel): ModelLayout {
  const places = placesOf(model)
  const roots = containmentOf(model.container).tops
  const tableOf = new Map<EntityType, string>()
  const names = tableNames(roots)
  for (const root of roots) for (const type of withDescendants(root)) tableOf.set(type, names.get(root) ?? root.name)
  const columnsOf = new Map<Property, ColumnMapping>()
  const homes = [...roots.map(root => ({ type: root as StructuredType, properties: allProperties(root) })), ...complexTypes(model)]
  const clashing = clashes(homes)
  for (const { type, properties } of homes) {
    for (const [property, owner] of properties) {
      const mapping = mapProperty(property, owner, type.kind === 'complex' ? undefined : clashing)
      if (mapping !== undefined) columnsOf.set(property, mapping)
    }
  }
  for (const root of roots) checkType(root, columnsOf)
  places.forEach(checkPlace)
  const placeOf = new Map(places.map(({ navigation, place }) => [navigation, place]))
  const innerColumnsOf = new Map(roots.flatMap(root => [...layOutInner(model, root, placeOf.keys(), namingIn(root, columnsOf))]))
  const columnOf = ({ path, property, way: [outer] = [] }: KeyProperty): ColumnMapping | undefined => outer === undefined
    ? columnsOf.get(property)
    : innerColumnsOf.get(outer)?.find(column => column.path === path)?.mapping
  const alternateKeysOf = alternateKeysBy(tableOf.keys(), mapAlternateKeys(model, placeOf, columnOf, isIndexed), tableOf)
  const found = { columnsOf, innerColumnsOf, columnOf }
  return {
    tables: roots.map(root => tableFor(root, names.get(root) ?? root.name, found, alternateKeysOf.get(root) ?? [])),
    alternateKeysOf,
    innerColumnsOf,
    conditionsOn: type => conditionsOf(model, type).conditions,
    tableOf,
    columnsOf,
    placeOf,
    linkOf: layOutLinks(model, { placeOf, placeName })
  }
}

interface PlaceOfEntities {
  readonly navigation: NavigationProperty
  readonly place: string
}

/** Every place where entities are stored: what the service root contains, and what those contain. */
const placesOf = (model: EdmModel): readonly PlaceOfEntities[] =>
  [...containmentOf(model.container).places].map(([navigation, declaring]) =>
    ({ navigation, place: placeName(declaring === undefined ? navigation.name : `${declaring.fullName}/${navigation.name}`) })
  )

/** A name by which rows are marked. */
export const placeName = (name: string): string => name.length <= MAX_PLACE ? name : `${name.slice(0, MAX_PLACE)}#${hashOf(name)}`

/** Types of the same name, and names that are taken, get a suffix that depends on the full name alone. */
function tableNames (roots: readonly EntityType[]): ReadonlyMap<EntityType, string> {
  const plain = ({ name }: EntityType): string => name.charAt(0).toUpperCase() + name.slice(1)
  const named = new Map<string, number>()
  for (const name of roots.map(root => plain(root).toLowerCase())) named.set(name, (named.get(name) ?? 0) + 1)
  const isTaken = (root: EntityType): boolean => {
    const name = plain(root).toLowerCase()
    return takenTables.has(name) || (named.get(name) ?? 0) > 1
  }
  return new Map(roots.map(root => [root, identifierOf(plain(root), isTaken(root), root.fullName)]))
}

/** A type, and all properties that its values can have, with the types that declare them. */
interface Home {
  readonly type: StructuredType
  readonly properties: ReadonlyMap<Property, StructuredType>
}

/** Properties of a type and of all that derive from it, with the types that declare them. */
function allProperties (type: EntityType): ReadonlyMap<Property, StructuredType> {
  const found = new Map<Property, StructuredType>()
  for (const own of withDescendants(type)) for (const property of own.properties) if (!found.has(property)) found.set(property, own)
  return found
}

const complexTypes = (model: EdmModel): readonly Home[] =>
  [...model.types.values()].flatMap(type => type.kind === 'complex' ? [{ type, properties: familyProperties(type) }] : [])

/** Properties whose names would be one column with that of another, or are taken: to SQLite, case is nothing. */
function clashes (homes: readonly Home[]): ReadonlySet<Property> {
  const clashing = new Set<Property>()
  for (const { type, properties } of homes) {
    if (type.kind === 'complex') continue
    const byName = new Map<string, Property[]>(SYSTEM_COLUMNS.map(name => [name, []]))
    for (const property of properties.keys()) {
      for (const suffix of ['', ...Object.values(suffixes)]) {
        const name = `${property.name}${suffix}`.toLowerCase()
        byName.set(name, [...byName.get(name) ?? [], property])
      }
    }
    for (const property of properties.keys()) {
      const name = property.name.toLowerCase()
      if (TAKEN_COLUMNS.includes(name) || new Set(byName.get(name)).size > 1) clashing.add(property)
    }
  }
  return clashing
}

/** Of the column that comparisons use beside the one that is shown. */
const suffixes = { instant: '_instant', order: '_order', ticks: '_ticks', value: '_value' } as const

interface Form {
  readonly kind: ColumnKind
  readonly comparable?: readonly [suffix: string, kind: ColumnKind]
}

/** How the values of a type are kept; undefined for streams, which have tables of their own. */
function formOf ({ type }: TypeReference): Form | undefined {
  const underlying = underlyingType(type)
  if (underlying.kind === 'enum') return { kind: 'text', comparable: [suffixes.value, 'bigint'] }
  if (underlying.kind !== 'primitive') return { kind: 'document' }
  switch (underlying.name) {
    case 'Edm.Stream': return undefined
    case 'Edm.Boolean': return { kind: 'boolean' }
    case 'Edm.Byte': case 'Edm.SByte': case 'Edm.Int16': case 'Edm.Int32': return { kind: 'integer' }
    case 'Edm.Int64': return { kind: 'bigint' }
    case 'Edm.Single': case 'Edm.Double': return { kind: 'double' }
    case 'Edm.Decimal': return { kind: 'decimal', comparable: [suffixes.order, 'text'] }
    case 'Edm.Duration': return { kind: 'text', comparable: [suffixes.ticks, 'bigint'] }
    case 'Edm.DateTimeOffset': return { kind: 'text', comparable: [suffixes.instant, 'text'] }
    case 'Edm.TimeOfDay': return { kind: 'timeOfDay' }
    case 'Edm.String': case 'Edm.Guid': case 'Edm.Binary': case 'Edm.Date': return { kind: 'text' }
    default: return { kind: 'document' }
  }
}

/** `clashing` is undefined for a member of a complex value, which is a member of JSON and keeps its name. */
function mapProperty (property: Property, owner: StructuredType, clashing: ReadonlySet<Property> | undefined): ColumnMapping | undefined {
  return mapTo(property, clashing === undefined ? property.name : identifierOf(property.name, clashing.has(property), `${owner.fullName}/${property.name}`))
}

function mapTo (property: Property, name: string): ColumnMapping | undefined {
  const form = formOf(property.type)
  if (form === undefined) return undefined
  const { comparable } = form
  return {
    property,
    column: { name, kind: form.kind, nullable: true },
    instant: comparable === undefined ? undefined : { name: `${name}${comparable[0]}`, kind: comparable[1], nullable: true }
  }
}

/** How columns are named that stand beside those of the properties. */
function namingIn (root: EntityType, columnsOf: ReadonlyMap<Property, ColumnMapping>): Parameters<typeof layOutInner>[3] {
  const own = [...allProperties(root).keys()].flatMap(property => columnNames(columnsOf.get(property)))
  const taken = new Set([...TAKEN_COLUMNS, ...own].map(name => name.toLowerCase()))
  const isTaken = (name: string): boolean => ['', ...Object.values(suffixes)].some(suffix => taken.has(`${name}${suffix}`.toLowerCase()))
  return { isTaken, nameOf: identifierOf, map: mapTo }
}

const columnNames = (mapping: ColumnMapping | undefined): readonly string[] =>
  [mapping?.column, mapping?.instant].flatMap(column => column === undefined ? [] : [column.name])

/** Where values are, those inside of others too. */
interface Found {
  readonly columnsOf: ReadonlyMap<Property, ColumnMapping>
  readonly innerColumnsOf: ReadonlyMap<Property, readonly InnerColumn[]>
  readonly columnOf: (part: KeyProperty) => ColumnMapping | undefined
}

function tableFor (
  type: EntityType,
  name: string,
  { columnsOf, innerColumnsOf, columnOf }: Found,
  alternateKeys: readonly AlternateKeyMapping[]
): EntityTable {
  const properties = [...allProperties(type).keys()]
  const inner = properties.flatMap(property => innerColumnsOf.get(property) ?? [])
  const mappings = [...properties.flatMap(property => columnsOf.get(property) ?? []), ...inner.map(({ mapping }) => mapping)]
  const comparable = ({ column, instant }: ColumnMapping): string => (instant ?? column).name
  const key = type.key.flatMap(part => columnOf(part) ?? []).map(comparable)
  const bounded = mappings.filter(isIndexed).map(comparable).filter(column => !(key.length === 1 && key[0] === column))
  const first = new Set(alternateKeys.flatMap(({ columns }) => columns[0]?.name ?? []))
  return {
    name,
    type,
    columns: mappings.flatMap(({ column, instant }) => instant === undefined ? [column] : [column, instant]),
    key,
    indexed: bounded.filter((column, index) => index < MAX_INDEXES || first.has(column)),
    hashed: [...first].filter(column => alternateKeys.some(({ hashed }) => hashed.includes(column))),
    inner
  }
}

/** What has values of bounded length. */
function isIndexed ({ property: { type }, column: { kind } }: ColumnMapping): boolean {
  if (kind === 'document' || kind === 'decimal' || kind === 'boolean') return false
  const underlying = underlyingType(type.type)
  if (underlying.kind !== 'primitive' || (underlying.name !== 'Edm.String' && underlying.name !== 'Edm.Binary')) return true
  return typeof type.maxLength === 'number' && type.maxLength <= MAX_INDEXED_LENGTH
}

function checkPlace ({ navigation: { collection, target }, place }: PlaceOfEntities): void {
  if (collection && target.key.length === 0) throw new LayoutError(`${place} is a collection of ${target.fullName}, which has no key.`)
}

/** What cannot be kept so is refused before anything is served. */
function checkType (root: EntityType, columnsOf: ReadonlyMap<Property, ColumnMapping>): void {
  const types = withDescendants(root)
  for (const type of types) {
    const other = types.find(({ name }) => type.name === name)
    if (other !== undefined && other !== type) {
      throw new LayoutError(`${type.fullName} and ${other.fullName} are in one hierarchy and have the same name: rename one of them.`)
    }
    for (const { path, property, way } of type.key) {
      if (path.includes('/') && way === undefined) throw new LayoutError(`The key of ${type.fullName} is that of a related entity (${path}): this service finds entities by their own values only.`)
      if (columnsOf.get(property)?.column.kind === 'document' || isStream(property)) throw new LayoutError(`The key property ${type.fullName}/${path} has a type that cannot be compared.`)
    }
  }
}
