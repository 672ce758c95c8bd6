/** Reads a page of what `$apply` makes of the rows: one statement, with the version of the resource they belong to. */
import sql, { empty } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { ReadAppliedPlan, RowsResult, Scope } from '../../plan/plan.js'
import type { Connection, DialectName } from '../database/database.js'
import { demandsOf } from '../cost/demands.js'
import { textOf } from '../database/long-text.js'
import { plannedStatement } from './planned-statement.js'
import { TYPE_COLUMN } from '../mapping.js'
import { foundVersion, scopeOwner, VERSION, withScope } from '../location-sql.js'
import { dialects } from '../sql/dialect.js'
import { entityTable } from '../sql/answer/entity-table.js'
import { identifier, position } from '../sql/identifier.js'
import { renderApply } from '../sql/apply/render-apply.js'
import type { AppliedRows } from '../sql/apply/render-apply.js'
import { renderJoined } from '../sql/answer/render-json.js'
import type { Parameter } from '../sql/expression/parameter.js'
import type { Reading } from '../sql/expression/render-context.js'
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
    renderAppliedPage(dialect, plan, applied)
  }) AS page`
}

function renderAppliedPage (dialect: DialectName, plan: ReadAppliedPlan, applied: AppliedRows): Sql {
  const { format, skip, after: [after] = [] } = plan
  const { size, limit } = sizeOf(plan)
  const behind = after === undefined || after === null ? empty : sql` WHERE i."ordinal" > ${dialects[dialect].integer(BigInt(after))}`
  const items = sql`SELECT i.* FROM (${applied.query}) AS i${behind} ORDER BY i."ordinal" LIMIT ${position(limit)}${
    skip === 0 ? empty : sql` OFFSET ${skip}`
  }`
  return sql`SELECT ${
    renderJoined(dialect, sql`CASE WHEN "number" <= ${position(size)} THEN "json" END`)
  } AS "text", count(*) AS "rows", max(CASE WHEN "number" = ${position(size)} THEN CAST("ordinal" AS text) END) AS "last"
    FROM (SELECT ${
    applied.renderItem('i', format)
  } AS "json", row_number() OVER () AS "number", i."ordinal" AS "ordinal" FROM (${items}) AS i) AS numbered`
}
