/**
 * Items by the nodes of a recursive hierarchy (Data Aggregation 4.0, section 6.2). Nodes and edges are two steps, a third one walks along
 * the edges; what it has come to it does not come to again, so that it ends where edges go round in a circle.
 */
import sql, { empty, join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { RelativesTransformation, Transformation, TraverseTransformation } from '../../../odata/bind/apply/apply-expression.js'
import { nodeIdOf } from '../../../odata/bind/apply/hierarchy.js'
import type { Hierarchy } from '../../../odata/bind/apply/hierarchy.js'
import type { OrderByItem, RangeVariable } from '../../../odata/bind/expression/expression.js'
import { entityTable } from '../answer/entity-table.js'
import {
  addRecursive, addStep, builderFor, column, columnList, fence, from, ITEM, keptColumns, newMember, renderContext, SOURCE_ORDINAL,
  sourceMembers, sourceValues
} from './apply-relation.js'
import type { ApplyBuilder, Relation } from './apply-relation.js'
import type { RenderSequence } from './apply-group.js'
import { renderWay } from './apply-ways.js'
import { asJson, quoteJson } from '../answer/render-value.js'
import { identifier, position } from '../identifier.js'
import { SINGLETON_ORDINAL, membersOf } from '../expression/place.js'
import type { RenderContext } from '../expression/render-context.js'
import { renderComparableExpression, renderOrderBy } from '../expression/render-expression.js'

/** Columns: a node by its ordinal, its identifier, the ends of an edge, how far a walk has come. */
export const [NODE, ID, CHILD, PARENT, DISTANCE, RANK, PATH, WAY, UP] =
  ['node', 'id', 'child', 'parent', 'distance', 'rank', 'path', 'way', 'up'] as const

interface Steps {
  readonly nodes: Sql
  readonly edges: Sql
}

/** The column with the item that is related to a node. */
const RELATED = 'related'
/** The alias of a node's row. */
const ROW = 'h'

interface Nodes {
  readonly hierarchy: Hierarchy
  readonly item: RangeVariable
  readonly orderBy?: readonly OrderByItem[]
}

/** What leaves some of the nodes. */
interface Chosen extends Pick<Nodes, 'hierarchy'> {
  readonly among: readonly Transformation[]
}

/** The nodes that transformations leave, in their order: a step with the ordinal of each; undefined for all. */
export function renderAmong (
  builder: ApplyBuilder,
  { hierarchy: { type, nodes }, among }: Chosen,
  renderSequence: RenderSequence
): string | undefined {
  if (among.length === 0) return undefined
  const { tenant = sql`NULL` } = builder
  const inner = builderFor(builder, type)
  const context: RenderContext = { dialect: builder.dialect.name, now: builder.now, tableAlias: () => ITEM, computed: new Map() }
  const own = membersOf(entityTable(context, type), nodes, ITEM, { tenant, ordinal: position(SINGLETON_ORDINAL) })
  const source = addStep(inner, sql`SELECT ${join([...sourceValues(inner), sql`r."ordinal"`])} FROM ${own.from} WHERE ${own.where}`)
  const members = sourceMembers(type)
  const all = { step: source, members, rows: true, variants: [new Set(members.map(({ name }) => name))], partition: undefined }
  return renderSequence(inner, all, among).step
}

export function renderHierarchy (builder: ApplyBuilder, asked: Nodes): Steps {
  const { hierarchy, item, orderBy = [] } = asked
  const { nodes, type, parent } = hierarchy
  const { tenant = sql`NULL` } = builder
  const context: RenderContext = { dialect: builder.dialect.name, now: builder.now, tableAlias: () => ROW, computed: new Map() }
  const id = renderComparableExpression(context, nodeIdOf(hierarchy, item))
  const own = membersOf(entityTable(context, type), nodes, ROW, { tenant, ordinal: position(SINGLETON_ORDINAL) })
  const order = join([...renderOrderBy(context, orderBy), sql`${column('ordinal', ROW)}`])
  const rank = sql`row_number() OVER (ORDER BY ${order}) AS ${identifier(RANK)}`
  const found = addStep(builder, sql`SELECT CAST(${column('ordinal', ROW)} AS bigint) AS ${identifier(NODE)}, ${id} AS ${identifier(ID)}, ${rank} FROM ${
    own.from} WHERE ${own.where}`)
  fence(builder, found)
  const above = membersOf(entityTable(context, parent.target), parent, 'p', { tenant, ordinal: column(NODE, 'n') })
  const edges = addStep(builder, sql`SELECT ${column(NODE, 'n')} AS ${identifier(CHILD)}, ${column(NODE, 'm')} AS ${identifier(PARENT)}, ${
    column(RANK, 'n')} AS ${identifier(RANK)} FROM ${identifier(found)} n CROSS JOIN ${above.from} JOIN ${identifier(found)} m ON ${
    column(NODE, 'm')} = ${column('ordinal', 'p')} WHERE ${above.where}`)
  fence(builder, edges)
  return { nodes: identifier(found), edges: identifier(edges) }
}

/** Items whose node is above or below one of those that transformations leave; of each group its own. */
export function renderRelatives (
  builder: ApplyBuilder,
  relation: Relation,
  transformation: RelativesTransformation,
  renderSequence: RenderSequence
): Relation {
  const { hierarchy, transformations, keepStart } = transformation
  const { nodes, edges } = renderHierarchy(builder, { hierarchy, item: { name: '$node', type: { type: hierarchy.type, nullable: false } } })
  const chosen = renderSequence(builder, relation, transformations)
  const around = relation.partition === undefined ? [] : [relation.partition.number]
  const group = (alias: string): Sql[] => columnList(around, alias)
  const start = renderItemIds(builder, chosen, transformation)
  const starts = addStep(builder, sql`SELECT DISTINCT ${join([...group('r'), column(NODE, 'n')])} ${start.from} JOIN ${nodes} n ON ${
    column(ID, 'n')} = ${start.id}`)
  const walked = renderWalk(builder, transformation, identifier(starts), edges, group)
  const kept = keepStart ? sql` UNION SELECT ${join([...group('s'), column(NODE, 's')])} FROM ${identifier(starts)} s` : empty
  const reached = addStep(builder, sql`SELECT DISTINCT ${join([...group('w'), column(NODE, 'w')])} FROM ${identifier(walked)} w${kept}`)
  const ids = addStep(builder, sql`SELECT DISTINCT ${join([...group('x'), column(ID, 'n')])} FROM ${identifier(reached)} x JOIN ${nodes} n ON ${
    column(NODE, 'n')} = ${column(NODE, 'x')}`)
  const same = around.map(name => sql`${column(name, 'x')} = ${column(name)}`)
  const meant = renderMeant(builder, relation, transformation, { ids: identifier(ids), group })
  const step = addStep(builder, sql`SELECT ${join([...columnList(keptColumns(builder, relation)), sql`r."ordinal"`])} ${from(relation)} JOIN ${
    join([meant, ...same], ' AND ')}`)
  return { ...relation, step }
}

type Related = Pick<RelativesTransformation, 'path' | 'way'>

/** Items, and the identifier of the node that each of them is related to: of several nodes, the item once for each. */
function renderItemIds (builder: ApplyBuilder, relation: Relation, { path, way }: Related): { readonly from: Sql, readonly id: Sql } {
  if (way === undefined) return { from: from(relation), id: renderComparableExpression(renderContext(builder, relation), path) }
  const rows = renderWay(builder, relation, way, [[RELATED, sql`r."ordinal"`]])
  const id = sql`${renderComparableExpression(rows.context, path)} AS ${identifier(ID)}`
  const ids = addStep(builder, sql`SELECT DISTINCT ${join([...rows.keys, id])} ${rows.from}`)
  fence(builder, ids)
  return { from: sql`${from(relation)} JOIN ${identifier(ids)} i ON ${column(RELATED, 'i')} = r."ordinal"`, id: column(ID, 'i') }
}

/** `… x ON …`: that an item has one of these nodes, however many of them it has. */
function renderMeant (
  builder: ApplyBuilder,
  relation: Relation,
  related: Related,
  { ids, group }: { readonly ids: Sql, readonly group: (alias: string) => Sql[] }
): Sql {
  const item = renderItemIds(builder, relation, related)
  if (related.way === undefined) return sql`${ids} x ON ${column(ID, 'x')} = ${item.id}`
  const meant = addStep(builder, sql`SELECT DISTINCT ${join([...group('n'), column(RELATED, 'i')])} ${item.from} JOIN ${ids} n ON ${
    column(ID, 'n')} = ${item.id}`)
  return sql`${identifier(meant)} x ON ${column(RELATED, 'x')} = r."ordinal"`
}

/** The nodes at the other ends of edges, and on from there. Without a bound on the distance a node is enough to know what was there. */
function renderWalk (
  builder: ApplyBuilder,
  { direction, distance }: RelativesTransformation,
  starts: Sql,
  edges: Sql,
  group: (alias: string) => Sql[]
): string {
  const [near, far] = direction === 'descendants' ? [PARENT, CHILD] : [CHILD, PARENT]
  const target = sql`${column(far, 'e')} AS ${identifier(NODE)}`
  const first = distance === undefined ? [] : [sql`1 AS ${identifier(DISTANCE)}`]
  const next = distance === undefined ? [] : [sql`${column(DISTANCE, 'w')} + 1`]
  const bound = distance === undefined ? empty : sql` WHERE ${column(DISTANCE, 'w')} < ${position(distance)}`
  return addRecursive(builder, own => sql`SELECT ${join([...group('s'), target, ...first])} FROM ${starts} s JOIN ${edges} e ON ${
    column(near, 'e')} = ${column(NODE, 's')} UNION SELECT ${join([...group('w'), target, ...next])} FROM ${own} w JOIN ${edges} e ON ${
    column(near, 'e')} = ${column(NODE, 'w')}${bound}`)
}

/**
 * What a walk remembers that may come to a node by several ways: it does not go on to a node that it has come through. The walk is `w`,
 * the node that it comes to `n`.
 */
function waysOf (isGeneral: boolean): { readonly first: Sql, readonly next: Sql, readonly ends: Sql } {
  if (!isGeneral) return { first: empty, next: empty, ends: empty }
  const own = sql`CAST(${column(NODE, 'n')} AS text)`
  return {
    first: sql`, '/' || ${own} || '/' AS ${identifier(WAY)}`,
    next: sql`, ${column(WAY, 'w')} || ${own} || '/'`,
    ends: sql` WHERE ${column(WAY, 'w')} NOT LIKE '%/' || ${own} || '/%'`
  }
}

/** The identifiers of the nodes above one on the way that led to it, as JSON: the nearest first. */
function upPathOf ({ dialect: { name } }: ApplyBuilder, isSaid: boolean): { readonly first: Sql, readonly next: Sql } {
  if (!isSaid) return { first: empty, next: empty }
  const [above, before] = [quoteJson(name, sql`CAST(${column(ID, 'w')} AS text)`), column(UP, 'w')]
  return {
    first: sql`, '[]' AS ${identifier(UP)}`,
    next: sql`, '[' || ${above} || CASE ${before} WHEN '[]' THEN '' ELSE ',' END || substr(${before}, 2)`
  }
}

/** What sorts after every digit: a node comes after those below it. */
const BEHIND = '~'

/** Items in the order of a tree, from its roots on, or from other nodes. What is below none of them is left out. */
export function renderTraverse (
  builder: ApplyBuilder,
  relation: Relation,
  transformation: TraverseTransformation,
  renderSequence: RenderSequence
): Relation {
  const { path, order, orderBy, hierarchy, upPath } = transformation
  const starts = renderAmong(builder, transformation, renderSequence)
  const ways = waysOf(hierarchy.parent.collection || starts !== undefined)
  const up = upPathOf(builder, upPath !== undefined)
  const { nodes, edges } = renderHierarchy(builder, transformation)
  const { dialect } = builder
  const places = addStep(builder, sql`SELECT ${join([...columnList([CHILD, PARENT], 'e'), sql`${
    inOrder(sql`row_number() OVER (PARTITION BY ${column(PARENT, 'e')} ORDER BY ${column(RANK, 'e')})`)} AS ${identifier(PATH)}`])} FROM ${edges} e`)
  fence(builder, places)
  const rank = starts === undefined || orderBy.length > 0 ? column(RANK, 'n') : sql`a."ordinal"`
  const beginning = starts === undefined
    ? sql`${nodes} n WHERE NOT EXISTS (SELECT 1 FROM ${edges} e WHERE ${column(CHILD, 'e')} = ${column(NODE, 'n')})`
    : sql`${nodes} n JOIN ${identifier(starts)} a ON ${column(SOURCE_ORDINAL, 'a')} = ${column(NODE, 'n')}`
  const roots = sql`SELECT ${column(NODE, 'n')}, ${column(ID, 'n')}, ${
    inOrder(sql`row_number() OVER (ORDER BY ${rank})`)} AS ${identifier(PATH)}${ways.first}${up.first} FROM ${beginning}`
  const tree = addRecursive(builder, own => sql`SELECT t.* FROM (${roots}) t UNION ALL SELECT ${join(columnList([NODE, ID], 'n'))}, ${
    column(PATH, 'w')} || ${column(PATH, 'e')}${ways.next}${up.next} FROM ${own} w JOIN ${identifier(places)} e ON ${column(PARENT, 'e')} = ${
    column(NODE, 'w')} JOIN ${nodes} n ON ${column(NODE, 'n')} = ${column(CHILD, 'e')}${ways.ends}`)
  const place = order === 'preorder' ? column(PATH, 'x') : sql`(${column(PATH, 'x')} || ${dialect.text(BEHIND)})`
  const around = columnList(relation.partition === undefined ? [] : [relation.partition.number])
  const sorted = sql`row_number() OVER (ORDER BY ${join([...around, dialect.bytewise(place), sql`r."ordinal"`])}) AS "ordinal"`
  const id = renderComparableExpression(renderContext(builder, relation), path)
  const said = upPath === undefined ? [] : [newMember(builder, upPath)]
  const kept = { ...relation, members: relation.members.filter(({ name }) => name !== upPath?.name) }
  const upPaths = said.map(member => sql`${asJson(dialect.name, column(UP, 'x'))} AS ${identifier(member.column)}`)
  const step = addStep(builder, sql`SELECT ${join([...columnList(keptColumns(builder, kept)), ...upPaths, sorted])} ${from(relation)} JOIN ${
    identifier(tree)} x ON ${column(ID, 'x')} = ${id}`)
  const variants = relation.variants.map(names => new Set([...names, ...said.map(({ name }) => name)]))
  return { ...relation, step, members: [...kept.members, ...said], variants }
}

/** A number as text that sorts: how many digits it has, and these. */
const inOrder = (number: Sql): Sql => sql`(CAST(length(CAST(${number} AS text)) AS text) || CAST(${number} AS text))`
