/**
 * `aggregate` (Data Aggregation 4.0, section 3.2.1). First the values to aggregate become columns, then they are aggregated. The two
 * databases come to the same numbers, bit by bit: integers are summed without loss, doubles in the order of the items and with the
 * compensation that SQLite has built in.
 */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { AggregateItem } from '../../../odata/bind/apply/apply-expression.js'
import type { Way } from '../../../odata/bind/apply/value-path.js'
import { addStep, asColumn, column, columnList, fence, from, newMember, renderContext } from './apply-relation.js'
import type { ApplyBuilder, Partition, Relation, RelationMember } from './apply-relation.js'
import { renderWay } from './apply-ways.js'
import { mayRaise } from '../expression/expression-traits.js'
import type { DialectName } from '../../database/database.js'
import { identifier, position } from '../identifier.js'
import { exactSum, integerSum, integerTotal, lostBySum, renderDigitsAggregate, renderDoubleSum } from '../expression/sums.js'
import { renderDigitsOf } from '../expression/render-digits.js'
import { renderComparableExpression, renderExpression } from '../expression/render-expression.js'
import type { RenderContext } from '../expression/render-context.js'
import { categoryOf, nullOf } from '../expression/value-category.js'

/** A column and its name. */
export type NamedValue = readonly [name: string, value: Sql]

/**
 * The step with the values of a relation's items that aggregates need, in columns `v0`, `v1` … Beside them stand `keys`, by which the items
 * will be grouped, and `others`. What ways from the items lead to are rows of their own after them.
 */
export function renderValues (
  builder: ApplyBuilder,
  relation: Relation,
  items: readonly AggregateItem[],
  keys: readonly NamedValue[],
  others: readonly NamedValue[] = []
): string {
  if (items.some(({ expression }) => expression !== undefined && mayRaise(expression))) fence(builder, relation.step)
  const context = renderContext(builder, relation)
  const values = items.flatMap((item, index) => {
    if (!hasValue(items, item)) return []
    const operand = item.way === undefined ? renderOperand(builder, context, item) : nullOperand(builder, relation, item)
    return [sql`${operand} AS ${value(index)}`]
  })
  const grouping = [...keys, ...others].map(([name, key]) => sql`${key} AS ${identifier(name)}`)
  const own = sql`SELECT ${join([...grouping, sql`r."ordinal"`, ...values])} ${from(relation)}`
  const ways = waysOf(items).map(way => renderWayValues(builder, relation, items, way, keys, others))
  const step = addStep(builder, join([own, ...ways], ' UNION ALL '))
  return builder.dialect.name === 'postgresql' ? compensate(builder, step, toCompensate(builder, relation, items), keys.map(([name]) => name)) : step
}

/** Where some of what is aggregated are not items, what counts these counts a column too. */
const hasValue = (items: readonly AggregateItem[], { expression }: AggregateItem): boolean =>
  expression !== undefined || items.some(({ way }) => way !== undefined)

const waysOf = (items: readonly AggregateItem[]): readonly Way[] =>
  [...new Map(items.flatMap(({ way }) => way === undefined ? [] : [[way.text, way] as const])).values()]

/** The rows of one way: null for what is aggregated elsewhere. */
function renderWayValues (
  builder: ApplyBuilder,
  relation: Relation,
  items: readonly AggregateItem[],
  way: Way,
  keys: readonly NamedValue[],
  others: readonly NamedValue[]
): Sql {
  const rows = renderWay(builder, relation, way, keys)
  const operands = items.map(item => item.way?.text === way.text
    ? renderOperand(builder, withVariables(rows.context, way, item.way), item)
    : nullOperand(builder, relation, item))
  const sorted = operands.filter((_operand, index) => items[index]?.way?.text === way.text && items[index].expression !== undefined)
  const ordinal = sql`row_number() OVER (ORDER BY ${join([rows.order, ...sorted])}) AS "ordinal"`
  const texts = others.map(([name]) => sql`${builder.dialect.bytewise(sql`CAST(NULL AS text)`)} AS ${identifier(name)}`)
  return sql`SELECT ${join([...rows.keys, ...texts, ordinal, ...operands.map((operand, index) => sql`${operand} AS ${value(index)}`)])} ${rows.from}`
}

/** Ways of the same text have variables of their own, which mean the same. */
const withVariables = (context: RenderContext, { hops }: Way, { hops: own }: Way): RenderContext => ({
  ...context,
  declared: context.declared?.map(({ variable, source }) => {
    const index = hops.findIndex(hop => hop.variable === variable)
    return { variable: own[index]?.variable ?? variable, source }
  }) ?? []
})

