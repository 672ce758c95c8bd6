/** Puts the data of a hidden tenant in a tenant's place, in one short transaction whatever their size: the two change their ids. */
import sql from 'sql-template-tag'
import type { Connection } from '../database/database.js'
import { markChanged } from './copy-tenant.js'
import { discard, greater } from './hidden-tenant.js'
import type { TenantRow } from './hidden-tenant.js'
import { bigint } from './tenant-tables.js'
import type { TenantTable } from './tenant-tables.js'

export interface Replacement {
  readonly id: string
  /** The tenant, locked. */
  readonly live: TenantRow
  /** The hidden tenant that takes its place, locked or nobody else's. */
  readonly next: Pick<TenantRow, 'key' | 'sequence' | 'nextOrdinal'>
  /** Whether `next` has no data. */
  readonly isEmpty?: boolean
}

/** Returns the tenant's new counters; the sequence is greater than any it or its data ever had: ETags from before do not fit any more. */
export async function replaceTenant (
  connection: Connection,
  tables: readonly TenantTable[],
  { id, live, next, isEmpty }: Replacement
): Promise<Omit<TenantRow, 'createdAt'>> {
  const sequence = String(BigInt(greater(live.sequence, next.sequence)) + 1n)
  const nextOrdinal = greater(live.nextOrdinal, next.nextOrdinal)
  await discard(connection, live.key)
  await connection.execute(
    sql`UPDATE "Tenant" SET "id" = ${id}, "sequence" = ${bigint(sequence)}, "nextOrdinal" = ${
      bigint(nextOrdinal)
    }, "createdAt" = ${live.createdAt} WHERE "key" = ${next.key}`
  )
  await connection.execute(sql`UPDATE "TenantSetting" SET "tenant" = ${next.key} WHERE "tenant" = ${live.key}`)
  await markChanged(connection, tables, { tenant: next.key, id, sequence, isEmpty })
  return { key: next.key, sequence, nextOrdinal }
}
