/** Texts of values that are computed as numbers: durations (OData ABNF, `durationValue`) and members of enumerations. */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { EnumType } from '../../../edm/types.js'
import { constant, position } from '../identifier.js'

const TICKS_A_SECOND = position(10_000_000)

/** A duration, which is a number of ticks, without parts that are zero; SQL null for null. `ticks` is a column, or as short. */
export function renderDurationText (ticks: Sql): Sql {
  const seconds = sql`abs(${ticks} / ${TICKS_A_SECOND})`
  const fraction = sql`abs(${ticks} % ${TICKS_A_SECOND})`
  const part = (count: Sql, unit: string): Sql => sql`CASE WHEN ${count} > 0 THEN CAST(${count} AS text) || ${constant(unit)} ELSE '' END`
  const digits = sql`rtrim(substr(CAST(${TICKS_A_SECOND} + ${fraction} AS text), 2), '0')`
  const last = sql`CASE WHEN ${seconds} % 60 > 0 OR ${fraction} > 0
    THEN CAST(${seconds} % 60 AS text) || CASE WHEN ${fraction} > 0 THEN '.' || ${digits} ELSE '' END || 'S' ELSE '' END`
  const time = sql`CASE WHEN ${seconds} % 86400 > 0 OR ${fraction} > 0
    THEN 'T' || ${part(sql`${seconds} / 3600 % 24`, 'H')} || ${part(sql`${seconds} / 60 % 60`, 'M')} || ${last} ELSE '' END`
  return sql`CASE WHEN ${ticks} = 0 THEN 'PT0S' WHEN ${ticks} IS NOT NULL
    THEN CASE WHEN ${ticks} < 0 THEN '-P' ELSE 'P' END || ${part(sql`${seconds} / 86400`, 'D')} || ${time} END`
}

/** A value of an enumeration as `edm/enum-values.ts` writes it; SQL null for null. */
export function renderEnumText (type: EnumType, value: Sql): Sql {
  const { members, isFlags } = type
  const number = sql`CAST(${value} AS text)`
  if (members.length === 0) return number
  const names = join(members.map(({ name, value: own }) => sql`WHEN ${constant(String(own))} THEN ${constant(name)}`), ' ')
  return sql`CASE CAST(${value} AS text) ${names} ELSE ${isFlags ? renderFlags(type, value, number) : number} END`
}

/** The names of several members: those of many bits first, each of which takes its bits away. */
function renderFlags ({ members }: EnumType, value: Sql, number: Sql): Sql {
  const greatestFirst = [...members].filter(member => member.value > 0n).sort((a, b) => a.value < b.value ? 1 : -1)
  const rest = greatestFirst.reduce((before, { name, value: own }) => {
    const bits = sql`CAST(${constant(String(own))} AS bigint)`
    const has = sql`(f."rest" & ${bits}) = ${bits}`
    return sql`SELECT CASE WHEN ${has} THEN f."rest" & ~${bits} ELSE f."rest" END AS "rest",
      CASE WHEN ${has} THEN ${constant(name)} || CASE WHEN f."names" = '' THEN '' ELSE ',' || f."names" END ELSE f."names" END AS "names" FROM (${before}) AS f`
  }, sql`SELECT CAST(${value} AS bigint) AS "rest", '' AS "names"`)
  return sql`(SELECT CASE WHEN f."rest" = 0 AND f."names" <> '' THEN f."names" ELSE ${number} END FROM (${rest}) AS f)`
}
