/** Pages of what `$apply` makes of a cross join (Data Aggregation 4.0, section 4), as `render-applied.ts` has those of a collection. */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { AppliedQuery, CrossJoinQuery } from '../../../plan/plan.js'
import type { ObjectShape } from '../../../plan/shape.js'
import { identifier } from '../identifier.js'
import { renderApply } from '../apply/render-apply.js'
import type { AppliedRows, ApplySource } from '../apply/render-apply.js'
import type { CollectionOwner } from '../expression/place.js'
import type { Reading } from '../expression/render-context.js'
import { ofVariants, renderMadePage } from './render-applied.js'
import { aliasOf, renderCrossJoinItem, restriction, sourceOf } from './render-cross-join.js'
import type { Page } from './render-rows.js'

/** A cross join of which something is made. */
export interface AppliedJoinQuery extends CrossJoinQuery {
  readonly applied: AppliedQuery
}

const ordinalColumn = (index: number): string => `o${index}`

/** The pairs that are left of all, numbered in their order. */
function renderPairs (reading: Reading, query: AppliedJoinQuery, owner: CollectionOwner): Sql {
  const source = sourceOf(reading, query, owner)
  const ordinals = query.sets.map((_set, index) => sql`${identifier(aliasOf(index))}."ordinal"`)
  const columns = ordinals.map((ordinal, index) => sql`${ordinal} AS ${identifier(ordinalColumn(index))}`)
  return sql`(SELECT ${identifier(aliasOf(0))}."tenant", ${join(columns)}, row_number() OVER (ORDER BY ${join(ordinals)}) AS "ordinal" FROM ${
    source.from} WHERE ${source.where}${restriction(source, query)})`
}

function renderAll (reading: Reading, query: AppliedJoinQuery, owner: CollectionOwner): AppliedRows {
  const { applied, sets, shape: { type } } = query
  const pairs = sets.map(({ variable: { name, type }, property }, index) =>
    ({ member: { name, type, property: undefined, joined: property }, ordinal: ordinalColumn(index) }))
  const showNested: ApplySource['showNested'] = (item, rows, alias) => {
    const { select: _select, ...format } = applied.format
    const shape = applied.nested.get(item)
    return shape === undefined ? rows.renderItem(alias, format) : renderKept(reading, { ...query, shape }, owner, rows, alias)
  }
  return renderApply(reading, applied, { from: renderPairs(reading, query, owner), type, tenant: owner.tenant, pairs, showNested })
}

/** Items of the cross join, with what was computed for them. */
function renderKept (reading: Reading, query: AppliedJoinQuery, owner: CollectionOwner, rows: Pick<AppliedRows, 'columns' | 'variants'>, alias: string): Sql {
  const computed = rows.columns(alias)
  const context = { ...reading, tenant: owner.tenant, computed, tableAlias: () => undefined }
  const ordinals = query.sets.map(({ variable }) => computed.get(variable.name)?.value ?? sql`NULL`)
  return ofVariants(rows, alias, query.shape, (shape: ObjectShape) =>
    renderCrossJoinItem(reading, { ...query, shape }, owner, { context, ordinals }))
}

/** How many items there are before any page. */
export const renderAppliedJoinCount = (reading: Reading, query: AppliedJoinQuery, owner: CollectionOwner): Sql =>
  sql`SELECT count(*) FROM (${renderAll(reading, query, owner).query}) AS i`

/** As `renderPage`. */
export function renderAppliedJoinPage (reading: Reading, query: AppliedJoinQuery, owner: CollectionOwner, page: Page): Sql {
  const rows = renderAll(reading, query, owner)
  const { applied: { keepsItems, format }, skip } = query
  const json = keepsItems ? renderKept(reading, query, owner, rows, 'i') : rows.renderItem('i', format)
  return renderMadePage(reading, rows, json, skip, page)
}
