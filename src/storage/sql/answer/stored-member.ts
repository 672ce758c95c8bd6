/** One member of a JSON object. */
import sql from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { DialectName } from '../../database/database.js'
import { STORED_ITEM } from '../../stored-value.js'
import { constant } from '../identifier.js'

/** Where a member is: in which JSON, and by which path (SQLite). */
interface Way {
  readonly root: Sql
  readonly path: string
}

/** Of the members that {@link memberOf} made. */
const ways = new WeakMap<Sql, Way>()

/** The way to a member of a member is one path: SQLite makes text of what each `->` comes to, and reads it again for the next. */
function wayTo (json: Sql, name: string): Way {
  const { root, path } = ways.get(json) ?? { root: json, path: '$' }
  return { root, path: `${path}.${JSON.stringify(name)}` }
}

/** A member as JSON: on SQLite its text. */
export function memberOf ({ dialect }: { readonly dialect: DialectName }, json: Sql, name: string): Sql {
  if (dialect === 'postgresql') return sql`(${json} -> ${constant(name)})`
  const way = wayTo(json, name)
  const member = sql`(${way.root} -> ${constant(way.path)})`
  ways.set(member, way)
  return member
}

/** A member that is a string, as text. */
export function memberText ({ dialect }: { readonly dialect: DialectName }, json: Sql, name: string): Sql {
  if (dialect === 'postgresql') return sql`(${json} ->> ${constant(name)})`
  const { root, path } = wayTo(json, name)
  return sql`(${root} ->> ${constant(path)})`
}

/** What tells a value in a collection from others, as an ordinal; null where it is related to nothing. */
export const itemOrdinal = (dialect: DialectName, json: Sql): Sql =>
  dialect === 'sqlite' ? memberText({ dialect }, json, STORED_ITEM) : sql`CAST(${memberText({ dialect }, json, STORED_ITEM)} AS bigint)`
