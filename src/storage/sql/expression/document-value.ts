/** Members of complex values that are kept as JSON, as values of their types (`stored-value.ts`). */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { underlyingType } from '../../../edm/lookup.js'
import type { EnumType, Property, TypeReference } from '../../../edm/types.js'
import type { DialectName } from '../../database/database.js'
import { eachItem } from '../answer/render-document.js'
import { memberOf, memberText } from '../answer/stored-member.js'
import { dialects } from '../dialect.js'
import { constant } from '../identifier.js'
import type { VariableSource } from './render-context.js'
import { unrenderable } from './unrenderable.js'

/** What compares and sorts. `instant`: of a DateTimeOffset, its sortable form; `digits`: of a Decimal, what is shown. */
export function renderMemberValue (dialect: DialectName, json: Sql, { name, type }: Property, which: 'value' | 'instant' | 'digits'): Sql {
  const showing = { dialect }
  // As columns of text are declared.
  const { bytewise } = dialects[dialect]
  const text = memberText(showing, json, name)
  const underlying = underlyingType(type.type)
  if (underlying.kind === 'enum') return renderNumber(dialect, underlying, text)
  // A complex value or a collection: null where JSON has a null.
  if (underlying.kind !== 'primitive') {
    const member = memberOf(showing, json, name)
    return dialect === 'sqlite' ? sql`nullif(${member}, 'null')` : sql`CASE WHEN (${member})::text <> 'null' THEN ${member} END`
  }
  const cast = (target: Sql): Sql => dialect === 'sqlite' ? text : sql`(${text})::${target}`
  switch (underlying.name) {
    case 'Edm.Boolean': return cast(sql`boolean`)
    case 'Edm.Byte': case 'Edm.SByte': case 'Edm.Int16': case 'Edm.Int32': case 'Edm.Int64': return cast(sql`bigint`)
    case 'Edm.Double': case 'Edm.Single': return renderFloating(dialect, text)
    case 'Edm.DateTimeOffset': return which === 'instant' ? sql`odata_instant(${text})` : text
    case 'Edm.Decimal': {
      // SQLite would make doubles of numbers that it gives as values.
      const digits = dialect === 'sqlite' ? sql`nullif(${memberOf(showing, json, name)}, 'null')` : text
      return which === 'digits' ? digits : bytewise(sql`odata_decimal_order(${digits})`)
    }
    case 'Edm.Duration': return sql`odata_duration_ticks(${text})`
    case 'Edm.TimeOfDay': return bytewise(renderTime(text))
    case 'Edm.String': case 'Edm.Guid': case 'Edm.Binary': case 'Edm.Date': return bytewise(text)
    default: throw unrenderable(`${name} inside of a complex value`)
  }
}

/** With all digits of its fraction, which JSON is without where they are zeros. */
const renderTime = (text: Sql): Sql => sql`substr(${text} || CASE WHEN length(${text}) = 8 THEN '.' ELSE '' END || '000000000000', 1, 21)`

/**
 * An item of a collection of values, which PostgreSQL gives as text; `alias`: of the table of the items of the JSON. Of a Decimal, its
 * digits too.
 */
export function renderItemSource (dialect: DialectName, type: TypeReference, json: Sql, alias: Sql, value = sql`${alias}."value"`): Extract<VariableSource, { kind: 'value' }> {
  const underlying = underlyingType(type.type)
  if (underlying.kind !== 'primitive' || underlying.name !== 'Edm.Decimal') return { kind: 'value', value: renderItemValue(dialect, type, value) }
  const digits = dialect === 'sqlite' ? sql`nullif(${eachItem(json, alias, false)}, 'null')` : value
  return { kind: 'value', value: sql`CAST(${digits} AS float8)`, digits }
}

/** An item as a value of its type. */
function renderItemValue (dialect: DialectName, { type }: TypeReference, value: Sql): Sql {
  const underlying = underlyingType(type)
  if (underlying.kind === 'enum') return renderNumber(dialect, underlying, value)
  if (underlying.kind !== 'primitive') return value
  switch (underlying.name) {
    case 'Edm.Boolean': return dialect === 'sqlite' ? value : sql`(${value})::boolean`
    case 'Edm.Byte': case 'Edm.SByte': case 'Edm.Int16': case 'Edm.Int32': case 'Edm.Int64': return dialect === 'sqlite' ? value : sql`(${value})::bigint`
    case 'Edm.Double': case 'Edm.Single': return renderFloating(dialect, value)
    case 'Edm.Duration': return sql`odata_duration_ticks(${value})`
    case 'Edm.TimeOfDay': return renderTime(value)
    default: return value
  }
}

/** INF is text in JSON. */
const renderFloating = (dialect: DialectName, text: Sql): Sql => dialect === 'sqlite'
  ? sql`CASE ${text} WHEN 'INF' THEN 9e999 WHEN '-INF' THEN -9e999 ELSE CAST(${text} AS REAL) END`
  : sql`(CASE ${text} WHEN 'INF' THEN 'Infinity' WHEN '-INF' THEN '-Infinity' ELSE ${text} END)::float8`

/** Names, several of flags; or a number, where names do not say it (`edm/enum-values.ts`). */
function renderNumber (dialect: DialectName, { members, isFlags }: EnumType, text: Sql): Sql {
  const number = sql`CAST(${text} AS bigint)`
  if (members.length === 0) return number
  const integer = (value: bigint): Sql => sql`CAST(${constant(String(value))} AS bigint)`
  if (!isFlags) return sql`CASE ${text} ${join(members.map(({ name, value }) => sql`WHEN ${constant(name)} THEN ${integer(value)}`), ' ')} END`
  const find = dialect === 'sqlite' ? sql`instr` : sql`strpos`
  const bits = members.map(({ name, value }) =>
    sql`CASE WHEN ${find}(',' || ${text} || ',', ${constant(`,${name},`)}) > 0 THEN ${integer(value)} ELSE ${integer(0n)} END`)
  return sql`CASE WHEN substr(${text}, 1, 1) IN ('-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9') THEN ${number} WHEN ${text} IS NOT NULL THEN ${join(bits, ' | ')} END`
}
