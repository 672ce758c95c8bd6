/** The seed: what a database begins with, and what a reset returns to. Kept as a snapshot of its own, so that it is read once. */
import sql from 'sql-template-tag'
import type { Connection, Database } from '../database/database.js'
import { hiddenId, lockTenant } from './hidden-tenant.js'
import { loadData } from './load-tenant.js'
import type { LoadedData } from './load-tenant.js'
import { addPart, lockParts, restorePart } from './snapshot-part.js'
import { ALL_TENANTS, SEED_SCOPE, addSnapshot, lockScope, removeSnapshot } from './snapshots.js'
import { tenantTables } from './tenant-tables.js'

export interface Seed {
  /** Changes when the seed does. */
  readonly hash: string
  /** Of each tenant, how to load what it begins with. */
  readonly tenants: ReadonlyMap<string, (loader: LoadedData) => Promise<void>>
}

/**
 * Makes a seed what resets return to, and applies it to those of its tenants that are empty; without a seed, to nothing. A seed that the
 * database already has changes nothing.
 */
export async function applySeed (database: Database, seed: Seed | undefined, now: string): Promise<void> {
  const [present] = await database.query(sql`SELECT "name" FROM "Snapshot" WHERE "tenant" = ${SEED_SCOPE}`)
  if (present?.[0] === seed?.hash) return
  const loaded = new Map<string, LoadedData>()
  for (const [tenant, load] of seed?.tenants ?? []) {
    const data = await loadData(database, tenant)
    loaded.set(tenant, data)
    await load(data)
    await data.relate()
  }
  const tables = await tenantTables(database)
  await database.transaction(async connection => {
    await lockScope(connection, ALL_TENANTS, now)
    const [old] = await connection.query(sql`SELECT "name" FROM "Snapshot" WHERE "tenant" = ${SEED_SCOPE}`)
    if (old !== undefined) await removeSnapshot(connection, SEED_SCOPE, String(old[0]))
    if (seed === undefined) return
    const snapshot = await addSnapshot(connection, SEED_SCOPE, { name: seed.hash, note: '' }, now)
    for (const [tenant, data] of loaded) await keep(connection, snapshot, tenant, data)
    for (const part of await lockParts(connection, snapshot)) {
      if ((await lockTenant(connection, part.tenant, now)).sequence === '0') await restorePart(connection, tables, part, now)
    }
  })
}

async function keep (connection: Connection, snapshot: number, tenant: string, data: LoadedData): Promise<void> {
  const { key, sequence } = await data.settle(connection)
  await connection.execute(sql`UPDATE "Tenant" SET "id" = ${hiddenId('snapshot')} WHERE "key" = ${key}`)
  await addPart(connection, { snapshot, tenant, data: key, spare: undefined, origin: undefined, clean: sequence, cleanEnd: undefined })
}
