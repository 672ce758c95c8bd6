/** Which rows a collection has: by their owner and the place they are in, or by what relates them to it. */
import sql, { empty, join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { NavigationProperty, Property } from '../../../edm/types.js'
import { linkOf, placeOf, tableOf } from '../../mapping.js'
import { constant, identifier } from '../identifier.js'

/** That rows are in the place that a navigation property leads to, or in one of others; nothing where their owner alone tells. */
export function renderPlace (navigation: NavigationProperty | Property, alias: Sql, others: readonly NavigationProperty[] = []): Sql {
  if (navigation.kind !== 'navigation') return empty
  const [place, ...more] = [...navigation.spans ?? [navigation], ...others].flatMap(other => placeOf(other) ?? [])
  if (place === undefined) return empty
  if (more.length === 0) return sql` AND ${alias}."place" = ${constant(place)}`
  return sql` AND ${alias}."place" IN (${join([place, ...more].map(constant))})`
}

/** The ordinal of a singleton, and of the service root. */
export const SINGLETON_ORDINAL = 0

/** Whose items are meant, as SQL: the key of the tenant, and the ordinal of the entity that has the collection; the singleton's is 0. */
export interface CollectionOwner {
  readonly tenant: Sql
  readonly ordinal: Sql
}

/** The rows of a collection, or the one that a single-valued navigation property leads to. */
export interface Members {
  /**
   * What relates them, which comes before them: where a table with its alias, a condition on it, and the ordinals that it leads to stand
   * for the way from the owner.
   */
  readonly through: { readonly from: Sql, readonly on: Sql, readonly ordinal: Sql } | undefined
  /** Of the rows themselves. */
  readonly where: Sql
}

/** The rows of a table with an alias. */
export function renderMembers (
  property: NavigationProperty | Property,
  alias: string,
  { tenant, ordinal }: CollectionOwner,
  others: readonly NavigationProperty[] = []
): Members {
  const row = identifier(alias)
  const link = property.kind === 'navigation' ? linkOf(property) : undefined
  if (link === undefined) {
    return { through: undefined, where: sql`${row}."tenant" = ${tenant}${renderPlace(property, row, others)} AND ${row}."owner" = ${ordinal}` }
  }
  const { containedIn, direction, storedType } = link
  const between = identifier(`${alias}_l`)
  const table = containedIn === undefined ? sql`"Link"` : identifier(tableOf(storedType))
  const [from, to] = containedIn !== undefined
    ? [sql`"ordinal"`, sql`"owner"`]
    : direction === 'backward' ? [sql`"target"`, sql`"source"`] : [sql`"source"`, sql`"target"`]
  const place = constant((containedIn ?? link).place)
  return {
    through: {
      from: sql`${table} AS ${between}`,
      on: sql`${between}."tenant" = ${tenant} AND ${between}."place" = ${place} AND ${between}.${from} = ${ordinal}`,
      ordinal: sql`${between}.${to}`
    },
    where: sql`${row}."tenant" = ${between}."tenant" AND ${row}."ordinal" = ${between}.${to}`
  }
}

/** Something to select from, and which rows of it are meant. */
export interface RowsFrom {
  readonly from: Sql
  readonly where: Sql
}

/** Rows, and what the ordinal of each is by the first table that is looked at: its index has them in their order. */
export interface MembersFrom extends RowsFrom {
  readonly ordinal: Sql
}

/** The rows that relate entities to what has a collection, one for each of them; undefined where their own rows say so. */
export function linksOf (property: NavigationProperty | Property, alias: string, owner: CollectionOwner): RowsFrom | undefined {
  if (property.kind !== 'navigation' || linkOf(property)?.containedIn !== undefined) return undefined
  const { through } = renderMembers(property, alias, owner)
  return through === undefined ? undefined : { from: through.from, where: through.on }
}

/** `CROSS JOIN` keeps SQLite from going through all entities of a tenant to look for those that are related: it goes from left to right. */
export function membersOf (table: Sql, property: NavigationProperty | Property, alias: string, owner: CollectionOwner): MembersFrom {
  const { through, where } = renderMembers(property, alias, owner)
  const own = sql`${table} AS ${identifier(alias)}`
  return through === undefined
    ? { from: own, where, ordinal: sql`${identifier(alias)}."ordinal"` }
    : { from: sql`${through.from} CROSS JOIN ${own}`, where: sql`${through.on} AND ${where}`, ordinal: through.ordinal }
}
