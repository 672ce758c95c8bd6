/** New entities, many in one statement, with their rows, their streams, and what they contain. */
import { randomUUID } from 'node:crypto'
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { createTurns } from '../../base/turns.js'
import { findNavigationProperty, isKeyProperty } from '../../edm/lookup.js'
import type { EntityType, NavigationProperty, PrimitiveValue } from '../../edm/types.js'
import type { StructuredValue } from '../../odata/json/structured-value.js'
import { jsonChunks } from '../json-chunks.js'
import { tableOf, valueColumns } from '../mapping.js'
import type { Column } from '../mapping.js'
import { costOfRows } from '../database/cost.js'
import { identifier, position, sqlType, constant } from '../sql/identifier.js'
import { columnValues } from './assignments.js'
import { writeOwnCollections } from './own-collections.js'
import { checkUnique, uniqueProperties, valueIssuer } from './unique-values.js'
import { bigint, demands } from './writing.js'
import type { Writing } from './writing.js'

export interface NewEntity {
  readonly key: string
  readonly value: StructuredValue
}

export const withNewKey = (value: StructuredValue): NewEntity => ({ key: randomUUID(), value })

/** Ordinals that a new entity takes: its own, those of its rows, and those of what it contains. */
export function ordinalsOf (value: StructuredValue): number {
  return 1 + ordinalsInside(value)
}

/** Ordinals that what is inside an entity takes. */
export function ordinalsInside ({ properties, contained = {} }: StructuredValue): number {
  const rows = Object.values(properties).reduce<number>((sum, value) => sum + (Array.isArray(value) ? value.length : 0), 0)
  const entities = Object.values(contained).flatMap(({ items }) => items.map(item => item.kind === 'entity' ? ordinalsOf(item.value) : 0))
  return entities.reduce((sum, count) => sum + count, rows)
}

/** Inserts entities into the collection of an owner, and 400 when that would give two of them the same value of a unique property. */
export async function insertEntities (
  writing: Writing,
  navigation: NavigationProperty,
  owner: number,
  entities: readonly NewEntity[]
): Promise<void> {
  if (entities.length === 0) return
  const issued = await issueValues(writing, navigation, owner, entities.map(({ value }) => value))
  const first = writing.takeOrdinals(entities.length)
  const columns = columnsOfFamily(navigation.target)
  const chunks = jsonChunks(entities, ({ key, value }, index) =>
    pack(columns, { key, value: issued[index] ?? value, ordinal: first + index })
  )
  for await (const { count, json } of chunks) {
    await writing.connection.execute(
      renderInsert(writing, navigation.target, owner, columns, json),
      demands(writing, costOfRows(count, json.length))
    )
  }
  await checkUnique(writing, navigation, owner, entities.map((_entity, index) => first + index))
  const turn = createTurns()
  for (const [index, { value }] of entities.entries()) {
    await writeOwnCollections(writing, first + index, value, 'new')
    await insertContained(writing, first + index, value)
    const due = turn()
    if (due !== undefined) await due
  }
}

async function insertContained (writing: Writing, ordinal: number, { type, contained = {} }: StructuredValue): Promise<void> {
  for (const [name, { items }] of Object.entries(contained)) {
    const navigation = findNavigationProperty(type, name, 'exact')
    if (navigation !== undefined) {
      await insertEntities(
        writing,
        navigation,
        ordinal,
        items.flatMap(item => item.kind === 'entity' ? [withNewKey(item.value)] : [])
      )
    }
  }
}

/** Values with what a create left out of its unique properties. */
async function issueValues (
  writing: Writing,
  navigation: NavigationProperty,
  owner: number,
  values: readonly StructuredValue[]
): Promise<readonly StructuredValue[]> {
  let complete = values
  for (const property of uniqueProperties(navigation)) {
    const lacks = ({ type, properties }: StructuredValue): boolean =>
      type.properties.includes(property) && properties[property.name] === undefined
    if (!complete.some(lacks)) continue
    const taken = complete.flatMap(({ properties }) => properties[property.name] === undefined ? [] : [Number(properties[property.name])])
    const issue = await valueIssuer(writing, navigation, owner, property, taken)
    complete = complete.map(value => lacks(value) ? { ...value, properties: { ...value.properties, [property.name]: issue() } } : value)
  }
  return complete
}

/** The columns that any entity of the collection has, but for the five that every entity has. */
const columnsOfFamily = (type: EntityType): readonly Column[] => valueColumns(type).filter(({ name }) => !isKeyProperty(type, name))

/** An array in the order of the columns, behind ordinal, key and type. */
function pack (
  columns: readonly Column[],
  { key, value: { type, properties }, ordinal }: NewEntity & { readonly ordinal: number }
): unknown[] {
  const values = new Map<string, unknown>()
  for (const property of type.properties) {
    for (const { column, value } of columnValues(property, properties[property.name])) values.set(column.name, value)
  }
  return [ordinal, key, type.name, ...columns.map(({ name }) => values.get(name) as PrimitiveValue | null | undefined ?? null)]
}

function renderInsert (
  { dialect, tenant, sequence }: Writing,
  type: EntityType,
  owner: number,
  columns: readonly Column[],
  json: string
): Sql {
  const target = join([
    sql`"tenant"`,
    sql`"owner"`,
    sql`"changed"`,
    sql`"ordinal"`,
    sql`"id"`,
    sql`"type"`,
    ...columns.map(({ name }) => identifier(name))
  ])
  const kinds = ['bigint', 'text', 'text', ...columns.map(({ kind }) => kind)] as const
  const values = join(kinds.map((kind, index) => dialect === 'sqlite' ? unpackSqlite(kind, index) : unpackPostgres(kind, index)))
  const from = dialect === 'sqlite' ? sql`json_each(${json}) AS item` : sql`jsonb_array_elements(${json}::jsonb) AS item("value")`
  const fixed = dialect === 'sqlite' ? sql`${tenant}` : sql`${tenant}::int`
  return sql`INSERT INTO ${identifier(tableOf(type))} (${target}) SELECT ${fixed}, ${bigint(dialect, owner)}, ${
    bigint(dialect, sequence)
  }, ${values} FROM ${from}`
}

function unpackSqlite (kind: Column['kind'] | 'bigint', index: number): Sql {
  const path = constant(`$[${index}]`)
  return kind === 'json' ? sql`item."value" -> ${path}` : sql`item."value" ->> ${path}`
}

function unpackPostgres (kind: Column['kind'] | 'bigint', index: number): Sql {
  return kind === 'json' ? sql`(item."value" -> ${position(index)})::json` : sql`(item."value" ->> ${position(index)})::${sqlType(kind)}`
}
