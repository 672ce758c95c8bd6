/** Some values of a collection that is kept in one column, in an order that was asked for (OData-URL 4.01, section 5.1.4). */
import sql, { empty } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { isStructured, itemType } from '../../../edm/lookup.js'
import type { ItemOptions } from '../../../odata/bind/item-options.js'
import type { ItemCountMember, PropertyMember } from '../../../plan/shape.js'
import { renderItemValue } from '../expression/document-value.js'
import { mayRaise } from '../expression/expression-traits.js'
import { foldConstants } from '../expression/fold-constants.js'
import { renderHolds } from '../expression/render-condition.js'
import { nest, rootScope } from '../expression/render-context.js'
import type { RenderContext, Scope } from '../expression/render-context.js'
import { identifier, position } from '../identifier.js'
import { renderSortOrder, sortKey } from './keyset.js'
import { eachItem, renderDocument } from './render-document.js'
import type { RenderSome } from './render-document.js'

/** The alias of the values, inside of so many collections; what expressions go through inside of them is called `v2` and so on. */
const aliasOf = (level: number): Sql => identifier(level === 0 ? 'v1' : `u${level}`)

/** Collections inside of complex values. */
export const someOf = (context: RenderContext): RenderSome => (member, json, level) =>
  member.kind === 'property' ? renderSomeItems(context, member, json, level) : renderItemCount(context, member, json, level)

/** The JSON text of an array; `json` is the column. */
export function renderSomeItems (
  context: RenderContext,
  { property, shape, asText, items }: PropertyMember & { readonly items: ItemOptions },
  json: Sql,
  level = 0
): Sql {
  const { dialect } = context
  const element = itemType(property.type)
  const { from, item, number, scope } = valuesOf(context, property, items, json, level)
  const text = sql`coalesce(${renderDocument(dialect, element, { shape, asText }, item, { some: someOf(context), level: level + 1 })}, 'null')`
  const keys = items.orderBy.map(key => sortKey(scope, key))
  const order = keys.length === 0 ? items.reversed === true ? sql`${number} DESC` : number : sql`${renderSortOrder(context, keys)}, ${number}`
  const { skip, top } = items
  const last = top === undefined ? empty : sql` AND "number" <= ${position(skip + top)}`
  const joined = sql`coalesce(${dialect === 'sqlite' ? sql`group_concat("text", ',' ORDER BY "number")` : sql`string_agg("text", ',' ORDER BY "number")`}, '')`
  return sql`(SELECT '[' || ${joined} || ']' FROM (SELECT ${text} AS "text", row_number() OVER (ORDER BY ${order}) AS "number" FROM ${from}${
    where(scope, items, number)
  }) AS page WHERE "number" > ${position(skip)}${last})`
}

/** How many there are before `$skip` and `$top`. */
export function renderItemCount (context: RenderContext, { property, items }: ItemCountMember, json: Sql, level = 0): Sql {
  const { from, scope, number } = valuesOf(context, property, items, json, level)
  return sql`(SELECT count(*) FROM ${from}${where(scope, items, number)})`
}

interface Values {
  readonly from: Sql
  /** A value as JSON. */
  readonly item: Sql
  /** Its place in the collection. */
  readonly number: Sql
  /** What the expressions mean. */
  readonly scope: Scope
}

function valuesOf (context: RenderContext, { type }: PropertyMember['property'], { variable }: ItemOptions, json: Sql, level: number): Values {
  const { dialect } = context
  const alias = aliasOf(level)
  const element = itemType(type)
  const isSqlite = dialect === 'sqlite'
  const item = isSqlite ? eachItem(json, alias, isStructured(element.type)) : sql`${alias}."value"`
  const value = isSqlite ? sql`${alias}."value"` : sql`(${alias}."value" #>> '{}')`
  return {
    from: isSqlite ? sql`json_each(${json}) AS ${alias}` : sql`json_array_elements(${json}) WITH ORDINALITY AS ${alias}("value", "key")`,
    item,
    number: sql`${alias}."key"`,
    scope: nest(rootScope(context), variable, isStructured(element.type)
      ? { kind: 'document', json: item }
      : { kind: 'value', value: renderItemValue(dialect, element, value) })
  }
}

/** What can raise an error is not evaluated before there is a value. */
function where (scope: Scope, { filter }: ItemOptions, number: Sql): Sql {
  if (filter === undefined) return empty
  const folded = foldConstants(filter, scope.context.now)
  const condition = renderHolds(scope, folded)
  return mayRaise(folded) ? sql` WHERE CASE WHEN ${number} IS NOT NULL THEN ${condition} ELSE FALSE END` : sql` WHERE ${condition}`
}
