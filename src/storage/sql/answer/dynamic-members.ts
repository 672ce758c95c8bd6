/** What an open type does not declare: it is kept as the members of a JSON object, without its braces (`stored-value.ts`). */
import sql from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { DialectName } from '../../database/database.js'
import { constant } from '../identifier.js'
import { memberOf } from './stored-member.js'

/** The members as one object: on SQLite its text. */
export const dynamicObject = (dialect: DialectName, members: Sql): Sql => {
  const text = sql`('{' || coalesce(${members}, '') || '}')`
  return dialect === 'sqlite' ? text : sql`(${text}::json)`
}

/** `"name":value` of all members, or of the one that is named with what is said of its type; null where there is none. */
export function renderDynamicMembers (dialect: DialectName, members: Sql, name: string): Sql {
  if (name === '') return sql`nullif(${members}, '')`
  const object = dynamicObject(dialect, members)
  const [annotation, value] = [`${name}@odata.type`, name].map(member => {
    const json = memberOf({ dialect }, object, member)
    return sql`${constant(`${JSON.stringify(member)}:`)} || ${dialect === 'sqlite' ? json : sql`(${json})::text`}`
  })
  return sql`(coalesce(${annotation} || ',', '') || ${value})`
}
