/** Deletes entities with everything that hangs on them: rows, streams, and what they contain (OData-Protocol 4.01, section 11.4.5). */
import sql from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { familyProperties, isStream, rowTypeOf } from '../../edm/lookup.js'
import type { EntityType, NavigationProperty } from '../../edm/types.js'
import { hasLinks, isLaidOut, tableOf } from '../mapping.js'
import { identifier } from '../sql/identifier.js'
import { listOf } from './unique-values.js'
import { demandsOfRows } from './writing.js'
import type { Writing } from './writing.js'

/** `which` is a condition on the table of the type. From the inside out, each kind in one statement. */
export async function deleteEntities (writing: Writing, type: EntityType, which: Sql): Promise<void> {
  if (isLaidOut(type)) return await deleteTree(writing, type, which)
  const { connection, tenant } = writing
  const table = identifier(tableOf(type))
  const remove = async (from: Sql): Promise<void> => { await connection.execute(sql`DELETE FROM ${from}`, await demandsOfRows(writing, from)) }
  const own = sql`"tenant" = ${tenant} AND ${which}`
  const owned = sql`"owner" IN (SELECT "ordinal" FROM ${table} WHERE ${own})`
  for (const target of new Set(containedBy(type).map(navigation => navigation.target))) await deleteEntities(writing, target, owned)
  const properties = [...familyProperties(type).keys()]
  const tables = new Set(properties.flatMap(property => rowTypeOf(property) ?? []).map(tableOf))
  for (const rows of [...tables, ...properties.some(isStream) ? ['StreamPiece', 'StreamContent'] : []]) {
    await remove(sql`${identifier(rows)} WHERE "tenant" = ${tenant} AND ${owned}`)
  }
  await remove(sql`${table} WHERE ${own}`)
}

/** What an entity of a type, or of one derived from it, can contain. */
function containedBy (type: EntityType): readonly NavigationProperty[] {
  const all = [type, ...type.concreteTypes].flatMap(({ navigationProperties }) => navigationProperties)
  return [...new Set(all)].filter(({ containsTarget }) => containsTarget)
}

/** Of a model that was read, whose types may contain themselves: level by level, as far down as there are entities. */
async function deleteTree (writing: Writing, type: EntityType, which: Sql): Promise<void> {
  const { connection, dialect, tenant } = writing
  const select = async (table: string, condition: Sql): Promise<readonly number[]> => {
    const rows = await connection.query(sql`SELECT "ordinal" FROM ${identifier(table)} WHERE "tenant" = ${tenant} AND ${condition}`)
    return rows.map(([ordinal]) => Number(ordinal))
  }
  const found = new Map<string, number[]>()
  let level: ReadonlyArray<readonly [EntityType, readonly number[]]> = [[type, await select(tableOf(type), which)]]
  while (level.length > 0) {
    const next = new Map<EntityType, number[]>()
    for (const [owner, ordinals] of level) {
      found.set(tableOf(owner), [...found.get(tableOf(owner)) ?? [], ...ordinals])
      for (const [table, target] of new Map(containedBy(owner).map(({ target }) => [tableOf(target), target]))) {
        const inside = await select(table, sql`"owner" IN (${listOf(dialect, ordinals)})`)
        if (inside.length > 0) next.set(target, [...next.get(target) ?? [], ...inside])
      }
    }
    level = [...next]
  }
  for (const [table, ordinals] of found) {
    for (const name of ['StreamPiece', 'StreamContent']) {
      await connection.execute(sql`DELETE FROM ${identifier(name)} WHERE "tenant" = ${tenant} AND "owner" IN (${listOf(dialect, ordinals)})`)
    }
    if (hasLinks(type)) await removeLinks(writing, ordinals)
    await connection.execute(sql`DELETE FROM ${identifier(table)} WHERE "tenant" = ${tenant} AND "ordinal" IN (${listOf(dialect, ordinals)})`)
  }
}

/** Whatever relates the entities with these ordinals, from either side. */
async function removeLinks ({ connection, dialect, tenant }: Writing, ordinals: readonly number[]): Promise<void> {
  for (const end of [sql`"source"`, sql`"target"`]) {
    await connection.execute(sql`DELETE FROM "Link" WHERE "tenant" = ${tenant} AND ${end} IN (${listOf(dialect, ordinals)})`)
  }
}
