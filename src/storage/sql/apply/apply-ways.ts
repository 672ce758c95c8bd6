/**
 * What paths through related entities and collections lead to, as rows to aggregate (Data Aggregation 4.0, sections 3.1.3 and 3.2.1.1).
 * After each step over entities every one of them is there once for a group, so that no way multiplies what it comes to.
 */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { StructuredType } from '../../../edm/types.js'
import type { Hop, Way } from '../../../odata/bind/apply/value-path.js'
import { entityTable } from '../answer/entity-table.js'
import { addStep, column, from, renderContext } from './apply-relation.js'
import type { ApplyBuilder, Relation } from './apply-relation.js'
import { renderEach, whereAll } from '../expression/render-collection.js'
import { rootScope } from '../expression/render-context.js'
import type { RenderContext, RenderScope } from '../expression/render-context.js'
import { identifier } from '../identifier.js'

/** Rows that a way leads to: something to select from, and what its last variable means there. */
export interface WayRows {
  /** `FROM … WHERE …` */
  readonly from: Sql
  /** The columns that say which group a row belongs to. */
  readonly keys: readonly Sql[]
  /** In the order of which rows are taken, before their values decide. */
  readonly order: Sql
  readonly context: RenderContext
}

/** A place on the way. */
interface Stage {
  readonly from: Sql
  readonly where: ReadonlyArray<Sql | undefined>
  readonly keys: ReadonlyArray<readonly [name: string, value: Sql]>
  readonly order: Sql
  readonly scope: RenderScope
}

/** Alias of the rows of entities that a step has come to, and of their table. */
const [REACHED, ROW] = ['e', 't'] as const

/** `keys`: what the items of the relation are grouped by. */
export function renderWay (builder: ApplyBuilder, relation: Relation, { hops }: Way, keys: Stage['keys']): WayRows {
  const start: Stage = { from: from(relation), where: [], keys, order: sql`r."ordinal"`, scope: rootScope(renderContext(builder, relation)) }
  const { scope, ...end } = hops.reduce<Stage>((stage, hop) => hop.entities ? toEntities(builder, stage, hop) : toValues(stage, hop), start)
  return {
    from: sql`${end.from}${whereAll(end.where)}`,
    keys: end.keys.map(([name, value]) => sql`${value} AS ${identifier(name)}`),
    order: end.order,
    context: { ...scope.context, declared: scope.bindings }
  }
}

function toEntities (builder: ApplyBuilder, { from: source, where, keys, scope }: Stage, { collection, variable }: Hop): Stage {
  const each = renderEach(scope, collection, variable)
  if (each.item.kind !== 'row') throw new Error('entities are rows')
  const row = each.item.alias
  const reached = addStep(builder, sql`SELECT DISTINCT ${
    join([...keys.map(([name, value]) => sql`${value} AS ${identifier(name)}`), column('tenant', row), column('ordinal', row)])
  } ${source} CROSS JOIN ${each.from}${whereAll([...where, each.where])}`)
  const context: RenderContext = {
    dialect: builder.dialect.name,
    now: builder.now,
    tableAlias: () => ROW,
    computed: new Map(),
    declared: [{ variable, source: { kind: 'row', alias: ROW } }]
  }
  return {
    from: sql`FROM ${identifier(reached)} ${identifier(REACHED)} CROSS JOIN ${entityTable(context, variable.type.type as StructuredType)} AS ${identifier(ROW)}`,
    where: [sql`${column('tenant', ROW)} = ${column('tenant', REACHED)} AND ${column('ordinal', ROW)} = ${column('ordinal', REACHED)}`],
    keys: keys.map(([name]) => [name, column(name, REACHED)]),
    order: column('ordinal', ROW),
    scope: rootScope(context)
  }
}

function toValues (stage: Stage, { collection, variable }: Hop): Stage {
  const { from: items, where, inner } = renderEach(stage.scope, collection, variable)
  return { ...stage, from: sql`${stage.from} CROSS JOIN ${items}`, where: [...stage.where, where], scope: inner }
}
