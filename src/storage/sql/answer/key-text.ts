/** The key of a row as it stands in URLs (`odata/key-predicate.ts`), made by the database. */
import sql, { empty, join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { underlyingType } from '../../../edm/lookup.js'
import type { EntitySet, EntityType } from '../../../edm/types.js'
import { keyName } from '../../../odata/key-predicate.js'
import type { DialectName } from '../../database/database.js'
import { keyMappings } from '../../mapping.js'
import type { ColumnMapping } from '../../mapping.js'
import { renderDoubleJson } from '../expression/double-text.js'
import { constant, identifier } from '../identifier.js'

/** `('…')`, or `(a=…,b=…)` for a key of several properties. */
export function renderKeyText (dialect: DialectName, type: EntityType, alias: string): Sql {
  const mappings = keyMappings(type)
  const [only, ...others] = mappings
  if (only === undefined) return empty
  // Ids that the service gives itself need no encoding.
  if (others.length === 0 && !only.column.nullable) return sql`${constant("('")} || ${identifier(alias)}.${identifier(only.column.name)} || ${constant("')")}`
  if (others.length === 0) return sql`'(' || ${renderLiteral(dialect, only, alias)} || ')'`
  const parts = mappings.map((mapping, index) => sql`${constant(`${keyName(type.key[index] ?? { path: mapping.property.name, alias: undefined, property: mapping.property })}=`)} || ${renderLiteral(dialect, mapping, alias)}`)
  return sql`'(' || ${join(parts, " || ',' || ")} || ')'`
}

function renderLiteral (dialect: DialectName, { property, column }: ColumnMapping, alias: string): Sql {
  const value = sql`${identifier(alias)}.${identifier(column.name)}`
  const type = underlyingType(property.type.type)
  const quoted = sql`${constant("'")} || ${encoded(dialect, sql`replace(${value}, '''', '''''')`)} || ${constant("'")}`
  if (type.kind === 'enum') return sql`${constant(type.fullName)} || ${quoted}`
  if (type.kind !== 'primitive') return quoted
  switch (type.name) {
    case 'Edm.String': return quoted
    case 'Edm.Duration': return sql`'duration' || ${quoted}`
    case 'Edm.Binary': return sql`'binary' || ${quoted}`
    case 'Edm.TimeOfDay': return encoded(dialect, sql`rtrim(rtrim(${value}, '0'), '.')`)
    case 'Edm.Boolean': return sql`CASE WHEN ${value} THEN 'true' ELSE 'false' END`
    case 'Edm.Single': case 'Edm.Double': return encoded(dialect, sql`replace(${
      dialect === 'sqlite' ? sql`odata_double_json(${value})` : renderDoubleJson(dialect, value)}, '"', '')`)
    default: return encoded(dialect, sql`CAST(${value} AS text)`)
  }
}

/** `encodeURIComponent` */
function encoded (dialect: DialectName, text: Sql): Sql {
  if (dialect === 'sqlite') return sql`odata_percent_encode(${text})`
  return sql`(SELECT coalesce(string_agg(CASE WHEN c ~ '^[A-Za-z0-9_.!~*()''-]$' THEN c ELSE regexp_replace(upper(encode(convert_to(c, 'UTF8'), 'hex')), '(..)', '%\\1', 'g') END, '' ORDER BY n), '') FROM regexp_split_to_table(${text}, '') WITH ORDINALITY AS characters(c, n))`
}

/** The entity set of a row that is not contained: what it is marked with, where that is a set of a derived type. */
export const renderHome = ({ name }: EntitySet, alias: string): Sql =>
  sql`CASE WHEN ${identifier(alias)}."owner" = 0 THEN ${identifier(alias)}."place" ELSE ${constant(name)} END`
