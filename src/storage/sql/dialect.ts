/** Where the two databases' SQL differs, but for functions (`function-sql.ts`): one row a matter. */
import sql from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { DialectName } from '../database/database.js'
import type { Parameter } from './expression/parameter.js'

export interface Dialect {
  readonly name: DialectName
  /** Parameters: PostgreSQL must be told their types. */
  readonly text: (value: string | Parameter) => Sql
  readonly integer: (value: bigint | Parameter) => Sql
  readonly double: (value: number | Parameter) => Sql
  /** Text as an operand of `<` or `ORDER BY`: compared byte by byte, whatever the collation of the database is. */
  readonly bytewise: (text: Sql) => Sql
  /** The items of a JSON array as a table with one column, `value`. */
  readonly items: (json: Sql, alias: Sql) => Sql
  /** The strings of a JSON array, joined; null where there are none. */
  readonly joinItems: (json: Sql, separator: Sql) => Sql
  /** A text of each item of a JSON array, which `alias."value"` is, joined. */
  readonly joinEach: (json: Sql, alias: Sql, text: Sql, separator: Sql) => Sql
  /** All texts of a value that nothing is declared of, which is text of JSON, joined; those that are said about it are none of it. */
  readonly textsInside: (json: Sql, separator: Sql) => Sql
  /** Whether the one text is found in the other. */
  readonly position: (text: Sql, part: Sql) => Sql
  /** `ASC` or `DESC` of a value that can be null: null is the lowest (OData-Protocol 4.01, section 11.2.6.2). */
  readonly ascending: Sql
  readonly descending: Sql
}

export const dialects: Readonly<Record<DialectName, Dialect>> = {
  sqlite: {
    name: 'sqlite',
    text: value => sql`${value}`,
    integer: value => sql`${value}`,
    double: value => sql`${value}`,
    bytewise: text => text,
    items: (json, alias) => sql`json_each(${json}) AS ${alias}`,
    joinItems: (json, separator) => sql`(SELECT group_concat("value", ${separator}) FROM json_each(${json}))`,
    joinEach: (json, alias, text, separator) => sql`(SELECT group_concat(${text}, ${separator}) FROM json_each(${json}) AS ${alias})`,
    textsInside: (json, separator) => sql`(SELECT group_concat("atom", ${separator}) FROM json_tree(${json}) WHERE "type" = 'text' AND instr(coalesce("key", ''), '@') = 0)`,
    position: (text, part) => sql`instr(${text}, ${part})`,
    ascending: sql`ASC`,
    descending: sql`DESC`
  },
  postgresql: {
    name: 'postgresql',
    text: value => sql`${value}::text`,
    integer: value => sql`${value}::bigint`,
    double: value => sql`${value}::float8`,
    bytewise: text => sql`(${text}) COLLATE "C"`,
    items: (json, alias) => sql`json_array_elements_text(${json}) AS ${alias}("value")`,
    joinItems: (json, separator) => sql`(SELECT string_agg("value", ${separator}) FROM json_array_elements_text(${json}) AS item("value"))`,
    joinEach: (json, alias, text, separator) => sql`(SELECT string_agg(${text}, ${separator}) FROM json_array_elements(${json}) AS ${alias}("value"))`,
    textsInside: (json, separator) => sql`(WITH RECURSIVE part("value") AS (SELECT CAST(${json} AS json) UNION ALL SELECT inside."value" FROM part CROSS JOIN LATERAL (SELECT member."value" FROM json_each(CASE json_typeof(part."value") WHEN 'object' THEN part."value" END) AS member WHERE strpos(member."key", '@') = 0 UNION ALL SELECT item."value" FROM json_array_elements(CASE json_typeof(part."value") WHEN 'array' THEN part."value" END) AS item("value")) AS inside) SELECT string_agg(part."value" #>> '{}', ${separator}) FROM part WHERE json_typeof(part."value") = 'string')`,
    position: (text, part) => sql`strpos(${text}, ${part})`,
    ascending: sql`ASC NULLS FIRST`,
    descending: sql`DESC NULLS LAST`
  }
}
