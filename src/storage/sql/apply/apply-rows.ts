/**
 * The transformations of `$apply` that keep items as they are, or some of them, or add members (Data Aggregation 4.0, sections 3.3.1 to
 * 3.3.6 and 3.4).
 */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { ComplexType, StructuredType } from '../../../edm/types.js'
import type { ComputeItem, FilterExpression, OrderByItem, SearchExpression } from '../../../odata/bind/expression/expression.js'
import { entityTable } from '../answer/entity-table.js'
import { addStep, asColumn, column, columnList, fence, from, keptColumns, newMember, renderContext, ITEM } from './apply-relation.js'
import type { ApplyBuilder, Relation, RelationMember } from './apply-relation.js'
import { computeLevels, readsAny } from '../expression/compute-levels.js'
import { mayRaise } from '../expression/expression-traits.js'
import { identifier } from '../identifier.js'
import { renderDigitsOf } from '../expression/render-digits.js'
import { renderComparableExpression, renderExpression, renderFilter, renderOrderBy } from '../expression/render-expression.js'
import { renderSearch, renderSearchBeside } from '../answer/search-sql.js'

export function renderFilterStep (builder: ApplyBuilder, relation: Relation, filter: FilterExpression): Relation {
  if (mayRaise(filter)) fence(builder, relation.step)
  const result = where(builder, relation, renderFilter(renderContext(builder, relation), filter))
  if (mayRaise(filter)) fence(builder, result.step)
  return result
}

export function renderSearchStep (builder: ApplyBuilder, relation: Relation, search: SearchExpression): Relation {
  const type = searchableType(builder.type, relation)
  if (builder.ofPairs && relation.rows) return where(builder, relation, renderSearchOfPair(builder, relation, search, type))
  const condition = type.properties.length === 0
    ? matchesNothing(search)
    : renderSearch(renderContext(builder, relation), search, { alias: ITEM, type })
  return where(builder, relation, condition)
}

/** A search of the entities that an item is made of, and of the texts that were computed for it. */
function renderSearchOfPair (builder: ApplyBuilder, relation: Relation, search: SearchExpression, type: StructuredType): Sql {
  const context = renderContext(builder, relation)
  const entities = relation.members.flatMap(({ joined, column }, index) => joined === undefined ? [] : [{ alias: `s${index}`, type: joined.target, column }])
  const tables = entities.map(({ type, alias }) => sql`${entityTable(context, type)} AS ${identifier(alias)}`)
  const same = entities.map(({ alias, column: ordinal }) =>
    sql`${column('tenant', alias)} = ${column('tenant')} AND ${column('ordinal', alias)} = ${column(ordinal)}`)
  return sql`EXISTS (SELECT 1 FROM ${join(tables, ' CROSS JOIN ')} WHERE ${join(same, ' AND ')} AND ${
    renderSearchBeside(context, search, [...entities, { alias: ITEM, type }])})`
}

/** A search of items without any text. */
function matchesNothing (search: SearchExpression): Sql {
  switch (search.kind) {
    case 'term': return sql`FALSE`
    case 'not': return sql`(NOT ${matchesNothing(search.operand)})`
    case 'and': return sql`(${matchesNothing(search.left)} AND ${matchesNothing(search.right)})`
    case 'or': return sql`(${matchesNothing(search.left)} OR ${matchesNothing(search.right)})`
  }
}

function where (builder: ApplyBuilder, relation: Relation, condition: Sql): Relation {
  const step = addStep(
    builder,
    sql`SELECT ${join([...columnList(keptColumns(builder, relation)), sql`r."ordinal"`])} ${from(relation)} WHERE ${condition}`
  )
  return { ...relation, step }
}

/** A type whose text properties are the columns that a search looks into: the texts of an item, computed ones included. */
function searchableType (type: StructuredType, { members, rows }: Pick<Relation, 'members' | 'rows'>): StructuredType {
  const texts = members.filter(({ type: { type }, property }) =>
    !(rows && property !== undefined) && type.kind === 'primitive' && type.name === 'Edm.String'
  )
  const properties = texts.map((
    { column, type }
  ) => ({ kind: 'property', name: column, type, description: '', annotations: [], readOnly: true, defaultValue: undefined, unique: false } as const))
  const searchable: ComplexType = { ...type as ComplexType, properties: [...rows ? type.properties : [], ...properties] }
  return searchable
}

