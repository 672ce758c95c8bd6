/** `$apply` (OData Extension for Data Aggregation 4.0, section 3) as one subselect that yields the items of the result in their order. */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { StructuredType } from '../../../edm/types.js'
import type { BoundApply, NestItem, OutputMember, Transformation } from '../../../odata/bind/apply/apply-expression.js'
import type { DialectName } from '../../database/database.js'
import { renderAggregateStep } from './apply-aggregate.js'
import { renderConcat } from './apply-concat.js'
import { renderExtremes } from './apply-extremes.js'
import { renderGroupBy } from './apply-group.js'
import { renderRollupNodes } from './apply-rollup.js'
import { renderRelatives, renderTraverse } from './apply-tree.js'
import { renderItemJson } from './apply-json.js'
import type { ItemFormat } from '../../../plan/item-format.js'
import { renderJoin } from './apply-join.js'
import { renderNest } from './apply-nest.js'
import {
  addStep,
  column,
  columnList,
  from,
  keptColumns,
  newMember,
  renderContext,
  sourceMembers,
  sourceValues,
  startBuilder,
  withSteps
} from './apply-relation.js'
import type { ApplyBuilder, Relation, ShowsNested } from './apply-relation.js'
import { renderCompute, renderFilterStep, renderOrderByStep, renderSearchStep, renderSlice } from './apply-rows.js'
import type { ComputedColumn } from '../expression/render-context.js'
import { identifier } from '../identifier.js'
import { unrenderable } from '../expression/unrenderable.js'

/** What `$apply` is applied to. */
export interface ApplySource {
  /** A table, or a subselect in parentheses, that has the columns of `type` and "ordinal". */
  readonly from: Sql
  readonly type: StructuredType
  /** The key of the tenant whose items they are; where nothing else of the tenant is asked for there may be none. */
  readonly tenant?: Sql
  /** Entities that an item is made of, and the column of the source with the ordinal of each. */
  readonly pairs?: ReadonlyArray<{ readonly member: OutputMember, readonly ordinal: string }>
  /** How an item of what `nest` makes is shown. */
  readonly showNested?: (item: NestItem, applied: Omit<AppliedRows, 'query'>, alias: string) => Sql
}

export interface AppliedRows {
  /**
   * A SELECT, for use in parentheses. Beside the members it has "ordinal", from 1 or as it was in the source: the order of the items, each
   * with its own.
   */
  readonly query: Sql
  /** What the members are in SQL where the query has this alias: `computed` of a render context. */
  readonly columns: (alias: string) => ReadonlyMap<string, ComputedColumn>
  /** The JSON text of one item, which is not one of the source any more. */
  readonly renderItem: (alias: string, format: ItemFormat) => Sql
  /** The names of the members that an item can have; with more than one, the column {@link VARIANT} tells which it has. */
  readonly variants: ReadonlyArray<ReadonlySet<string>>
}

export function renderApply (
  context: { readonly dialect: DialectName, readonly now: string },
  apply: Pick<BoundApply, 'transformations'>,
  source: ApplySource
): AppliedRows {
  const showNested: ShowsNested = (builder, item, result, alias) => source.showNested?.(item, appliedRows(builder, result), alias) ?? sql`'{}'`
  const builder = startBuilder(context, source.type, source.tenant, showNested, source.pairs !== undefined)
  const relation = renderSequence(builder, renderSource(builder, source), apply.transformations)
  const columns = [...columnList(keptColumns(builder, relation)), sql`r."ordinal"`]
  return { ...appliedRows(builder, relation), query: withSteps(builder, sql`SELECT ${join(columns)} ${from(relation)}`) }
}

function appliedRows (builder: ApplyBuilder, relation: Relation): Omit<AppliedRows, 'query'> {
  return {
    columns: alias => renderContext(builder, relation, alias).computed,
    variants: relation.variants,
    renderItem: (alias, format) => renderItemJson(builder, relation, alias, format)
  }
}

function renderSource (builder: ApplyBuilder, source: ApplySource): Relation {
  const pairs = (source.pairs ?? []).map(({ member, ordinal }) => ({ member: newMember(builder, member), ordinal }))
  const entities = pairs.map(({ member, ordinal }) => sql`${column(ordinal)} AS ${identifier(member.column)}`)
  const members = [...sourceMembers(source.type), ...pairs.map(({ member }) => member)]
  const step = addStep(builder, sql`SELECT ${join([...sourceValues(builder), ...entities, sql`r."ordinal"`])} FROM ${source.from} r`)
  return { step, members, rows: true, variants: [new Set(members.map(({ name }) => name))], partition: undefined }
}

function renderSequence (builder: ApplyBuilder, relation: Relation, transformations: readonly Transformation[]): Relation {
  return transformations.reduce<Relation>((before, transformation) => renderTransformation(builder, before, transformation), relation)
}

function renderTransformation (builder: ApplyBuilder, relation: Relation, transformation: Transformation): Relation {
  switch (transformation.kind) {
    case 'filter': return renderFilterStep(builder, relation, transformation.filter)
    case 'search': return renderSearchStep(builder, relation, transformation.search)
    case 'compute': return renderCompute(builder, relation, transformation.items)
    case 'orderBy': return renderOrderByStep(builder, relation, transformation.items)
    case 'top': case 'skip': return renderSlice(builder, relation, transformation.kind, transformation.value)
    case 'extremes': return renderExtremes(builder, relation, transformation)
    case 'aggregate': return renderAggregateStep(builder, relation, transformation.items)
    case 'groupBy': return renderGroupBy(builder, relation, transformation, renderSequence)
    case 'relatives': return renderRelatives(builder, relation, transformation, renderSequence)
    case 'traverse': return renderTraverse(builder, relation, transformation, renderSequence)
    case 'rollupNodes': return renderRollupNodes(builder, relation, transformation, renderSequence)
    case 'join': return renderJoin(builder, relation, transformation, renderSequence)
    case 'nest': return renderNest(builder, relation, transformation, renderSequence)
    case 'concat': return renderConcat(builder, relation, transformation, renderSequence)
    case 'unsupported': throw unrenderable(transformation.what)
  }
}
