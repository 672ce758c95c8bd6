/**
 * The items of a result of `$apply` as JSON text. Put together member by member: names are the client's, and an item need not have all of
 * them.
 */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { StructuredType, TypeReference } from '../../../edm/types.js'
import { controlName } from '../../../odata/json/format.js'
import type { ODataVersion } from '../../../odata/json/format.js'
import { typeAnnotation } from '../../../odata/json/type-annotation.js'
import type { DialectName } from '../../database/database.js'
import { column } from './apply-relation.js'
import type { ApplyBuilder, Relation, RelationMember } from './apply-relation.js'
import { joinBalanced } from '../join-balanced.js'
import { isDecimal, renderDecimalText } from '../expression/decimal-text.js'
import { timeText } from '../expression/conversions-sql.js'
import { renderDoubleJson } from '../expression/double-text.js'
import { position } from '../identifier.js'
import { categoryOf } from '../expression/value-category.js'

export interface ItemFormat {
  readonly version: ODataVersion
  readonly metadata: 'none' | 'minimal' | 'full'
  /** Int64 and Decimal as strings (JSON format 4.01, section 3.2). */
  readonly asText: boolean
  /** The members to show, all by default. */
  readonly select?: ReadonlySet<string>
}

/** The JSON text of the item whose row the alias is. Never null. */
export function renderItemJson (builder: ApplyBuilder, relation: Relation, alias: string, format: ItemFormat): Sql {
  const objects = relation.variants.map(names => {
    const members = relation.members.filter(({ name }) => names.has(name) && format.select?.has(name) !== false)
    const parts = members.map(member => renderMember(builder, member, alias, format))
    return renderObject(builder, [...relation.rows ? typeMember(builder, format) : [], ...parts])
  })
  const [first] = objects
  if (objects.length === 1 && first !== undefined) return first
  return sql`CASE ${column('variant', alias)} ${join(objects.map((object, index) => sql`WHEN ${position(index)} THEN ${object}`), ' ')} END`
}

/** Names and values in pieces: {@link text} for what is known, SQL for what is not. */
type Piece = string | Sql

function renderObject ({ dialect }: ApplyBuilder, members: ReadonlyArray<readonly Piece[]>): Sql {
  const pieces = ['{', ...members.flatMap((member, index) => index === 0 ? member : [',', ...member]), '}']
  const merged: Piece[] = []
  for (const piece of pieces) {
    const last = merged.at(-1)
    if (typeof piece === 'string' && typeof last === 'string') merged.splice(-1, 1, last + piece)
    else merged.push(piece)
  }
  return sql`(${joinBalanced(merged.map(piece => typeof piece === 'string' ? dialect.text(piece) : piece), ' || ')})`
}

/** As the rows themselves show it (`plan/shape.ts`). */
function typeMember ({ type }: ApplyBuilder, format: ItemFormat): string[][] {
  const { metadata } = format
  if (metadata === 'none' || type.abstract) return []
  return [[
    `${JSON.stringify(controlName(format, 'type'))}:${
      JSON.stringify(`${metadata === 'full' || isDerivable(type) ? '#' : ''}${type.fullName}`)
    }`
  ]]
}

const isDerivable = (type: StructuredType): boolean => type.kind === 'entity' || type.baseType !== undefined

function renderMember (
  { dialect }: ApplyBuilder,
  { name, type, property, column: own }: RelationMember,
  alias: string,
  format: ItemFormat
): readonly Piece[] {
  const annotation = typeAnnotation(format, type.type, property === undefined ? 'undeclared' : 'declared')
  const before = annotation === undefined ? '' : `${JSON.stringify(controlName(format, 'type', name))}:${JSON.stringify(annotation)},`
  return [`${before}${JSON.stringify(name)}:`, sql`COALESCE(${renderJsonValue(dialect.name, type, column(own, alias), format.asText)}, 'null')`]
}

/** A value as JSON text; SQL null for null. */
export function renderJsonValue (dialect: DialectName, { type }: TypeReference, value: Sql, asText: boolean): Sql {
  if (type.kind === 'collection') return dialect === 'sqlite' ? sql`json(${value})` : sql`CAST(${value} AS text)`
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
    default:
      return dialect === 'sqlite' ? sql`CASE WHEN ${value} IS NOT NULL THEN json_quote(${value}) END` : sql`CAST(to_json(${value}) AS text)`
  }
}

/** A finite double in the shortest digits that mean it, which PostgreSQL writes by itself; a whole number has no fraction. */
export function renderDoubleText (dialect: DialectName, value: Sql): Sql {
  if (dialect === 'postgresql') return sql`CAST(${value} AS text)`
  const whole = sql`abs(${value}) < 1e15 AND ${value} = CAST(${value} AS integer)`
  return sql`CASE WHEN ${whole} THEN CAST(CAST(${value} AS integer) AS text) WHEN ${value} IS NOT NULL THEN printf('%!.17g', ${value}) END`
}
