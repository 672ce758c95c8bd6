/** Writes many rows of a table by one statement: their values are one JSON parameter that the database unpacks. */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { Connection, DialectName } from '../database/database.js'
import { constant, identifier, position, sqlType } from '../sql/identifier.js'
import type { StoredColumn } from './stored-columns.js'
import { bigint, integer } from './tenant-tables.js'

/** Where rows go. */
export interface Destination {
  readonly table: string
  readonly columns: ReadonlyArray<Pick<StoredColumn, 'name' | 'kind'>>
  readonly tenant: number
  /** Undefined: a singleton, which belongs to nothing. */
  readonly owner: string | undefined
  readonly changed: string
}

/**
 * `json` is an array of arrays, which have their values in the order of the columns; what has an owner gets the ordinals from `first` on.
 */
export async function insertRecords (
  connection: Connection,
  dialect: DialectName,
  { table, columns, tenant, owner, changed }: Destination,
  first: string,
  json: string
): Promise<void> {
  const position = dialect === 'sqlite' ? sql`page."key"` : sql`page."number" - 1`
  const place: ReadonlyArray<readonly [name: string, value: Sql]> = [
    ['tenant', integer(tenant)],
    ['changed', bigint(changed)],
    ...owner === undefined ? [] : [['owner', bigint(owner)], ['ordinal', sql`${bigint(first)} + ${position}`]] as const
  ]
  const all = [...place, ...columns.map((column, index) => [column.name, unpack(dialect, column, index)] as const)]
  const from = dialect === 'sqlite'
    ? sql`jsonb_each(${json}) AS page`
    : sql`jsonb_array_elements(${json}::jsonb) WITH ORDINALITY AS page("value", "number")`
  await connection.execute(
    sql`INSERT INTO ${identifier(table)} (${join(all.map(([name]) => identifier(name)))}) SELECT ${
      join(all.map(([, value]) => value))
    } FROM ${from}`
  )
}

function unpack (dialect: DialectName, { kind }: Pick<StoredColumn, 'kind'>, index: number): Sql {
  if (dialect === 'sqlite') {
    const path = constant(`$[${index}]`)
    return kind === 'json' ? sql`page."value" -> ${path}` : sql`page."value" ->> ${path}`
  }
  return kind === 'json' ? sql`(page."value" -> ${position(index)})::json` : sql`(page."value" ->> ${position(index)})::${sqlType(kind)}`
}