/** Null of the type that the values of an aggregate have. */
function nullOperand (builder: ApplyBuilder, relation: Relation, item: AggregateItem): Sql {
  const { method, expression } = item
  if (expression === undefined || method === 'count') return sql`CAST(NULL AS bigint)`
  if (exactOnes(builder, relation, [item])[0] === true) return sql`CAST(NULL AS text)`
  const isNumber = method === 'sum' || method === 'average'
  if (isNumber) return categoryOf(expression.type.type) === 'double' ? sql`CAST(NULL AS float8)` : sql`CAST(NULL AS bigint)`
  return asColumn(builder, expression.type, nullOf(expression.type))
}

/** Sums of doubles, by their index. */
function toCompensate (builder: ApplyBuilder, relation: Relation, items: readonly AggregateItem[]): readonly number[] {
  const exact = exactOnes(builder, relation, items)
  return items.flatMap((item, index) => sumsDoubles(item) && exact[index] !== true ? [index] : [])
}

/** Of which aggregates the operands are the digits of Decimals. */
export function exactOnes (builder: ApplyBuilder, relation: Relation, items: readonly AggregateItem[]): readonly boolean[] {
  const context = renderContext(builder, relation)
  return items.map(({ method, expression }) =>
    isOfDigits(method) && expression !== undefined && renderDigitsOf(context, expression) !== undefined)
}

const value = (index: number): Sql => identifier(`v${index}`)

/** The length of an instant: the text of the same value follows it. */
const INSTANT_LENGTH = 32

/** A DateTimeOffset whose least or greatest is wanted is its instant with its text after it: so the text of that instant comes along. */
function renderOperand (builder: ApplyBuilder, context: RenderContext, { method, expression }: AggregateItem): Sql {
  if (expression === undefined) return sql`CAST(1 AS bigint)`
  const digits = isOfDigits(method) ? renderDigitsOf(context, expression) : undefined
  if (digits !== undefined) return digits
  const comparable = renderComparableExpression(context, expression)
  const { type } = expression.type
  if (categoryOf(type) === 'instant' && method !== 'countdistinct') {
    return asColumn(builder, expression.type, sql`(${comparable} || ${renderExpression(context, expression)})`)
  }
  if (method !== 'sum' && method !== 'average' && method !== 'count') return asColumn(builder, expression.type, comparable)
  return categoryOf(type) === 'double' ? sql`CAST(${comparable} AS float8)` : sql`CAST(${comparable} AS bigint)`
}

/** Digits are summed and compared without loss. */
const isOfDigits = (method: AggregateItem['method']): boolean => method !== 'countdistinct' && method !== 'count'

/** What each sum of doubles loses at each item, as columns `e0`, `e1` … (Neumaier's summation, which SQLite's `sum` is). */
function compensate (builder: ApplyBuilder, step: string, indexes: readonly number[], keys: readonly string[]): string {
  if (indexes.length === 0) return step
  const partition = keys.length === 0 ? sql`` : sql`PARTITION BY ${join(columnList(keys))} `
  const running = indexes.flatMap(index => [
    sql`sum(r.${value(index)}) OVER (${partition}ORDER BY r."ordinal" ROWS UNBOUNDED PRECEDING) AS ${identifier(`s${index}`)}`,
    sql`COALESCE(sum(r.${value(index)}) OVER (${partition}ORDER BY r."ordinal" ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS ${
      identifier(`b${index}`)
    }`
  ])
  const sums = addStep(builder, sql`SELECT r.*, ${join(running)} FROM ${identifier(step)} r`)
  const errors = indexes.map(index => {
    const [item, after, before] = [column(`v${index}`), column(`s${index}`), column(`b${index}`)]
    return sql`${lostBySum({ item, after, before })} AS ${identifier(`e${index}`)}`
  })
  return addStep(builder, sql`SELECT r.*, ${join(errors)} FROM ${identifier(sums)} r`)
}

const sumsDoubles = ({ method, expression }: AggregateItem): boolean =>
  (method === 'sum' || method === 'average') && expression !== undefined && categoryOf(expression.type.type) === 'double'

/** The aggregates as members, and their columns in a statement over {@link Values} whose alias is `r`. */
export function renderAggregates (
  builder: ApplyBuilder,
  items: readonly AggregateItem[],
  exact: readonly boolean[]
): { readonly members: readonly RelationMember[], readonly columns: readonly Sql[] } {
  const members = items.map(({ name, method, type }, index) =>
    newMember(builder, { name, type, property: undefined }, exact[index] === true && method !== 'average'))
  const columns = items.flatMap((item, index): Sql[] => {
    const member = members[index]
    if (member === undefined) return []
    if (exact[index] === true) return exactAggregate(builder.dialect.name, item, member, column(`v${index}`))
    const result = renderAggregate(builder, items, item, index)
    if (member.instant === undefined) return [sql`${result} AS ${identifier(member.column)}`]
    return [
      sql`substr(${result}, ${position(INSTANT_LENGTH + 1)}) AS ${identifier(member.column)}`,
      sql`substr(${result}, 1, ${position(INSTANT_LENGTH)}) AS ${identifier(member.instant)}`
    ]
  })
  return { members, columns }
}

