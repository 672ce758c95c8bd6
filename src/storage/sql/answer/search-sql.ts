/**
 * `$search` (OData-URL 4.01, section 5.1.2.8): a word or phrase matches a row when one of its texts contains it, whatever the case of
 * either.
 */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { isStructured, underlyingType } from '../../../edm/lookup.js'
import { topmost } from '../../../edm/self-nesting.js'
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
import { memberOf, memberText } from './stored-member.js'

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
      case 'undeclared': return [dialect.textsInside(item.json, separator)]
      case 'document': return isStructured(type) ? textsOfDocument({ dialect, separator, around: [] }, item.json, type) : []
    }
  })
}

/** Several words are looked for in what is joined once: there may be many of them, and many texts. */
function renderSearchOver (dialect: Dialect, search: SearchExpression, textsOf: TextsOf): Sql {
  const words = wordsIn(search)
  const common = SEPARATORS.find(candidate => !words.some(word => toLower(word).includes(candidate)))
  if (words.length === 1 || common === undefined) return renderTerms(search, text => renderTerm(dialect, text, textsOf))
  const once = dialect.name === 'sqlite' ? sql`LIMIT -1 OFFSET 0` : sql`OFFSET 0`
  const condition = renderTerms(search, text => sql`(${dialect.position(sql`searched."text"`, dialect.text(toLower(text)))} > 0)`)
  return sql`(SELECT ${condition} FROM (SELECT ${renderJoined(textsOf, constant(common))} AS "text" ${once}) AS searched)`
}

function wordsIn (search: SearchExpression): readonly string[] {
  switch (search.kind) {
    case 'term': return [search.text]
    case 'not': return wordsIn(search.operand)
    default: return [...wordsIn(search.left), ...wordsIn(search.right)]
  }
}

/** As {@link renderSearch}, of rows that are one item together: each word is to be in one of them. */
export function renderSearchBeside (context: RenderContext, search: SearchExpression, rows: readonly SearchedRows[]): Sql {
  const dialect = dialects[context.dialect]
  return renderTerms(search, text => sql`(${join(rows.map(row => renderTerm(dialect, text, separator => textsOfRow(dialect, row, separator))), ' OR ')})`)
}

function renderTerms (search: SearchExpression, termOf: (text: string) => Sql): Sql {
  switch (search.kind) {
    case 'term': return termOf(search.text)
    case 'not': return sql`(NOT ${renderTerms(search.operand, termOf)})`
    case 'and': return sql`(${renderTerms(search.left, termOf)} AND ${renderTerms(search.right, termOf)})`
    case 'or': return sql`(${renderTerms(search.left, termOf)} OR ${renderTerms(search.right, termOf)})`
  }
}

/** All texts of a row are joined and their case is changed once; what joins them is not in the term, so no match spans two of them. */
function renderTerm (dialect: Dialect, term: string, textsOf: TextsOf): Sql {
  const text = toLower(term)
  return sql`(${dialect.position(renderJoined(textsOf, constant(separatorFor(text))), dialect.text(text))} > 0)`
}

function renderJoined (textsOf: TextsOf, separator: Sql): Sql {
  const texts = textsOf(separator)
  return sql`odata_lower(coalesce(${joinTexts(texts.length === 0 ? [sql`''`] : texts, separator)}, ''))`
}

/** What is never shown is not found either (Core.Permissions). */
const textsOfRow = (dialect: Dialect, { alias, type }: SearchedRows, separator: Sql): readonly Sql[] =>
  columnsOf(type).filter(({ property }) => property.writeOnly !== true).flatMap(({ property, column }) => {
    const value = sql`${identifier(alias)}.${identifier(column.name)}`
    if (column.kind === 'document') return textsOfValue({ dialect, separator, around: [] }, value, property.type)
    if (column.kind === 'json') return [dialect.joinItems(value, separator)]
    return isString(property.type.type) ? [value] : []
  })

interface Searching {
  readonly dialect: Dialect
  readonly separator: Sql
  /** The types of the complex values around: what may be inside of itself is searched once. */
  readonly around: readonly StructuredType[]
}

/** The texts in a value that is kept as JSON, and is not a text itself. */
function textsOfValue (searching: Searching, json: Sql, { type }: TypeReference): readonly Sql[] {
  const { dialect, separator, around } = searching
  if (type.kind === 'complex') return around.includes(topmost(type)) ? [] : textsOfDocument(searching, json, type)
  if (type.kind !== 'collection') return []
  const { elementType } = type
  if (isString(elementType.type)) return [dialect.joinItems(json, separator)]
  const alias = identifier(`s${around.length}`)
  const inside = textsOfValue(searching, sql`${alias}."value"`, elementType)
  return inside.length === 0 ? [] : [dialect.joinEach(json, alias, joinTexts(inside, separator), separator)]
}

/** The members of a complex value that are texts or have some inside, those of derived types too. */
function textsOfDocument (searching: Searching, json: Sql, type: StructuredType): readonly Sql[] {
  const dialect = searching.dialect.name
  const inner = { ...searching, around: [...searching.around, topmost(type)] }
  return membersWithTexts(type).flatMap(({ name, type }) =>
    isString(type.type) ? [memberText({ dialect }, json, name)] : textsOfValue(inner, memberOf({ dialect }, json, name), type))
}

const withTexts = new WeakMap<StructuredType, readonly Property[]>()

/** The same wherever a type is met, and most members of wide types are neither texts nor may have some inside. */
function membersWithTexts (type: StructuredType): readonly Property[] {
  const known = withTexts.get(type)
  if (known !== undefined) return known
  const properties = [type, ...type.concreteTypes].flatMap(({ properties }) => properties).filter(({ writeOnly }) => writeOnly !== true)
  const members = [...new Map(properties.map(property => [property.name, property])).values()]
    .filter(({ type }) => isString(type.type) || hasTextsInside(type))
  withTexts.set(type, members)
  return members
}

const hasTextsInside = ({ type }: TypeReference): boolean =>
  type.kind === 'complex' || (type.kind === 'collection' && (isString(type.elementType.type) || hasTextsInside(type.elementType)))

const isString = (type: EdmType): boolean => {
  const own = underlyingType(type)
  return own.kind === 'primitive' && own.name === 'Edm.String'
}

/** A control character that the term does not contain: the binder has seen to it that there is one. */
function separatorFor (term: string): string {
  const separator = SEPARATORS.find(candidate => !term.includes(candidate))
  if (separator === undefined) throw new Error('a term with every control character')
  return separator
}
