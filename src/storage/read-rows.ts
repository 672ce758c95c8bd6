/** Reads pages of rows and counts: one statement each, with the version of the resource they belong to. */
import sql from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { Singleton } from '../edm/types.js'
import type { CountResult, CountRowsPlan, ReadRowsPlan, RowsQuery, RowsResult, Scope } from '../plan/plan.js'
import type { Connection, DialectName } from './database.js'
import { tableOf } from './mapping.js'
import { CHUNK_ROWS } from './rows-sql.js'
import { identifier } from './sql/identifier.js'
import { renderPage, renderRowCount } from './sql/render-rows.js'

/** The tenant's key and the singleton's version, once for all parts of a statement. */
export const withScope = (singleton: Singleton, { tenant }: Scope): Sql => sql`WITH s AS (SELECT t."key" AS "key", e."changed" AS "changed" FROM "Tenant" t
  LEFT JOIN ${identifier(tableOf(singleton.type))} e ON e."tenant" = t."key" WHERE t."id" = ${tenant})`

/** The key in {@link withScope}. */
export const TENANT = sql`(SELECT "key" FROM s)`
export const VERSION = sql`(SELECT "changed" FROM s)`

/** A page, and the position it ended at when rows follow. */
export async function readRows (connection: Connection, dialect: DialectName, { singleton, rows, pageSize, after }: ReadRowsPlan, scope: Scope): Promise<RowsResult> {
  const last = rows.top !== undefined && rows.top <= pageSize
  const size = last ? rows.top ?? 0 : pageSize
  const count = rows.count ? sql`(${renderRowCount(dialect, rows, TENANT)})` : sql`NULL`
  const page = renderPage(dialect, rows, TENANT, { size, more: !last, after })
  const [row = []] = await connection.query(sql`${withScope(singleton, scope)} SELECT ${VERSION}, ${count}, "text", "rows", "last" FROM (${page}) AS page`)
  const [version, counted, text, found, position] = row
  return {
    kind: 'rows',
    version: String(version ?? 0),
    text: String(text ?? ''),
    count: rows.count ? String(counted ?? 0) : undefined,
    next: Number(found ?? 0) > size ? JSON.parse(String(position)) as Array<string | null> : undefined
  }
}

export async function countRows (connection: Connection, dialect: DialectName, { singleton, rows }: CountRowsPlan, scope: Scope): Promise<CountResult> {
  const [row = []] = await connection.query(sql`${withScope(singleton, scope)} SELECT ${VERSION}, (${renderRowCount(dialect, rows, TENANT)})`)
  return { kind: 'count', version: String(row[0] ?? 0), count: String(row[1] ?? 0) }
}

/** Every row a query asks for, some thousand a piece; to be run within one snapshot. */
export async function readAllRows (connection: Connection, dialect: DialectName, singleton: Singleton, query: RowsQuery, scope: Scope): Promise<{ pieces: readonly string[], count: string | undefined }> {
  const pieces: string[] = []
  let [rows, after, counted]: [RowsQuery, RowsResult['next'], string | undefined] = [query, undefined, undefined]
  for (;;) {
    const result = await readRows(connection, dialect, { kind: 'readRows', singleton, rows, pageSize: CHUNK_ROWS, after }, scope)
    counted ??= result.count
    if (result.text !== '') pieces.push(`${pieces.length === 0 ? '[' : ','}${result.text as string}`)
    if (result.next === undefined) break
    after = result.next
    rows = { ...rows, skip: 0, count: false, top: rows.top === undefined ? undefined : rows.top - CHUNK_ROWS }
  }
  return { pieces: pieces.length === 0 ? ['[]'] : [...pieces, ']'], count: counted }
}
