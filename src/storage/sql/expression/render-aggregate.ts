/** `aggregate(…)` at the end of a path (Data Aggregation 4.0, section 3.6.1), as a subquery over the rows that the path leads to. */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { AggregateExpression, Expression } from '../../../odata/bind/expression/expression.js'
import { identifier } from '../identifier.js'
import { hasDigits, operandDigits } from './render-digits.js'
import { perItem, renderEach, whereAll } from './render-collection.js'
import { renderHolds } from './render-condition.js'
import type { RenderScope } from './render-context.js'
import { renderComparable, renderSortable, renderValue } from './render-expression.js'
import { integerSum, integerTotal, lostBySum, renderDigitsAggregate, renderDoubleSum } from './sums.js'
import { unrenderable } from './unrenderable.js'
import { categoryOf } from './value-category.js'

/** The rows that a filter leaves. */
interface Rows {
  /** `FROM … WHERE …` */
  readonly from: Sql
  readonly ordinal: Sql
  /** What the operand means there. */
  readonly inner: RenderScope
}

function rowsOf (scope: RenderScope, { collection, variable, filter }: AggregateExpression, also?: (inner: RenderScope) => Sql): Rows {
  const each = renderEach(scope, collection, variable)
  if (each.item.kind !== 'row') throw unrenderable('aggregate(…) of values in an expression')
  const { inner } = each
  const conditions = [each.where, filter && perItem(each, filter, renderHolds(inner, filter)), also?.(inner)]
  return { from: sql`FROM ${each.from}${whereAll(conditions)}`, ordinal: sql`${identifier(each.item.alias)}."ordinal"`, inner }
}

/** A value of an item as it is shown, or as it compares. */
type RenderOperand = (scope: RenderScope, operand: Expression) => Sql

/** Of a Decimal that is held as a double, and of every other type. */
export function renderAggregate (scope: RenderScope, expression: AggregateExpression, render: RenderOperand = renderValue): Sql {
  const { method, operand } = expression
  switch (method) {
    case 'min': case 'max': return renderExtreme(scope, expression, render)
    case 'countdistinct': {
      const { from, inner } = rowsOf(scope, expression)
      return sql`(SELECT count(DISTINCT ${renderSortable(inner, operand)}) ${from})`
    }
    case 'sum': case 'average': return renderTotal(scope, expression)
  }
}

/** The value of the item that has the least or the greatest; of values that compare alike their text decides. */
function renderExtreme (scope: RenderScope, expression: AggregateExpression, render: RenderOperand): Sql {
  const { method, operand } = expression
  const { from, inner } = rowsOf(scope, expression, inner => sql`${renderComparable(inner, operand)} IS NOT NULL`)
  const value = renderSortable(inner, operand)
  const shown = categoryOf(operand.type.type) === 'instant' ? [scope.dialect.bytewise(renderValue(inner, operand))] : []
  const order = [value, ...shown].map(key => method === 'min' ? sql`${key} ASC` : sql`${key} DESC`)
  return sql`(SELECT ${render(inner, operand)} ${from} ORDER BY ${join(order)} LIMIT 1)`
}

/** Whether the result is known by its digits. */
export const aggregatesDigits = (scope: RenderScope, { method, operand }: AggregateExpression): boolean =>
  (method === 'sum' || method === 'min' || method === 'max') && hasDigits(scope, operand)

export function renderAggregateDigits (scope: RenderScope, expression: AggregateExpression): Sql {
  const { method, operand } = expression
  const { from, inner } = rowsOf(scope, expression)
  return sql`(SELECT ${renderDigitsAggregate(scope.dialect.name, method === 'min' || method === 'max' ? method : 'sum', operandDigits(inner, operand))} ${from})`
}

function renderTotal (scope: RenderScope, expression: AggregateExpression): Sql {
  const { method, operand } = expression
  const { from, ordinal, inner } = rowsOf(scope, expression)
  const isAverage = method === 'average'
  const meanOf = (total: Sql, value: Sql): Sql => isAverage ? sql`(${total} / CAST(NULLIF(count(${value}), 0) AS float8))` : total
  if (hasDigits(inner, operand)) {
    const digits = operandDigits(inner, operand)
    return sql`(SELECT ${meanOf(sql`CAST(${renderDigitsAggregate(scope.dialect.name, 'sum', digits)} AS float8)`, digits)} ${from})`
  }
  const value = renderComparable(inner, operand)
  if (categoryOf(operand.type.type) !== 'double') {
    const integer = sql`CAST(${value} AS bigint)`
    return sql`(SELECT ${meanOf(isAverage ? integerTotal(operand.type, integer) : integerSum(operand.type, integer), integer)} ${from})`
  }
  const [v, o, s, b, e] = ['v', 'o', 's', 'b', 'e'].map(name => identifier(`g${name}`)) as [Sql, Sql, Sql, Sql, Sql]
  const values = sql`SELECT CAST(${value} AS float8) AS ${v}, ${ordinal} AS ${o} ${from}`
  const running = sql`SELECT ${v}, ${o}, sum(${v}) OVER (ORDER BY ${o} ROWS UNBOUNDED PRECEDING) AS ${s}, COALESCE(sum(${v}) OVER (ORDER BY ${
    o} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS ${b} FROM (${values}) AS gv`
  const source = scope.dialect.name === 'sqlite' ? values : sql`SELECT ${v}, ${o}, ${lostBySum({ item: v, before: b, after: s })} AS ${e} FROM (${running}) AS gs`
  const total = renderDoubleSum(scope.dialect.name, { value: v, error: e, ordinal: o })
  return sql`(SELECT ${meanOf(total, v)} FROM (${source}) AS ge)`
}
