/** Subqueries over collections: `any`, `all` (OData-URL 4.01, section 5.1.1.13) and `$count`. */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { isStructured, itemType, rowTypeOf } from '../../../edm/lookup.js'
import type { StructuredType } from '../../../edm/types.js'
import type {
  CountExpression,
  DynamicExpression,
  Expression,
  LambdaExpression,
  NavigationExpression,
  PropertyExpression,
  RangeVariable
} from '../../../odata/bind/expression/expression.js'
import { ITEM } from '../../../odata/bind/expression/dynamic-value.js'
import { TYPE_COLUMN } from '../../mapping.js'
import { STORED_TYPE } from '../../stored-value.js'
import { memberText } from '../answer/stored-member.js'
import { eachItem } from '../answer/render-document.js'
import { renderItemSource } from './document-value.js'
import { membersOf } from './place.js'
import { entityTable } from '../answer/entity-table.js'
import { mayRaise } from './expression-traits.js'
import { constant, identifier } from '../identifier.js'
import { renderHolds, renderHoldsNot } from './render-condition.js'
import { nest } from './render-context.js'
import type { RenderScope, VariableSource } from './render-context.js'
import { renderDynamicArray } from './render-dynamic.js'
import { attachedRow, columnOf, dynamicAt, joinedRows, ownerOf } from './render-path.js'
import { renderItemSearch } from '../answer/search-sql.js'
import { renderIsOfType } from './type-test.js'
import { unrenderable } from './unrenderable.js'

interface CollectionSource {
  readonly from: Sql
  /** Which rows of `from` are the collection's; undefined where all are. */
  readonly where: Sql | undefined
  readonly item: VariableSource
}

export function renderLambda (scope: RenderScope, { operator, collection, variable, predicate }: LambdaExpression): Sql {
  const source = sourceOf(scope, collection)
  if (predicate === undefined || variable === undefined) return sql`EXISTS (SELECT 1 FROM ${source.from}${whereAll([source.where])})`
  const inner = nest(scope, variable, source.item)
  const condition = (operator === 'any' ? renderHolds : renderHoldsNot)(inner, predicate)
  const found = sql`EXISTS (SELECT 1 FROM ${source.from}${whereAll([source.where, perItem(source, predicate, condition)])})`
  return operator === 'any' ? found : sql`(NOT ${found})`
}

export function renderCount (scope: RenderScope, { collection, variable, filter, search }: CountExpression): Sql {
  const source = sourceOf(scope, collection)
  const inner = nest(scope, variable, source.item)
  const conditions = [
    source.where,
    filter && perItem(source, filter, renderHolds(inner, filter)),
    search && renderItemSearch(scope.dialect, search, source.item, variable.type)
  ]
  return sql`(SELECT count(*) FROM ${source.from}${whereAll(conditions)})`
}

/** What can raise an error must not be evaluated before there is an item, even where it does not depend on one, nor for rows of others. */
export function perItem ({ where, item }: Pick<CollectionSource, 'where' | 'item'>, predicate: Expression, condition: Sql): Sql {
  if (!mayRaise(predicate)) return condition
  const isItem = item.kind !== 'value' ? where ?? sql`TRUE` : sql`${item.value} IS NULL OR ${item.value} IS NOT NULL`
  return sql`CASE WHEN ${isItem} THEN ${condition} ELSE FALSE END`
}

/** The items of a collection of primitive values as a table and the column with the value. */
export function renderItems (
  scope: RenderScope,
  collection: Expression
): { readonly from: Sql, readonly value: Sql, readonly digits?: Sql } {
  const { from, item } = sourceOf(scope, collection)
  if (item.kind !== 'value') throw unrenderable('in with a collection of structured values')
  return { from, ...item }
}

/** ` WHERE …`, or nothing where no condition is left. */
export function whereAll (conditions: ReadonlyArray<Sql | undefined>): Sql {
  const present = conditions.filter(condition => condition !== undefined)
  return present.length === 0 ? sql`` : sql` WHERE ${join(present, ' AND ')}`
}

/** The items of a collection, one of which a variable means in the scope inside. */
export function renderEach (
  scope: RenderScope,
  collection: Expression,
  variable: RangeVariable
): Pick<CollectionSource, 'from' | 'where' | 'item'> & { readonly inner: RenderScope } {
  const source = sourceOf(scope, collection)
  return { ...source, inner: nest(scope, variable, source.item) }
}

