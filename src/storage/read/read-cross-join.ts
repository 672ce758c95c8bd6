/** Reads pages of `$crossjoin`, one statement each. */
import sql from 'sql-template-tag'
import type { ReadCrossJoinPlan, RowsResult, Scope } from '../../plan/plan.js'
import { demandsOf } from '../cost/demands.js'
import type { Connection, DialectName } from '../database/database.js'
import { textOf } from '../database/long-text.js'
import { scopeOwner, VERSION, withScope } from '../location-sql.js'
import { renderCrossJoinCount, renderCrossJoinPage } from '../sql/answer/render-cross-join.js'
import { renderAppliedJoinCount, renderAppliedJoinPage } from '../sql/answer/render-applied-join.js'
import { pageOf } from '../sql/answer/render-rows.js'
import { plannedStatement } from './planned-statement.js'
import { readPage, TEXT } from './read-rows.js'

export async function readCrossJoin (
  connection: Connection,
  dialect: DialectName,
  plan: ReadCrossJoinPlan,
  scope: Scope
): Promise<RowsResult> {
  const { location, join, join: { applied }, pageSize, after } = plan
  const page = pageOf(join, pageSize, after)
  const statement = plannedStatement(dialect, plan, scope, tenant => {
    const reading = { dialect, now: scope.now }
    const owner = scopeOwner(location)
    const [count, items] = applied === undefined
      ? [renderCrossJoinCount(reading, join, owner), renderCrossJoinPage(reading, join, owner, page)]
      : [renderAppliedJoinCount(reading, { ...join, applied }, owner), renderAppliedJoinPage(reading, { ...join, applied }, owner, page)]
    return sql`${withScope(dialect, location, tenant)} SELECT ${VERSION}, ${join.count ? sql`(${count})` : sql`NULL`}, "text", "rows", "last" FROM (${items}) AS page`
  })
  const [row = []] = await connection.query(statement, demandsOf(plan, scope))
  return { ...readPage(plan, join, row), kind: 'rows', text: textOf(row[TEXT]) }
}
