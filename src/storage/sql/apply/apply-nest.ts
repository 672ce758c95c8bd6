/** `nest` (Data Aggregation 4.0, section 3.6): one item for each group around, with collections of what is made of its items, as JSON. */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { NestItem, NestTransformation } from '../../../odata/bind/apply/apply-expression.js'
import type { RenderSequence } from './apply-group.js'
import { addStep, column, columnList, fence, isSource, newMember } from './apply-relation.js'
import type { ApplyBuilder, Relation } from './apply-relation.js'
import { identifier } from '../identifier.js'

/** The alias of what a sequence leaves. */
const INNER = 'i'

export function renderNest (
  builder: ApplyBuilder,
  relation: Relation,
  { items }: NestTransformation,
  renderSequence: RenderSequence
): Relation {
  const { partition } = relation
  if (items.length > 1 && !isSource(builder, relation.step)) fence(builder, relation.step)
  const collections = items.map(item => {
    const member = newMember(builder, item.member)
    return { member, step: renderCollection(builder, item, renderSequence(builder, relation, item.transformations)) }
  })
  const members = collections.map(({ member }) => member)
  const values = collections.map(({ member }, index) => sql`${column('items', `c${index}`)} AS ${identifier(member.column)}`)
  const joins = collections.map(({ step }, index) => {
    const alias = identifier(`c${index}`)
    const same = partition === undefined ? sql`1 = 1` : sql`${column(partition.number, `c${index}`)} = ${column(partition.number)}`
    return sql`LEFT JOIN ${identifier(step)} AS ${alias} ON ${same}`
  })
  const around = partition === undefined ? sql`(SELECT 1 AS "ordinal")` : identifier(partition.groups)
  const step = addStep(builder, sql`SELECT ${join([...columnList(partition?.columns ?? []), ...values, sql`1 AS "ordinal"`])} FROM ${around} r ${join(joins, ' ')}`)
  fence(builder, step)
  return { step, members, rows: false, variants: [new Set(members.map(({ name }) => name))], partition }
}

/** One row for each group that has items. */
function renderCollection (builder: ApplyBuilder, item: NestItem, result: Relation): string {
  const { dialect } = builder
  const numbers = result.partition === undefined ? [] : [result.partition.number]
  const shown = addStep(builder, sql`SELECT ${join([
    ...columnList(numbers, INNER), sql`${builder.showsNested(builder, item, result, INNER)} AS "item"`, column('ordinal', INNER)
  ])} FROM ${identifier(result.step)} AS ${identifier(INNER)}`)
  const list: Sql = dialect.name === 'sqlite'
    ? sql`'[' || group_concat(r."item", ',' ORDER BY r."ordinal") || ']'`
    : sql`CAST('[' || string_agg(r."item", ',' ORDER BY r."ordinal") || ']' AS json)`
  const by = columnList(numbers)
  return addStep(builder, sql`SELECT ${join([...by, sql`${list} AS "items"`])} FROM ${identifier(shown)} r${
    by.length === 0 ? sql`` : sql` GROUP BY ${join(by)}`}`)
}
