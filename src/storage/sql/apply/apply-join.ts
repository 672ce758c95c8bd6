/**
 * `join` and `outerjoin` (Data Aggregation 4.0, section 3.5.1). An entity beside an item is a column with its ordinal, from which paths
 * lead on.
 */
import sql, { join } from 'sql-template-tag'
import type { JoinTransformation } from '../../../odata/bind/apply/apply-expression.js'
import type { RenderSequence } from './apply-group.js'
import {
  addStep, builderFor, column, columnList, from, keptColumns, newMember, renderContext, SOURCE_ORDINAL, sourceMembers, sourceValues
} from './apply-relation.js'
import type { ApplyBuilder, Relation } from './apply-relation.js'
import { renderEach } from '../expression/render-collection.js'
import { rootScope } from '../expression/render-context.js'
import { identifier } from '../identifier.js'

/** Columns of the pairs: the place of the item, the entity beside it, and the place of that one among those of the item. */
const [AROUND, BESIDE, PLACE] = ['__around', '__beside', '__place'] as const

export function renderJoin (
  builder: ApplyBuilder,
  relation: Relation,
  transformation: JoinTransformation,
  renderSequence: RenderSequence
): Relation {
  const member = newMember(builder, transformation.member)
  const pairs = renderPairs(builder, relation, transformation, renderSequence)
  const columns = [
    ...columnList(keptColumns(builder, relation)),
    sql`${column(BESIDE, 'p')} AS ${identifier(member.column)}`,
    sql`row_number() OVER (ORDER BY r."ordinal", ${column(PLACE, 'p')}) AS "ordinal"`
  ]
  const step = addStep(builder, sql`SELECT ${join(columns)} ${from(relation)} ${
    transformation.outer ? sql`LEFT JOIN` : sql`JOIN`
  } ${identifier(pairs)} p ON ${column(AROUND, 'p')} = r."ordinal"`)
  const variants = relation.variants.map(names => new Set([...names, member.name]))
  return { ...relation, step, members: [...relation.members, member], variants }
}

function renderPairs (
  builder: ApplyBuilder,
  relation: Relation,
  { collection, item, transformations, member: { type: { type } } }: JoinTransformation,
  renderSequence: RenderSequence
): string {
  if (type.kind !== 'entity') throw new Error('entities are joined')
  const each = renderEach(rootScope(renderContext(builder, relation)), collection, item)
  if (each.item.kind !== 'row') throw new Error('entities are rows')
  const row = each.item.alias
  const found = sql`${from(relation)} CROSS JOIN ${each.from} WHERE ${each.where ?? sql`TRUE`}`
  if (transformations.length === 0) {
    return addStep(builder, sql`SELECT r."ordinal" AS ${identifier(AROUND)}, ${column('ordinal', row)} AS ${identifier(BESIDE)}, ${
      column('ordinal', row)
    } AS ${identifier(PLACE)} ${found}`)
  }
  const inner = builderFor(builder, type)
  const number = `__g${builder.steps.size}`
  const rows = sql`(SELECT ${identifier(row)}.*, r."ordinal" AS ${identifier(number)} ${found}) r`
  const source = addStep(inner, sql`SELECT ${join([...sourceValues(inner), sql`r."ordinal"`, column(number)])} FROM ${rows}`)
  const groups = addStep(inner, sql`SELECT r."ordinal" AS ${identifier(number)} ${from(relation)}`)
  const members = sourceMembers(type)
  const result = renderSequence(inner, {
    step: source,
    members,
    rows: true,
    variants: [new Set(members.map(({ name }) => name))],
    partition: { number, columns: [number], groups }
  }, transformations)
  return addStep(builder, sql`SELECT ${column(number)} AS ${identifier(AROUND)}, ${column(SOURCE_ORDINAL)} AS ${identifier(BESIDE)}, r."ordinal" AS ${
    identifier(PLACE)
  } ${from(result)}`)
}
