/**
 * Pages of `$crossjoin` in the order of the sets, of which no pair need be looked at: so many items have no entities but the first so many
 * of each set.
 */
import sql, { empty, join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { JoinedEntities } from '../../../plan/plan.js'
import { dialects } from '../dialect.js'
import { membersOf } from '../expression/place.js'
import type { CollectionOwner } from '../expression/place.js'
import type { Reading } from '../expression/render-context.js'
import { identifier, position } from '../identifier.js'
import { entityTable } from './entity-table.js'

export interface PlainPage {
  readonly limit: number
  readonly skip: number
  /** The ordinals of the item before it. */
  readonly after: readonly bigint[] | undefined
}

const columnOf = (index: number): Sql => identifier(`k${index}`)
const columnsTo = (index: number): readonly Sql[] => Array.from({ length: index + 1 }, (_, each) => columnOf(each))

/** The ordinals `k0`, `k1` … of the items, in their order. */
export function renderPlainOrdinals (reading: Reading, sets: readonly JoinedEntities[], owner: CollectionOwner, page: PlainPage): Sql {
  const { limit, skip, after } = page
  const most = skip + limit + 1
  const integer = (value: bigint): Sql => dialects[reading.dialect].integer(value)
  const last = sets.length - 1
  return sets.reduce<Sql>((found, set, index) => {
    const start = after?.[index]
    const candidates = renderFirst(reading, set, owner, most, start === undefined ? undefined : integer(start), index === 0)
    const before = index === 0 ? [] : columnsTo(index - 1)
    const reached = [...before.map(column => sql`p.${column}`), sql`c."ordinal"`]
    const behind = after === undefined
      ? empty
      : sql` WHERE (${join(reached)}) ${index === last ? sql`>` : sql`>=`} (${join(after.slice(0, index + 1).map(integer))})`
    const end = index < last ? sql`LIMIT ${position(most)}` : sql`LIMIT ${position(limit)}${skip === 0 ? empty : sql` OFFSET ${skip}`}`
    const from = index === 0 ? sql`(${candidates}) AS c` : sql`(${found}) AS p CROSS JOIN (${candidates}) AS c`
    const columns = join(reached.map((column, each) => sql`${column} AS ${columnOf(each)}`))
    return sql`SELECT ${columns} FROM ${from}${behind} ORDER BY ${join(columnsTo(index))} ${end}`
  }, empty)
}

/** The first entities of a set; of a later page those from an ordinal on, and but for the first set those it begins with again. */
function renderFirst (
  reading: Reading,
  { property }: JoinedEntities,
  owner: CollectionOwner,
  most: number,
  start: Sql | undefined,
  isFirst: boolean
): Sql {
  const { from, where, ordinal } = membersOf(entityTable(reading, property.target), property, 'j', owner)
  const first = (condition: Sql): Sql =>
    sql`SELECT "ordinal" FROM (SELECT ${ordinal} AS "ordinal" FROM ${from} WHERE ${where}${condition} ORDER BY ${ordinal} LIMIT ${position(most)}) AS f`
  if (start === undefined) return first(empty)
  const further = first(sql` AND ${ordinal} >= ${start}`)
  return isFirst ? further : sql`${first(empty)} UNION ${further}`
}

/** How many items there are. */
export function renderPlainCount (reading: Reading, sets: readonly JoinedEntities[], owner: CollectionOwner): Sql {
  return join(sets.map(({ property }) => {
    const { from, where } = membersOf(entityTable(reading, property.target), property, 'j', owner)
    return sql`(SELECT count(*) FROM ${from} WHERE ${where})`
  }), ' * ')
}
