/**
 * `$search` (OData-URL 4.01, section 5.1.2.8): a word or phrase matches a row when one of its texts contains it, whatever the case of
 * either.
 */
import sql from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { Property, StructuredType } from '../../../edm/types.js'
import { SEPARATORS } from '../../../odata/bind/bind-search.js'
import type { SearchExpression } from '../../../odata/bind/expression/expression.js'
import { columnsOf } from '../../mapping.js'
import { toLower } from '../sqlite/change-case.js'
import { dialects } from '../dialect.js'
import type { Dialect } from '../dialect.js'
import { constant, identifier } from '../identifier.js'
import { joinTexts } from '../join-balanced.js'
import type { RenderContext } from '../expression/render-context.js'

/** The rows that are searched: the table's alias and type. */
export interface SearchedRows {
  readonly alias: string
  readonly type: StructuredType
}

/** A condition for WHERE, never null. */
export function renderSearch (context: RenderContext, search: SearchExpression, rows: SearchedRows): Sql {
  return renderSearchOver(dialects[context.dialect], search, rows)
}

export function renderSearchOver (dialect: Dialect, search: SearchExpression, rows: SearchedRows): Sql {
  switch (search.kind) {
    case 'term': return renderTerm(dialect, search.text, rows)
    case 'not': return sql`(NOT ${renderSearchOver(dialect, search.operand, rows)})`
    case 'and': return sql`(${renderSearchOver(dialect, search.left, rows)} AND ${renderSearchOver(dialect, search.right, rows)})`
    case 'or': return sql`(${renderSearchOver(dialect, search.left, rows)} OR ${renderSearchOver(dialect, search.right, rows)})`
  }
}

/** All texts of a row are joined and their case is changed once; what joins them is not in the term, so no match spans two of them. */
function renderTerm (dialect: Dialect, term: string, { alias, type }: SearchedRows): Sql {
  const text = toLower(term)
  const separator = constant(separatorFor(text))
  const texts = columnsOf(type).flatMap(({ property, column }) => {
    const value = sql`${identifier(alias)}.${identifier(column.name)}`
    if (column.kind === 'document') return isTexts(property) ? [dialect.joinItems(value, separator)] : []
    if (column.kind === 'json') return [dialect.joinItems(value, separator)]
    return property.type.type.kind === 'primitive' && property.type.type.name === 'Edm.String' ? [value] : []
  })
  return sql`(${dialect.position(sql`odata_lower(coalesce(${joinTexts(texts.length === 0 ? [sql`''`] : texts, separator)}, ''))`, dialect.text(text))} > 0)`
}

const isTexts = ({ type: { type } }: Property): boolean =>
  type.kind === 'collection' && type.elementType.type.kind === 'primitive' && type.elementType.type.name === 'Edm.String'

/** A control character that the term does not contain: the binder has seen to it that there is one. */
function separatorFor (term: string): string {
  const separator = SEPARATORS.find(candidate => !term.includes(candidate))
  if (separator === undefined) throw new Error('a term with every control character')
  return separator
}
