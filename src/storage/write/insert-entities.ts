/** New entities, many in one statement, with their rows, their streams, and what they contain. */
import { namedValues } from '../../base/named-values.js'
import { randomUUID } from 'node:crypto'
import sql, { empty, join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { createTurns } from '../../base/turns.js'
import { findRelation } from '../../edm/inner-navigation.js'
import type { EntityType, NavigationProperty, PrimitiveValue } from '../../edm/types.js'
import { issuesKey, keyOfNew } from '../../odata/bind/issued-key.js'
import type { EntityKey } from '../../odata/canonical-path.js'
import { givenKey } from '../../odata/json/entity-keys.js'
import { hasKeyInside, withKeyInside } from '../../odata/json/inner-key.js'
import { relatedItems, relationsIn } from '../../odata/json/related-items.js'
import { nestedValues } from '../../odata/json/structured-value.js'
import type { StructuredValue } from '../../odata/json/structured-value.js'
import { jsonChunks } from '../json-chunks.js'
import { columnsIn, dynamicColumnOf, innerColumns, keyMappings, placeOf, tableOf, valueColumns } from '../mapping.js'
import type { Column } from '../mapping.js'
import { costOfRows } from '../database/cost.js'
import { identifier, position, sqlType, constant } from '../sql/identifier.js'
import { columnValues, primitiveValues } from './assignments.js'
import { checkPermitted } from './check-permitted.js'
import { completeEntity } from './complete-entity.js'
import { writeOwnCollections } from './own-collections.js'
import { noteKeys } from './check-alternate-keys.js'
import { noteWritten } from './check-conditions.js'
import { noteNew } from './check-related.js'
import { checkKeysFree } from './key-conflicts.js'
import { nextKey } from './next-key.js'
import { rootNavigation } from '../../odata/root-navigation.js'
import { SINGLETON_ORDINAL } from '../sql/expression/place.js'
import { noteDependents, noteValues } from './constraints.js'
import { numberItems } from './item-ordinals.js'
import { relateAll } from './relate.js'
import type { InsertRelated } from './relate.js'
import { checkUnique, uniqueProperties, valueIssuer } from './unique-values.js'
import { bigint, demands } from './writing.js'
import type { Writing } from './writing.js'

export interface NewEntity {
  readonly key: EntityKey
  readonly value: StructuredValue
}

/** New entities with the keys that they are given, or that are issued here; one that is alone in its place needs none. */
export async function withKeys (
  writing: Writing,
  navigation: NavigationProperty,
  owner: number,
  values: readonly StructuredValue[]
): Promise<readonly NewEntity[]> {
  let next = highestGiven(navigation, values)
  const entities: NewEntity[] = []
  for (const value of values) {
    let key = keyOfNew(navigation.target, value, randomUUID) ?? (navigation.collection || issuesKey(navigation.target) ? undefined : [])
    if (key === undefined) {
      const [stored = 0] = await nextKey(writing, navigation, owner)
      const free = next === undefined || next < BigInt(stored) ? BigInt(stored) : next + 1n
      next = free
      key = [typeof stored === 'bigint' ? free : Number(free)]
    }
    entities.push({ key, value })
  }
  return entities
}

/** The highest number among the keys that are given; undefined where keys are not numbers, or none is given. */
function highestGiven ({ target, collection }: NavigationProperty, values: readonly StructuredValue[]): bigint | undefined {
  const given = collection && target.key.length === 1 ? values.flatMap(value => givenKey(target, value)) : []
  const numbers = given.flatMap(key => typeof key === 'bigint' || Number.isInteger(key) ? [BigInt(key as number)] : [])
  return numbers.length === 0 ? undefined : numbers.reduce((highest, key) => key > highest ? key : highest)
}

/** Ordinals that a new entity takes: its own, those of its rows, and those of what it contains. */
export function ordinalsOf (value: StructuredValue): number {
  return 1 + ordinalsInside(value)
}

/** Ordinals that what is inside an entity takes. */
export function ordinalsInside (value: StructuredValue): number {
  const { properties, contained = {} } = value
  const rows = Object.values(properties).reduce<number>((sum, value) => sum + (Array.isArray(value) ? value.length : 0), 0)
  const entities = Object.values(contained).flatMap(({ items }) => items.map(item => item.kind === 'entity' ? ordinalsOf(item.value) : 0))
  const others = relationsIn(value).flatMap(([, { items }]) => nestedValues(items).map(ordinalsOf))
  return [...entities, ...others].reduce((sum, count) => sum + count, rows + relatedItems(value).length)
}

/**
 * Inserts entities into the collection of an owner, and 400 when that would give two of them the same value of a unique property.
 * @returns the ordinal of the first; the others follow it
 */
export async function insertEntities (
  writing: Writing,
  navigation: NavigationProperty,
  owner: number,
  given: readonly NewEntity[]
): Promise<number> {
  if (given.length === 0) return 0
  const { target } = navigation
  const entities = hasKeyInside(target) ? given.map(({ key, value }) => ({ key, value: withKeyInside(target, value, key) })) : given
  if (placeOf(navigation) !== undefined) await checkKeysFree(writing, navigation, owner, entities.map(({ key }) => key))
  const issued = await issueValues(writing, navigation, owner, entities.map(({ value }) => numberItems(writing, value)))
  const first = writing.takeOrdinals(entities.length)
  const columns = columnsOfFamily(navigation.target)
  const chunks = jsonChunks(entities, ({ key, value }, index) =>
    pack(navigation.target, columns, { key, value: issued[index] ?? value, ordinal: first + index })
  )
  for await (const { count, json } of chunks) {
    await writing.connection.execute(
      renderInsert(writing, navigation, owner, columns, json),
      demands(writing, costOfRows(count, json.length))
    )
  }
  const ordinals = entities.map((_entity, index) => first + index)
  await checkUnique(writing, navigation, owner, ordinals)
  noteKeys(writing, navigation.target, ordinals)
  noteWritten(writing, navigation.target, ordinals)
  noteNew(writing, navigation.target, ordinals)
  const turn = createTurns()
  for (const [index, { value }] of entities.entries()) {
    await writeOwnCollections(writing, first + index, value, 'new')
    await insertContained(writing, first + index, value)
    await relateAll(writing, first + index, issued[index] ?? value, insertRelated)
    noteValues(writing, first + index, value, 'new')
    const due = turn()
    if (due !== undefined) await due
  }
  await noteDependents(writing, [...new Set(entities.flatMap(({ value: { type } }) => type.kind === 'entity' ? [type] : []))], ordinals)
  return first
}

/** A new entity that is not contained, in its entity set (OData-Protocol 4.01, section 11.4.2.2). */
export const insertRelated: InsertRelated = async (writing, { home, value, key }) => {
  const navigation = rootNavigation(home)
  const entities = key === undefined
    ? await withKeys(writing, navigation, SINGLETON_ORDINAL, [value])
    : [{ key, value: completeEntity(writing, value, key) }]
  return await insertEntities(writing, navigation, SINGLETON_ORDINAL, entities)
}

async function insertContained (writing: Writing, ordinal: number, { type, contained = {} }: StructuredValue): Promise<void> {
  for (const [name, { items, forbidden }] of Object.entries(contained)) {
    const navigation = findRelation(type, name)
    if (navigation !== undefined) {
      const values = items.flatMap(item => item.kind === 'entity' ? [item.value] : [])
      checkPermitted(navigation, forbidden, { Insert: values.length > 0 })
      await insertEntities(writing, navigation, ordinal, await withKeys(writing, navigation, ordinal, values))
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
    const withIssued = (value: StructuredValue): StructuredValue =>
      ({ ...value, properties: namedValues({ ...value.properties, [property.name]: issue() }) })
    complete = complete.map(value => lacks(value) ? withIssued(value) : value)
  }
  return complete
}

/** The columns of the key. */
const keyColumns = (type: EntityType): readonly Column[] => columnsIn(keyMappings(type))

/** The columns that any entity of the collection has, but for those that every entity has. */
function columnsOfFamily (type: EntityType): readonly Column[] {
  const keys = keyColumns(type)
  const dynamic = dynamicColumnOf(type)
  return [
    ...[...valueColumns(type), ...innerColumns(type)].filter(column => !keys.some(({ name }) => name === column.name)),
    ...dynamic === undefined ? [] : [{ name: dynamic, kind: 'text', nullable: true } as const]
  ]
}

/** An array in the order of the columns, after ordinal, key and type. */
function pack (
  target: EntityType,
  columns: readonly Column[],
  { key, value: { type, properties, dynamic }, ordinal }: NewEntity & { readonly ordinal: number }
): unknown[] {
  const values = new Map<string, unknown>([[dynamicColumnOf(target) ?? '', dynamic]])
  const keys = keyMappings(target).flatMap((mapping, index) => primitiveValues(mapping, key[index] ?? null, true).map(({ value }) => value))
  for (const property of type.properties) {
    for (const { column, value } of columnValues(property, properties[property.name])) values.set(column.name, value)
  }
  const others = columns.map(({ name }) => values.get(name) as PrimitiveValue | null | undefined ?? null)
  return [ordinal, ...keys, type.name, ...others].map(finite)
}

/** JSON has no infinities: as the text that PostgreSQL reads, and `unpackSqlite` too. */
const finite = (value: unknown): unknown => typeof value === 'number' && !Number.isFinite(value) ? String(value) : value

function renderInsert (
  { dialect, tenant, sequence }: Writing,
  navigation: NavigationProperty,
  owner: number,
  columns: readonly Column[],
  json: string
): Sql {
  const type = navigation.target
  const keys = keyColumns(type)
  const place = placeOf(navigation)
  const target = join([
    ...place === undefined ? [] : [sql`"place"`],
    sql`"tenant"`,
    sql`"owner"`,
    sql`"changed"`,
    sql`"ordinal"`,
    ...keys.map(({ name }) => identifier(name)),
    sql`"type"`,
    ...columns.map(({ name }) => identifier(name))
  ])
  const kinds = ['bigint', ...keys.map(({ kind }) => kind), 'text', ...columns.map(({ kind }) => kind)] as const
  const values = join(kinds.map((kind, index) => dialect === 'sqlite' ? unpackSqlite(kind, index) : unpackPostgres(kind, index)))
  const from = dialect === 'sqlite' ? sql`jsonb_each(${json}) AS item` : sql`jsonb_array_elements(${json}::jsonb) AS item("value")`
  const fixed = dialect === 'sqlite' ? sql`${tenant}` : sql`${tenant}::int`
  return sql`INSERT INTO ${identifier(tableOf(type))} (${target}) SELECT ${place === undefined ? empty : sql`${constant(place)}, `}${fixed}, ${bigint(dialect, owner)}, ${
    bigint(dialect, sequence)
  }, ${values} FROM ${from}`
}

function unpackSqlite (kind: Column['kind'], index: number): Sql {
  const path = constant(`$[${index}]`)
  if (kind === 'double') {
    const value = sql`item."value" ->> ${path}`
    return sql`CASE ${value} WHEN 'Infinity' THEN 9e999 WHEN '-Infinity' THEN -9e999 ELSE ${value} END`
  }
  return kind === 'json' ? sql`item."value" -> ${path}` : sql`item."value" ->> ${path}`
}

function unpackPostgres (kind: Column['kind'], index: number): Sql {
  return kind === 'json' ? sql`(item."value" -> ${position(index)})::json` : sql`(item."value" ->> ${position(index)})::${sqlType(kind)}`
}
