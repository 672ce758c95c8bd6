/** Named snapshots of one tenant or of all: taken, listed, restored, deleted; each in one transaction. */
import sql from 'sql-template-tag'
import type { Connection, Database, SqlRow } from '../database/database.js'
import { ODataError } from '../../errors.js'
import { VISIBLE, lockTenant } from './hidden-tenant.js'
import { clearTenant, discardParts, lockParts, partsWithoutSpare, restorePart, takePart } from './snapshot-part.js'
import { makeSpare } from './spare-copy.js'
import { tenantTables } from './tenant-tables.js'
import type { TenantTable } from './tenant-tables.js'

/** The scope of a snapshot of all tenants. */
export const ALL_TENANTS = '*'

export interface SnapshotInfo {
  readonly name: string
  /** ISO 8601. */
  readonly takenAt: string
  /** How many tenants it has data of. */
  readonly tenants: number
  /** What somebody wrote beside it; empty when nobody has. */
  readonly note: string
}

const INFO = sql`s."name", s."takenAt", s."note", (SELECT count(*) FROM "SnapshotPart" p WHERE p."snapshot" = s."key")`

const readInfo = ([name, takenAt, note, tenants]: SqlRow): SnapshotInfo => ({
  name: String(name),
  takenAt: String(takenAt),
  tenants: Number(tenants),
  note: String(note)
})

/** By name. `scope` is a tenant's id, or {@link ALL_TENANTS}. */
export async function listSnapshots (database: Database, scope: string): Promise<readonly SnapshotInfo[]> {
  return (await database.query(sql`SELECT ${INFO} FROM "Snapshot" s WHERE s."tenant" = ${scope} ORDER BY s."name"`)).map(readInfo)
}

/**
 * Keeps what is stored at present under a name; what had the name before is replaced. Large data are copied twice, so that the next restore
 * is fast.
 */
export async function takeSnapshot (
  database: Database,
  scope: string,
  { name, note = '' }: { readonly name: string, readonly note?: string | undefined },
  now: string
): Promise<SnapshotInfo & { readonly replaced: boolean }> {
  const tables = await tenantTables(database)
  const { snapshot, ...taken } = await database.transaction(async connection => {
    await lockScope(connection, scope, now)
    const replaced = await removeSnapshot(connection, scope, name)
    const snapshot = await addSnapshot(connection, scope, { name, note }, now)
    const tenants = scope === ALL_TENANTS ? await allTenants(connection) : [scope]
    for (const tenant of tenants) await takePart(connection, tables, snapshot, await lockTenant(connection, tenant, now), tenant)
    return { snapshot, name, takenAt: now, tenants: tenants.length, note, replaced }
  })
  for (const part of await partsWithoutSpare(database, tables, snapshot)) await makeSpare(database, tables, part, () => true)
  return taken
}

/** One after the other in a scope: a tenant's are in the order of its writes. */
export async function lockScope (connection: Connection, scope: string, now: string): Promise<void> {
  if (scope === ALL_TENANTS) {
    await connection.execute(
      sql`INSERT INTO "Revision" ("name", "value") VALUES ('snapshots', 1) ON CONFLICT ("name") DO UPDATE SET "value" = "Revision"."value" + 1`
    )
  } else await lockTenant(connection, scope, now)
}

/** Returns its key. */
export async function addSnapshot (
  connection: Connection,
  scope: string,
  { name, note }: Pick<SnapshotInfo, 'name' | 'note'>,
  now: string
): Promise<number> {
  const [row] = await connection.query(
    sql`INSERT INTO "Snapshot" ("tenant", "name", "takenAt", "note") VALUES (${scope}, ${name}, ${now}, ${note}) RETURNING "key"`
  )
  return Number(row?.[0])
}

/** In the order in which transactions lock several tenants. */
async function allTenants (connection: Connection): Promise<readonly string[]> {
  return (await connection.query(sql`SELECT "id" FROM "Tenant" WHERE ${VISIBLE} ORDER BY "id"`)).map(([id]) => String(id))
}

