/**
 * `rolluprecursive` (Data Aggregation 4.0, section 6.3). Each item is there again for its node and every one above it; each
 * node is a group, whether it has items or not.
 */
import sql, { empty, join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { GroupingKey, RollupNodesTransformation } from '../../../odata/bind/apply/apply-expression.js'
import { entityTable } from '../answer/entity-table.js'
import { numberOf, renderUngrouped } from './apply-group.js'
import type { RenderSequence } from './apply-group.js'
import {
  addRecursive, addStep, asColumn, column, columnList, fence, from, keptColumns, newMember, renderContext, SOURCE_ORDINAL
} from './apply-relation.js'
import type { ApplyBuilder, Relation, RelationMember } from './apply-relation.js'
import { CHILD, ID, NODE, PARENT, RANK, renderAmong, renderHierarchy } from './apply-tree.js'
import { identifier } from '../identifier.js'
import type { RenderContext } from '../expression/render-context.js'
import { renderDigitsOf } from '../expression/render-digits.js'
import { renderComparableExpression, renderExpression } from '../expression/render-expression.js'

/** The node that a walk began at, and the alias of the row of a node. */
const [TOP, ROW] = ['top', 'h'] as const

export function renderRollupNodes (
  builder: ApplyBuilder,
  relation: Relation,
  transformation: RollupNodesTransformation,
  renderSequence: RenderSequence
): Relation {
  const { path, keys, transformations } = transformation
  const { partition } = relation
  const steps = renderHierarchy(builder, transformation)
  const among = renderAmong(builder, transformation, renderSequence)
  const number = `__g${builder.steps.size}`
  const node = `${number}_node`
  const shown = keys.map(key => shownKey(builder, key, number))
  const grouping = shown.flatMap(key => key.columns)
  const groups = renderGroups(builder, relation, transformation, { ...steps, among, number, values: grouping })
  const below = addRecursive(builder, own => sql`SELECT ${column(NODE, 'n')} AS ${identifier(TOP)}, ${column(NODE, 'n')} FROM ${steps.nodes} n
    UNION SELECT ${column(TOP, 'w')}, ${column(CHILD, 'e')} FROM ${own} w JOIN ${steps.edges} e ON ${column(PARENT, 'e')} = ${column(NODE, 'w')}`)
  const id = renderComparableExpression(renderContext(builder, relation), path)
  const around = partition === undefined ? empty : sql` AND ${column(partition.number, 'g')} = ${column(partition.number)}`
  const own = grouping.map(({ own }) => own)
  const step = addStep(builder, sql`SELECT ${join([
    ...columnList(keptColumns(builder, relation)), ...columnList([number, node, ...own], 'g'),
    sql`row_number() OVER (ORDER BY ${column(number, 'g')}, r."ordinal") AS "ordinal"`
  ])} ${from(relation)} JOIN ${steps.nodes} n ON ${column(ID, 'n')} = ${id} JOIN ${identifier(below)} b ON ${column(NODE, 'b')} = ${
    column(NODE, 'n')} JOIN ${identifier(groups)} g ON ${column(NODE, 'g')} = ${column(TOP, 'b')}${around}`)
  const columns = [number, node, ...own, ...partition?.columns ?? []]
  const nodes = new Map([...partition?.nodes ?? [], [transformation.name, node]])
  const result = renderSequence(builder, { ...relation, step, partition: { number, columns, nodes, groups } }, transformations)
  return renderUngrouped(builder, result, partition, shown.map(({ member }) => member), grouping)
}

/** What is shown of a node: a member, and its columns among those of the groups. */
interface ShownKey {
  readonly member: RelationMember
  readonly columns: ReadonlyArray<{ readonly name: string, readonly own: string, readonly value: Sql }>
}

function shownKey (builder: ApplyBuilder, key: GroupingKey, number: string): ShownKey {
  const { type, expression } = key
  const context: RenderContext = { dialect: builder.dialect.name, now: builder.now, tableAlias: () => ROW, computed: new Map() }
  const digits = renderDigitsOf(context, expression)
  const member = newMember(builder, key, digits !== undefined)
  const own = `${number}_${member.column}`
  const comparable = asColumn(builder, type, renderComparableExpression(context, expression))
  if (digits !== undefined && member.digits !== undefined) {
    return { member, columns: [{ name: member.column, own, value: numberOf(digits) }, { name: member.digits, own: `${own}_digits`, value: digits }] }
  }
  if (member.instant === undefined) return { member, columns: [{ name: member.column, own, value: comparable }] }
  const text = asColumn(builder, type, renderExpression(context, expression))
  return { member, columns: [{ name: member.column, own, value: text }, { name: member.instant, own: `${own}_instant`, value: comparable }] }
}

interface Groups {
  readonly nodes: Sql
  /** The step with those that are meant; undefined for all. */
  readonly among: string | undefined
  readonly number: string
  readonly values: ShownKey['columns']
}

/** The nodes that are meant, as often as they are, for each group around. */
function renderGroups (
  builder: ApplyBuilder,
  { partition }: Relation,
  { hierarchy: { type } }: RollupNodesTransformation,
  { nodes, among, number, values }: Groups
): string {
  const { tenant = sql`NULL` } = builder
  const table = entityTable({ dialect: builder.dialect.name, now: builder.now }, type)
  const around = partition === undefined ? [] : columnList(partition.columns, 'o')
  const order = join([
    ...partition === undefined ? [] : [column(partition.number, 'o')], among === undefined ? column(RANK, 'n') : sql`a."ordinal"`
  ])
  const meant = among === undefined ? empty : sql` JOIN ${identifier(among)} a ON ${column(SOURCE_ORDINAL, 'a')} = ${column(NODE, 'n')}`
  const groups = addStep(builder, sql`SELECT ${join([
    column(NODE, 'n'), ...around, sql`dense_rank() OVER (ORDER BY ${order}) AS ${identifier(number)}`,
    sql`${column(NODE, 'n')} AS ${identifier(`${number}_node`)}`,
    ...values.map(({ own, value }) => sql`${value} AS ${identifier(own)}`)
  ])} FROM ${nodes} n${meant} JOIN ${table} AS ${identifier(ROW)} ON ${
    column('tenant', ROW)} = ${tenant} AND ${column('ordinal', ROW)} = ${column(NODE, 'n')}${
    partition === undefined ? empty : sql` CROSS JOIN ${identifier(partition.groups)} o`}`)
  fence(builder, groups)
  return groups
}
