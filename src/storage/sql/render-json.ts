/** JSON built by the database: an {@link ObjectShape} over columns as one SQL expression that yields JSON text. */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { ComplexType, Property } from '../../edm/types.js'
import type { ComputedMember, ObjectShape, ShapeMember } from '../../plan/shape.js'
import type { DialectName } from '../database.js'
import { columnsOf } from '../mapping.js'
import type { Column, ColumnMapping } from '../mapping.js'
import { columnName, constant, identifier } from './identifier.js'
import type { ComputedColumn } from './render-context.js'
import { categoryOf } from './value-category.js'

/** Where the values of an object are. */
export interface ObjectSource {
  /** The complex property that the object is the value of. */
  readonly prefix?: Property
  readonly computed?: ReadonlyMap<string, ComputedColumn>
}

/**
 * An object of columns of the table named by `alias`. PostgreSQL's `row_to_json` writes the same compact text as SQLite's
 * `json_object`; its `json_build_object` would not.
 */
export function renderObject (dialect: DialectName, shape: ObjectShape, alias: string, source: ObjectSource = {}): Sql {
  const columns = new Map(columnsOf(shape.type, source.prefix).map(mapping => [mapping.property, mapping]))
  const members = shape.members.map(member => ({ name: member.name, value: renderMember(dialect, member, alias, columns, source) }))
  if (dialect === 'sqlite') return sql`json_object(${join(members.map(({ name, value }) => sql`${constant(name)}, ${value}`))})`
  return sql`(SELECT row_to_json(object) FROM (SELECT ${join(members.map(({ name, value }) => sql`${value} AS ${columnName(name)}`))}) object)`
}

function renderMember (dialect: DialectName, member: ShapeMember, alias: string, columns: ReadonlyMap<Property, ColumnMapping>, { computed }: ObjectSource): Sql {
  switch (member.kind) {
    case 'constant': return constant(member.value)
    case 'computed': {
      const column = computed?.get(member.name)
      if (column === undefined) throw new Error(`${member.name} is not computed by this statement`)
      return renderComputed(dialect, member, column.value)
    }
    case 'property': {
      const mapping = columns.get(member.property)
      if (mapping === undefined) throw new Error(`the property ${member.property.name} has no column`)
      return renderValue(dialect, sql`${identifier(alias)}.${identifier(mapping.column.name)}`, mapping.column)
    }
  }
}

/** SQLite has no booleans and must be told what already is JSON; PostgreSQL knows both from the column's type. */
function renderValue (dialect: DialectName, column: Sql, { kind }: Column): Sql {
  if (dialect === 'postgresql') return column
  switch (kind) {
    case 'boolean': return sql`json(iif(${column}, 'true', 'false'))`
    case 'json': return sql`json(${column})`
    default: return column
  }
}

/** A computed value as JSON; a double with all its digits. */
export function renderComputed (dialect: DialectName, { type, asText }: Pick<ComputedMember, 'type' | 'asText'>, value: Sql): Sql {
  const category = categoryOf(type.type)
  if (dialect === 'postgresql') return asText ? sql`CAST(${value} AS text)` : value
  switch (category) {
    case 'boolean': return sql`json(CASE WHEN ${value} IS NULL THEN 'null' WHEN ${value} THEN 'true' ELSE 'false' END)`
    case 'double': {
      const text = sql`CASE WHEN ${value} IS NOT NULL THEN printf('%!.17g', ${value}) ELSE 'null' END`
      return asText ? sql`nullif(${text}, 'null')` : sql`json(${text})`
    }
    default: return asText ? sql`CAST(${value} AS text)` : value
  }
}

/** The value of a complex property, or SQL null where it is null: then a column that cannot be null in a value is null. */
export function renderComplex (dialect: DialectName, property: Property, shape: ObjectShape, alias: string): Sql {
  const presence = presenceColumn(shape.type as ComplexType, property)
  const object = renderObject(dialect, shape, alias, { prefix: property })
  return sql`CASE WHEN ${identifier(alias)}.${identifier(presence)} IS NOT NULL THEN ${object} END`
}

/** The column that tells whether a complex value is there at all. */
export function presenceColumn (type: ComplexType, property: Property): string {
  const mapping = columnsOf(type, property).find(candidate => !candidate.property.type.nullable)
  if (mapping === undefined) throw new Error(`${type.name}: a complex property needs a member that cannot be null`)
  return mapping.column.name
}

/** All rows of a subquery, joined by commas without brackets: pieces of one array can be put together without parsing them. */
export function renderJoined (dialect: DialectName, json: Sql): Sql {
  return dialect === 'sqlite' ? sql`group_concat(${json}, ',')` : sql`string_agg((${json})::text, ',')`
}
