/** What a snapshot has of one tenant: taken from it, and brought back. */
import { forgetOperationsOf } from '../asynchronous/operation-table.js'
import sql, { empty } from 'sql-template-tag'
import type { Connection } from '../database/database.js'
import { addedSince, alignTenant, copyTenant, countAdded, countDifference, countRows, hasRows, markChanged } from './copy-tenant.js'
import type { Difference } from './copy-tenant.js'
import { createHidden, discard, greater, lockKey, lockTenant } from './hidden-tenant.js'
import type { TenantRow } from './hidden-tenant.js'
import { replaceTenant } from './replace-tenant.js'
import { bigint } from './tenant-tables.js'
import type { TenantTable } from './tenant-tables.js'

/** With fewer rows, to write or to remove them takes no longer than anything else would. */
export const FEW_ROWS = 5000

/** A row of "SnapshotPart". */
export interface SnapshotPart {
  readonly snapshot: number
  readonly tenant: string
  readonly data: number
  readonly spare: number | undefined
  readonly origin: number | undefined
  readonly clean: string
  readonly cleanEnd: string | undefined
}

const COLUMNS = sql`"snapshot", "tenant", "data", "spare", "origin", "clean", "cleanEnd"`

/** The parts of a snapshot, locked until the transaction ends, in the order in which their tenants are locked. */
export async function lockParts (connection: Connection, snapshot: number): Promise<readonly SnapshotPart[]> {
  const rows = await connection.query(sql`UPDATE "SnapshotPart" SET "clean" = "clean" WHERE "snapshot" = ${snapshot} RETURNING ${COLUMNS}`)
  return rows.map(readPart).sort((a, b) => a.tenant < b.tenant ? -1 : 1)
}

/** Parts that are large and have no spare copy; of one snapshot, or of all. */
export async function partsWithoutSpare (
  connection: Connection,
  tables: readonly TenantTable[],
  snapshot?: number
): Promise<readonly SnapshotPart[]> {
  const one = snapshot === undefined ? empty : sql`AND "snapshot" = ${snapshot}`
  const rows = await connection.query(sql`SELECT ${COLUMNS} FROM "SnapshotPart" WHERE "spare" IS NULL ${one} ORDER BY "snapshot"`)
  const large: SnapshotPart[] = []
  for (const part of rows.map(readPart)) if (await hasRows(connection, tables, part.data, FEW_ROWS)) large.push(part)
  return large
}

function readPart (row: readonly unknown[]): SnapshotPart {
  const [key, tenant, data, spare, origin, clean, cleanEnd] = row
  return {
    snapshot: Number(key),
    tenant: String(tenant),
    data: Number(data),
    spare: keyOrNone(spare),
    origin: keyOrNone(origin),
    clean: String(clean),
    cleanEnd: cleanEnd === null ? undefined : String(cleanEnd)
  }
}

const keyOrNone = (value: unknown): number | undefined => value === null || value === undefined ? undefined : Number(value)

/** Copies a tenant into a snapshot. */
export async function takePart (
  connection: Connection,
  tables: readonly TenantTable[],
  snapshot: number,
  live: TenantRow,
  tenant: string
): Promise<void> {
  const data = await createHidden(connection, 'snapshot', live)
  await copyTenant(connection, tables, { from: live.key, to: data })
  await addPart(connection, {
    snapshot,
    tenant,
    data,
    spare: undefined,
    origin: live.key,
    clean: live.sequence,
    cleanEnd: live.nextOrdinal
  })
}

export async function addPart (connection: Connection, { snapshot, tenant, data, origin, clean, cleanEnd }: SnapshotPart): Promise<void> {
  await connection.execute(
    sql`INSERT INTO "SnapshotPart" (${COLUMNS}) VALUES (${snapshot}, ${tenant}, ${data}, NULL, ${origin ?? null}, ${bigint(clean)}, ${
      cleanEnd === undefined ? sql`NULL` : bigint(cleanEnd)
    })`
  )
}

/**
 * Makes the tenant what it was. Nothing is done when nothing was changed since; where little was, only that is undone; else the spare copy
 * takes the tenant's place, or a copy that is made now when there is none.
 */
