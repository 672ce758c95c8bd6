/** Objects of members that are always there, with the text of those that may not be. */
import sql from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { DialectName } from '../../database/database.js'

/**
 * An object that is not empty, with the text of more members, which may be null. Databases write an object faster than its members one by
 * one, and take it apart only where there are more. What follows the inner query keeps them from writing it once for each use.
 */
export function withMore (dialect: DialectName, object: Sql, more: Sql): Sql {
  const [text, kept] = dialect === 'sqlite' ? [object, sql`LIMIT 1`] : [sql`${object}::text`, sql`OFFSET 0`]
  return sql`(SELECT ${moreAdded(dialect)} FROM (SELECT ${text} AS "object", ${more} AS "more" ${kept}) w)`
}

/** The object `w.object` with the members `w.more`. */
export function moreAdded (dialect: DialectName): Sql {
  const opened = dialect === 'sqlite' ? sql`substr(w."object", -1, -2147483647)` : sql`left(w."object", -1)`
  return sql`CASE WHEN w."more" IS NULL THEN w."object" ELSE ${opened} || ',' || w."more" || '}' END`
}
