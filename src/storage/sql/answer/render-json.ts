/** JSON built by the database: an {@link ObjectShape} over columns as one SQL expression that yields JSON text. */
import sql, { empty, join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { Property } from '../../../edm/types.js'
import { ETAG_AROUND } from '../../../odata/etag.js'
import type { ObjectShape, ShapeMember } from '../../../plan/shape.js'
import type { DialectName } from '../../database/database.js'
import { complexTypeOf, DYNAMIC_COLUMN, familyColumns, presenceColumn, typeColumnOf, TYPE_COLUMN } from '../../mapping.js'
import type { ColumnMapping } from '../../mapping.js'
import { columnName, constant, identifier } from '../identifier.js'
import { joinTexts } from '../join-balanced.js'
import { renderDynamicMembers } from './dynamic-members.js'
import { whereNotTooLong } from './long-objects.js'
import { isShownAsStored, renderDocument, renderWholeValue } from './render-document.js'
import { renderItemCount, renderSomeItems, someOf } from './render-items.js'
import { moreAdded, withMore } from './with-more.js'
import { asJson, quoteJson, renderComputed, renderValue } from './render-value.js'
import type { ComputedColumn, RenderContext } from '../expression/render-context.js'

/** Where the values of an object are. */
export interface ObjectSource {
  /** The complex property that the object is the value of. */
  readonly prefix?: Property
  readonly computed?: ReadonlyMap<string, ComputedColumn>
  /** What names mean where values of a collection are chosen by expressions. */
  readonly context?: RenderContext
  /** The text of a member that is more than a value: a link, a collection; `item`: the value that has it, if it is one in a collection. */
  readonly fragment?: (member: FragmentMember, item?: Sql) => Sql
}

/** Members that are not there for every object, or bring more than one name. */
export type FragmentMember = Extract<ShapeMember, { kind: 'link' | 'stream' | 'collection' }>

/**
 * An object of columns of the table named by `alias`. PostgreSQL's `row_to_json` writes the same compact text as SQLite's
 * `json_object`; its `json_build_object` would not. With members that neither can write, it is put together as text.
 */
export function renderObject (dialect: DialectName, shape: ObjectShape, alias: string, source: ObjectSource = {}): Sql {
  if (shape.variants?.length === 0) return NO_OBJECT[dialect]
  if (shape.variants !== undefined) {
    const objects = shape.variants.map(variant => ({
      name: constant(variant.type.name),
      object: renderObject(dialect, variant, alias, source)
    }))
    const cases = join(
      objects.map(({ name, object }) => sql`WHEN ${name} THEN ${dialect === 'sqlite' ? object : sql`(${object})::text`}`),
      ' '
    )
    const object = sql`CASE ${typeColumn(alias, source)} ${cases} END`
    return dialect === 'postgresql' && source.prefix !== undefined ? sql`(${object})::json` : object
  }
  const columns = columnsByProperty(shape, source)
  const object = renderMembers(dialect, shape, alias, columns, source)
  return dialect === 'sqlite' ? whereNotTooLong(shape, alias, columns, object) : object
}

/** The JSON of the rows of a table, and what is joined to the table for it. */
export interface RowJson {
  readonly json: Sql
  readonly beside: Sql
}

/**
 * An object for each row of the table named by `alias`, where that is in a FROM clause that more can be joined to. PostgreSQL makes it of
 * a row beside in four fifths of the time that a subquery in each row takes; so it does where the objects are of one of several types.
 */
export function renderRowObject (dialect: DialectName, shape: ObjectShape, alias: string, source: ObjectSource = {}): RowJson {
  const [variant, ...others] = shape.variants ?? []
  const only = shape.variants === undefined ? shape : others.length === 0 ? variant : undefined
  const row = dialect === 'postgresql' && only !== undefined ? rowBeside(only, alias, source) : undefined
  if (row === undefined) return { json: renderObject(dialect, shape, alias, source), beside: empty }
  if (variant === undefined) return row
  return { json: sql`CASE ${typeColumn(alias, source)} WHEN ${constant(variant.type.name)} THEN (${row.json})::text END`, beside: row.beside }
}

/** Undefined where there is little that a row can hold. */
function rowBeside (shape: ObjectShape, alias: string, source: ObjectSource): RowJson | undefined {
  const columns = columnsByProperty(shape, source)
  const [plain, others] = splitPlain(shape.members)
  if (plain.length < (others.length === 0 ? 1 : MIN_PLAIN)) return undefined
  const row = renderColumns({ members: plain }, alias, columns, source)
  if (others.length === 0) return { json: sql`row_to_json(object)`, beside: sql` CROSS JOIN LATERAL (SELECT ${row}) AS object` }
  const more = joinTexts(renderTexts('postgresql', others, alias, columns, source))
  return {
    json: moreAdded('postgresql'),
    beside: sql` CROSS JOIN LATERAL (SELECT row_to_json(object)::text AS "object", ${more} AS "more" FROM (SELECT ${row}) AS object OFFSET 0) AS w`
  }
}

/** Of an abstract type that nothing is derived from, which has no values. */
const NO_OBJECT: Readonly<Record<DialectName, Sql>> = { sqlite: sql`NULL`, postgresql: sql`NULL::json` }

const columnsByProperty = ({ type }: ObjectShape, { prefix }: ObjectSource): ReadonlyMap<Property, ColumnMapping> =>
  new Map(familyColumns(type, prefix).map(mapping => [mapping.property, mapping]))

/** SQLite's functions take a thousand arguments. */
const MAX_MEMBERS = 490

function renderMembers (
  dialect: DialectName,
  shape: ObjectShape,
  alias: string,
  columns: ReadonlyMap<Property, ColumnMapping>,
  source: ObjectSource
): Sql {
  return isText(shape) ? renderText(dialect, shape, alias, columns, source) : renderPlain(dialect, shape, alias, columns, source)
}

/** Whether neither database can write the object at once. */
const isText = ({ members }: ObjectShape): boolean => members.length > MAX_MEMBERS || members.some(needsText)

/** An object of members that are single values, and there for every object. */
function renderPlain (
  dialect: DialectName,
  shape: Pick<ObjectShape, 'members'>,
  alias: string,
  columns: ReadonlyMap<Property, ColumnMapping>,
  source: ObjectSource
): Sql {
  const { members } = shape
  if (dialect === 'sqlite') {
    const pairs = members.map(member => sql`${constant(member.name)}, ${renderMember(dialect, member, alias, columns, source)}`)
    return sql`json_object(${pairs.length === 0 ? empty : join(pairs)})`
  }
  if (members.length === 0) return sql`'{}'::json`
  return sql`(SELECT row_to_json(object) FROM (SELECT ${renderColumns(shape, alias, columns, source)}) object)`
}

/** PostgreSQL's columns of what is to be an object. */
const renderColumns = (
  { members }: Pick<ObjectShape, 'members'>,
  alias: string,
  columns: ReadonlyMap<Property, ColumnMapping>,
  source: ObjectSource
): Sql => join(members.map(member => sql`${renderMember('postgresql', member, alias, columns, source)} AS ${columnName(member.name)}`))

/** PostgreSQL would cut a longer one. */
const MAX_COLUMN_NAME = 63

/** Whether the member may be missing, or brings more than one name. */
function needsText (member: ShapeMember): boolean {
  if (Buffer.byteLength(member.name) > MAX_COLUMN_NAME) return true
  if (member.kind === 'property' || member.kind === 'computed') return member.omitted.length > 0
  return member.kind === 'dynamic' || member.kind === 'link' || member.kind === 'stream' || member.kind === 'collection'
}

/** The column with the name of the object's type. */
function typeColumn (alias: string, { prefix }: ObjectSource): Sql {
  return sql`${identifier(alias)}.${identifier(prefix === undefined ? TYPE_COLUMN : typeColumnOf(prefix) ?? TYPE_COLUMN)}`
}

/** Null members are left out, which fragments that are not there are. */
function renderText (
  dialect: DialectName,
  { members }: ObjectShape,
  alias: string,
  columns: ReadonlyMap<Property, ColumnMapping>,
  source: ObjectSource
): Sql {
  const object = renderTextObject(dialect, members, alias, columns, source)
  return dialect === 'postgresql' && source.prefix !== undefined ? sql`${object}::json` : object
}

/** As many members as it is worth to write as one object. */
const MIN_PLAIN = 4

/** The first members, of which an object can be written at once, and all others. */
function splitPlain (members: readonly ShapeMember[]): [plain: readonly ShapeMember[], others: readonly ShapeMember[]] {
  const asText = members.findIndex(needsText)
  const first = Math.min(asText === -1 ? members.length : asText, MAX_MEMBERS)
  return [members.slice(0, first), members.slice(first)]
}

function renderTextObject (
  dialect: DialectName,
  members: readonly ShapeMember[],
  alias: string,
  columns: ReadonlyMap<Property, ColumnMapping>,
  source: ObjectSource
): Sql {
  const [plain, others] = splitPlain(members)
  if (plain.length >= MIN_PLAIN) {
    const object = renderPlain(dialect, { members: plain }, alias, columns, source)
    return withMore(dialect, object, joinTexts(renderTexts(dialect, others, alias, columns, source)))
  }
  const texts = renderTexts(dialect, members, alias, columns, source)
  return texts.length === 0 ? sql`'{}'` : sql`('{' || coalesce(${joinTexts(texts)}, '') || '}')`
}

function renderTexts (
  dialect: DialectName,
  members: readonly ShapeMember[],
  alias: string,
  columns: ReadonlyMap<Property, ColumnMapping>,
  source: ObjectSource
): Sql[] {
  return members.map(member => {
    if (member.kind === 'link' || member.kind === 'stream' || member.kind === 'collection') return source.fragment?.(member) ?? sql`NULL`
    if (member.kind === 'dynamic') return renderDynamicMembers(dialect, sql`${identifier(alias)}.${identifier(DYNAMIC_COLUMN)}`, member.name)
    if (member.kind === 'constant') return constant(`${JSON.stringify(member.name)}:${member.json}`)
    const value = renderMember(dialect, member, alias, columns, source)
    const omitted = member.kind === 'property' || member.kind === 'computed' ? member.omitted : []
    return sql`${constant(`${JSON.stringify(member.name)}:`)} || ${
      omitted.reduce((text, json) => sql`nullif(${text}, ${constant(json)})`, quoteJson(dialect, value))
    }`
  })
}

function renderMember (
  dialect: DialectName,
  member: ShapeMember,
  alias: string,
  columns: ReadonlyMap<Property, ColumnMapping>,
  source: ObjectSource
): Sql {
  switch (member.kind) {
    case 'constant': return renderConstant(dialect, member.json)
    case 'typeName': return sql`(${constant(member.prefix)} || ${typeColumn(alias, source)})`
    case 'etag': return renderEtag(alias)
    case 'computed': {
      const column = source.computed?.get(member.name)
      if (column === undefined) throw new Error(`${member.name} is not computed by this statement`)
      const whole = renderWholeValue(dialect, member, column.value)
      if (whole !== undefined) return asJson(dialect, whole)
      if (column.digits === undefined) return renderComputed(dialect, member, column.value)
      return member.asText ? column.digits : asJson(dialect, column.digits)
    }
    case 'itemCount': {
      const count = renderItemCount(contextOf(source, member), member, jsonColumn(columns, alias, member.property))
      return member.asText ? sql`CAST(${count} AS text)` : count
    }
    case 'property': {
      const { items } = member
      if (items !== undefined) {
        const json = jsonColumn(columns, alias, member.property)
        return asJson(dialect, renderSomeItems(contextOf(source, member), { ...member, items }, json, { fragment: source.fragment }))
      }
      const mapping = columns.get(member.property)
      if (mapping?.column.kind === 'document') {
        // PostgreSQL copies JSON that is JSON already, and need not read it.
        if (dialect === 'postgresql' && isShownAsStored(member.property.type, member)) return columnOf(alias, mapping)
        const some = source.context === undefined ? undefined : someOf(source.context)
        const inside = { some, fragment: source.fragment }
        return asJson(dialect, renderDocument(dialect, member.property.type, member, columnOf(alias, mapping), inside))
      }
      if (member.shape !== undefined) {
        const complex = renderComplex(dialect, member.property, member.shape, alias)
        return dialect === 'sqlite' ? sql`json(${complex})` : complex
      }
      if (mapping === undefined) throw new Error(`the property ${member.property.name} has no column`)
      return renderValue(dialect, columnOf(alias, mapping), mapping.column, member.asText)
    }
    default: throw new Error(`${member.name} is not a single value`)
  }
}

function contextOf ({ context }: ObjectSource, { name }: ShapeMember): RenderContext {
  if (context === undefined) throw new Error(`the values of ${name} cannot be chosen here`)
  return context
}

/** The column that holds all values of a collection. */
function jsonColumn (columns: ReadonlyMap<Property, ColumnMapping>, alias: string, property: Property): Sql {
  const mapping = columns.get(property)
  if (mapping === undefined) throw new Error(`the property ${property.name} has no column`)
  return columnOf(alias, mapping)
}

const columnOf = (alias: string, { column }: ColumnMapping): Sql => sql`${identifier(alias)}.${identifier(column.name)}`

/** A string need not be parsed for every row. */
function renderConstant (dialect: DialectName, json: string): Sql {
  if (json.startsWith('"')) return constant(JSON.parse(json) as string)
  return dialect === 'sqlite' ? sql`json(${constant(json)})` : sql`${constant(json)}::json`
}

/** The ETag of what a row holds, by its version. */
export const renderEtag = (alias: string): Sql =>
  sql`(${constant(ETAG_AROUND[0])} || CAST(${identifier(alias)}."changed" AS text) || ${constant(ETAG_AROUND[1])})`

/** The ETag of a stream, whose bytes are the same as long as it is. */
export const renderStrongEtag = (alias: string): Sql => sql`('"' || CAST(${identifier(alias)}."changed" AS text) || '"')`

/** The value of a complex property, or SQL null where it is null, or of a type that a cast leaves out. */
export function renderComplex (dialect: DialectName, property: Property, shape: ObjectShape, alias: string): Sql {
  const presence = sql`${identifier(alias)}.${identifier(presenceColumn(property))}`
  const object = renderObject(dialect, shape, alias, { prefix: property })
  if (shape.type === complexTypeOf(property)) return sql`CASE WHEN ${presence} IS NOT NULL THEN ${object} END`
  return sql`CASE WHEN ${presence} IN (${join(shape.type.concreteTypes.map(({ name }) => constant(name)))}) THEN ${object} END`
}

/** All rows of a subquery, joined by commas without brackets: pieces of one array can be put together without parsing them. */
export function renderJoined (dialect: DialectName, json: Sql, order = empty): Sql {
  return dialect === 'sqlite' ? sql`group_concat(${json}, ','${order})` : sql`string_agg((${json})::text, ','${order})`
}
