/**
 * The items of a collection as SQL, rows of complex values or contained entities: which, with what computed beside them, in which order,
 * how many.
 */
import sql, { empty, join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { Expression } from '../../../odata/bind/expression/expression.js'
import type { Window } from '../../../odata/bind/collection-options.js'
import type { RowsQuery } from '../../../plan/plan.js'
import { TYPE_COLUMN } from '../../mapping.js'
import { entityTable } from './entity-table.js'
import { identifier, position } from '../identifier.js'
import { choosesItems, isInOrderOfIndex } from './indexed-order.js'
import { positionText, renderAfter, renderSortOrder, sortKeys } from './keyset.js'
import type { SortKey } from './keyset.js'
import { endByOrder, endByOrdinal, LAST_PAGE, PAGE } from './page-end.js'
import { computeLevels } from '../expression/compute-levels.js'
import type { ComputedColumn, Reading, RenderContext } from '../expression/render-context.js'
import { renderHeldValue } from '../expression/render-digits.js'
import { renderComparableExpression, renderFilter } from '../expression/render-expression.js'
import { linksOf, membersOf } from '../expression/place.js'
import type { CollectionOwner } from '../expression/place.js'
import { renderAppliedCount, renderAppliedPage } from './render-applied.js'
import { renderItems, withFragments } from './render-item.js'
import { renderIsOfType } from '../expression/type-test.js'
import { renderJoined } from './render-json.js'
import { renderSearch } from './search-sql.js'
import { renderUnshown, showing } from './shown-parts.js'
import type { ShownParts } from './shown-parts.js'
import { categoryOf } from '../expression/value-category.js'

/** Where in a statement a collection is read. */
export interface CollectionPlace {
  readonly owner: CollectionOwner
  /** How many collections are around it: their items have other aliases. */
  readonly level: number
  /** The path below the service root of the entity that has the collection; undefined for the service root itself. */
  readonly path: Sql | undefined
  /** The path where it has its place in the model, when that is another one. */
  readonly id?: Sql | undefined
  /** The ordinal of the one item that is meant. */
  readonly only?: Sql
  /** Alias of what `$it` means, where that is not an item of the collection: an item around it, or {@link IT} of the statement. */
  readonly it?: string | undefined
}

/** A common table expression of one row: what `$it` means in a page whose first one was part of another answer. */
export const IT = 'it'

/** Alias of the items in every part of the statement that reads them; those around a lambda expression are `r1` and so on. */
export const aliasOf = (level: number): string => level === 0 ? 'r' : `n${level}`

/** The items of one owner, with computed columns: something to select from, and what its names mean. */
interface RowSource {
  /** `… AS r` */
  readonly from: Sql
  /** A condition; the computed columns' subselects contain it already. */
  readonly where: Sql
  readonly alias: string
  readonly context: RenderContext
  /** Of an item, by which the items are sorted. */
  readonly ordinal: Sql
}

/** The name of a column beside those of a table, which no property has. */
const ownName = (kind: 'k' | 'c' | 'i', index: number): string => `${kind}$${index}`

/** Computed columns that later ones refer to are a level of their own. */
function rowSource (reading: Reading, query: RowsQuery, { owner, level, it }: CollectionPlace): RowSource {
  const { type, computation } = query
  const alias = aliasOf(level)
  const r = identifier(alias)
  let named = 0
  const computed = new Map<string, ComputedColumn>()
  const context: RenderContext = {
    ...reading,
    tenant: owner.tenant,
    computed,
    tableAlias: variable => variable === computation.variable ? alias : it
  }
  const beside = query.usesIt && it === IT ? sql` CROSS JOIN ${identifier(IT)}` : empty
  const members = membersOf(entityTable(context, type), query.property, alias, owner)
  const own = sql`${members.where}${ofType(query, r)}`
  let from = sql`${members.from}${beside}`
  for (const [index, items] of computeLevels(computation.items).entries()) {
    const held = items.map(({ expression }) => renderHeldValue(context, expression))
    const columns = items.flatMap(({ expression }, position) => {
      const value = sql`${held[position]!.value} AS ${identifier(ownName('c', named++))}`
      return isInstant(expression)
        ? [value, sql`${renderComparableExpression(context, expression)} AS ${identifier(ownName('i', named - 1))}`]
        : [value]
    })
    from = sql`(SELECT ${r}.*, ${join(columns)} FROM ${from}${index === 0 ? sql` WHERE ${own}` : empty}) AS ${r}${beside}`
    items.forEach(({ name, expression }, position) => {
      const number = named - items.length + position
      const instant = isInstant(expression) ? sql`${r}.${identifier(ownName('i', number))}` : undefined
      computed.set(name, held[position]!.readFrom(sql`${r}.${identifier(ownName('c', number))}`, instant))
    })
  }
  const isPlain = computation.items.length === 0
  return { from, where: isPlain ? own : sql`1 = 1`, alias, context, ordinal: isPlain ? members.ordinal : sql`${r}."ordinal"` }
}

const isInstant = ({ type: { type } }: Expression): boolean => categoryOf(type) === 'instant'

/** Items of the type that a cast names (OData-URL 4.01, section 4.11). */
function ofType ({ property, type }: RowsQuery, alias: Sql): Sql {
  return property.kind === 'property' || property.target === type
    ? empty
    : sql` AND ${renderIsOfType(sql`${alias}.${identifier(TYPE_COLUMN)}`, type)}`
}

/** The condition that `$filter` and `$search` add, and that an item be of the part that is meant. */
function restriction ({ context, alias }: RowSource, query: RowsQuery, place: CollectionPlace): Sql {
  const { filter, search, only, window, type } = query
  const one = place.only === undefined ? empty : sql` AND ${identifier(alias)}."ordinal" = ${place.only}`
  const meant = only === undefined ? empty : sql` AND ${identifier(alias)}."ordinal" IN (${join([-1, ...only].map(position))})`
  const chosen = window === undefined ? sql`${one}${meant}` : sql`${one}${meant} AND ${identifier(alias)}."ordinal" IN (${renderWindow(context, query, window, place)})`
  const filtered = filter === undefined ? chosen : sql`${chosen} AND ${renderFilter(context, filter)}`
  return search === undefined ? filtered : sql`${filtered} AND ${renderSearch(context, search, { alias, type })}`
}

/** Far from the levels of collections inside one another. */
const WINDOW_LEVEL = 1000
/** More items than a collection has. */
const ALL = 2_147_483_647

/** The ordinals of a part of a collection. */
function renderWindow (reading: Reading, query: RowsQuery, window: Window, place: CollectionPlace): Sql {
  const { variable } = query.computation
  const { only, window: _window, ...whole } = query
  const inner: RowsQuery = { ...whole, ...window, computation: { items: [], variable }, count: false }
  const own = { ...place, level: place.level + WINDOW_LEVEL }
  const source = rowSource(reading, inner, own)
  const order = renderSortOrder(source.context, sortKeys(source.context, inner.orderBy, source.alias))
  const ordinals = sql`SELECT ${identifier(source.alias)}."ordinal" FROM ${source.from} WHERE ${source.where}${restriction(source, inner, own)}`
  if (inner.top === undefined && inner.skip === 0) return ordinals
  return sql`SELECT "ordinal" FROM (${ordinals} ORDER BY ${order} LIMIT ${position(inner.top ?? ALL)}${
    inner.skip === 0 ? empty : sql` OFFSET ${position(inner.skip)}`
  }) AS part`
}

/** How many items there are before any page. */
export function renderRowCount (reading: Reading, query: RowsQuery, place: CollectionPlace): Sql {
  if (query.applied !== undefined) return renderAppliedCount(reading, { ...query, applied: query.applied }, place)
  const links = isWhole(query, place) ? linksOf(query.property, aliasOf(place.level), place.owner) : undefined
  if (links !== undefined) return sql`SELECT count(*) FROM ${links.from} WHERE ${links.where}`
  const source = rowSource(reading, query, place)
  return sql`SELECT count(*) FROM ${source.from} WHERE ${source.where}${restriction(source, query, place)}`
}

/** Whether every item is meant, so that none needs to be looked at to be counted. */
const isWhole = ({ property, type, filter, search, only, window }: RowsQuery, place: CollectionPlace): boolean =>
  [filter, search, only, window, place.only].every(part => part === undefined) && property.kind === 'navigation' && property.target === type

/** The entities that a query leaves: ordinal, version, type and owner, in the order of the collection. */
export function renderMatching (reading: Reading, query: RowsQuery, place: CollectionPlace): Sql {
  const source = rowSource(reading, query, place)
  const r = identifier(source.alias)
  return sql`SELECT ${r}."ordinal", ${r}."changed", ${r}."type", ${r}."owner" FROM ${source.from} WHERE ${source.where}${
    restriction(source, query, place)
  } ORDER BY ${r}."ordinal"`
}

export interface Page {
  /** Items to return at most. */
  readonly size: number
  /** Whether to look for one more. */
  readonly more: boolean
  /** The page is one of many that are read one after another: rather than look for one more, a full page is taken to have a next one. */
  readonly goesOn?: boolean | undefined
  readonly after: ReadonlyArray<string | null> | undefined
  /** What is shown of the items; what else occurs is named beside the page (PostgreSQL). */
  readonly parts?: ShownParts | undefined
  /** How many ordinals to look at, from the first one on; undefined for all. For items in their own order. */
  readonly within?: number | undefined
}

/** The page of a query that begins at its start, or goes on after a position. */
export function pageOf ({ top }: Pick<RowsQuery, 'top'>, pageSize: number, after?: Page['after']): Page {
  return top !== undefined && top <= pageSize ? { size: top, more: false, after } : { size: pageSize, more: true, after }
}

/**
 * One row with the page: the items' JSON joined by commas, how many items were found (one more than `size` when there are more), and the
 * position of the last one returned as a JSON array of texts. Sizes are part of the text: SQLite plans better for limits it knows. Items
 * are numbered in their order, so that the one too many is left out; where that is not needed, or one more is found at once, it takes two
 * thirds of the time on SQLite, and nine tenths of it on PostgreSQL, which finds one by its ordinal.
 */
export function renderPage (reading: Reading, query: RowsQuery, place: CollectionPlace, asked: Page): Sql {
  const { size, more, goesOn, after, parts, within } = asked
  if (query.applied !== undefined) return renderAppliedPage(reading, { ...query, applied: query.applied }, place, { size, more, after })
  const source = rowSource(reading, query, place)
  const { context, alias } = source
  const r = identifier(alias)
  const keys = keysOf(query, source)
  const all = after === undefined ? [empty] : renderAfter(context, keys, after).map(condition => sql` AND ${condition}`)
  const ranges = within === undefined ? all : all.map(range => sql`${range} AND ${renderWithin(source, range, within)}`)
  const [range = empty] = ranges
  const isInOrder = ranges.length === 1 && isFoundByIndex(query, place)
  const endsByOrdinal = more && (goesOn === true || reading.dialect === 'postgresql') && isInOrder && keys.length === 1
  const isCounted = !more || endsByOrdinal || (isInOrder && reading.dialect === 'sqlite')
  const limit = size + (more && !isCounted ? 1 : 0)
  const restricted = sql`${source.where}${restriction(source, query, place)}`
  const order = renderSortOrder(context, keys)
  const found: FoundItems = (columns, range, limit, skip) =>
    sql`SELECT ${columns} FROM ${source.from} WHERE ${restricted}${range}
    ORDER BY ${order} LIMIT ${position(limit)}${skip === 0 ? empty : sql` OFFSET ${skip}`}`
  const sorted = join([sql`${r}.*`, ...keys.slice(0, -1).map((key, index) => sql`${key.value} AS ${identifier(ownName('k', index))}`)])
  const page = oneAfterAnother(ranges.map(range => found(sorted, range, limit, query.skip)), keys, limit)
  const shown = parts === undefined ? query : { ...query, shape: showing(query.shape, parts) }
  const { from, fragments } = withFragments(reading, shown, place, { alias, context, page })
  const { json, beside } = renderItems(reading, shown, place, alias, context, fragments)
  const columns = join([
    sql`${json} AS "json"`,
    ...parts === undefined ? [] : [sql`${renderUnshown(query.shape, parts, alias)} AS "unshown"`],
    ...endsByOrdinal ? [sql`${r}."ordinal" AS "p0"`] : []
  ])
  const other = parts === undefined ? empty : sql`, max("unshown") AS "other"`
  if (isCounted) {
    const isMadeWhereFound = reading.dialect === 'sqlite' && isInOwnOrder(query) && (more || within !== undefined)
    const items = isMadeWhereFound ? found(columns, range, limit, query.skip) : sql`SELECT ${columns} FROM (${from}) AS ${r}${beside}`
    const end = endsByOrdinal
      ? endByOrdinal(context, keys, size, goesOn === true ? undefined : greatest => renderBeyond(query, place, source, greatest))
      : more
        ? endByOrder(context, keys, { size, skip: query.skip, found: (columns, skip) => found(columns, range, 1, skip) })
        : LAST_PAGE
    return sql`SELECT ${renderJoined(reading.dialect, sql`"json"`)} AS "text", ${end.rows} AS "rows", ${end.last} AS "last"${other}
    FROM (${items}) AS ${identifier(PAGE)}`
  }
  const kept = keys.map((_key, index) => sql`${r}.${keyColumn(keys, index)} AS ${identifier(`p${index}`)}`)
  return sql`SELECT ${renderJoined(reading.dialect, sql`CASE WHEN "number" <= ${position(size)} THEN "json" END`)} AS "text", count(*) AS "rows",
    max(CASE WHEN "number" = ${position(size)} THEN ${positionText(context, keys, index => identifier(`p${index}`))} END) AS "last"${other}
    FROM (SELECT ${columns}, row_number() OVER () AS "number", ${join(kept)} FROM (${from}) AS ${r}${beside}) AS numbered`
}

/** That an item is among the first of a range. */
const renderWithin = ({ from, where, ordinal }: RowSource, range: Sql, count: number): Sql =>
  sql`${ordinal} < (SELECT min(${ordinal}) FROM ${from} WHERE ${where}${range}) + ${position(count)}`

/**
 * 1 when items follow one, where all are meant: what relates them says so by itself. Sorted, so that PostgreSQL takes the index whatever it
 * supposes: without an order it goes through the table when it thinks that nearly every row would do.
 */
function renderBeyond ({ property }: RowsQuery, { owner }: CollectionPlace, source: RowSource, after: Sql): Sql {
  const { from, where } = linksOf(property, source.alias, owner) ?? source
  return sql`SELECT 1 FROM ${from} WHERE ${where} AND ${source.ordinal} > ${after} ORDER BY ${source.ordinal} LIMIT 1`
}

/** Selects columns of the items in their order, those of one range. */
type FoundItems = (columns: Sql, range: Sql, limit: number, skip: number) => Sql

/** Related entities in their own order are sorted by what relates them, so that none is looked up that is on no page. */
function keysOf ({ orderBy, reversed }: RowsQuery, { context, alias, ordinal }: RowSource): readonly SortKey[] {
  const keys = sortKeys(context, orderBy, alias, reversed)
  return keys.length > 1 ? keys : keys.map(key => ({ ...key, value: ordinal }))
}

/** Whether it costs next to nothing to look for one more item: all of one owner, in an order that they are kept in. */
function isFoundByIndex (query: RowsQuery, { only }: CollectionPlace): boolean {
  const { property, type, orderBy, reversed, computation } = query
  if (choosesItems(query) || only !== undefined || reversed === true || computation.items.length > 0) return false
  return orderBy.length === 0 ? property.kind === 'property' || property.target === type : isInOrderOfIndex(query)
}

/** Whether the items are rows as they were sent: nothing is sorted, so that their JSON can be made where they are found. */
const isInOwnOrder = ({ property, orderBy }: RowsQuery): boolean => property.kind === 'property' && orderBy.length === 0

/** Parts of a page, each in order, and all of one before all of the next. */
function oneAfterAnother (parts: readonly Sql[], keys: readonly SortKey[], limit: number): Sql {
  const [only] = parts
  if (only !== undefined && parts.length === 1) return only
  const numbered = parts.map((part, index) => sql`SELECT ${position(index)} AS "part$", r.* FROM (${part}) AS r`)
  const order = keys.map((key, index) => sql`${keyColumn(keys, index)} ${key.descending ? sql`DESC` : sql`ASC`}`)
  return sql`SELECT r.* FROM (${join(numbered, ' UNION ALL ')}) AS r ORDER BY "part$", ${join(order)} LIMIT ${position(limit)}`
}

const keyColumn = (keys: readonly SortKey[], index: number): Sql =>
  index === keys.length - 1 ? identifier('ordinal') : identifier(ownName('k', index))
