/**
 * The items of a result of `$apply` as JSON text. Put together member by member: names are the client's, and an item need not have all of
 * them.
 */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { itemType } from '../../../edm/lookup.js'
import type { TypeReference } from '../../../edm/types.js'
import { isAnnotation } from '../../../odata/bind/apply/apply-expression.js'
import { controlName } from '../../../odata/json/format.js'
import { typeAnnotation } from '../../../odata/json/type-annotation.js'
import type { ItemFormat } from '../../../plan/item-format.js'
import type { ObjectShape } from '../../../plan/shape.js'
import type { DialectName } from '../../database/database.js'
import { renderDocument } from '../answer/render-document.js'
import { column, VARIANT } from './apply-relation.js'
import type { ApplyBuilder, Relation, RelationMember } from './apply-relation.js'
import { joinBalanced } from '../join-balanced.js'
import { isDecimal, renderDecimalText } from '../expression/decimal-text.js'
import { timeText } from '../expression/conversions-sql.js'
import { renderDoubleJson } from '../expression/double-text.js'
import { position } from '../identifier.js'
import { renderDurationText, renderEnumText } from '../expression/shown-text.js'
import { categoryOf } from '../expression/value-category.js'

/** The JSON text of the item whose row the alias is. Never null. */
export function renderItemJson (builder: ApplyBuilder, relation: Relation, alias: string, format: ItemFormat): Sql {
  const objects = relation.variants.map(names => {
    const members = relation.members.filter(({ name }) => names.has(name) && isSelected(format, name))
    return renderText(builder, ['{', ...renderMembers(builder, members.map(member => ({ member, path: pathOf(member) })), alias, format), '}'])
  })
  const [first] = objects
  if (objects.length === 1 && first !== undefined) return first
  return sql`CASE ${column(VARIANT, alias)} ${join(objects.map((object, index) => sql`WHEN ${position(index)} THEN ${object}`), ' ')} END`
}

/** With the name of a path, what it leads to is meant. */
const isSelected = ({ select }: ItemFormat, name: string): boolean =>
  select === undefined || [...select].some(selected => selected === name || name.startsWith(`${selected}/`))

/** Names and values in pieces: {@link text} for what is known, SQL for what is not. */
type Piece = string | Sql

interface Placed {
  readonly member: RelationMember
  /** Its name, and those of the objects around it before. */
  readonly path: readonly string[]
}

/** Where a grouping property stands: a cast on the way to it is not an object. */
const pathOf = ({ name }: RelationMember): readonly string[] => isAnnotation(name) ? [name] : name.split('/').filter(part => !part.includes('.'))

/** Members and objects in the order in which the first of each comes. */
function renderMembers (builder: ApplyBuilder, placed: readonly Placed[], alias: string, format: ItemFormat): readonly Piece[] {
  const names = [...new Set(placed.map(({ path }) => path[0] ?? ''))]
  return names.flatMap((name, index): readonly Piece[] => {
    const own = placed.filter(({ path }) => path[0] === name)
    const [first] = own
    const comma = index === 0 ? [] : [',']
    if (first?.path.length === 1) return [...comma, ...renderMember(builder, first.member, name, alias, format)]
    const inside = own.map(({ member, path }) => ({ member, path: path.slice(1) }))
    return [...comma, `${JSON.stringify(name)}:{`, ...renderMembers(builder, inside, alias, format), '}']
  })
}

function renderText ({ dialect }: ApplyBuilder, pieces: readonly Piece[]): Sql {
  const merged: Piece[] = []
  for (const piece of pieces) {
    const last = merged.at(-1)
    if (typeof piece === 'string' && typeof last === 'string') merged.splice(-1, 1, last + piece)
    else merged.push(piece)
  }
  return sql`(${joinBalanced(merged.map(piece => typeof piece === 'string' ? dialect.text(piece) : piece), ' || ')})`
}

