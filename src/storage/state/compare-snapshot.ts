/** What is there now against what a snapshot has: counted by the rows themselves, whatever happened in between. */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { costOfReading } from '../database/cost.js'
import type { Connection, Database } from '../database/database.js'
import { identifier } from '../sql/identifier.js'
import { VISIBLE } from './hidden-tenant.js'
import { ALL_TENANTS, noSnapshot } from './snapshots.js'
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

/** @param scope A tenant's id, or all tenants. 404 without such a snapshot. */
export async function compareSnapshot (database: Database, scope: string, name: string): Promise<SnapshotDifference> {
  const tables = await comparedTables(database)
  const snapshot = await findSnapshot(database, scope, name)
  const counts = tables.flatMap(table => [
    sql`(SELECT count(*) ${missing(table, 'now', 'before')})`,
    table.kind === 'rows' ? sql`0` : sql`(SELECT count(*) ${changed(table)})`,
    sql`(SELECT count(*) ${missing(table, 'before', 'now')})`
  ])
  const [row = []] = await database.query(sql`${withPairs(scope, snapshot)} SELECT ${join(counts)}`, { cost: costOfReading })
  return Object.fromEntries(tables.map((table, index) => {
    const [added, altered, removed] = row.slice(3 * index, 3 * index + 3).map(Number) as [number, number, number]
    return [typeNameOf(table), { added, changed: altered, removed }]
  }))
}

/** What is compared: the pieces of a stream are what its entity names. */
export const comparedTables = async (database: Database): Promise<readonly TenantTable[]> =>
  (await tenantTables(database)).filter(({ name, kind }) => kind !== 'pieces' && name !== 'StreamContent')

export const typeNameOf = ({ name }: TenantTable): string => name.charAt(0).toLowerCase() + name.slice(1)

/** Its key. 404 without one. */
export async function findSnapshot (connection: Connection, scope: string, name: string): Promise<number> {
  const [row] = await connection.query(sql`SELECT "key" FROM "Snapshot" WHERE "tenant" = ${scope} AND "name" = ${name}`)
  if (row === undefined) throw noSnapshot(scope, name)
  return Number(row[0])
}

/** `pairs`: the tenants that are compared, each with the hidden one that has its data of then. */
export function withPairs (scope: string, snapshot: number): Sql {
  const parts = sql`SELECT t."key" AS "now", p."data" AS "before" FROM "SnapshotPart" p LEFT JOIN "Tenant" t ON t."id" = p."tenant" WHERE p."snapshot" = ${snapshot}`
  const added = sql`UNION ALL SELECT "key", NULL FROM "Tenant" WHERE ${VISIBLE} AND "id" NOT IN (SELECT "tenant" FROM "SnapshotPart" WHERE "snapshot" = ${snapshot})`
  return scope === ALL_TENANTS ? sql`WITH pairs AS (${parts} ${added})` : sql`WITH pairs AS (${parts})`
}

/** What tells the rows of a tenant apart; nothing where a tenant has one at most. */
export const identityOf = (table: TenantTable): readonly string[] =>
  table.kind === 'rows' ? keyOf(table) : ['place', 'owner', 'ordinal'].filter(column => table.columns.includes(column))

const together = (table: TenantTable): Sql =>
  join([sql`TRUE`, ...identityOf(table).map(column => sql`b.${identifier(column)} = a.${identifier(column)}`)], ' AND ')

/** From where the rows `a` come that one side has and the other has not. */
export function missing (table: TenantTable, one: 'now' | 'before', other: 'now' | 'before'): Sql {
  const name = identifier(table.name)
  return sql`FROM pairs p JOIN ${name} a ON a."tenant" = p.${identifier(one)}
    WHERE NOT EXISTS (SELECT 1 FROM ${name} b WHERE b."tenant" = p.${identifier(other)} AND ${together(table)})`
}

/**
 * From where the rows come that are in both with other values: `a` now, `b` before. `changed` is the version of a write, and a restore is
 * one.
 */
export function changed (table: TenantTable): Sql {
  const name = identifier(table.name)
  const values = table.columns.filter(column => column !== 'changed' && !identityOf(table).includes(column))
  const other = values.map(column => sql`CAST(b.${identifier(column)} AS text) IS DISTINCT FROM CAST(a.${identifier(column)} AS text)`)
  return sql`FROM pairs p JOIN ${name} a ON a."tenant" = p."now" JOIN ${name} b ON b."tenant" = p."before" AND ${together(table)}
    WHERE (${join([sql`FALSE`, ...other], ' OR ')})`
}
