/** JSON has no number that is infinite: OData writes it as a text (JSON format 4.01, section 7.1). */
import sql from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'

/** The first branches of a CASE over a double. */
export function renderInfinite (value: Sql, positive: Sql, negative: Sql): Sql {
  return sql`WHEN ${value} > 1.7976931348623157e308 THEN ${positive} WHEN ${value} < -1.7976931348623157e308 THEN ${negative}`
}
