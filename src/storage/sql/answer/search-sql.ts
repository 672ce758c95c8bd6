/**
 * `$search` (OData-URL 4.01, section 5.1.2.8): a word or phrase matches a row when one of its texts contains it, whatever the case of
 * either.
 */
import sql from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { isStructured, underlyingType } from '../../../edm/lookup.js'
import type { EdmType, Property, StructuredType, TypeReference } from '../../../edm/types.js'
import { SEPARATORS } from '../../../odata/bind/bind-search.js'
import type { SearchExpression } from '../../../odata/bind/expression/expression.js'
import { columnsOf } from '../../mapping.js'
import { toLower } from '../sqlite/change-case.js'
import { dialects } from '../dialect.js'
import type { Dialect } from '../dialect.js'
import { constant, identifier } from '../identifier.js'
import { joinTexts } from '../join-balanced.js'
import type { RenderContext, VariableSource } from '../expression/render-context.js'
import { memberText } from './stored-member.js'

/** The rows that are searched: the table's alias and type. */
export interface SearchedRows {
  readonly alias: string
  readonly type: StructuredType
}

/** The texts of what is searched; several of them in one are joined by the separator. */
type TextsOf = (separator: Sql) => readonly Sql[]

/** A condition for WHERE, never null. */
export function renderSearch (context: RenderContext, search: SearchExpression, rows: SearchedRows): Sql {
  const dialect = dialects[context.dialect]
  return renderSearchOver(dialect, search, separator => textsOfRow(dialect, rows, separator))
}

/** As {@link renderSearch}, of an item of a collection: a row, a value, or a complex value that is kept as JSON. */
export function renderItemSearch (dialect: Dialect, search: SearchExpression, item: VariableSource, { type }: TypeReference): Sql {
  return renderSearchOver(dialect, search, separator => {
    switch (item.kind) {
      case 'row': return isStructured(type) ? textsOfRow(dialect, { alias: item.alias, type }, separator) : []
      case 'value': return isString(type) ? [item.value] : []
      case 'document': return isStructured(type) ? textsOfDocument(dialect, item.json, type) : []
    }
  })
}

function renderSearchOver (dialect: Dialect, search: SearchExpression, textsOf: TextsOf): Sql {
  switch (search.kind) {
    case 'term': return renderTerm(dialect, search.text, textsOf)
    case 'not': return sql`(NOT ${renderSearchOver(dialect, search.operand, textsOf)})`
    case 'and': return sql`(${renderSearchOver(dialect, search.left, textsOf)} AND ${renderSearchOver(dialect, search.right, textsOf)})`
    case 'or': return sql`(${renderSearchOver(dialect, search.left, textsOf)} OR ${renderSearchOver(dialect, search.right, textsOf)})`
  }
}

/** All texts of a row are joined and their case is changed once; what joins them is not in the term, so no match spans two of them. */
function renderTerm (dialect: Dialect, term: string, textsOf: TextsOf): Sql {
  const text = toLower(term)
  const separator = constant(separatorFor(text))
  const texts = textsOf(separator)
  return sql`(${dialect.position(sql`odata_lower(coalesce(${joinTexts(texts.length === 0 ? [sql`''`] : texts, separator)}, ''))`, dialect.text(text))} > 0)`
}

const textsOfRow = (dialect: Dialect, { alias, type }: SearchedRows, separator: Sql): readonly Sql[] =>
  columnsOf(type).flatMap(({ property, column }) => {
    const value = sql`${identifier(alias)}.${identifier(column.name)}`
    if (column.kind === 'document') return isTexts(property) ? [dialect.joinItems(value, separator)] : []
    if (column.kind === 'json') return [dialect.joinItems(value, separator)]
    return isString(property.type.type) ? [value] : []
  })

/** The members of a complex value that are texts, those of derived types too. */
function textsOfDocument (dialect: Dialect, json: Sql, type: StructuredType): readonly Sql[] {
  const properties = [type, ...type.concreteTypes].flatMap(({ properties }) => properties).filter(({ type }) => isString(type.type))
  return [...new Set(properties.map(({ name }) => name))].map(name => memberText({ dialect: dialect.name }, json, name))
}

const isString = (type: EdmType): boolean => {
  const own = underlyingType(type)
  return own.kind === 'primitive' && own.name === 'Edm.String'
}

const isTexts = ({ type: { type } }: Property): boolean => type.kind === 'collection' && isString(type.elementType.type)

/** A control character that the term does not contain: the binder has seen to it that there is one. */
function separatorFor (term: string): string {
  const separator = SEPARATORS.find(candidate => !term.includes(candidate))
  if (separator === undefined) throw new Error('a term with every control character')
  return separator
}
