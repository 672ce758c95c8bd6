/**
 * Values in collections that are related to entities: each has an ordinal in its JSON, by which rows of "Link" name it. A value that is
 * replaced, or goes with its entity, leaves none behind.
 */
import sql, { join } from 'sql-template-tag'
import { itemRelationsOf } from '../../edm/inner-navigation.js'
import type { EntityType } from '../../edm/types.js'
import { relatedItems, withItems } from '../../odata/json/related-items.js'
import type { StructuredValue } from '../../odata/json/structured-value.js'
import { columnsOf, tableOf } from '../mapping.js'
import { identifier } from '../sql/identifier.js'
import { propertiesWithItems, storedItems } from '../stored-items.js'
import { listOf } from './unique-values.js'
import type { Writing } from './writing.js'

/** The entity as it is stored: what its collections have of related values has ordinals. */
export function numberItems (writing: Writing, value: StructuredValue): StructuredValue {
  const items = relatedItems(value)
  if (items.length === 0) return value
  const first = writing.takeOrdinals(items.length)
  return withItems(value, new Map(items.map((item, index) => [item, { ...item, ordinal: first + index }])))
}

/** The ordinals of values that entities have. */
export async function itemOrdinals (
  { connection, dialect, tenant }: Pick<Writing, 'connection' | 'dialect' | 'tenant'>,
  type: EntityType,
  entities: readonly number[]
): Promise<readonly number[]> {
  if (entities.length === 0 || ![type, ...type.concreteTypes].some(own => itemRelationsOf(own).length > 0)) return []
  const properties = propertiesWithItems(type)
  const columns = columnsOf({ properties })
  const rows = await connection.query(
    sql`SELECT ${join(columns.map(({ column }) => sql`CAST(${identifier(column.name)} AS text)`))} FROM ${identifier(tableOf(type))}
      WHERE "tenant" = ${tenant} AND "ordinal" IN (${listOf(dialect, entities)})`
  )
  return rows.flatMap(row => properties.flatMap((property, index) => {
    const text = row[index]
    return typeof text === 'string' ? storedItems(property, JSON.parse(text)).map(({ ordinal }) => ordinal) : []
  }))
}

/** What was related by values that are there no more is related by nothing. */
export async function unlinkItems (
  { connection, dialect, tenant }: Writing,
  before: readonly number[],
  after: readonly number[] = []
): Promise<void> {
  const kept = new Set(after)
  const gone = before.filter(ordinal => !kept.has(ordinal))
  if (gone.length === 0) return
  await connection.execute(sql`DELETE FROM "Link" WHERE "tenant" = ${tenant} AND "source" IN (${listOf(dialect, gone)})`)
}
