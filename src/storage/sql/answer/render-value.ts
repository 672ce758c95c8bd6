/** Single values as JSON: what a column holds, what was computed, what is JSON already. */
import sql from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { ComputedMember } from '../../../plan/shape-computed.js'
import type { DialectName } from '../../database/database.js'
import type { Column } from '../../mapping.js'
import { timeText } from '../expression/conversions-sql.js'
import { isDecimal, renderDecimal, renderDecimalText } from '../expression/decimal-text.js'
import { renderDoubleJson } from '../expression/double-text.js'
import { renderDurationText, renderEnumText } from '../expression/shown-text.js'
import { categoryOf } from '../expression/value-category.js'

/** One value as JSON text, `null` for null. */
export function quoteJson (dialect: DialectName, value: Sql): Sql {
  return dialect === 'sqlite' ? sql`json_quote(${value})` : sql`coalesce(to_json(${value})::text, 'null')`
}

/** Text that is JSON already. */
export const asJson = (dialect: DialectName, text: Sql): Sql => dialect === 'sqlite' ? sql`json(${text})` : sql`(${text})::json`

/** SQLite has no booleans and must be told what already is JSON; PostgreSQL knows both from the column's type. */
export function renderValue (dialect: DialectName, column: Sql, { kind, nullable }: Column, asText = false): Sql {
  switch (kind) {
    case 'bigint': return asText ? sql`CAST(${column} AS text)` : column
    case 'decimal': return asText ? column : asJson(dialect, column)
    case 'timeOfDay': return sql`rtrim(rtrim(${column}, '0'), '.')`
    case 'double': return dialect === 'sqlite' ? sql`json(odata_double_json(${column}))` : renderFloat(column)
    default:
  }
  if (dialect === 'postgresql') return column
  switch (kind) {
    case 'boolean':
      return nullable
        ? sql`json(CASE WHEN ${column} IS NULL THEN 'null' WHEN ${column} THEN 'true' ELSE 'false' END)`
        : sql`json(iif(${column}, 'true', 'false'))`
    case 'json':
      return sql`json(${column})`
    default:
      return column
  }
}

/** JSON has no infinities (JSON format 4.01, section 7.1). */
const renderFloat = (column: Sql): Sql =>
  sql`CASE WHEN ${column} = 'Infinity' THEN '"INF"'::json WHEN ${column} = '-Infinity' THEN '"-INF"'::json ELSE to_json(${column}) END`

/** A computed value as JSON; a double with all its digits. */
export function renderComputed (dialect: DialectName, { type, asText }: Pick<ComputedMember, 'type' | 'asText'>, value: Sql): Sql {
  const category = categoryOf(type.type)
  if (isDecimal(type.type)) {
    const text = renderDecimalText(dialect, value)
    return asText ? text : dialect === 'sqlite' ? sql`json(coalesce(${text}, 'null'))` : renderDecimal(value)
  }
  if (type.type.kind === 'enum') return renderEnumText(type.type, value)
  if (category === 'duration') return renderDurationText(value)
  if (category === 'timeOfDay') return timeText(value)
  if (dialect === 'postgresql') {
    if (category === 'double') return sql`(${renderDoubleJson(dialect, value)})::json`
    return asText ? sql`CAST(${value} AS text)` : value
  }
  switch (category) {
    case 'boolean': return sql`json(CASE WHEN ${value} IS NULL THEN 'null' WHEN ${value} THEN 'true' ELSE 'false' END)`
    case 'double': return sql`json(coalesce(${renderDoubleJson(dialect, value)}, 'null'))`
    default: return asText ? sql`CAST(${value} AS text)` : value
  }
}
