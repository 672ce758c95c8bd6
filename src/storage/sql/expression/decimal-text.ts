/** Edm.Decimal in digits, never with an exponent: a 4.0 payload has none, and 4.01 only for who asks (JSON format 4.01, section 7.1). */
import sql from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { EdmType } from '../../../edm/types.js'
import type { DialectName } from '../../database/database.js'

export const isDecimal = (type: EdmType): boolean => type.kind === 'primitive' && type.name === 'Edm.Decimal'

/** The value, which is held as a double, as text; SQL null for null. */
export function renderDecimalText (dialect: DialectName, value: Sql): Sql {
  return dialect === 'postgresql' ? sql`CAST(${renderDecimal(value)} AS text)` : sql`odata_decimal_text(${value})`
}

/** On PostgreSQL, as the type whose JSON has no exponent. */
export const renderDecimal = (value: Sql): Sql => sql`CAST(CAST(${value} AS text) AS numeric)`

/** The shortest digits that mean the double, written out. */
export function decimalText (value: number): string {
  const [, sign = '', whole = '', fraction = '', exponent] = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(String(value)) ?? []
  if (exponent === undefined) return String(value)
  const digits = whole + fraction
  const point = whole.length + Number(exponent)
  return point > 0 ? sign + digits.padEnd(point, '0') : `${sign}0.${'0'.repeat(-point)}${digits}`
}
