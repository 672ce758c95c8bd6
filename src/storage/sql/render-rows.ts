/** Rows of one tenant as SQL: which, with what computed beside them, in which order, how many. */
import sql, { empty, join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { RowsQuery } from '../../plan/plan.js'
import type { DialectName } from '../database.js'
import { tableOf } from '../mapping.js'
import { identifier, position } from './identifier.js'
import { keyText, renderAfter, renderSortOrder, sortKeys } from './keyset.js'
import type { SortKey } from './keyset.js'
import type { ComputedColumn, RenderContext } from './render-context.js'
import { renderComparableExpression, renderExpression, renderFilter } from './render-expression.js'
import { renderJoined, renderObject } from './render-json.js'
import { renderSearch } from './search-sql.js'
import { categoryOf } from './value-category.js'

/** The tenant's own rows; a configuration's rows carry its key. */
export const TENANT_OWNER = 0

/** Alias of the rows in every level of these statements. */
const ROW = 'r'

/** The rows of one tenant and owner, with computed columns: something to select from, and what its names mean. */
export interface RowSource {
  /** `… AS r` */
  readonly from: Sql
  /** A condition; the computed columns' subselects contain it already. */
  readonly where: Sql
  readonly context: RenderContext
}

/** `tenant` is a SQL expression. Each computed column is a level of its own, so that later ones may refer to it. */
export function rowSource (dialect: DialectName, { type, computation, now }: RowsQuery, tenant: Sql): RowSource {
  const r = identifier(ROW)
  const own = sql`${r}."tenant" = ${tenant} AND ${r}."owner" = ${TENANT_OWNER}`
  const computed = new Map<string, ComputedColumn>()
  const context: RenderContext = { dialect, now, computed, tableAlias: variable => variable === computation.variable ? ROW : undefined }
  let from = sql`${identifier(tableOf(type))} AS ${r}`
  computation.items.forEach(({ name, expression }, index) => {
    const [column, sortable] = [identifier(`c${index}`), identifier(`c${index}i`)]
    const instant = categoryOf(expression.type.type) === 'instant'
    const second = instant ? sql`, ${renderComparableExpression(context, expression)} AS ${sortable}` : empty
    const where = index === 0 ? sql` WHERE ${own}` : empty
    from = sql`(SELECT ${r}.*, ${renderExpression(context, expression)} AS ${column}${second} FROM ${from}${where}) AS ${r}`
    computed.set(name, { value: sql`${r}.${column}`, instant: instant ? sql`${r}.${sortable}` : undefined })
  })
  return { from, where: computation.items.length === 0 ? own : sql`1 = 1`, context }
}

/** The condition that `$filter` and `$search` add. */
function restriction ({ context }: RowSource, { filter, search, type }: RowsQuery): Sql {
  const filtered = filter === undefined ? empty : sql` AND ${renderFilter(context, filter)}`
  return search === undefined ? filtered : sql`${filtered} AND ${renderSearch(context, search, { alias: ROW, type })}`
}

/** How many rows there are before any page. */
export function renderRowCount (dialect: DialectName, query: RowsQuery, tenant: Sql): Sql {
  const source = rowSource(dialect, query, tenant)
  return sql`SELECT count(*) FROM ${source.from} WHERE ${source.where}${restriction(source, query)}`
}

export interface Page {
  /** Rows to return at most. */
  readonly size: number
  /** Whether to look for one more. */
  readonly more: boolean
  readonly after: ReadonlyArray<string | null> | undefined
}

/**
 * One row with the page: the rows' JSON joined by commas, how many rows were found (one more than `size` when there are more), and the
 * position of the last one returned as a JSON array of texts. Sizes are part of the text: SQLite plans better for limits it knows. Rows are numbered in their order, so that the one too many is left out.
 */
export function renderPage (dialect: DialectName, query: RowsQuery, tenant: Sql, { size, more, after }: Page): Sql {
  const source = rowSource(dialect, query, tenant)
  const { context } = source
  const keys = sortKeys(context, query.orderBy, ROW)
  const columns = keys.slice(0, -1).map((key, index) => sql`, ${key.value} AS ${identifier(`k${index}`)}`)
  const limit = size + (more ? 1 : 0)
  const select = (behind: Sql): Sql => sql`SELECT r.*${join(columns.length === 0 ? [empty] : columns, '')} FROM ${source.from} WHERE ${source.where}${restriction(source, query)}${behind}
    ORDER BY ${renderSortOrder(context, keys)} LIMIT ${position(limit)}${query.skip === 0 ? empty : sql` OFFSET ${query.skip}`}`
  const page = after === undefined ? select(empty) : oneAfterAnother(renderAfter(context, keys, after).map(condition => select(sql` AND ${condition}`)), keys, limit)
  const kept = keys.map((_key, index) => sql`r.${keyColumn(keys, index)} AS ${identifier(`p${index}`)}`)
  const json = renderObject(dialect, query.shape, ROW, { computed: context.computed })
  return sql`SELECT ${renderJoined(dialect, sql`CASE WHEN "number" <= ${position(size)} THEN "json" END`)} AS "text", count(*) AS "rows",
    max(CASE WHEN "number" = ${position(size)} THEN ${positionText(context, keys)} END) AS "last"
    FROM (SELECT ${json} AS "json", row_number() OVER () AS "number", ${join(kept)} FROM (${page}) AS r) AS numbered`
}

/** Parts of a page, each in order, and all of one before all of the next. */
function oneAfterAnother (parts: readonly Sql[], keys: readonly SortKey[], limit: number): Sql {
  const [only] = parts
  if (only !== undefined && parts.length === 1) return only
  const numbered = parts.map((part, index) => sql`SELECT ${position(index)} AS "part", r.* FROM (${part}) AS r`)
  const order = keys.map((key, index) => sql`${keyColumn(keys, index)} ${key.descending ? sql`DESC` : sql`ASC`}`)
  return sql`SELECT r.* FROM (${join(numbered, ' UNION ALL ')}) AS r ORDER BY "part", ${join(order)} LIMIT ${position(limit)}`
}

const keyColumn = (keys: readonly SortKey[], index: number): Sql => index === keys.length - 1 ? identifier('ordinal') : identifier(`k${index}`)

function positionText (context: RenderContext, keys: readonly SortKey[]): Sql {
  const texts = join(keys.map((key, index) => keyText(context, key, identifier(`p${index}`))))
  return context.dialect === 'sqlite' ? sql`json_array(${texts})` : sql`json_build_array(${texts})::text`
}
