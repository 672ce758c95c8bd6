/** Orders that are total, and pages that go on after a position in them (OData-Protocol 4.01, section 11.2.6.7). */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { OrderByItem } from '../../odata/bind/expression.js'
import { dialects } from './dialect.js'
import { mayBeNull } from './expression-traits.js'
import { foldConstants } from './fold-constants.js'
import { identifier } from './identifier.js'
import { rootScope } from './render-context.js'
import type { RenderContext } from './render-context.js'
import { renderSortable } from './render-expression.js'
import { categoryOf } from './value-category.js'
import type { ValueCategory } from './value-category.js'

/** One level of an order. */
export interface SortKey {
  readonly value: Sql
  readonly category: ValueCategory
  readonly nullable: boolean
  readonly descending: boolean
}

/** The keys of `$orderby`, and the row's ordinal at their end, in the direction of the last: an index on both then serves either direction. */
export function sortKeys (context: RenderContext, items: readonly OrderByItem[], alias: string): readonly SortKey[] {
  const scope = rootScope(context)
  const keys = items.map(({ expression, descending }): SortKey => {
    const folded = foldConstants(expression, context.now)
    const value = renderSortable(scope, folded)
    // A bare constant in ORDER BY would be the number of a column, or refused.
    return { value: folded.kind === 'literal' ? sql`CASE WHEN 1 = 1 THEN ${value} END` : value, category: categoryOf(folded.type.type), nullable: mayBeNull(folded), descending }
  })
  return [...keys, { value: sql`${identifier(alias)}."ordinal"`, category: 'integer', nullable: false, descending: keys.at(-1)?.descending ?? false }]
}

/** Null is the lowest value (Protocol 4.01, section 11.2.6.2). */
export function renderSortOrder ({ dialect: name }: RenderContext, keys: readonly SortKey[]): Sql {
  const dialect = dialects[name]
  return join(keys.map(({ value, nullable, descending }) => {
    if (!nullable) return descending ? sql`${value} DESC` : sql`${value} ASC`
    return sql`${value} ${descending ? dialect.descending : dialect.ascending}`
  }))
}

/** A key as text, exactly: what a position is made of. */
export function keyText ({ dialect }: RenderContext, { category }: SortKey, column: Sql): Sql {
  if (dialect === 'sqlite' && category === 'double') return sql`CASE WHEN ${column} IS NOT NULL THEN printf('%!.17g', ${column}) END`
  return sql`CAST(${column} AS text)`
}

/** The rows behind a position in the order of the keys. */
export function renderAfter (context: RenderContext, keys: readonly SortKey[], position: ReadonlyArray<string | null>): Sql {
  const [first, second] = keys
  const [value, ordinal] = position
  if (first !== undefined && second !== undefined && keys.length === 2 && value !== null && value !== undefined && ordinal !== null && ordinal !== undefined && !(first.nullable && first.descending)) {
    // Both in one direction and nothing null behind it: a range of the index.
    return sql`(${first.value}, ${second.value}) ${first.descending ? sql`<` : sql`>`} (${parameter(context, first, value)}, ${parameter(context, second, ordinal)})`
  }
  return renderAfterFrom(context, keys, position, 0)
}

function renderAfterFrom (context: RenderContext, keys: readonly SortKey[], position: ReadonlyArray<string | null>, index: number): Sql {
  const key = keys[index]
  if (key === undefined) return sql`FALSE`
  const text = position[index] ?? null
  const behind = renderBehind(context, key, text)
  if (index === keys.length - 1) return behind
  const same = text === null ? sql`${key.value} IS NULL` : sql`${key.value} = ${parameter(context, key, text)}`
  return sql`(${behind} OR (${same} AND ${renderAfterFrom(context, keys, position, index + 1)}))`
}

function renderBehind (context: RenderContext, key: SortKey, text: string | null): Sql {
  const { value, nullable, descending } = key
  if (text === null) return descending ? sql`FALSE` : sql`${value} IS NOT NULL`
  const bound = parameter(context, key, text)
  if (!descending) return sql`${value} > ${bound}`
  return nullable ? sql`(${value} < ${bound} OR ${value} IS NULL)` : sql`${value} < ${bound}`
}

function parameter ({ dialect: name }: RenderContext, { category }: SortKey, text: string): Sql {
  const dialect = dialects[name]
  switch (category) {
    case 'boolean': return text === 'true' || text === '1' ? sql`TRUE` : sql`FALSE`
    case 'integer': case 'duration': return dialect.integer(BigInt(text))
    case 'double': return dialect.double(Number(text))
    default: return dialect.text(text)
  }
}