/**
 * Makes the tenant, or every tenant, what it was; a tenant that a snapshot of all does not know is emptied. 404 without such a snapshot.
 */
export async function restoreSnapshot (database: Database, scope: string, name: string, now: string): Promise<SnapshotInfo> {
  const tables = await tenantTables(database)
  return await database.transaction(async connection => {
    await lockScope(connection, scope, now)
    const [row] = await connection.query(sql`SELECT ${INFO}, s."key" FROM "Snapshot" s WHERE s."tenant" = ${scope} AND s."name" = ${name}`)
    if (row === undefined) throw noSnapshot(scope, name)
    await restoreParts(connection, tables, Number(row[4]), scope === ALL_TENANTS ? await allTenants(connection) : [], now)
    return readInfo(row)
  })
}

/** `others` are emptied where the snapshot has nothing of them. */
async function restoreParts (
  connection: Connection,
  tables: readonly TenantTable[],
  snapshot: number,
  others: readonly string[],
  now: string
): Promise<void> {
  const parts = new Map((await lockParts(connection, snapshot)).map(part => [part.tenant, part]))
  for (const tenant of [...new Set([...parts.keys(), ...others])].sort()) {
    const part = parts.get(tenant)
    if (part === undefined) await clearTenant(connection, tables, tenant, now)
    else await restorePart(connection, tables, part, now)
  }
}

/** Writes a note in place of the one it has. 404 without such a snapshot. */
export async function noteSnapshot (database: Database, scope: string, name: string, note: string): Promise<SnapshotInfo> {
  return await database.transaction(async connection => {
    await connection.execute(sql`UPDATE "Snapshot" SET "note" = ${note} WHERE "tenant" = ${scope} AND "name" = ${name}`)
    const [row] = await connection.query(sql`SELECT ${INFO} FROM "Snapshot" s WHERE s."tenant" = ${scope} AND s."name" = ${name}`)
    if (row === undefined) throw noSnapshot(scope, name)
    return readInfo(row)
  })
}

export async function deleteSnapshot (database: Database, scope: string, name: string): Promise<void> {
  if (!await database.transaction(async connection => await removeSnapshot(connection, scope, name))) throw noSnapshot(scope, name)
}

/** Whether there was one. Its data are removed later. */
export async function removeSnapshot (connection: Connection, scope: string, name: string): Promise<boolean> {
  const [row] = await connection.query(sql`SELECT "key" FROM "Snapshot" WHERE "tenant" = ${scope} AND "name" = ${name}`)
  if (row === undefined) return false
  await discardParts(connection, await lockParts(connection, Number(row[0])))
  return await connection.execute(sql`DELETE FROM "Snapshot" WHERE "key" = ${Number(row[0])}`) > 0
}

export function noSnapshot (scope: string, name: string): ODataError {
  return new ODataError('notFound', `There is no snapshot '${name}' of ${scope === ALL_TENANTS ? 'all tenants' : `the tenant '${scope}'`}.`)
}

/** The scope of the one snapshot that a reset returns to; its name is the hash of the seed. */
export const SEED_SCOPE = '$seed'

/** Makes a tenant, or every tenant, what the seed says: empty where it says nothing. */
export async function resetTenants (database: Database, scope: string, now: string): Promise<void> {
  const tables = await tenantTables(database)
  await database.transaction(async connection => {
    const [row] = await connection.query(sql`SELECT "key" FROM "Snapshot" WHERE "tenant" = ${SEED_SCOPE}`)
    const seeds = row === undefined ? [] : await lockParts(connection, Number(row[0]))
    const tenants = scope === ALL_TENANTS
      ? [...new Set([...seeds.map(({ tenant }) => tenant), ...await allTenants(connection)])].sort()
      : [scope]
    for (const tenant of tenants) {
      const part = seeds.find(candidate => candidate.tenant === tenant)
      if (part === undefined) await clearTenant(connection, tables, tenant, now)
      else await restorePart(connection, tables, part, now)
    }
  })
}