/** An item that names one before it needs that one as a column: so it goes into another step. */
export function renderCompute (builder: ApplyBuilder, relation: Relation, items: readonly ComputeItem[]): Relation {
  return computeLevels(items).reduce((before, level) => renderComputeStep(builder, before, level), relation)
}

function renderComputeStep (builder: ApplyBuilder, relation: Relation, items: readonly ComputeItem[]): Relation {
  const raises = items.some(({ expression }) => mayRaise(expression))
  if (raises || items.some(({ expression }) => readsAny(expression))) fence(builder, relation.step)
  const context = renderContext(builder, relation)
  const added = items.map(({ name, expression }) => {
    const digits = renderDigitsOf(context, expression)
    return { member: newMember(builder, { name, type: expression.type, property: undefined }, digits !== undefined), expression, digits }
  })
  const values = added.flatMap(({ member: { type, column, instant, digits: digitsColumn }, expression, digits }) => [
    sql`${asColumn(builder, type, renderExpression(context, expression))} AS ${identifier(column)}`,
    ...digits === undefined || digitsColumn === undefined ? [] : [sql`${digits} AS ${identifier(digitsColumn)}`],
    ...instant === undefined
      ? []
      : [sql`${asColumn(builder, type, renderComparableExpression(context, expression))} AS ${identifier(instant)}`]
  ])
  const step = addStep(
    builder,
    sql`SELECT ${join([...columnList(keptColumns(builder, relation)), sql`r."ordinal"`, ...values])} ${from(relation)}`
  )
  if (raises) fence(builder, step)
  return { ...relation, step, ...withMembers(relation, added.map(({ member }) => member)) }
}

function withMembers ({ members, variants }: Relation, added: readonly RelationMember[]): Pick<Relation, 'members' | 'variants'> {
  return { members: [...members, ...added], variants: variants.map(names => new Set([...names, ...added.map(({ name }) => name)])) }
}

/** Items that compare equal keep their order. */
export function renderOrderByStep (builder: ApplyBuilder, relation: Relation, items: readonly OrderByItem[]): Relation {
  if (items.some(({ expression }) => mayRaise(expression))) fence(builder, relation.step)
  const keys = renderOrderBy(renderContext(builder, relation), items)
  const ordinal = sql`row_number() OVER (ORDER BY ${join([...keys, sql`r."ordinal"`])}) AS "ordinal"`
  return {
    ...relation,
    step: addStep(builder, sql`SELECT ${join([...columnList(keptColumns(builder, relation)), ordinal])} ${from(relation)}`)
  }
}

/** The first items, or all but those: of each group. */
export function renderSlice (builder: ApplyBuilder, relation: Relation, kind: 'top' | 'skip', value: number): Relation {
  const limit = builder.dialect.integer(BigInt(value))
  const kept = keptColumns(builder, relation)
  const all = join([...columnList(kept), sql`r."ordinal"`])
  if (relation.partition === undefined) {
    const range = kind === 'top' ? sql`LIMIT ${limit}` : sql`LIMIT 9223372036854775807 OFFSET ${limit}`
    return { ...relation, step: addStep(builder, sql`SELECT ${all} ${from(relation)} ORDER BY r."ordinal" ${range}`) }
  }
  const place = sql`row_number() OVER (PARTITION BY r.${identifier(relation.partition.number)} ORDER BY r."ordinal") AS "place"`
  const placed = sql`(SELECT ${all}, ${place} ${from(relation)}) ${identifier(ITEM)}`
  return {
    ...relation,
    step: addStep(builder, sql`SELECT ${all} FROM ${placed} WHERE r."place" ${kind === 'top' ? sql`<=` : sql`>`} ${limit}`)
  }
}
