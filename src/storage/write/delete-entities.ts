/** Deletes entities with everything that hangs on them: rows, streams, and what they contain (OData-Protocol 4.01, section 11.4.5). */
import sql from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { familyProperties, isStream, rowTypeOf } from '../../edm/lookup.js'
import type { EntityType } from '../../edm/types.js'
import { tableOf } from '../mapping.js'
import { identifier } from '../sql/identifier.js'
import { demandsOfRows } from './writing.js'
import type { Writing } from './writing.js'

/** `which` is a condition on the table of the type. From the inside out, each kind in one statement. */
export async function deleteEntities (writing: Writing, type: EntityType, which: Sql): Promise<void> {
  const { connection, tenant } = writing
  const table = identifier(tableOf(type))
  const remove = async (from: Sql): Promise<void> => { await connection.execute(sql`DELETE FROM ${from}`, await demandsOfRows(writing, from)) }
  const own = sql`"tenant" = ${tenant} AND ${which}`
  const owned = sql`"owner" IN (SELECT "ordinal" FROM ${table} WHERE ${own})`
  for (
    const target of new Set(
      [type, ...type.concreteTypes].flatMap(({ navigationProperties }) => navigationProperties.map(navigation => navigation.target))
    )
  ) await deleteEntities(writing, target, owned)
  const properties = [...familyProperties(type).keys()]
  const tables = new Set(properties.flatMap(property => rowTypeOf(property) ?? []).map(tableOf))
  for (const rows of [...tables, ...properties.some(isStream) ? ['StreamPiece', 'StreamContent'] : []]) {
    await remove(sql`${identifier(rows)} WHERE "tenant" = ${tenant} AND ${owned}`)
  }
  await remove(sql`${table} WHERE ${own}`)
}
