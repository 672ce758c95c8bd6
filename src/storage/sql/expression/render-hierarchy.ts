/**
 * Where a node stands in a recursive hierarchy (Data Aggregation 4.0, section 5.5.2.1): a walk from one node up to its ancestors, each of
 * which it comes to once.
 */
import sql, { empty, join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { nodeIdOf } from '../../../odata/bind/apply/hierarchy.js'
import type { Expression, HierarchyExpression } from '../../../odata/bind/expression/expression.js'
import { entityTable } from '../answer/entity-table.js'
import { identifier, position } from '../identifier.js'
import { SINGLETON_ORDINAL, membersOf } from './place.js'
import type { RowsFrom } from './place.js'
import type { RenderScope } from './render-context.js'
import { unrenderable } from './unrenderable.js'

type Compared = (scope: RenderScope, expression: Expression) => Sql

/** `compare` renders what nodes are compared by. Never null. */
export function renderHierarchy (scope: RenderScope, expression: HierarchyExpression, compare: Compared): Sql {
  const [node, other] = expression.arguments
  if (node === undefined) throw unrenderable(expression.test)
  const own = compare(scope, node)
  const rows = rowsOf(scope, expression, compare)
  switch (expression.test) {
    case 'isroot': return isRoot(rows, own)
    case 'isleaf': return isLeaf(rows, own)
    case 'issibling': return other === undefined ? sql`FALSE` : areSiblings(rows, own, compare(scope, other))
    case 'isdescendant': return other === undefined ? sql`FALSE` : leadsUp(rows, expression, own, compare(scope, other))
    case 'isancestor': return other === undefined ? sql`FALSE` : leadsUp(rows, expression, compare(scope, other), own)
  }
}

interface HierarchyRows {
  /** The nodes as rows with an alias. */
  readonly nodes: (alias: string) => RowsFrom
  /** The parents, with an alias, of the node that is a row with another one, or an ordinal. */
  readonly parents: (alias: string, ordinal: Sql) => RowsFrom
  /** What identifies the node of an alias. */
  readonly id: (alias: string) => Sql
}

function rowsOf (scope: RenderScope, { hierarchy }: HierarchyExpression, compare: Compared): HierarchyRows {
  const { nodes, type, parent } = hierarchy
  const { context, context: { tenant } } = scope
  if (tenant === undefined) throw unrenderable('A hierarchy of no tenant')
  return {
    nodes: alias => membersOf(entityTable(context, type), nodes, alias, { tenant, ordinal: position(SINGLETON_ORDINAL) }),
    parents: (alias, ordinal) => membersOf(entityTable(context, parent.target), parent, alias, { tenant, ordinal }),
    id: alias => {
      const variable = { name: '$node', type: { type, nullable: false } }
      const inner: RenderScope = { ...scope, bindings: [{ variable, source: { kind: 'row', alias } }, ...scope.bindings] }
      return compare(inner, nodeIdOf(hierarchy, variable))
    }
  }
}

const ordinalOf = (alias: string): Sql => sql`${identifier(alias)}."ordinal"`

const select = (what: Sql, ...rows: readonly RowsFrom[]): Sql =>
  sql`SELECT ${what} FROM ${join(rows.map(({ from }) => from), ' CROSS JOIN ')} WHERE ${join(rows.map(({ where }) => where), ' AND ')}`

const ONE = sql`1`

function isRoot ({ nodes, parents, id }: HierarchyRows, own: Sql): Sql {
  return sql`EXISTS (${select(ONE, nodes('hn'))} AND ${id('hn')} = ${own} AND NOT EXISTS (${select(ONE, parents('hp', ordinalOf('hn')))}))`
}

/** All parents are looked up once, not for each node. */
function isLeaf ({ nodes, parents, id }: HierarchyRows, own: Sql): Sql {
  const inner = select(id('hp'), nodes('hn'), parents('hp', ordinalOf('hn')))
  return sql`COALESCE(${own} IN (${select(id('hn'), nodes('hn'))}) AND ${own} NOT IN (${inner} AND ${id('hp')} IS NOT NULL), FALSE)`
}

function areSiblings (rows: HierarchyRows, own: Sql, other: Sql): Sql {
  const { nodes, parents, id } = rows
  const another = sql`${select(ONE, nodes('hm'), parents('hq', ordinalOf('hm')))} AND ${id('hm')} = ${other} AND ${ordinalOf('hq')} = ${ordinalOf('hp')}`
  const shared = sql`EXISTS (${select(ONE, nodes('hn'), parents('hp', ordinalOf('hn')))} AND ${id('hn')} = ${own} AND EXISTS (${another}))`
  return sql`COALESCE(${own} <> ${other} AND (${shared} OR (${isRoot(rows, own)} AND ${isRoot(rows, other)})), FALSE)`
}

/** Whether one node, by its identifier, is below another one. */
function leadsUp ({ nodes, parents, id }: HierarchyRows, { distance, self }: HierarchyExpression, low: Sql, high: Sql): Sql {
  const counted = distance !== undefined
  const own = sql`CAST(${ordinalOf('hn')} AS bigint)`
  const above = sql`CAST(${ordinalOf('hp')} AS bigint)`
  const first = self
    ? sql`${select(sql`${own}${counted ? sql`, 0` : empty}`, nodes('hn'))} AND ${id('hn')} = ${low}`
    : sql`${select(sql`${above}${counted ? sql`, 1` : empty}`, nodes('hn'), parents('hp', ordinalOf('hn')))} AND ${id('hn')} = ${low}`
  const up: RowsFrom = { from: sql`hw`, where: counted ? sql`hw."distance" < ${position(distance)}` : sql`1 = 1` }
  const next = select(sql`${above}${counted ? sql`, hw."distance" + 1` : empty}`, up, parents('hp', sql`hw."node"`))
  return sql`EXISTS (WITH RECURSIVE hw("node"${counted ? sql`, "distance"` : empty}) AS (${first} UNION ${next}) ${
    select(ONE, { from: sql`hw`, where: sql`1 = 1` }, nodes('hg'))} AND ${ordinalOf('hg')} = hw."node" AND ${id('hg')} = ${high})`
}
