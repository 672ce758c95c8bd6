/** What a tenant has now against what a snapshot of it has: counted by the rows themselves, whatever happened in between. */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { costOfReading } from '../database/cost.js'
import type { Connection, Database } from '../database/database.js'
import { identifier } from '../sql/identifier.js'
import { noSnapshot } from './snapshots.js'
import { keyOf, tenantTables } from './tenant-tables.js'
import type { TenantTable } from './tenant-tables.js'

/** Of one type. */
export interface TypeDifference {
  /** There now and not in the snapshot. */
  readonly added: number
  /** There in both, with other values. Rows are never changed but replaced, so they count as added and removed. */
  readonly changed: number
  /** In the snapshot and not there now. */
  readonly removed: number
}

/** By type, as `rows` of a tenant names them. */
export type SnapshotDifference = Readonly<Record<string, TypeDifference>>

/** 404 when the tenant has no such snapshot. */
export async function compareSnapshot (database: Database, tenant: string, name: string): Promise<SnapshotDifference> {
  const tables = (await tenantTables(database)).filter(({ name: table, kind }) => kind !== 'pieces' && table !== 'StreamContent')
  const data = await keyOfSnapshot(database, tenant, name)
  const live = sql`(SELECT "key" FROM "Tenant" WHERE "id" = ${tenant})`
  const counts = tables.flatMap(table => [missing(table, live, data), table.kind === 'rows' ? sql`0` : changed(table, live, data), missing(table, data, live)])
  const [row = []] = await database.query(sql`SELECT ${join(counts)}`, { cost: costOfReading })
  return Object.fromEntries(tables.map(({ name: table }, index) => {
    const [added, altered, removed] = row.slice(3 * index, 3 * index + 3).map(Number) as [number, number, number]
    return [table.charAt(0).toLowerCase() + table.slice(1), { added, changed: altered, removed }]
  }))
}

async function keyOfSnapshot (connection: Connection, tenant: string, name: string): Promise<Sql> {
  const [row] = await connection.query(
    sql`SELECT p."data" FROM "Snapshot" s JOIN "SnapshotPart" p ON p."snapshot" = s."key" WHERE s."tenant" = ${tenant} AND s."name" = ${name} AND p."tenant" = ${tenant}`
  )
  if (row === undefined) throw noSnapshot(tenant, name)
  return sql`${Number(row[0])}`
}

/** What tells the rows of a tenant apart; nothing where a tenant has one at most. */
const identityOf = (table: TenantTable): readonly string[] =>
  table.kind === 'rows' ? keyOf(table) : ['place', 'owner', 'ordinal'].filter(column => table.columns.includes(column))

const together = (table: TenantTable): Sql =>
  join([sql`TRUE`, ...identityOf(table).map(column => sql`b.${identifier(column)} = a.${identifier(column)}`)], ' AND ')

/** How many one has that the other has not. */
function missing (table: TenantTable, one: Sql, other: Sql): Sql {
  const name = identifier(table.name)
  return sql`(SELECT count(*) FROM ${name} a WHERE a."tenant" = ${one} AND NOT EXISTS (SELECT 1 FROM ${name} b WHERE b."tenant" = ${other} AND ${together(table)}))`
}

/** `changed` is the version of a write, and a restore is one. */
function changed (table: TenantTable, live: Sql, data: Sql): Sql {
  const name = identifier(table.name)
  const values = table.columns.filter(column => column !== 'changed' && !identityOf(table).includes(column))
  const other = values.map(column => sql`CAST(b.${identifier(column)} AS text) IS DISTINCT FROM CAST(a.${identifier(column)} AS text)`)
  if (other.length === 0) return sql`0`
  return sql`(SELECT count(*) FROM ${name} a JOIN ${name} b ON ${together(table)} WHERE a."tenant" = ${live} AND b."tenant" = ${data} AND (${join(other, ' OR ')}))`
}