function renderMember (
  { dialect }: ApplyBuilder,
  { type, property, column: own, digits, made }: RelationMember,
  name: string,
  alias: string,
  format: ItemFormat
): readonly Piece[] {
  if (made !== undefined) {
    const url = format.metadata === 'none' || format.path === undefined
      ? ''
      : `${JSON.stringify(controlName(format, 'context', name))}:${JSON.stringify(`#${format.path}${made.text === undefined ? '' : `(${made.text})`}`)},`
    return [`${url}${JSON.stringify(name)}:`, sql`COALESCE(${renderJsonValue(dialect.name, type, column(own, alias), format.asText)}, '[]')`]
  }
  const shape = complexShape(type, format)
  if (shape !== undefined) {
    const value = renderDocument(dialect.name, type, { shape, asText: format.asText }, column(own, alias))
    return [`${JSON.stringify(name)}:`, sql`COALESCE(${value}, 'null')`]
  }
  const annotation = isAnnotation(name) ? undefined : typeAnnotation(format, type.type, property === undefined ? 'undeclared' : 'declared')
  const before = annotation === undefined ? '' : `${JSON.stringify(controlName(format, 'type', name))}:${JSON.stringify(annotation)},`
  const value = digits === undefined
    ? renderJsonValue(dialect.name, type, column(own, alias), format.asText)
    : renderDigits(column(digits, alias), format.asText)
  return [`${before}${JSON.stringify(name)}:`, sql`COALESCE(${value}, 'null')`]
}

/** Of a complex value, or of each in a collection. */
function complexShape (type: TypeReference, { shapes }: ItemFormat): ObjectShape | undefined {
  const item = itemType(type).type
  return item.kind === 'complex' ? shapes?.get(item) : undefined
}

const renderDigits = (digits: Sql, asText: boolean): Sql => asText ? sql`('"' || ${digits} || '"')` : digits

/** A value as JSON text; SQL null for null. */
export function renderJsonValue (dialect: DialectName, { type }: TypeReference, value: Sql, asText: boolean): Sql {
  if (type.kind === 'collection') return dialect === 'sqlite' ? sql`json(${value})` : sql`CAST(${value} AS text)`
  if (type.kind === 'enum') return quoted(dialect, renderEnumText(type, value))
  const wide = asText && type.kind === 'primitive' && (type.name === 'Edm.Int64' || type.name === 'Edm.Decimal')
  switch (categoryOf(type)) {
    case 'boolean': return sql`CASE WHEN ${value} THEN 'true' WHEN NOT ${value} THEN 'false' END`
    case 'integer': return wide ? sql`('"' || CAST(${value} AS text) || '"')` : sql`CAST(${value} AS text)`
    case 'double': {
      if (!isDecimal(type)) return renderDoubleJson(dialect, value, renderDoubleText(dialect, value))
      const text = renderDecimalText(dialect, value)
      return wide ? sql`('"' || ${text} || '"')` : text
    }
    case 'timeOfDay': return sql`('"' || ${timeText(value)} || '"')`
    case 'duration': return sql`('"' || ${renderDurationText(value)} || '"')`
    default: return quoted(dialect, value)
  }
}

const quoted = (dialect: DialectName, text: Sql): Sql =>
  dialect === 'sqlite' ? sql`CASE WHEN ${text} IS NOT NULL THEN json_quote(${text}) END` : sql`CAST(to_json(${text}) AS text)`

/** A finite double in the shortest digits that mean it, which PostgreSQL writes by itself; a whole number has no fraction. */
export function renderDoubleText (dialect: DialectName, value: Sql): Sql {
  if (dialect === 'postgresql') return sql`CAST(${value} AS text)`
  const whole = sql`abs(${value}) < 1e15 AND ${value} = CAST(${value} AS integer)`
  return sql`CASE WHEN ${whole} THEN CAST(CAST(${value} AS integer) AS text) WHEN ${value} IS NOT NULL THEN printf('%!.17g', ${value}) END`
}
