/**
 * The items with the greatest or least values (Data Aggregation 4.0, section 3.3.1): of each group. Of items of equal value the first ones
 * are meant.
 */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { ExtremesTransformation } from '../../../odata/bind/apply/apply-expression.js'
import { addStep, column, columnList, fence, from, isSource, keptColumns, renderContext, ITEM } from './apply-relation.js'
import type { ApplyBuilder, Relation } from './apply-relation.js'
import { mayRaise } from '../expression/expression-traits.js'
import { identifier } from '../identifier.js'
import { renderExpression, renderOrderBy } from '../expression/render-expression.js'

const [PLACE, VALUE, SUM, MOST] = ['__place', '__value', '__sum', '__most'] as const

/** `by`: values that make groups of the items, beside the groups around. */
export function renderExtremes (
  builder: ApplyBuilder,
  relation: Relation,
  transformation: ExtremesTransformation,
  by: readonly Sql[] = []
): Relation {
  const { measure, amount, expression, top } = transformation
  if (mayRaise(expression)) fence(builder, relation.step)
  const { dialect } = builder
  const kept = join([...columnList(keptColumns(builder, relation)), sql`r."ordinal"`])
  const context = renderContext(builder, relation)
  const groups = [...relation.partition === undefined ? [] : [column(relation.partition.number)], ...by]
  const group = groups.length === 0 ? sql`` : sql`PARTITION BY ${join(groups)} `
  const place = sql`row_number() OVER (${group}ORDER BY ${
    join([...renderOrderBy(context, [{ expression, descending: top }]), sql`r."ordinal"`])
  }) AS ${identifier(PLACE)}`
  if (measure === 'count') {
    const isFirst = sql`${column(PLACE)} <= ${dialect.integer(BigInt(amount))}`
    if (isSource(builder, relation.step) && (dialect.name === 'sqlite' || by.length === 0)) {
      // What is sorted is narrow, and what is left is looked up. In a condition SQLite would take the alias for that of the step.
      const first = sql`SELECT r."ordinal" FROM (SELECT r."ordinal", ${place} ${from(relation)}) r WHERE ${isFirst}`
      const joined = sql`(${first}) f CROSS JOIN ${identifier(relation.step)} ${identifier(ITEM)}`
      return { ...relation, step: addStep(builder, sql`SELECT ${kept} FROM ${joined} WHERE r."ordinal" = f."ordinal"`) }
    }
    const placed = sql`(SELECT ${kept}, ${place} ${from(relation)}) ${identifier(ITEM)}`
    return { ...relation, step: addStep(builder, sql`SELECT ${kept} FROM ${placed} WHERE ${isFirst}`) }
  }
  const valued = addStep(
    builder,
    sql`SELECT ${kept}, ${place}, COALESCE(CAST(${renderExpression(context, expression)} AS float8), 0) AS ${identifier(VALUE)} ${from(relation)}`
  )
  if (mayRaise(expression)) fence(builder, valued)
  return { ...relation, step: addStep(builder, reached({ ...transformation, kept, group, valued, target: dialect.double(amount) })) }
}

interface Summed extends Pick<ExtremesTransformation, 'measure'> {
  readonly kept: Sql
  readonly group: Sql
  readonly valued: string
  readonly target: Sql
}

/** Items are taken until their sum has reached what is asked for, and then no more, whatever the values that follow are. */
function reached ({ measure, kept, group, valued, target }: Summed): Sql {
  const order = sql`${group}ORDER BY ${column(PLACE)}`
  const total = sql`sum(${column(VALUE)}) OVER (${group})`
  const wanted = measure === 'sum' ? target : sql`(${total} * ${target} / 100)`
  const sums = sql`SELECT r.*, sum(${column(VALUE)}) OVER (${order} ROWS UNBOUNDED PRECEDING) AS ${identifier(SUM)}, ${wanted} AS ${
    identifier('__wanted')
  } FROM ${identifier(valued)} r`
  const before = sql`SELECT r.*, max(${column(SUM)}) OVER (${order} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS ${identifier(MOST)} FROM (${sums}) r`
  const most = column(MOST)
  const goal = column('__wanted')
  return sql`SELECT ${kept} FROM (${before}) r WHERE ${goal} > 0 AND (${most} IS NULL OR ${most} < ${goal})`
}
