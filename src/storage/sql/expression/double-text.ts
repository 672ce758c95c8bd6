/** Edm.Double as JSON: a number, or a string for what JSON has no number for (JSON format 4.01, section 7.1). */
import sql from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { DialectName } from '../../database/database.js'
import { dialects } from '../dialect.js'

/** The JSON text; SQL null for null. `finite` writes a number, on SQLite with all its digits unless said otherwise. */
export function renderDoubleJson (dialect: DialectName, value: Sql, finite: Sql = finiteText(dialect, value)): Sql {
  const { double } = dialects[dialect]
  return sql`CASE ${value} WHEN ${double(Infinity)} THEN '"INF"' WHEN ${double(-Infinity)} THEN '"-INF"' ELSE ${finite} END`
}

const finiteText = (dialect: DialectName, value: Sql): Sql =>
  dialect === 'postgresql' ? sql`CAST(${value} AS text)` : sql`CASE WHEN ${value} IS NOT NULL THEN printf('%!.17g', ${value}) END`
