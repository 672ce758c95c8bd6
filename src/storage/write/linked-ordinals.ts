/** What is related to entities that are known by their ordinals, from either side. */
import sql from 'sql-template-tag'
import type { NavigationProperty } from '../../edm/types.js'
import { linkOf } from '../mapping.js'
import { constant } from '../sql/identifier.js'
import { listOf } from './unique-values.js'
import type { Writing } from './writing.js'

type Linked = Pick<Writing, 'connection' | 'dialect' | 'tenant'>

/** The entities that a property leads to from these. */
export const ledToBy = async (writing: Linked, navigation: NavigationProperty, ordinals: readonly number[]): Promise<readonly number[]> =>
  await linked(writing, navigation, ordinals, 'forward')

/** The entities that a property leads from to one of these. */
export const leadingTo = async (writing: Linked, navigation: NavigationProperty, ordinals: readonly number[]): Promise<readonly number[]> =>
  await linked(writing, navigation, ordinals, 'backward')

async function linked (
  { connection, dialect, tenant }: Linked,
  navigation: NavigationProperty,
  ordinals: readonly number[],
  way: 'forward' | 'backward'
): Promise<readonly number[]> {
  const link = linkOf(navigation)
  if (link === undefined || link.containedIn !== undefined) return []
  const ends = [sql`"source"`, sql`"target"`] as const
  const [from, to] = (link.direction === 'backward') === (way === 'backward') ? ends : [ends[1], ends[0]]
  const rows = await connection.query(
    sql`SELECT DISTINCT ${to} FROM "Link" WHERE "tenant" = ${tenant} AND "place" = ${constant(link.place)} AND ${from} IN (
      ${listOf(dialect, ordinals)})`
  )
  return rows.map(([ordinal]) => Number(ordinal))
}
