/** Deletes entities with everything that hangs on them: rows, streams, and what they contain (OData-Protocol 4.01, section 11.4.5). */
import sql from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { containmentsOf, relationsOf } from '../../edm/inner-navigation.js'
import { familyProperties, isStream, rowTypeOf } from '../../edm/lookup.js'
import type { EntityType, NavigationProperty } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import type { LinkConstraint } from '../link-layout.js'
import { hasLinks, incomingOf, isLaidOut, linkOf, tableOf } from '../mapping.js'
import { identifier } from '../sql/identifier.js'
import { copyValues } from './constraints.js'
import { itemOrdinals, unlinkItems } from './item-ordinals.js'
import { leadingTo, ledToBy } from './linked-ordinals.js'
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
const containedBy = (type: EntityType): readonly NavigationProperty[] => [...new Set([type, ...type.concreteTypes].flatMap(containmentsOf))]

/** Of a model that was read, whose types may contain themselves: level by level, as far down as there are entities. */
async function deleteTree (writing: Writing, type: EntityType, which: Sql): Promise<void> {
  const { connection, dialect, tenant } = writing
  const found = await findTree(writing, type, which)
  const gone = new Set(found.flatMap(({ ordinals }) => ordinals))
  const left = hasLinks(type) ? await leaveRelations(writing, found, gone) : []
  for (const { type: owner, ordinals } of found) await unlinkItems(writing, await itemOrdinals(writing, owner, ordinals))
  for (const { type: owner, ordinals } of found) {
    for (const name of ['StreamPiece', 'StreamContent']) {
      await connection.execute(sql`DELETE FROM ${identifier(name)} WHERE "tenant" = ${tenant} AND "owner" IN (${listOf(dialect, ordinals)})`)
    }
    await connection.execute(sql`DELETE FROM ${identifier(tableOf(owner))} WHERE "tenant" = ${tenant} AND "ordinal" IN (${listOf(dialect, ordinals)})`)
  }
  for (const { constraint, dependents, become } of left) {
    await copyValues(writing, constraint, dependents, { become, refusal: 'conflict' })
    if (become === 'default') writing.unsettled.push(...dependents.map(ordinal => ({ constraint, ordinal, sent: true })))
  }
}

/** Entities of a type that go together. */
interface Going {
  readonly type: EntityType
  readonly ordinals: readonly number[]
}

/** What goes: the entities, what they contain, and what goes with them by `OnDelete` (CSDL 4.01, section 8.6). */
async function findTree (writing: Writing, type: EntityType, which: Sql): Promise<readonly Going[]> {
  const { connection, dialect, tenant } = writing
  const select = async (table: string, condition: Sql): Promise<readonly number[]> => {
    const rows = await connection.query(sql`SELECT "ordinal" FROM ${identifier(table)} WHERE "tenant" = ${tenant} AND ${condition}`)
    return rows.map(([ordinal]) => Number(ordinal)).filter(ordinal => !seen.has(ordinal))
  }
  const seen = new Set<number>()
  const found: Going[] = []
  let level: readonly Going[] = [{ type, ordinals: await select(tableOf(type), which) }]
  while (level.length > 0) {
    const next: Going[] = []
    for (const { ordinals } of level) for (const ordinal of ordinals) seen.add(ordinal)
    found.push(...level)
    for (const { type: owner, ordinals } of level) {
      for (const target of new Map(containedBy(owner).map(({ target }) => [tableOf(target), target])).values()) {
        next.push({ type: target, ordinals: await select(tableOf(target), sql`"owner" IN (${listOf(dialect, ordinals)})`) })
      }
      for (const navigation of relationsIn(owner).filter(({ onDelete }) => onDelete?.action === 'Cascade')) {
        const related = (await ledToBy(writing, navigation, ordinals)).filter(ordinal => !seen.has(ordinal))
        next.push({ type: navigation.target, ordinals: related })
        for (const ordinal of related) seen.add(ordinal)
      }
    }
    level = next.filter(({ ordinals }) => ordinals.length > 0)
  }
  return found
}

const relationsIn = (type: EntityType): readonly NavigationProperty[] => [...new Set([type, ...type.concreteTypes].flatMap(relationsOf))]

/** What has depended on entities that are gone. */
interface Left {
  readonly constraint: LinkConstraint
  readonly dependents: readonly number[]
  readonly become: 'null' | 'default'
}

/** Whatever relates the entities, from either side. @throws ODataError `conflict` where they must not go as long as they are related */
async function leaveRelations (writing: Writing, found: readonly Going[], gone: ReadonlySet<number>): Promise<readonly Left[]> {
  const { connection, dialect, tenant } = writing
  const left: Left[] = []
  for (const { type, ordinals } of found) {
    for (const navigation of relationsIn(type).filter(({ onDelete }) => onDelete?.action === 'None')) {
      if ((await ledToBy(writing, navigation, ordinals)).every(ordinal => gone.has(ordinal))) continue
      throw new ODataError('conflict', `The entity cannot be deleted as long as '${navigation.name}' relates others to it.`, { target: navigation.name })
    }
    for (const navigation of incomingOf(type)) {
      const { constraint, partner, required = false, storedType } = linkOf(navigation) ?? {}
      const isLeft = async (): Promise<boolean> => (await leadingTo(writing, navigation, ordinals)).some(ordinal => !gone.has(ordinal))
      if (required && writing.postponed === undefined && await isLeft()) {
        const sentence = `The entity cannot be deleted as long as '${navigation.name}' of a ${storedType?.name ?? ''} leads to it.`
        throw new ODataError('conflict', sentence)
      }
      if (constraint?.navigation !== navigation) continue
      const dependents = (await leadingTo(writing, navigation, ordinals)).filter(ordinal => !gone.has(ordinal))
      left.push({ constraint, dependents, become: partner?.onDelete?.action === 'SetDefault' ? 'default' : 'null' })
    }
  }
  const all = [...gone]
  for (const end of [sql`"source"`, sql`"target"`]) {
    await connection.execute(sql`DELETE FROM "Link" WHERE "tenant" = ${tenant} AND ${end} IN (${listOf(dialect, all)})`)
  }
  return left
}
