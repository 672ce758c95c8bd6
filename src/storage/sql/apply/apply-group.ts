/**
 * `groupby` (Data Aggregation 4.0, section 3.2.3). Null is a value to group by; a DateTimeOffset is its instant. Groups come in the order
 * of their values.
 */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { AggregateItem, GroupByTransformation, GroupingKey, Transformation } from '../../../odata/bind/apply/apply-expression.js'
import { exactOnes, renderAggregates, renderValues, withNumbers } from './apply-aggregate.js'
import { renderExtremes } from './apply-extremes.js'
import {
  addStep,
  asColumn,
  column,
  columnList,
  from,
  keptColumns,
  memberColumns,
  newMember,
  partsOf,
  renderContext,
  VARIANT
} from './apply-relation.js'
import type { ApplyBuilder, Partition, Relation, RelationMember } from './apply-relation.js'
import { identifier } from '../identifier.js'
import { renderDigitsOf } from '../expression/render-digits.js'
import { renderComparableExpression, renderExpression } from '../expression/render-expression.js'
import { categoryOf } from '../expression/value-category.js'

/** Renders a sequence of transformations; handed in, because a sequence can contain groups, and a group a sequence. */
export type RenderSequence = (builder: ApplyBuilder, relation: Relation, transformations: readonly Transformation[]) => Relation

export function renderGroupBy (
  builder: ApplyBuilder,
  relation: Relation,
  { keys, transformations }: GroupByTransformation,
  renderSequence: RenderSequence
): Relation {
  if (transformations === undefined) return renderGrouped(builder, relation, keys, [])
  const [first, ...others] = transformations
  if (first?.kind === 'extremes' && first.measure === 'count' && first.amount > 0) {
    // No group becomes empty, so that the others are not sorted and numbered before.
    const values = renderKeys(builder, relation, keys).map(({ value }) => value)
    return renderGroupBy(builder, renderExtremes(builder, relation, first, values), { kind: 'groupBy', keys, transformations: others }, renderSequence)
  }
  if (first?.kind === 'aggregate' && others.length === 0) return renderGrouped(builder, relation, keys, first.items)
  return renderPerGroup(builder, relation, keys, inner => renderSequence(builder, inner, transformations))
}

/** A grouping value: the form that is compared in `k0`, `k1` …; of a DateTimeOffset, also a text in `t0`, `t1` …. */
interface RenderedKey {
  readonly member: RelationMember
  readonly name: string
  readonly value: Sql
  readonly text: { readonly name: string, readonly value: Sql } | undefined
  /** The digits of a Decimal whose digits are known, in `d0`, `d1` … */
  readonly digits: { readonly name: string, readonly value: Sql } | undefined
}

function renderKeys (builder: ApplyBuilder, relation: Relation, keys: readonly GroupingKey[]): readonly RenderedKey[] {
  const context = renderContext(builder, relation)
  return keys.map((key, index) => {
    const { type, expression } = key
    const digits = renderDigitsOf(context, expression)
    const text = categoryOf(type.type) === 'instant'
      ? { name: `t${index}`, value: asColumn(builder, type, renderExpression(context, expression)) }
      : undefined
    return {
      member: newMember(builder, key, digits !== undefined),
      name: `k${index}`,
      value: asColumn(builder, type, renderComparableExpression(context, expression)),
      text,
      digits: digits === undefined ? undefined : { name: `d${index}`, value: digits }
    }
  })
}

/** A number that is made of digits. */
export const numberOf = (digits: Sql): Sql => sql`CAST(${digits} AS float8)`

const ordered = ({ dialect }: ApplyBuilder, values: readonly Sql[]): Sql => join(values.map(value => sql`${value} ${dialect.ascending}`))

/** The columns of the keys as members, where rows of one group each are grouped. */
function keyColumns (keys: readonly RenderedKey[]): Sql[] {
  return keys.flatMap(key => {
    const { member, name, text, digits } = key
    if (digits !== undefined && member.digits !== undefined) {
      const least = sql`min(${column(digits.name)})`
      return [sql`${numberOf(least)} AS ${identifier(member.column)}`, sql`${least} AS ${identifier(member.digits)}`]
    }
    const value = column(name)
    if (text === undefined || member.instant === undefined) return [sql`${value} AS ${identifier(member.column)}`]
    return [sql`min(${column(text.name)}) AS ${identifier(member.column)}`, sql`${value} AS ${identifier(member.instant)}`]
  })
}