/** Items name their tenant, and the ordinal of the entity that has them (`mapping.ts`). */
function sourceOf (scope: RenderScope, collection: Expression): CollectionSource {
  const { type } = collection.type
  if (type.kind !== 'collection') throw unrenderable('any, all and $count over this collection')
  switch (collection.kind) {
    case 'typeCast':
      return ofType(scope, sourceOf(scope, collection.source), collection.target)
    case 'computed': {
      const alias = `r${scope.depth + 1}`
      return { ...joinedRows(scope, collection, type.elementType.type as StructuredType, alias), item: { kind: 'row', alias } }
    }
    case 'dynamic':
      return undeclaredItems(scope, collection)
    case 'navigation':
      return itemsOf(scope, collection, collection.property.target)
    case 'property':
      if (isStructured(type.elementType.type) && rowTypeOf(collection.property) === undefined) return documentsOf(scope, collection)
      return !isStructured(type.elementType.type)
        ? valuesOf(scope, collection)
        : itemsOf(scope, collection, type.elementType.type as StructuredType)
    default:
      throw unrenderable('any, all and $count over this collection')
  }
}

/** Of a collection, its items of a type (OData-URL 4.01, section 4.11). */
function ofType ({ dialect }: RenderScope, source: CollectionSource, target: StructuredType): CollectionSource {
  if (source.item.kind === 'document') return { ...source, where: renderIsOfType(memberText({ dialect: dialect.name }, source.item.json, STORED_TYPE), target) }
  if (source.item.kind !== 'row') return source
  const isOf = renderIsOfType(sql`${identifier(source.item.alias)}.${identifier(TYPE_COLUMN)}`, target)
  return { ...source, where: source.where === undefined ? isOf : sql`${source.where} AND ${isOf}` }
}

/** Of a value that nothing is declared of, which is looked for once, and not once an item. */
function undeclaredItems (scope: RenderScope, collection: DynamicExpression): CollectionSource {
  const { dialect: { name: dialect } } = scope
  const [around, item] = [identifier(`c${scope.depth + 1}`), identifier(`v${scope.depth + 1}`)]
  const part = (which: 'array' | 'said'): Sql => dynamicAt(scope, collection, members => renderDynamicArray(dialect, collection, members)[which])
  const found = sql`(SELECT ${part('array')} AS "array", ${part('said')} AS "said" ${dialect === 'sqlite' ? sql`LIMIT -1 OFFSET 0` : sql`OFFSET 0`}) AS ${around}`
  const json = dialect === 'sqlite' ? eachUndeclared(sql`${around}."array"`, item) : sql`${item}."value"::text`
  const types = join(NUMBERS.map(name => sql`WHEN ${constant(`#Collection(${name})`)} THEN ${constant(`"${ITEM}@odata.type":"#${name}",`)}`), ' ')
  return {
    from: sql`${found} CROSS JOIN ${dialect === 'sqlite' ? sql`json_each` : sql`json_array_elements`}(${around}."array") AS ${item}${dialect === 'sqlite' ? sql`` : sql`("value")`}`,
    where: undefined,
    item: { kind: 'undeclared', json, members: sql`(CASE ${around}."said" ${types} ELSE '' END || ${constant(`"${ITEM}":`)} || ${json})` }
  }
}

/** An item as JSON: SQLite makes doubles of numbers with a fraction, so that these are looked up again, with the digits they have. */
const eachUndeclared = (array: Sql, item: Sql): Sql => sql`CASE ${item}."type" WHEN 'array' THEN ${item}."value" WHEN 'object' THEN ${item}."value" WHEN 'text' THEN json_quote(${item}."value") WHEN 'null' THEN 'null' WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' WHEN 'integer' THEN CAST(${item}."value" AS text) ELSE ${array} -> ('$[' || ${item}."key" || ']') END`

/** The types of numbers that items may be said to be of. */
const NUMBERS = ['Double', 'Single', 'Int64', 'Decimal'] as const

/** Complex values in one column of JSON. */
function documentsOf (scope: RenderScope, collection: PropertyExpression): CollectionSource {
  const alias = identifier(`v${scope.depth + 1}`)
  const json = columnOf(scope, collection)
  return scope.dialect.name === 'sqlite'
    ? { from: sql`json_each(${json}) AS ${alias}`, where: undefined, item: { kind: 'document', json: eachItem(json, alias, true) } }
    : { from: sql`json_array_elements(${json}) AS ${alias}("value")`, where: undefined, item: { kind: 'document', json: sql`${alias}."value"` } }
}

function valuesOf (scope: RenderScope, collection: PropertyExpression): CollectionSource {
  const items = identifier(`v${scope.depth + 1}`)
  const json = columnOf(scope, collection)
  const item = renderItemSource(scope.dialect.name, itemType(collection.type), json, items)
  return { from: scope.dialect.items(json, items), where: undefined, item }
}

function itemsOf (scope: RenderScope, collection: PropertyExpression | NavigationExpression, type: StructuredType): CollectionSource {
  const owner = attachedRow(scope, collection)
  const alias = `r${scope.depth + 1}`
  const members = membersOf(entityTable(scope.context, type), collection.property, alias, ownerOf(scope, owner))
  const all = [...owner.way, members]
  const guard = owner.guard === undefined ? [] : [owner.guard]
  return {
    from: join(all.map(({ from }) => from), ' CROSS JOIN '),
    where: join([...all.map(({ where }) => where), ...guard], ' AND '),
    item: { kind: 'row', alias }
  }
}
