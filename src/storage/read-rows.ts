/** Reads pages of rows and counts: one statement each, with the version of the resource they belong to. */
import sql from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { Singleton } from '../edm/types.js'
import type { CountResult, CountRowsPlan, ReadRowsPlan, RowsQuery, RowsResult, Scope } from '../plan/plan.js'
import type { Connection, DialectName } from './database.js'
import { keptStatement } from './kept-statement.js'
import { tableOf } from './mapping.js'
import { CHUNK_ROWS } from './rows-sql.js'
import { identifier } from './sql/identifier.js'
import { renderPage, renderRowCount } from './sql/render-rows.js'

/** The tenant's key and the singleton's version, once for all parts of a statement. */
export const withScope = (singleton: Singleton, tenant: string): Sql => sql`WITH s AS (SELECT t."key" AS "key", e."changed" AS "changed" FROM "Tenant" t
  LEFT JOIN ${identifier(tableOf(singleton.type))} e ON e."tenant" = t."key" WHERE t."id" = ${tenant})`

/** The key in {@link withScope}. */
export const TENANT = sql`(SELECT "key" FROM s)`
export const VERSION = sql`(SELECT "changed" FROM s)`

/** A page, and the position it ended at when rows follow. */
export async function readRows (connection: Connection, dialect: DialectName, plan: ReadRowsPlan, { tenant }: Scope): Promise<RowsResult> {
  const [row = []] = await connection.query(keptStatement(dialect, plan, tenant, mark => renderRead(dialect, plan, mark)))
  const [version, counted, text, found, position] = row
  return {
    kind: 'rows',
    version: String(version ?? 0),
    text: String(text ?? ''),
    count: plan.rows.count ? String(counted ?? 0) : undefined,
    next: Number(found ?? 0) > sizeOf(plan).size ? JSON.parse(String(position)) as Array<string | null> : undefined
  }
}

/** Rows to return at most, and whether to look for one more. */
function sizeOf ({ rows: { top }, pageSize }: ReadRowsPlan): { size: number, more: boolean } {
  return top !== undefined && top <= pageSize ? { size: top, more: false } : { size: pageSize, more: true }
}

function renderRead (dialect: DialectName, plan: ReadRowsPlan, tenant: string): Sql {
  const { singleton, rows, after } = plan
  const count = rows.count ? sql`(${renderRowCount(dialect, rows, TENANT)})` : sql`NULL`
  const page = renderPage(dialect, rows, TENANT, { ...sizeOf(plan), after })
  return sql`${withScope(singleton, tenant)} SELECT ${VERSION}, ${count}, "text", "rows", "last" FROM (${page}) AS page`
}

export async function countRows (connection: Connection, dialect: DialectName, plan: CountRowsPlan, { tenant }: Scope): Promise<CountResult> {
  const [row = []] = await connection.query(keptStatement(dialect, plan, tenant, mark =>
    sql`${withScope(plan.singleton, mark)} SELECT ${VERSION}, (${renderRowCount(dialect, plan.rows, TENANT)})`))
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
