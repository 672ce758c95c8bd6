/** Reads a page of what `$apply` makes of the rows: one statement, with the version of the resource they belong to. */
import sql, { empty, join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { ReadAppliedPlan, RowsResult, Scope } from '../../plan/plan.js'
import type { Connection, DialectName } from '../database/database.js'
import { demandsOf } from '../cost/demands.js'
import { textOf } from '../database/long-text.js'
import { plannedStatement } from './planned-statement.js'
import { TYPE_COLUMN } from '../mapping.js'
import { SOURCE_ORDINAL, VARIANT } from '../sql/apply/apply-relation.js'
import { placeOf } from './read-rows.js'
import type { ObjectShape, ShapeMember } from '../../plan/shape.js'
import { foundVersion, scopeOwner, VERSION, withScope } from '../location-sql.js'
import { dialects } from '../sql/dialect.js'
import { entityTable } from '../sql/answer/entity-table.js'
import { identifier, position } from '../sql/identifier.js'
import { renderApply } from '../sql/apply/render-apply.js'
import type { AppliedRows } from '../sql/apply/render-apply.js'
import { renderItem } from '../sql/answer/render-rows.js'
import { renderJoined } from '../sql/answer/render-json.js'
import type { Parameter } from '../sql/expression/parameter.js'
import type { Reading, RenderContext } from '../sql/expression/render-context.js'
import { membersOf } from '../sql/expression/place.js'
import { renderIsOfType } from '../sql/expression/type-test.js'

export async function readApplied (
  connection: Connection,
  dialect: DialectName,
  plan: ReadAppliedPlan,
  scope: Scope
): Promise<RowsResult> {
  const [row = []] = await connection.query(
    plannedStatement(dialect, plan, scope, tenant => renderRead({ dialect, now: scope.now }, plan, tenant)),
    demandsOf(plan, scope)
  )
  const [version, counted, text, found, last] = row
  return {
    kind: 'rows',
    version: foundVersion(plan.location, version),
    text: textOf(text),
    count: plan.count ? String(counted ?? 0) : undefined,
    next: Number(found ?? 0) > sizeOf(plan).size ? [String(last)] : undefined
  }
}

function sizeOf ({ top, pageSize }: ReadAppliedPlan): { size: number, limit: number } {
  return top !== undefined && top <= pageSize ? { size: top, limit: top } : { size: pageSize, limit: pageSize + 1 }
}

function renderRead (reading: Reading, plan: ReadAppliedPlan, tenant: Parameter): Sql {
  const { dialect } = reading
  const owner = scopeOwner(plan.location)
  const cast = plan.property.kind === 'property' || plan.property.target === plan.type
    ? empty
    : sql` AND ${renderIsOfType(sql`source.${identifier(TYPE_COLUMN)}`, plan.type)}`
  const members = membersOf(entityTable(reading, plan.type), plan.property, 'source', owner)
  const from = sql`(SELECT source.* FROM ${members.from} WHERE ${members.where}${cast})`
  const applied = renderApply(reading, plan, { from, type: plan.type })
  const count = plan.count ? sql`(SELECT count(*) FROM (${applied.query}) AS i)` : sql`NULL`
  return sql`${withScope(dialect, plan.location, tenant)} SELECT ${VERSION}, ${count}, "text", "rows", "last" FROM (${
    renderAppliedPage(reading, plan, applied)
  }) AS page`
}

/** Items that are still those of the resource are looked up again, so that all of them is there to be shown. */
function renderAppliedItem (reading: Reading, { rows, type, location, format }: ReadAppliedPlan, applied: AppliedRows): Sql {
  const { renderItem: renderMade, variants, columns } = applied
  if (rows === undefined) return renderMade('i', format)
  const computed = columns('i')
  const context: RenderContext = { ...reading, computed, tableAlias: () => 'r' }
  const source = sql`FROM ${entityTable(reading, type)} AS r WHERE r."tenant" = i."tenant" AND r."ordinal" = i.${identifier(SOURCE_ORDINAL)}`
  const items = variants.map(names => {
    const shape = withoutComputed(rows.shape, name => names.has(name))
    const item = renderItem(reading, { ...rows, shape }, placeOf(reading.dialect, location), 'r', context)
    return sql`(SELECT ${reading.dialect === 'sqlite' ? item : sql`(${item})::text`} ${source})`
  })
  const [first] = items
  if (items.length === 1 && first !== undefined) return first
  return sql`CASE i.${identifier(VARIANT)} ${join(items.map((item, index) => sql`WHEN ${position(index)} THEN ${item}`), ' ')} END`
}

/** A shape without the computed members that an item does not have, and what is said of them. */
function withoutComputed (shape: ObjectShape, has: (name: string) => boolean): ObjectShape {
  const names = shape.members.filter(member => member.kind === 'computed' && !has(member.name)).map(({ name }) => name)
  const isOf = ({ name }: ShapeMember): boolean => names.some(other => name === other || name.startsWith(`${other}@`))
  return {
    ...shape,
    members: shape.members.filter(member => !isOf(member)),
    ...shape.variants === undefined ? {} : { variants: shape.variants.map(variant => withoutComputed(variant, has)) }
  }
}

function renderAppliedPage (reading: Reading, plan: ReadAppliedPlan, applied: AppliedRows): Sql {
  const { dialect } = reading
  const { skip, after: [after] = [] } = plan
  const { size, limit } = sizeOf(plan)
  const behind = after === undefined || after === null ? empty : sql` WHERE i."ordinal" > ${dialects[dialect].integer(BigInt(after))}`
  const items = sql`SELECT i.* FROM (${applied.query}) AS i${behind} ORDER BY i."ordinal" LIMIT ${position(limit)}${
    skip === 0 ? empty : sql` OFFSET ${skip}`
  }`
  return sql`SELECT ${
    renderJoined(dialect, sql`CASE WHEN "number" <= ${position(size)} THEN "json" END`)
  } AS "text", count(*) AS "rows", max(CASE WHEN "number" = ${position(size)} THEN CAST("ordinal" AS text) END) AS "last"
    FROM (SELECT ${
    renderAppliedItem(reading, plan, applied)
  } AS "json", row_number() OVER () AS "number", i."ordinal" AS "ordinal" FROM (${items}) AS i) AS numbered`
}
