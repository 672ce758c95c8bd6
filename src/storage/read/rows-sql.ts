/** Check-in rows, or any collection of complex values, as SQL: read in order, added, cleared. */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { PrimitiveValue, StructuredType } from '../../edm/types.js'
import type { StructuredValue } from '../../odata/json/structured-value.js'
import type { ObjectShape } from '../../plan/shape.js'
import { costOfRows } from '../database/cost.js'
import type { Cost } from '../database/cost.js'
import type { DialectName } from '../database/database.js'
import { jsonChunks } from '../json-chunks.js'
import { columnsIn, columnsOf, instantValue, tableOf } from '../mapping.js'
import type { Column, ColumnMapping } from '../mapping.js'
import { defaultOf } from '../stored-value.js'
import { constant, identifier, position, sqlType } from '../sql/identifier.js'
import { renderJoined, renderRowObject } from '../sql/answer/render-json.js'
import type { CollectionOwner } from '../sql/expression/place.js'

/**
 * The rows of an owner, in order, as one text: how many, a colon, and their JSON joined by commas; null without rows. Where there are
 * `limit` or more, the count is `limit`, and SQLite, which finds that out in no time, writes none of them: they are to be read in pieces.
 * One aggregate of both, and a limit that is part of the text, make it four times as fast on SQLite.
 */
export function selectRows (dialect: DialectName, shape: ObjectShape, { tenant, ordinal }: CollectionOwner, limit: number): Sql {
  const { json, beside } = renderRowObject(dialect, shape, 'r')
  const own = sql`FROM ${identifier(tableOf(shape.type))} r${beside} WHERE r."tenant" = ${tenant} AND r."owner" = ${ordinal}`
  const rows = sql`SELECT CAST(count(*) AS text) || ':' || ${renderJoined(dialect, sql`"json"`)} FROM (
    SELECT ${json} AS "json" ${own}
    ORDER BY r."ordinal" LIMIT ${position(limit)}) page`
  if (dialect === 'postgresql') return rows
  return sql`SELECT CASE WHEN EXISTS (SELECT 1 ${own} LIMIT 1 OFFSET ${position(limit - 1)}) THEN ${constant(`${limit}:`)} ELSE (${rows}) END`
}

/** Where new rows go. */
export interface RowsPlace {
  /** The tenant's key. */
  readonly tenant: Sql
  /** The ordinal of the entity whose rows they are. */
  readonly owner: Sql
  /** Ordinal of the first row. */
  readonly first: Sql
  /** The tenant's sequence. */
  readonly changed: Sql
}

export interface RowsInsert {
  readonly statement: Sql
  readonly cost: Cost
}

/** What the statements that insert rows of a type have in common. */
interface InsertOfType {
  readonly mappings: readonly ColumnMapping[]
  readonly target: Sql
  readonly values: Sql
}

const known: Readonly<Record<DialectName, WeakMap<StructuredType, InsertOfType>>> = { sqlite: new WeakMap(), postgresql: new WeakMap() }

function insertOf (dialect: DialectName, type: StructuredType): InsertOfType {
  const found = known[dialect].get(type)
  if (found !== undefined) return found
  const mappings = columnsOf(type)
  const columns = columnsIn(mappings)
  const target = join([sql`"tenant"`, sql`"owner"`, sql`"ordinal"`, sql`"changed"`, ...columns.map(({ name }) => identifier(name))])
  const made = { mappings, target, values: join(columns.map((column, index) => unpack(dialect, column, index))) }
  known[dialect].set(type, made)
  return made
}

/** Inserts rows chunk by chunk, each as one JSON parameter that the database unpacks. */
export async function * insertRows (
  dialect: DialectName,
  { tenant, owner, first, changed }: RowsPlace,
  rows: readonly StructuredValue[]
): AsyncGenerator<RowsInsert> {
  const [row] = rows
  if (row === undefined) return
  const { mappings, target, values } = insertOf(dialect, row.type)
  for await (const { start, count, json } of jsonChunks(rows, value => packRow(mappings, value))) {
    const [counted, from] = dialect === 'sqlite'
      ? [start, sql`jsonb_each(${json})`]
      : [start - 1, sql`jsonb_array_elements(${json}::jsonb) WITH ORDINALITY AS page("value", "key")`]
    const ordinal = sql`${first} + ${dialect === 'sqlite' ? sql`${counted}` : sql`${counted}::bigint`} + "key"`
    yield {
      statement: sql`INSERT INTO ${identifier(tableOf(row.type))} (${target}) SELECT ${tenant}, ${owner}, ${ordinal}, ${changed}, ${values} FROM ${from}`,
      cost: costOfRows(count, json.length)
    }
  }
}

/** A row as an array in the order of the columns. */
export function packRow (mappings: readonly ColumnMapping[], { properties }: StructuredValue): unknown[] {
  const packed: unknown[] = []
  for (const { property, instant } of mappings) {
    const value = properties[property.name] ?? defaultOf(property)
    packed.push(value)
    if (instant !== undefined) packed.push(instantValue(value as PrimitiveValue))
  }
  return packed
}

function unpack (dialect: DialectName, { kind }: Column, index: number): Sql {
  if (dialect === 'sqlite') {
    const path = constant(`$[${index}]`)
    return kind === 'json' ? sql`"value" -> ${path}` : sql`"value" ->> ${path}`
  }
  return kind === 'json' ? sql`("value" -> ${position(index)})::json` : sql`("value" ->> ${position(index)})::${sqlType(kind)}`
}
