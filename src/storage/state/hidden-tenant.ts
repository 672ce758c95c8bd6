/**
 * Hidden tenants: data that are nobody's at present, in the same tables. Their ids begin with `$`, which no token, header or URL can name.
 * What is loaded is put together in one and then takes a tenant's place; what a tenant had is left in another and removed in the
 * background.
 */
import { randomUUID } from 'node:crypto'
import sql from 'sql-template-tag'
import type { Connection } from '../database/database.js'
import { ODataError } from '../../errors.js'
import { bigint } from './tenant-tables.js'

/** What a hidden tenant is for. `loading`: being filled; `snapshot`, `spare`: of a snapshot; `garbage`: to be removed. */
export type HiddenPurpose = 'loading' | 'snapshot' | 'spare' | 'garbage'

export const hiddenId = (purpose: HiddenPurpose): string => `$${purpose}:${randomUUID()}`

/** Whether a row of "Tenant" is one that users know, as SQL. */
export const VISIBLE = sql`substr("id", 1, 1) <> '$'`

/** The counters of a tenant, visible or not. */
export interface TenantRow {
  readonly key: number
  readonly sequence: string
  readonly nextOrdinal: string
  readonly createdAt: string
}

/** A new hidden tenant without data. `createdAt` of one that is loading says when it was last heard of. */
export async function createHidden (
  connection: Connection,
  purpose: HiddenPurpose,
  { sequence, nextOrdinal }: Pick<TenantRow, 'sequence' | 'nextOrdinal'> = { sequence: '0', nextOrdinal: '1' }
): Promise<number> {
  const [row] = await connection.query(sql`INSERT INTO "Tenant" ("id", "sequence", "nextOrdinal", "createdAt")
    VALUES (${hiddenId(purpose)}, ${bigint(sequence)}, ${bigint(nextOrdinal)}, ${new Date().toISOString()}) RETURNING "key"`)
  return Number(row?.[0])
}

/** Gives a tenant that is no longer wanted to the one who removes data; it is gone for everybody at once. */
export async function discard (connection: Connection, key: number): Promise<void> {
  await connection.execute(sql`UPDATE "Tenant" SET "id" = ${hiddenId('garbage')} WHERE "key" = ${key}`)
}

const COUNTERS = sql`"key", "sequence", "nextOrdinal", "createdAt"`

/** Locks a tenant against its other writers until the transaction ends; makes it when it is not there. */
export async function lockTenant (connection: Connection, id: string, now: string): Promise<TenantRow> {
  const [row] = await connection.query(sql`INSERT INTO "Tenant" ("id", "sequence", "createdAt") VALUES (${id}, 0, ${now})
    ON CONFLICT ("id") DO UPDATE SET "sequence" = "Tenant"."sequence" RETURNING ${COUNTERS}`)
  return readTenantRow(row ?? [])
}

/** The same of a tenant that must be there. */
export async function lockKey (connection: Connection, key: number): Promise<TenantRow> {
  const [row] = await connection.query(sql`UPDATE "Tenant" SET "sequence" = "sequence" WHERE "key" = ${key} RETURNING ${COUNTERS}`)
  if (row === undefined) throw new ODataError('conflict', 'What was being loaded is gone. Send the request again.')
  return readTenantRow(row)
}

function readTenantRow ([key, sequence, nextOrdinal, createdAt]: readonly unknown[]): TenantRow {
  return { key: Number(key), sequence: String(sequence), nextOrdinal: String(nextOrdinal), createdAt: String(createdAt) }
}

/** The greater of two counters. */
export const greater = (a: string, b: string): string => BigInt(a) > BigInt(b) ? a : b
