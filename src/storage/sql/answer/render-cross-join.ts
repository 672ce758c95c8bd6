/**
 * `$crossjoin` as SQL: the tables of the sets beside one another. Which items are on a page is found first, by ordinals alone; what is
 * shown of them is looked up again.
 */
import sql, { empty, join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { CrossJoinQuery, JoinedEntities } from '../../../plan/plan.js'
import type { CollectionMember, ShapeMember } from '../../../plan/shape.js'
import { membersOf } from '../expression/place.js'
import type { CollectionOwner } from '../expression/place.js'
import type { ComputedColumn, Reading, RenderContext } from '../expression/render-context.js'
import { renderHeldValue } from '../expression/render-digits.js'
import { renderComparableExpression, renderFilter } from '../expression/render-expression.js'
import { rootScope } from '../expression/render-context.js'
import { categoryOf } from '../expression/value-category.js'
import { constant, identifier, position } from '../identifier.js'
import { renderPlainCount, renderPlainOrdinals } from './cross-join-ordinals.js'
import { entityTable } from './entity-table.js'
import { positionText, renderAfter, renderSortOrder, sortKey } from './keyset.js'
import type { SortKey } from './keyset.js'
import { renderKeyText } from './key-text.js'
import { renderFragment } from './render-fragment.js'
import { renderJoined, renderObject } from './render-json.js'
import { renderPage } from './render-rows.js'
import type { Page } from './render-rows.js'
import { renderSearchBeside } from './search-sql.js'

export const aliasOf = (index: number): string => `j${index}`

/** The page that is asked for, of which ordinals are known, and a row that one of them names. */
const [PAGE, ROW] = ['p', 'e'] as const

/** The sets beside one another, and what names mean. */
export interface Source {
  readonly from: Sql
  readonly where: Sql
  readonly context: RenderContext
}

export function sourceOf (reading: Reading, { sets, computation }: CrossJoinQuery, owner: CollectionOwner): Source {
  const computed = new Map<string, ComputedColumn>()
  const aliases = new Map(sets.map(({ variable }, index) => [variable, aliasOf(index)]))
  const context: RenderContext = { ...reading, tenant: owner.tenant, computed, tableAlias: variable => aliases.get(variable) }
  // Names stand for their expressions, whose size the binder has bounded.
  for (const { name, expression } of computation.items) {
    const instant = categoryOf(expression.type.type) === 'instant' ? sql`(${renderComparableExpression(context, expression)})` : undefined
    const { value, readFrom } = renderHeldValue(context, expression)
    computed.set(name, readFrom(sql`(${value})`, instant))
  }
  const members = sets.map(({ property }, index) => membersOf(entityTable(reading, property.target), property, aliasOf(index), owner))
  // SQLite goes from left to right then: pairs come in their order, and a page ends where it is full.
  return { from: join(members.map(({ from }) => from), ' CROSS JOIN '), where: join(members.map(({ where }) => where), ' AND '), context }
}

export function restriction ({ context }: Source, { filter, search, sets }: CrossJoinQuery): Sql {
  const filtered = filter === undefined ? empty : sql` AND ${renderFilter(context, filter)}`
  if (search === undefined) return filtered
  const rows = sets.map(({ property }, index) => ({ alias: aliasOf(index), type: property.target }))
  return sql`${filtered} AND ${renderSearchBeside(context, search, rows)}`
}

/** Whether every item is meant. */
const isWhole = ({ filter, search }: CrossJoinQuery): boolean => filter === undefined && search === undefined

/** How many items there are before any page. */
export function renderCrossJoinCount (reading: Reading, query: CrossJoinQuery, owner: CollectionOwner): Sql {
  if (isWhole(query)) return sql`SELECT ${renderPlainCount(reading, query.sets, owner)}`
  const source = sourceOf(reading, query, owner)
  return sql`SELECT count(*) FROM ${source.from} WHERE ${source.where}${restriction(source, query)}`
}

/** The order that is asked for, and after it that of each set, in the direction of the last key. */
function keysOf ({ context }: Source, { orderBy, sets }: CrossJoinQuery): readonly SortKey[] {
  const scope = rootScope(context)
  const keys = orderBy.map(item => sortKey(scope, item))
  const descending = keys.at(-1)?.descending ?? false
  return [...keys, ...sets.map((_set, index): SortKey =>
    ({ value: sql`${identifier(aliasOf(index))}."ordinal"`, category: 'integer', nullable: false, descending }))]
}

const ordinalsIn = (after: Page['after']): readonly bigint[] | undefined => after?.map(text => BigInt(text ?? 0))

const keyColumn = (index: number): string => `k${index}`

/** As `renderPage`: one row with the JSON of the items, how many were found, and the position of the last one. */
export function renderCrossJoinPage (reading: Reading, query: CrossJoinQuery, owner: CollectionOwner, { size, more, after }: Page): Sql {
  const source = sourceOf(reading, query, owner)
  const { context } = source
  const keys = keysOf(source, query)
  const isPlain = isWhole(query) && query.orderBy.length === 0
  const limit = size + (more ? 1 : 0)
  const behind = after === undefined ? empty : sql` AND (${join(renderAfter(context, keys, after).map(condition => sql`(${condition})`), ' OR ')})`
  const columns = keys.map(({ value }, index) => sql`${value} AS ${identifier(keyColumn(index))}`)
  const found = isPlain
    ? renderPlainOrdinals(reading, query.sets, owner, { limit, skip: query.skip, after: ordinalsIn(after) })
    : sql`SELECT ${join(columns)} FROM ${source.from} WHERE ${source.where}${restriction(source, query)}${behind} ORDER BY ${
      renderSortOrder(context, keys)} LIMIT ${position(limit)}${query.skip === 0 ? empty : sql` OFFSET ${query.skip}`}`
  const ordinals = query.sets.map((_set, index) => sql`${identifier(PAGE)}.${identifier(keyColumn(keys.length - query.sets.length + index))}`)
  // What is computed of an item is computed of the rows again; all else is looked up for each set.
  const again = query.shape.members.some(({ kind }) => kind === 'computed')
    ? sql` CROSS JOIN ${source.from} WHERE ${source.where}${join(ordinals.map((ordinal, index) => sql` AND ${identifier(aliasOf(index))}."ordinal" = ${ordinal}`), '')}`
    : empty
  const last = positionText(context, keys, index => identifier(keyColumn(index)))
  const shown = sql`CASE WHEN "number" <= ${position(size)} THEN "json" END`
  const items = sql`SELECT ${renderCrossJoinItem(reading, query, owner, { context, ordinals })} AS "json", ${identifier(PAGE)}.* FROM (
    SELECT f.*, row_number() OVER () AS "number" FROM (${found}) AS f) AS ${identifier(PAGE)}${again}`
  return sql`SELECT ${renderJoined(reading.dialect, shown, sql` ORDER BY "number"`)} AS "text", count(*) AS "rows", max(CASE WHEN "number" = ${position(size)} THEN ${last} END) AS "last" FROM (${items}) AS items`
}

export interface PageRow {
  readonly context: RenderContext
  /** Of the entity of each set. */
  readonly ordinals: readonly Sql[]
}

/** The JSON text of an item. */
export function renderCrossJoinItem (reading: Reading, query: CrossJoinQuery, owner: CollectionOwner, { context, ordinals }: PageRow): Sql {
  const places = new Map<ShapeMember, number>(query.sets.flatMap(({ member }, index) => member === undefined ? [] : [[member, index]]))
  return renderObject(reading.dialect, query.shape, PAGE, {
    computed: context.computed,
    context,
    fragment: member => {
      const index = places.get(member) ?? 0
      const { property } = query.sets[index] as JoinedEntities
      const ordinal = ordinals[index] ?? sql`NULL`
      if (member.kind === 'collection') return renderExpanded(reading, member, owner, ordinal)
      const path = sql`${constant(property.name)} || ${renderKeyText(reading.dialect, property.target, ROW)}`
      const { from, where } = membersOf(entityTable(reading, property.target), property, ROW, owner)
      const text = renderFragment(reading, member, { alias: ROW, path, serviceRoot: query.serviceRoot, level: 1, it: ROW })
      return sql`(SELECT ${text} FROM ${from} WHERE ${where} AND ${identifier(ROW)}."ordinal" = ${ordinal})`
    }
  })
}

/** The entity, as an item of its set is shown; null for one of another type than a cast names. */
function renderExpanded (reading: Reading, { name, rows }: CollectionMember, owner: CollectionOwner, ordinal: Sql): Sql {
  const place = { owner, level: 1, path: undefined, only: ordinal }
  return sql`(SELECT ${constant(`${JSON.stringify(name)}:`)} || coalesce(page."text", 'null') FROM (${
    renderPage(reading, rows, place, { size: 1, more: false, after: undefined })}) AS page)`
}
