/** Where a page ends, of items that are not numbered. */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { RenderContext } from '../expression/render-context.js'
import { identifier, position } from '../identifier.js'
import { positionText } from './keyset.js'
import type { SortKey } from './keyset.js'

/** Alias of the items of a page that are not numbered. */
export const PAGE = 'unnumbered'

interface PageEnd {
  /** How many items were found, one more than the page has when there are more. */
  readonly rows: Sql
  /** The position of the last item, when there are more. */
  readonly last: Sql
}

/** No more is looked for. */
export const LAST_PAGE: PageEnd = { rows: sql`count(*)`, last: sql`NULL` }

/**
 * Of items in the order of their ordinals (`p0`): a full page ends at the greatest one. `beyond` selects something of the first one after
 * that; undefined where it is not looked for, and the next page may be empty.
 */
export function endByOrdinal (
  context: RenderContext,
  keys: readonly SortKey[],
  size: number,
  beyond?: (greatest: Sql) => Sql
): PageEnd {
  const isFull = sql`count(*) = ${position(size)}`
  const greatest = sql`max(${identifier(PAGE)}."p0")`
  const goesOn = beyond === undefined ? isFull : sql`${isFull} AND (${beyond(greatest)}) IS NOT NULL`
  return {
    rows: sql`count(*) + CASE WHEN ${goesOn} THEN 1 ELSE 0 END`,
    last: sql`CASE WHEN ${isFull} THEN ${positionText(context, keys, () => greatest)} END`
  }
}

interface PageInOrder {
  readonly size: number
  readonly skip: number
  /** Columns of the one item after so many. */
  readonly found: (columns: Sql, skip: number) => Sql
}

/** The order leads to the last item of a full page, and to the next one. */
export function endByOrder (
  context: RenderContext,
  keys: readonly SortKey[],
  { size, skip, found }: PageInOrder
): PageEnd {
  const named = keys.map(({ value }, index) => sql`${value} AS ${identifier(`p${index}`)}`)
  const isFull = sql`count(*) = ${position(size)}`
  return {
    rows: sql`count(*) + CASE WHEN ${isFull} AND EXISTS (${found(sql`1`, skip + size)}) THEN 1 ELSE 0 END`,
    last: sql`CASE WHEN ${isFull} THEN (SELECT ${positionText(context, keys, index => identifier(`p${index}`))} FROM (${
      found(join(named), skip + size - 1)
    }) AS last) END`
  }
}
