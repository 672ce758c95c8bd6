/**
 * Navigation properties that must lead to an entity (CSDL 4.01, section 8.2; Protocol 4.01, section 11.4.2.1): looked at when everything
 * has been related, of entities that are new, and of those that something has led away from.
 */
import sql, { join } from 'sql-template-tag'
import { relationsOf } from '../../edm/inner-navigation.js'
import type { EntityType, NavigationProperty } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import { costOfRows } from '../database/cost.js'
import { linkOf, tableOf } from '../mapping.js'
import { constant, identifier } from '../sql/identifier.js'
import type { LinkPair } from './constraints.js'
import { listOf } from './unique-values.js'
import { demands } from './writing.js'
import type { Writing } from './writing.js'

/** Notes new entities of the table of a type. A state may be older than what the model says. */
export function noteNew (writing: Writing, type: EntityType, ordinals: readonly number[]): void {
  if (ordinals.length === 0) return
  for (const navigation of new Set(type.concreteTypes.flatMap(relationsOf))) note(writing, navigation, ordinals)
}

/** Notes both ends of relations that may no longer be there. */
export function noteUnrelated (writing: Writing, navigation: NavigationProperty, pairs: readonly LinkPair[]): void {
  const link = linkOf(navigation)
  if (link === undefined || pairs.length === 0) return
  const [near, far] = link.direction === 'backward' ? [1, 0] as const : [0, 1] as const
  note(writing, navigation, pairs.map(pair => pair[near]))
  if (link.partner !== undefined) note(writing, link.partner, pairs.map(pair => pair[far]))
}

function note ({ postponed, relating }: Writing, navigation: NavigationProperty, ordinals: readonly number[]): void {
  if (postponed === undefined && linkOf(navigation)?.required === true) relating.push({ navigation, ordinals })
}

/** @throws ODataError `modelValidation` for an entity that is not related as it must be */
export async function checkRelated (writing: Writing): Promise<void> {
  for (const { navigation, ordinals } of writing.relating.splice(0)) {
    const type = await findUnrelated(writing, navigation, ordinals)
    if (type === undefined) continue
    const { name } = navigation
    const sentence = `'${name}' cannot be null: a ${type} must be related by it. Bind an entity to it ('${name}@odata.bind'), or send one.`
    throw new ODataError('modelValidation', sentence, { target: name })
  }
}

/** The name of the type of one that is there, has the property, and is not related by it. */
async function findUnrelated (writing: Writing, navigation: NavigationProperty, ordinals: readonly number[]): Promise<string | undefined> {
  const link = linkOf(navigation)
  if (link === undefined) return undefined
  const { connection, dialect, tenant } = writing
  const having = link.storedType.concreteTypes.filter(concrete => relationsOf(concrete).includes(navigation))
  const near = link.direction === 'backward' ? sql`"target"` : sql`"source"`
  const [row] = await connection.query(
    sql`SELECT r."type" FROM ${identifier(tableOf(link.storedType))} AS r
      WHERE r."tenant" = ${tenant} AND r."ordinal" IN (${listOf(dialect, ordinals)}) AND r."type" IN (${join(having.map(({ name }) => constant(name)))}) AND NOT EXISTS (
        SELECT 1 FROM "Link" l WHERE l."tenant" = r."tenant" AND l."place" = ${constant(link.place)} AND l.${near} = r."ordinal") LIMIT 1`,
    demands(writing, costOfRows(ordinals.length))
  )
  return row === undefined ? undefined : String(row[0])
}