/** Of digits: these, of which {@link withNumbers} makes a number. PostgreSQL computes with them; SQLite has functions of ours. */
function exactAggregate (dialect: DialectName, { method }: AggregateItem, member: RelationMember, operand: Sql): Sql[] {
  const name = method === 'min' || method === 'max' ? method : 'sum'
  const digits = renderDigitsAggregate(dialect, name, operand)
  if (member.digits !== undefined) return [sql`${digits} AS ${identifier(member.digits)}`]
  return [sql`(CAST(${digits} AS float8) / CAST(NULLIF(count(${operand}), 0) AS float8)) AS ${identifier(member.column)}`]
}

/** The columns of members that aggregates are, once they are columns: numbers are made of the digits that there are. */
export const withNumbers = (members: readonly RelationMember[]): readonly Sql[] => members.flatMap(({ column: own, instant, digits }) => [
  digits === undefined ? column(own) : sql`CAST(${column(digits)} AS float8) AS ${identifier(own)}`,
  ...[instant, digits].flatMap(name => name === undefined ? [] : [column(name)])
])

function renderAggregate ({ dialect }: ApplyBuilder, items: readonly AggregateItem[], item: AggregateItem, index: number): Sql {
  const { method, expression } = item
  const operand = column(`v${index}`)
  if (expression === undefined) return hasValue(items, item) ? sql`count(${operand})` : sql`count(r."ordinal")`
  switch (method) {
    case 'count':
      return sql`COALESCE(${exactSum(operand)}, 0)`
    case 'countdistinct':
      return sql`count(DISTINCT ${operand})`
    case 'min':
    case 'max': {
      if (categoryOf(expression.type.type) === 'boolean' && dialect.name === 'postgresql') {
        return method === 'min' ? sql`bool_and(${operand})` : sql`bool_or(${operand})`
      }
      return method === 'min' ? sql`min(${operand})` : sql`max(${operand})`
    }
    case 'sum': return sumsDoubles(item) ? doubleSum(dialect.name, index) : integerSum(expression.type, operand)
    case 'average': {
      const total = sumsDoubles(item) ? doubleSum(dialect.name, index) : integerTotal(expression.type, operand)
      return sql`(${total} / CAST(NULLIF(count(${operand}), 0) AS float8))`
    }
  }
}

/** The sum of doubles, whose columns are those of {@link compensate}. */
const doubleSum = (dialect: DialectName, index: number): Sql =>
  renderDoubleSum(dialect, { value: column(`v${index}`), error: column(`e${index}`), ordinal: sql`r."ordinal"` })

/** `aggregate` over the whole sequence, or over each group around: one item, also where there is nothing to aggregate. */
export function renderAggregateStep (builder: ApplyBuilder, relation: Relation, items: readonly AggregateItem[]): Relation {
  const { partition } = relation
  const around = partition?.columns ?? []
  const values = renderValues(builder, relation, items, around.map(name => [name, column(name)]))
  const { members, columns } = renderAggregates(builder, items, exactOnes(builder, relation, items))
  const source = partition === undefined
    ? values
    : withEmptyGroups(builder, values, items, toCompensate(builder, relation, items), partition)
  const group = partition === undefined ? sql`` : sql` GROUP BY ${join(columnList(around))}`
  const ordinal = partition === undefined ? sql`1 AS "ordinal"` : sql`${column(partition.number)} AS "ordinal"`
  const aggregated = addStep(builder, sql`SELECT ${join([...columns, ...columnList(around), ordinal])} FROM ${identifier(source)} r${group}`)
  const step = members.every(({ digits }) => digits === undefined)
    ? aggregated
    : addStep(builder, sql`SELECT ${join([...withNumbers(members), ...columnList(around), sql`r."ordinal"`])} FROM ${identifier(aggregated)} r`)
  return { step, members, rows: false, variants: [new Set(items.map(({ name }) => name))], partition }
}

/** A row of nulls for each group, which no aggregate counts: a group whose items are all gone has a result too. */
function withEmptyGroups (
  builder: ApplyBuilder,
  values: string,
  items: readonly AggregateItem[],
  compensated: readonly number[],
  { columns, groups }: Partition
): string {
  const aggregated = items.flatMap((item, index) => [
    ...hasValue(items, item) ? [`v${index}`] : [],
    ...builder.dialect.name === 'postgresql' && compensated.includes(index) ? [`e${index}`] : []
  ])
  const nulls = ['ordinal', ...aggregated].map(() => sql`NULL`)
  return addStep(builder, sql`SELECT ${join(columnList([...columns, 'ordinal', ...aggregated]))} FROM ${identifier(values)} r
    UNION ALL SELECT ${join([...columnList(columns), ...nulls])} FROM ${identifier(groups)} r`)
}