/** Groups with aggregates of them, or without any: SQL's own grouping. */
function renderGrouped (
  builder: ApplyBuilder,
  relation: Relation,
  keys: readonly GroupingKey[],
  items: readonly AggregateItem[]
): Relation {
  const { partition } = relation
  const rendered = renderKeys(builder, relation, keys)
  const around = partition?.columns ?? []
  const texts = rendered.flatMap(({ text, digits }) =>
    [text, digits].flatMap(other => other === undefined ? [] : [[other.name, other.value] as const]))
  const grouping = [...around.map(name => [name, column(name)] as const), ...rendered.map(({ name, value }) => [name, value] as const)]
  const values = renderValues(builder, relation, items, grouping, texts)
  const aggregates = renderAggregates(builder, items, exactOnes(builder, relation, items))
  const by = columnList(grouping.map(([name]) => name))
  const grouped = addStep(
    builder,
    sql`SELECT ${join([...by, ...keyColumns(rendered), ...aggregates.columns])} FROM ${identifier(values)} r GROUP BY ${join(by)}`
  )
  const keyMembers = rendered.map(({ member }) => member)
  const members = [...keyMembers, ...aggregates.members]
  const ordinal = sql`row_number() OVER (ORDER BY ${ordered(builder, by)}) AS "ordinal"`
  const step = addStep(
    builder,
    sql`SELECT ${join([...columnList([...around, ...memberColumns(keyMembers)]), ...withNumbers(aggregates.members), ordinal])} FROM ${
      identifier(grouped)
    } r`
  )
  return { step, members, rows: false, variants: [new Set(members.map(({ name }) => name))], partition }
}

/** The groups are numbered, and the transformations are applied to all of them at once. */
function renderPerGroup (
  builder: ApplyBuilder,
  relation: Relation,
  keys: readonly GroupingKey[],
  apply: (inner: Relation) => Relation
): Relation {
  const { partition } = relation
  const rendered = renderKeys(builder, relation, keys)
  const number = `__g${builder.steps.size}`
  const around = columnList(partition === undefined ? [] : [partition.number])
  const values = rendered.map(({ value }) => value)
  const order = join([...around, ordered(builder, values)])
  const grouping = rendered.flatMap(({ member, value, text, digits }): Array<{ name: string, own: string, value: Sql }> => {
    const own = `${number}_${member.column}`
    if (digits !== undefined && member.digits !== undefined) {
      const least = sql`min(${digits.value}) OVER (PARTITION BY ${join([...around, ...values])})`
      return [{ name: member.column, own, value: numberOf(least) }, { name: member.digits, own: `${own}_digits`, value: least }]
    }
    if (text === undefined || member.instant === undefined) return [{ name: member.column, own, value }]
    const least = sql`min(${text.value}) OVER (PARTITION BY ${join([...around, ...values])})`
    return [{ name: member.column, own, value: least }, { name: member.instant, own: `${own}_instant`, value }]
  })
  const numbers = sql`dense_rank() OVER (ORDER BY ${order}) AS ${identifier(number)}`
  const added = grouping.map(({ own, value }) => sql`${value} AS ${identifier(own)}`)
  const numbered = addStep(
    builder,
    sql`SELECT ${join([...columnList(keptColumns(builder, relation)), sql`r."ordinal"`, numbers, ...added])} ${from(relation)}`
  )
  const columns = [number, ...grouping.map(({ own }) => own), ...partition?.columns ?? []]
  const groups = addStep(builder, sql`SELECT DISTINCT ${join(columnList(columns))} FROM ${identifier(numbered)} r`)
  const result = apply({ ...relation, step: numbered, partition: { number, columns, nodes: partition?.nodes, groups } })
  return renderUngrouped(builder, result, partition, rendered.map(({ member }) => member), grouping)
}

/** The items of all groups, one group after the other; those that do not have the grouping values get them. */
export function renderUngrouped (
  builder: ApplyBuilder,
  result: Relation,
  partition: Partition | undefined,
  keys: readonly RelationMember[],
  grouping: ReadonlyArray<{ readonly name: string, readonly own: string }>
): Relation {
  const added = result.rows ? [] : keys
  const names = new Set(added.map(({ name }) => name))
  const others = result.members.filter(({ name }) => !names.has(name))
  const own = added.length === 0 ? [] : grouping.map(({ name, own }) => sql`${column(own)} AS ${identifier(name)}`)
  const kept = columnList([
    ...partition?.columns ?? [],
    ...memberColumns(others),
    ...partsOf(builder, result),
    ...result.variants.length > 1 ? [VARIANT] : []
  ])
  const order = columnList([...result.partition === undefined ? [] : [result.partition.number], 'ordinal'])
  const step = addStep(
    builder,
    sql`SELECT ${join([...own, ...kept, sql`row_number() OVER (ORDER BY ${join(order)}) AS "ordinal"`])} ${from(result)}`
  )
  return {
    step,
    members: [...added, ...others],
    rows: result.rows,
    variants: result.variants.map(variant => new Set([...names, ...variant])),
    partition
  }
}
