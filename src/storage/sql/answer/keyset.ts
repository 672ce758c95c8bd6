/** Orders that are total, and pages that go on after a position in them (OData-Protocol 4.01, section 11.2.6.7). */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { OrderByItem } from '../../../odata/bind/expression/expression.js'
import { dialects } from '../dialect.js'
import { mayBeNull } from '../expression/expression-traits.js'
import { foldConstants } from '../expression/fold-constants.js'
import { identifier } from '../identifier.js'
import { positionParameter } from '../expression/parameter.js'
import { rootScope } from '../expression/render-context.js'
import type { RenderContext, RenderScope } from '../expression/render-context.js'
import { hasDigits } from '../expression/render-digits.js'
import { renderSortKey } from '../expression/render-expression.js'
import { categoryOf } from '../expression/value-category.js'
import type { ValueCategory } from '../expression/value-category.js'

/** One level of an order. */
export interface SortKey {
  readonly value: Sql
  readonly category: ValueCategory
  readonly nullable: boolean
  readonly descending: boolean
}

/**
 * The keys of `$orderby`, and the row's ordinal at their end, in the direction of the last: an index on both then serves either direction.
 */
export function sortKeys (context: RenderContext, items: readonly OrderByItem[], alias: string, reversed = false): readonly SortKey[] {
  const scope = rootScope(context)
  const keys = items.map(item => sortKey(scope, item))
  return [...keys, {
    value: sql`${identifier(alias)}."ordinal"`,
    category: 'integer',
    nullable: false,
    descending: keys.at(-1)?.descending ?? reversed
  }]
}

/** What one item of `$orderby` sorts by. */
export function sortKey (scope: RenderScope, { expression, descending }: OrderByItem): SortKey {
  const folded = foldConstants(expression, scope.context.now)
  return {
    value: renderSortKey(scope, folded),
    category: hasDigits(scope, folded) ? 'text' : categoryOf(folded.type.type),
    nullable: mayBeNull(folded),
    descending
  }
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
function keyText ({ dialect }: RenderContext, { category }: SortKey, column: Sql): Sql {
  if (dialect === 'sqlite' && category === 'double') return sql`CASE WHEN ${column} IS NOT NULL THEN printf('%!.17g', ${column}) END`
  return sql`CAST(${column} AS text)`
}

/** The position of an item, as `renderAfter` takes it, as a JSON array of texts. `columnOf`: where the value of each key is. */
export function positionText (context: RenderContext, keys: readonly SortKey[], columnOf: (index: number) => Sql): Sql {
  const texts = join(keys.map((key, index) => keyText(context, key, columnOf(index))))
  return context.dialect === 'sqlite' ? sql`json_array(${texts})` : sql`json_build_array(VARIADIC ARRAY[${texts}])::text`
}

/**
 * The rows after a position in the order of the keys: one condition, or several that follow one another in that order. With one key before
 * the ordinal each is a range of an index, however deep the page.
 */
export function renderAfter (context: RenderContext, keys: readonly SortKey[], position: ReadonlyArray<string | null>): readonly Sql[] {
  const [first, second] = keys
  const [value = null, ordinal = null] = position
  if (first !== undefined && second === undefined && value !== null) {
    const after = dialects[context.dialect].integer(positionParameter(BigInt(value)))
    return [first.descending ? sql`${first.value} < ${after}` : sql`${first.value} > ${after}`]
  }
  if (first === undefined || second === undefined || keys.length > 2 || ordinal === null) {
    return [renderAfterFrom(context, keys, position, 0)]
  }
  const nulls = sql`${first.value} IS NULL`
  const beyond = first.descending ? sql`<` : sql`>`
  if (value === null) {
    const rest = sql`(${nulls} AND ${second.value} ${beyond} ${parameter(context, second, ordinal)})`
    return first.descending ? [rest] : [rest, sql`${first.value} IS NOT NULL`]
  }
  const range = sql`(${first.value}, ${second.value}) ${beyond} (${parameter(context, first, value)}, ${
    parameter(context, second, ordinal)
  })`
  return first.nullable && first.descending ? [range, nulls] : [range]
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
    case 'double': return dialect.double(Number(text.replace(/Inf(inity)?$/, 'Infinity')))
    default: return dialect.text(text)
  }
}
