/** Which rows a collection has: by their owner and the place they are in, or by what relates them to it. */
import sql, { empty } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { NavigationProperty, Property } from '../../../edm/types.js'
import { linkOf, placeOf, tableOf } from '../../mapping.js'
import { constant, identifier } from '../identifier.js'

/** That rows are in the place that a navigation property leads to; nothing where their owner alone tells. */
export function renderPlace (navigation: NavigationProperty | Property, alias: Sql): Sql {
  const place = navigation.kind === 'navigation' ? placeOf(navigation) : undefined
  return place === undefined ? empty : sql` AND ${alias}."place" = ${constant(place)}`
}

/** Whose items are meant, as SQL: the key of the tenant, and the ordinal of the entity that has the collection; the singleton's is 0. */
export interface CollectionOwner {
  readonly tenant: Sql
  readonly ordinal: Sql
}

/** That rows are those of a collection, or what a single-valued navigation property leads to. */
export function renderMembership (property: NavigationProperty | Property, alias: Sql, { tenant, ordinal }: CollectionOwner): Sql {
  const related = property.kind === 'navigation' ? renderRelated(property, { tenant, ordinal }) : undefined
  return related === undefined
    ? sql`${alias}."tenant" = ${tenant}${renderPlace(property, alias)} AND ${alias}."owner" = ${ordinal}`
    : sql`${alias}."tenant" = ${tenant} AND ${alias}."ordinal" IN (${related})`
}

/** The ordinals of what an entity is related to; undefined for a property that contains its entities. */
export function renderRelated (navigation: NavigationProperty, { tenant, ordinal }: CollectionOwner): Sql | undefined {
  const link = linkOf(navigation)
  if (link === undefined) return undefined
  const { containedIn, place, direction, storedType } = link
  if (containedIn !== undefined) {
    return sql`SELECT l."owner" FROM ${identifier(tableOf(storedType))} l WHERE l."tenant" = ${tenant} AND l."ordinal" = ${ordinal} AND l."place" = ${constant(containedIn.place)}`
  }
  const [from, to] = direction === 'backward' ? [sql`"target"`, sql`"source"`] : [sql`"source"`, sql`"target"`]
  return sql`SELECT l.${to} FROM "Link" l WHERE l."tenant" = ${tenant} AND l."place" = ${constant(place)} AND l.${from} = ${ordinal}`
}
