/** Pages of what `$apply` makes of a collection, as `render-rows.ts` has those of the collection itself. */
import sql, { empty, join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { AppliedQuery, RowsQuery } from '../../../plan/plan.js'
import type { ObjectShape, ShapeMember } from '../../../plan/shape.js'
import { TYPE_COLUMN } from '../../mapping.js'
import { dialects } from '../dialect.js'
import { identifier, position } from '../identifier.js'
import { SOURCE_ORDINAL, VARIANT } from '../apply/apply-relation.js'
import { renderApply } from '../apply/render-apply.js'
import type { AppliedRows, ApplySource } from '../apply/render-apply.js'
import { membersOf } from '../expression/place.js'
import type { Reading, RenderContext } from '../expression/render-context.js'
import { renderIsOfType } from '../expression/type-test.js'
import { entityTable } from './entity-table.js'
import { renderItem } from './render-item.js'
import { aliasOf } from './render-rows.js'
import type { CollectionPlace, Page } from './render-rows.js'
import { renderJoined } from './render-json.js'

/** A query of what is made of items. */
export interface QueryOfApplied extends RowsQuery {
  readonly applied: AppliedQuery
}

function renderAll (reading: Reading, query: QueryOfApplied, place: CollectionPlace): AppliedRows {
  const { property, type, applied } = query
  const { owner } = place
  const showNested: ApplySource['showNested'] = (item, rows, alias) => {
    const { select: _select, ...format } = applied.format
    const shape = applied.nested.get(item)
    return shape === undefined ? rows.renderItem(alias, format) : renderKept(reading, { ...query, shape }, place, { rows, alias })
  }
  const cast = property.kind === 'property' || property.target === type
    ? empty
    : sql` AND ${renderIsOfType(sql`source.${identifier(TYPE_COLUMN)}`, type)}`
  const members = membersOf(entityTable(reading, type), property, 'source', owner)
  const from = sql`(SELECT source.* FROM ${members.from} WHERE ${members.where}${cast})`
  return renderApply(reading, applied, { from, type, tenant: owner.tenant, showNested })
}

/** How many items there are before any page. */
export const renderAppliedCount = (reading: Reading, query: QueryOfApplied, place: CollectionPlace): Sql =>
  sql`SELECT count(*) FROM (${renderAll(reading, query, place).query}) AS i`

/** As `renderPage`: a position is the ordinal that an item has in the sequence. */
export function renderAppliedPage (reading: Reading, query: QueryOfApplied, place: CollectionPlace, page: Page): Sql {
  const rows = renderAll(reading, query, place)
  const json = query.applied.keepsItems ? renderKept(reading, query, place, { rows, alias: 'i' }) : rows.renderItem('i', query.applied.format)
  return renderMadePage(reading, rows, json, query.skip, page)
}

/** A page of what was made, whose items have the alias `i` in their JSON. */
export function renderMadePage ({ dialect }: Reading, { query }: AppliedRows, json: Sql, skip: number, page: Page): Sql {
  const { size, more, after: [after] = [] } = page
  const behind = after === undefined || after === null ? empty : sql` WHERE i."ordinal" > ${dialects[dialect].integer(BigInt(after))}`
  const items = sql`SELECT i.* FROM (${query}) AS i${behind} ORDER BY i."ordinal" LIMIT ${position(size + (more ? 1 : 0))}${
    skip === 0 ? empty : sql` OFFSET ${skip}`
  }`
  const last = sql`('["' || CAST("ordinal" AS text) || '"]')`
  return sql`SELECT ${
    renderJoined(dialect, sql`CASE WHEN "number" <= ${position(size)} THEN "json" END`)
  } AS "text", count(*) AS "rows", max(CASE WHEN "number" = ${position(size)} THEN ${last} END) AS "last"
    FROM (SELECT ${json} AS "json", row_number() OVER () AS "number", i."ordinal" AS "ordinal" FROM (${items}) AS i) AS numbered`
}

/** What was made of items, and the alias of a row of it. */
interface Kept {
  readonly rows: Pick<AppliedRows, 'columns' | 'variants'>
  readonly alias: string
}

/** Items that are still those of the collection are looked up again, so that all of them is there to be shown. */
function renderKept (reading: Reading, query: QueryOfApplied, place: CollectionPlace, { rows, alias: made }: Kept): Sql {
  const { columns } = rows
  const i = identifier(made)
  const alias = aliasOf(place.level)
  const row = identifier(alias)
  const context: RenderContext = { ...reading, tenant: place.owner.tenant, computed: columns(made), tableAlias: () => alias }
  const source = sql`FROM ${entityTable(reading, query.type)} AS ${row} WHERE ${row}."tenant" = ${i}."tenant" AND ${row}."ordinal" = ${i}.${
    identifier(SOURCE_ORDINAL)
  }`
  return ofVariants(rows, made, query.shape, shape => {
    const item = renderItem(reading, { ...query, shape }, place, alias, context)
    return sql`(SELECT ${reading.dialect === 'sqlite' ? item : sql`(${item})::text`} ${source})`
  })
}

/** Each item with the computed members that it has. */
export function ofVariants ({ variants }: Pick<AppliedRows, 'variants'>, alias: string, shape: ObjectShape, render: (shape: ObjectShape) => Sql): Sql {
  const items = variants.map(names => render(withoutComputed(shape, name => names.has(name))))
  const [first] = items
  if (items.length === 1 && first !== undefined) return first
  return sql`CASE ${identifier(alias)}.${identifier(VARIANT)} ${join(items.map((item, index) => sql`WHEN ${position(index)} THEN ${item}`), ' ')} END`
}

/** A shape without the computed members that an item does not have, and what is said of them. */
function withoutComputed (shape: ObjectShape, has: (name: string) => boolean): ObjectShape {
  const isMade = (member: ShapeMember): boolean => member.kind === 'computed' || (member.kind === 'collection' && member.joined !== undefined)
  const names = shape.members.filter(member => isMade(member) && !has(member.name)).map(({ name }) => name)
  const isOf = ({ name }: ShapeMember): boolean => names.some(other => name === other || name.startsWith(`${other}@`))
  return {
    ...shape,
    members: shape.members.filter(member => !isOf(member)),
    ...shape.variants === undefined ? {} : { variants: shape.variants.map(variant => withoutComputed(variant, has)) }
  }
}
