/** `concat` (Data Aggregation 4.0, section 3.2.4): one sequence after the other; an item keeps the members it has, and only those. */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { primitive } from '../../../edm/primitives.js'
import type { ConcatTransformation } from '../../../odata/bind/apply/apply-expression.js'
import { addStep, asColumn, column, columnList, fence, from, isSource, memberColumns, newMember, partsOf, VARIANT } from './apply-relation.js'
import type { ApplyBuilder, Relation, RelationMember } from './apply-relation.js'
import type { RenderSequence } from './apply-group.js'
import { identifier, position, sqlType } from '../identifier.js'
import { categoryOf, nullOf } from '../expression/value-category.js'

export function renderConcat (
  builder: ApplyBuilder,
  relation: Relation,
  { sequences, output }: ConcatTransformation,
  renderSequence: RenderSequence
): Relation {
  if (!isSource(builder, relation.step)) fence(builder, relation.step)
  const results = sequences.map(transformations => renderSequence(builder, relation, transformations))
  const rows = results.every(result => result.rows)
  const known = rows ? relation.members : []
  const complexParts = partsOf(builder, { rows })
  const members = output.map(({ name, type, property, joined, made }) =>
    known.find(member => member.name === name) ?? newMember(builder, { name, type, property, joined, made }, hasDigits(results, name))
  )
  const all = results.flatMap(({ variants }) => variants)
  const uniform = all.every(variant => sameNames(variant, all[0]))
  const around = relation.partition?.columns ?? []
  const parts = results.map((result, index) => {
    const offset = results.slice(0, index).reduce((sum, { variants }) => sum + variants.length, 0)
    const variant = result.variants.length > 1 ? sql`${position(offset)} + ${column(VARIANT)}` : position(offset)
    return sql`SELECT ${
      join([
        ...memberValues(builder, members, result),
        ...columnList([...complexParts, ...around]),
        sql`${variant} AS ${identifier(VARIANT)}`,
        sql`${position(index)} AS ${identifier(SEQUENCE)}`,
        sql`r."ordinal"`
      ])
    } ${from(result)}`
  })
  const together = addStep(builder, join(parts, ' UNION ALL '))
  const kept = [...memberColumns(members), ...complexParts, ...around, ...uniform ? [] : [VARIANT]]
  const ordinal = sql`row_number() OVER (ORDER BY ${column(SEQUENCE)}, r."ordinal") AS "ordinal"`
  const step = addStep(builder, sql`SELECT ${join([...columnList(kept), ordinal])} FROM ${identifier(together)} r`)
  return { step, members, rows, variants: uniform ? all.slice(0, 1) : all, partition: relation.partition }
}

/** The column that tells which sequence an item comes from. */
const SEQUENCE = '__sequence'

/** Whether all that have a Decimal of the name know its digits. */
const hasDigits = (results: readonly Relation[], name: string): boolean =>
  results.every(({ members }) => members.every(member => member.name !== name || member.digits !== undefined)) &&
    results.some(({ members }) => members.some(member => member.name === name))

function sameNames (left: ReadonlySet<string>, right: ReadonlySet<string> = left): boolean {
  return left.size === right.size && [...left].every(name => right.has(name))
}

/** The columns of one sequence in the order and of the types that all of them have; null for what it lacks. */
function memberValues (builder: ApplyBuilder, members: readonly RelationMember[], result: Relation): Sql[] {
  return members.flatMap(member => {
    const own = result.members.find(({ name }) => name === member.name)
    const value = own === undefined ? nullColumn(builder, member) : converted(builder, member, own)
    const digits = member.digits === undefined
      ? []
      : [sql`${own?.digits === undefined ? nullOf({ ...member.type, type: primitive('Edm.String') }) : column(own.digits)} AS ${identifier(member.digits)}`]
    if (member.instant === undefined) return [sql`${value} AS ${identifier(member.column)}`, ...digits]
    const instant = own?.instant === undefined ? nullOf(member.type) : column(own.instant)
    return [sql`${value} AS ${identifier(member.column)}`, sql`${asColumn(builder, member.type, instant)} AS ${identifier(member.instant)}`]
  })
}

/** Collections and complex values that have a column are JSON. */
function nullColumn (builder: ApplyBuilder, { type }: RelationMember): Sql {
  return type.type.kind === 'collection' || type.type.kind === 'complex'
    ? sql`CAST(NULL AS ${sqlType(builder.dialect.name === 'sqlite' ? 'text' : 'json')})`
    : asColumn(builder, type, nullOf(type))
}

function converted (builder: ApplyBuilder, { type }: RelationMember, own: RelationMember): Sql {
  const value = column(own.column)
  switch (categoryOf(type.type)) {
    case 'integer': return sql`CAST(${value} AS bigint)`
    case 'double': return sql`CAST(${value} AS float8)`
    default: return asColumn(builder, type, value)
  }
}
