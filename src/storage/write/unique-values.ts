/**
 * Properties whose values no two entities of a collection share: issued where a create leaves them out, refused where somebody has them.
 */
import sql from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { familyProperties } from '../../edm/lookup.js'
import type { NavigationProperty, Property } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import { costOfRows } from '../database/cost.js'
import { tableOf } from '../mapping.js'
import { identifier } from '../sql/identifier.js'
import { bigint, demands } from './writing.js'
import type { Writing } from './writing.js'

const MAX_INT32 = 2147483647

/** Unique properties that an entity of the collection can have. */
export function uniqueProperties ({ target }: NavigationProperty): readonly Property[] {
  return [...familyProperties(target).keys()].filter(({ unique }) => unique)
}

/** A source of values after the highest one, `taken` included, that the collection has. */
export async function valueIssuer (
  writing: Writing,
  { target }: NavigationProperty,
  owner: number,
  property: Property,
  taken: readonly number[]
): Promise<() => number> {
  const { connection, dialect, tenant } = writing
  const [row] = await connection.query(
    sql`SELECT max(${identifier(property.name)}) FROM ${identifier(tableOf(target))} WHERE "tenant" = ${tenant} AND "owner" = ${
      bigint(dialect, owner)
    }`
  )
  let last = taken.reduce((highest, value) => Math.max(highest, value), Number(row?.[0] ?? 0))
  return () => {
    if (last >= MAX_INT32) {
      throw new ODataError('modelValidation', `No ${property.name} is left after ${MAX_INT32}: send one that is free.`, {
        target: property.name
      })
    }
    return ++last
  }
}

/** 400 when one of the entities that were written has a value that another one of the collection has too. */
export async function checkUnique (
  writing: Writing,
  navigation: NavigationProperty,
  owner: number,
  ordinals: readonly number[]
): Promise<void> {
  if (ordinals.length === 0) return
  for (const property of uniqueProperties(navigation)) {
    const [found] = await writing.connection.query(
      renderCollision(writing, navigation, owner, property, ordinals),
      demands(writing, costOfRows(ordinals.length))
    )
    if (found === undefined) continue
    const [value = '', holder = ''] = found.map(String)
    throw new ODataError(
      'modelValidation',
      `${property.name} ${value} is already used by '${holder}'; it must be unique within ${navigation.name}.`,
      { target: property.name }
    )
  }
}

function renderCollision (
  { dialect, tenant }: Writing,
  { target }: NavigationProperty,
  owner: number,
  { name }: Property,
  ordinals: readonly number[]
): Sql {
  const [table, column, of] = [identifier(tableOf(target)), identifier(name), bigint(dialect, owner)]
  const [only, ...others] = ordinals
  const written = others.length === 0
    ? sql`a."ordinal" = ${bigint(dialect, only ?? 0)}`
    : sql`a."ordinal" IN (${listOf(dialect, ordinals)})`
  return sql`SELECT a.${column}, b."id" FROM ${table} a JOIN ${table} b ON b."tenant" = a."tenant" AND b."owner" = a."owner" AND b.${column} = a.${column} AND b."ordinal" <> a."ordinal"
    WHERE a."tenant" = ${tenant} AND a."owner" = ${of} AND ${written} LIMIT 1`
}

/** Integers as a subselect of one parameter. */
export function listOf (dialect: Writing['dialect'], integers: readonly number[]): Sql {
  const json = JSON.stringify(integers)
  return dialect === 'sqlite'
    ? sql`SELECT "value" FROM json_each(${json})`
    : sql`SELECT "value"::bigint FROM jsonb_array_elements_text(${json}::jsonb) AS item("value")`
}
