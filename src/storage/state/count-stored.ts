/** How much is stored, of all tenants together. */
import sql, { join } from 'sql-template-tag'
import { costOfReading } from '../database/cost.js'
import type { Database } from '../database/database.js'
import { identifier } from '../sql/identifier.js'
import { comparedTables, typeNameOf } from './compare-snapshot.js'
import { VISIBLE } from './hidden-tenant.js'

export interface StoredCounts {
  readonly tenants: number
  /** By type, as `rows` of a tenant names them. */
  readonly rows: Readonly<Record<string, number>>
}

export async function countStored (database: Database): Promise<StoredCounts> {
  const tables = await comparedTables(database)
  const visible = sql`d."tenant" IN (SELECT "key" FROM "Tenant" WHERE ${VISIBLE})`
  const counts = tables.map(({ name }) => sql`(SELECT count(*) FROM ${identifier(name)} d WHERE ${visible})`)
  const [[tenants, ...rows] = []] = await database.query(
    sql`SELECT ${join([sql`(SELECT count(*) FROM "Tenant" WHERE ${VISIBLE})`, ...counts])}`,
    { cost: costOfReading }
  )
  const byType = Object.fromEntries(tables.map((table, index) => [typeNameOf(table), Number(rows[index] ?? 0)]))
  return { tenants: Number(tenants ?? 0), rows: byType }
}
