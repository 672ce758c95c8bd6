/** One member of a JSON object. */
import sql from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { DialectName } from '../../database/database.js'
import { STORED_ITEM } from '../../stored-value.js'
import { constant } from '../identifier.js'

/** A member as JSON: on SQLite its text. */
export function memberOf ({ dialect }: { readonly dialect: DialectName }, json: Sql, name: string): Sql {
  return dialect === 'sqlite' ? sql`(${json} -> ${constant(`$.${JSON.stringify(name)}`)})` : sql`(${json} -> ${constant(name)})`
}

/** A member that is a string, as text. */
export function memberText ({ dialect }: { readonly dialect: DialectName }, json: Sql, name: string): Sql {
  return dialect === 'sqlite' ? sql`(${json} ->> ${constant(`$.${JSON.stringify(name)}`)})` : sql`(${json} ->> ${constant(name)})`
}

/** What tells a value in a collection from others, as an ordinal; null where it is related to nothing. */
export const itemOrdinal = (dialect: DialectName, json: Sql): Sql =>
  dialect === 'sqlite' ? memberText({ dialect }, json, STORED_ITEM) : sql`CAST(${memberText({ dialect }, json, STORED_ITEM)} AS bigint)`
