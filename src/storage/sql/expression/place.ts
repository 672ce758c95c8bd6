/** Where the rows of a collection are, beside their owner. */
import sql, { empty } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { NavigationProperty, Property } from '../../../edm/types.js'
import { placeOf } from '../../mapping.js'
import { constant } from '../identifier.js'

/** That rows are in the place that a navigation property leads to; nothing where their owner alone tells. */
export function renderPlace (navigation: NavigationProperty | Property, alias: Sql): Sql {
  const place = navigation.kind === 'navigation' ? placeOf(navigation) : undefined
  return place === undefined ? empty : sql` AND ${alias}."place" = ${constant(place)}`
}
