/**
 * `rolluprecursive` (Data Aggregation 4.0, section 6.3). Each item is there again for its node and every one above it; the nodes that are
 * below a root are groups, whether they have items or not.
 */
import sql, { empty, join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { GroupingKey, RollupNodesTransformation } from '../../../odata/bind/apply/apply-expression.js'
import { entityTable } from '../answer/entity-table.js'
import { numberOf, renderUngrouped } from './apply-group.js'
import type { RenderSequence } from './apply-group.js'
import {
  addRecursive, addStep, asColumn, column, columnList, fence, from, keptColumns, newMember, renderContext
} from './apply-relation.js'
import type { ApplyBuilder, Relation, RelationMember } from './apply-relation.js'
import { CHILD, ID, NODE, PARENT, RANK, WAY, renderHierarchy, waysOf } from './apply-tree.js'
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
  const steps = renderHierarchy(builder, { ...transformation, renderSequence })
  const number = `__g${builder.steps.size}`
  const node = `${number}_node`
  const shown = keys.map(key => shownKey(builder, key, number))
  const grouping = shown.flatMap(key => key.columns)
  const groups = renderGroups(builder, relation, transformation, { ...steps, number, values: grouping })
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

/** The nodes that are a root or below one, by each way that leads there, for each group around. */
function renderGroups (
  builder: ApplyBuilder,
  { partition }: Relation,
  { hierarchy, hierarchy: { type } }: RollupNodesTransformation,
  { nodes, edges, number, values }: { readonly nodes: Sql, readonly edges: Sql, readonly number: string, readonly values: ShownKey['columns'] }
): string {
  const ways = waysOf(hierarchy)
  const found = addRecursive(builder, own => sql`SELECT ${column(NODE, 'n')}${ways.first} FROM ${nodes} n WHERE NOT EXISTS (SELECT 1 FROM ${
    edges} e WHERE ${column(CHILD, 'e')} = ${column(NODE, 'n')}) UNION SELECT ${column(NODE, 'n')}${ways.next} FROM ${own} w JOIN ${
    edges} e ON ${column(PARENT, 'e')} = ${column(NODE, 'w')} JOIN ${nodes} n ON ${column(NODE, 'n')} = ${column(CHILD, 'e')}${ways.ends}`)
  const { tenant = sql`NULL` } = builder
  const table = entityTable({ dialect: builder.dialect.name, now: builder.now }, type)
  const around = partition === undefined ? [] : columnList(partition.columns, 'o')
  const order = join([...partition === undefined ? [] : [column(partition.number, 'o')], column(RANK, 'n'), ...hierarchy.parent.collection ? [column(WAY, 'f')] : []])
  const groups = addStep(builder, sql`SELECT ${join([
    column(NODE, 'n'), ...around, sql`dense_rank() OVER (ORDER BY ${order}) AS ${identifier(number)}`,
    sql`${column(NODE, 'n')} AS ${identifier(`${number}_node`)}`,
    ...values.map(({ own, value }) => sql`${value} AS ${identifier(own)}`)
  ])} FROM ${identifier(found)} f JOIN ${nodes} n ON ${column(NODE, 'n')} = ${column(NODE, 'f')} JOIN ${table} AS ${identifier(ROW)} ON ${
    column('tenant', ROW)} = ${tenant} AND ${column('ordinal', ROW)} = ${column(NODE, 'n')}${
    partition === undefined ? empty : sql` CROSS JOIN ${identifier(partition.groups)} o`}`)
  fence(builder, groups)
  return groups
}