export async function restorePart (connection: Connection, tables: readonly TenantTable[], part: SnapshotPart, now: string): Promise<void> {
  const live = await lockTenant(connection, part.tenant, now)
  await forgetOperationsOf(connection, part.tenant)
  const related = part.origin === live.key
  if (related && part.clean === live.sequence) return
  const difference = related ? await compare(connection, tables, part, live) : undefined
  if (difference !== undefined && difference.rows < FEW_ROWS) return await undo(connection, tables, part, live, difference)
  const data = await lockKey(connection, part.data)
  const key = part.spare ?? await copyOf(connection, tables, data)
  const replacement = await replaceTenant(connection, tables, { id: part.tenant, live, next: { ...data, key } })
  // Other snapshots of the same history stay related to the tenant, whose rows these are.
  if (related) await connection.execute(sql`UPDATE "SnapshotPart" SET "origin" = ${key} WHERE "origin" = ${live.key}`)
  await markClean(connection, part, replacement, part.spare !== undefined)
}

/** What was changed since, where nothing else was restored meanwhile; else every row is compared. */
async function compare (
  connection: Connection,
  tables: readonly TenantTable[],
  { data, cleanEnd }: SnapshotPart,
  live: TenantRow
): Promise<Difference> {
  if (cleanEnd === undefined) {
    return { rows: await countDifference(connection, tables, { from: data, to: live.key }, FEW_ROWS), added: undefined, removed: true }
  }
  const added = addedSince(tables, live.key, cleanEnd)
  const rowsAdded = await countAdded(connection, tables, added, FEW_ROWS)
  const removed = rowsAdded < FEW_ROWS
    ? await countRows(connection, tables, data) - (await countRows(connection, tables, live.key) - rowsAdded)
    : 0
  return { rows: rowsAdded + removed, added, removed: removed > 0 }
}

async function copyOf (connection: Connection, tables: readonly TenantTable[], data: TenantRow): Promise<number> {
  const key = await createHidden(connection, 'loading', data)
  await copyTenant(connection, tables, { from: data.key, to: key })
  return key
}

async function undo (
  connection: Connection,
  tables: readonly TenantTable[],
  part: SnapshotPart,
  live: TenantRow,
  difference: Difference
): Promise<void> {
  const data = await lockKey(connection, part.data)
  const sequence = String(BigInt(greater(live.sequence, data.sequence)) + 1n)
  const nextOrdinal = greater(live.nextOrdinal, data.nextOrdinal)
  await alignTenant(connection, tables, { from: part.data, to: live.key, clean: part.clean, sequence, difference })
  await markChanged(connection, tables, { tenant: live.key, id: part.tenant, sequence })
  await connection.execute(
    sql`UPDATE "Tenant" SET "sequence" = ${bigint(sequence)}, "nextOrdinal" = ${bigint(nextOrdinal)} WHERE "key" = ${live.key}`
  )
  await markClean(connection, part, { key: live.key, sequence, nextOrdinal }, false)
}

/** The tenant is equal to the part now, and so what its other snapshots were equal to is history. */
async function markClean (
  connection: Connection,
  { snapshot, tenant }: SnapshotPart,
  { key, sequence, nextOrdinal }: Omit<TenantRow, 'createdAt'>,
  spareUsed: boolean
): Promise<void> {
  await connection.execute(sql`UPDATE "SnapshotPart" SET "cleanEnd" = NULL WHERE "origin" = ${key} AND "snapshot" <> ${snapshot}`)
  await connection.execute(
    sql`UPDATE "SnapshotPart" SET "origin" = ${key}, "clean" = ${bigint(sequence)}, "cleanEnd" = ${bigint(nextOrdinal)}${
      spareUsed ? sql`, "spare" = NULL` : empty
    } WHERE "snapshot" = ${snapshot} AND "tenant" = ${tenant}`
  )
}

/** Makes a tenant empty; its sequence goes on. */
export async function clearTenant (connection: Connection, tables: readonly TenantTable[], id: string, now: string): Promise<void> {
  const live = await lockTenant(connection, id, now)
  await forgetOperationsOf(connection, id)
  await replaceTenant(connection, tables, {
    id,
    live,
    isEmpty: true,
    next: { key: await createHidden(connection, 'loading', live), sequence: live.sequence, nextOrdinal: live.nextOrdinal }
  })
}

/** Gives what the parts of a snapshot hold to the one who removes data. */
export async function discardParts (connection: Connection, parts: readonly SnapshotPart[]): Promise<void> {
  for (const { data, spare } of parts) {
    await discard(connection, data)
    if (spare !== undefined) await discard(connection, spare)
  }
}
