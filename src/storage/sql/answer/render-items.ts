/** Some values of a collection that is kept in one column, in an order that was asked for (OData-URL 4.01, section 5.1.4). */
import sql, { empty } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { isStructured, itemType } from '../../../edm/lookup.js'
import type { FilterExpression } from '../../../odata/bind/expression/expression.js'
import type { ItemOptions } from '../../../odata/bind/item-options.js'
import type { ItemCountMember, PropertyMember } from '../../../plan/shape.js'
import { renderItemSource } from '../expression/document-value.js'
import { mayRaise } from '../expression/expression-traits.js'
import { foldConstants } from '../expression/fold-constants.js'
import { whereAll } from '../expression/render-collection.js'
import { renderHolds } from '../expression/render-condition.js'
import { nest, rootScope } from '../expression/render-context.js'
import type { RenderContext, RenderScope, VariableSource } from '../expression/render-context.js'
import { identifier, position } from '../identifier.js'
import { renderSortOrder, sortKey } from './keyset.js'
import { eachItem, renderDocument } from './render-document.js'
import { renderItemSearch } from './search-sql.js'
import type { RenderFragment, RenderSome } from './render-document.js'

/** The alias of the values, inside of so many collections; what expressions go through inside of them is called `v2` and so on. */
const aliasOf = (level: number): Sql => identifier(level === 0 ? 'v1' : `u${level}`)

/** Collections inside of complex values. */
export const someOf = (context: RenderContext): RenderSome => (member, json, level, fragment) =>
  member.kind === 'property' ? renderSomeItems(context, member, json, { level, fragment }) : renderItemCount(context, member, json, level)

/** The JSON text of an array; `json` is the column. */
export function renderSomeItems (
  context: RenderContext,
  { property, shape, asText, items }: PropertyMember & { readonly items: ItemOptions },
  json: Sql,
  { level = 0, fragment }: { readonly level?: number, readonly fragment?: RenderFragment | undefined } = {}
): Sql {
  const { dialect } = context
  const element = itemType(property.type)
  const values = valuesOf(context, property, items, json, level)
  const { from, item, number, scope } = values
  const text = sql`coalesce(${renderDocument(dialect, element, { shape, asText }, item, { some: someOf(context), fragment, item, level: level + 1 })}, 'null')`
  const keys = items.orderBy.map(key => sortKey(scope, key))
  const order = keys.length === 0 ? items.reversed === true ? sql`${number} DESC` : number : sql`${renderSortOrder(context, keys)}, ${number}`
  const { skip, top } = items
  const last = top === undefined ? empty : sql` AND "number" <= ${position(skip + top)}`
  const joined = sql`coalesce(${dialect === 'sqlite' ? sql`group_concat("text", ',' ORDER BY "number")` : sql`string_agg("text", ',' ORDER BY "number")`}, '')`
  return sql`(SELECT '[' || ${joined} || ']' FROM (SELECT ${text} AS "text", row_number() OVER (ORDER BY ${order}) AS "number" FROM ${from}${
    where(values, items)
  }) AS page WHERE "number" > ${position(skip)}${last})`
}

/** How many there are before `$skip` and `$top`. */
export function renderItemCount (context: RenderContext, { property, items }: ItemCountMember, json: Sql, level = 0): Sql {
  const values = valuesOf(context, property, items, json, level)
  return sql`(SELECT count(*) FROM ${values.from}${where(values, items)})`
}

interface Values {
  readonly from: Sql
  /** A value as JSON. */
  readonly item: Sql
  /** Its place in the collection. */
  readonly number: Sql
  /** What the expressions are about, and what they mean. */
  readonly found: VariableSource
  readonly scope: RenderScope
}

function valuesOf (context: RenderContext, { type }: PropertyMember['property'], { variable }: ItemOptions, json: Sql, level: number): Values {
  const { dialect } = context
  const alias = aliasOf(level)
  const element = itemType(type)
  const isSqlite = dialect === 'sqlite'
  const item = isSqlite ? eachItem(json, alias, isStructured(element.type)) : sql`${alias}."value"`
  const value = isSqlite ? sql`${alias}."value"` : sql`(${alias}."value" #>> '{}')`
  const found: VariableSource = isStructured(element.type) ? { kind: 'document', json: item } : renderItemSource(dialect, element, json, alias, value)
  return {
    found,
    from: isSqlite ? sql`json_each(${json}) AS ${alias}` : sql`json_array_elements(${json}) WITH ORDINALITY AS ${alias}("value", "key")`,
    item,
    number: sql`${alias}."key"`,
    scope: nest(rootScope(context), variable, found)
  }
}

function where ({ scope, found, number }: Pick<Values, 'scope' | 'found' | 'number'>, { filter, search, variable }: ItemOptions): Sql {
  return whereAll([
    search && renderItemSearch(scope.dialect, search, found, variable.type),
    filter && renderCondition(scope, foldConstants(filter, scope.context.now), number)
  ])
}

/** What can raise an error is not evaluated before there is a value. */
function renderCondition (scope: RenderScope, filter: FilterExpression, number: Sql): Sql {
  const condition = renderHolds(scope, filter)
  return mayRaise(filter) ? sql`CASE WHEN ${number} IS NOT NULL THEN ${condition} ELSE FALSE END` : condition
}
