/** Requests that were accepted to be answered asynchronously, and their answers: as durable as what they write. */
import sql from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { bytesOf } from '../../odata/content.js'
import type { ODataResponse } from '../../odata/odata-request.js'
import type { Connection, Database, DialectName, SqlValue } from '../database/database.js'

export interface AcceptedOperation {
  readonly id: string
  readonly tenant: string
  /** Who may ask for it. */
  readonly owner: string
  /** Milliseconds of 1970, by the clock of the service. */
  readonly expiresAt: number
}

/** `abandoned`: the process that had it is gone, and nothing has changed. */
export type OperationState =
  | { readonly kind: 'running' }
  | { readonly kind: 'abandoned' }
  | { readonly kind: 'answered', readonly response: ODataResponse }

/** What is kept of a tenant. */
export interface Kept {
  readonly operations: number
  readonly bytes: number
}

/** Seconds for which a process that says nothing is believed to be alive. */
const LEASE_SECONDS = 10

/** How often a process says that it is alive, in milliseconds. */
export const RENEWAL_MS = 3000

/** Seconds of 1970 by the database, whose clock all instances share. */
const present = (dialect: DialectName): Sql =>
  dialect === 'sqlite' ? sql`unixepoch()` : sql`CAST(floor(extract(epoch FROM clock_timestamp())) AS bigint)`

const milliseconds = (value: number): Sql => sql`CAST(${String(value)} AS bigint)`

/** What is kept of the tenant, when everything that has expired by `now` is forgotten. */
export async function keptOf (database: Database, tenant: string, now: number): Promise<Kept> {
  const expired = sql`"expiresAt" < ${milliseconds(now)} AND ("status" IS NOT NULL OR "leaseUntil" < ${present(database.dialect)})`
  const [row] = await database.query(
    sql`SELECT count(*), coalesce(sum("length"), 0), (SELECT count(*) FROM "AsyncOperation" WHERE ${expired})
      FROM "AsyncOperation" WHERE "tenantId" = ${tenant} AND NOT (${expired})`
  )
  if (Number(row?.[2]) > 0) await database.execute(sql`DELETE FROM "AsyncOperation" WHERE ${expired}`)
  return { operations: Number(row?.[0]), bytes: Number(row?.[1]) }
}

export async function acceptOperation (database: Database, { id, tenant, owner, expiresAt }: AcceptedOperation): Promise<void> {
  await database.execute(
    sql`INSERT INTO "AsyncOperation" ("id", "tenantId", "owner", "leaseUntil", "expiresAt")
      VALUES (${id}, ${tenant}, ${owner}, ${present(database.dialect)} + ${LEASE_SECONDS}, ${milliseconds(expiresAt)})`
  )
}

const amongIds = (dialect: DialectName, ids: readonly string[]): Sql => {
  const list = JSON.stringify(ids)
  return dialect === 'sqlite'
    ? sql`"id" IN (SELECT "value" FROM json_each(${list}))`
    : sql`"id" IN (SELECT jsonb_array_elements_text(${list}::jsonb))`
}

/** Says that the process which has these is alive. Returns those that still want an answer. */
export async function renewLeases (database: Database, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { dialect } = database
  const waiting = sql`"status" IS NULL AND ${amongIds(dialect, ids)}`
  const rows = await database.transaction(async connection => {
    await connection.execute(sql`UPDATE "AsyncOperation" SET "leaseUntil" = ${present(dialect)} + ${LEASE_SECONDS} WHERE ${waiting}`)
    return await connection.query(sql`SELECT "id" FROM "AsyncOperation" WHERE ${waiting}`)
  })
  return new Set(rows.map(([id]) => String(id)))
}

/** Stores the answer, within the transaction of what it tells of. False when the operation was cancelled, or has an answer. */
export async function storeAnswer (
  connection: Connection,
  id: string,
  { status, headers, body }: ODataResponse,
  expiresAt: number
): Promise<boolean> {
  const bytes = body === undefined ? null : bytesOf(body)
  return await connection.execute(
    sql`UPDATE "AsyncOperation" SET "status" = ${status}, "headers" = ${JSON.stringify(headers)}, "body" = ${bytes},
      "length" = ${bytes?.length ?? 0}, "expiresAt" = ${milliseconds(expiresAt)} WHERE "id" = ${id} AND "status" IS NULL`
  ) > 0
}

/** Undefined for an operation that is not this owner's, was cancelled, or has expired by `now`. */
export async function findOperation (
  database: Database,
  { id, tenant, owner }: Omit<AcceptedOperation, 'expiresAt'>,
  now: number
): Promise<OperationState | undefined> {
  const [row] = await database.query(
    sql`SELECT "status", "headers", "body", CASE WHEN "leaseUntil" < ${present(database.dialect)} THEN 1 ELSE 0 END FROM "AsyncOperation"
      WHERE "id" = ${id} AND "tenantId" = ${tenant} AND "owner" = ${owner} AND ("expiresAt" >= ${milliseconds(now)} OR "status" IS NULL)`
  )
  if (row === undefined) return undefined
  const [status, headers, body, isOverdue] = row
  if (status === null || status === undefined) return { kind: Number(isOverdue) === 1 ? 'abandoned' : 'running' }
  return {
    kind: 'answered',
    response: { status: Number(status), headers: JSON.parse(String(headers)) as Record<string, string>, body: contentOf(body) }
  }
}

/** Whether the operation was there, and not answered: then it never will be, and changes nothing. */
export async function cancelOperation (connection: Connection, id: string): Promise<boolean> {
  return await connection.execute(sql`DELETE FROM "AsyncOperation" WHERE "id" = ${id} AND "status" IS NULL`) > 0
}

/** Of an answer that its client has got without asking for it. */
export async function forgetOperation (connection: Connection, id: string): Promise<void> {
  await connection.execute(sql`DELETE FROM "AsyncOperation" WHERE "id" = ${id}`)
}

/** In the transaction that makes a tenant's data others: what was accepted before does not reach them. */
export async function forgetOperationsOf (connection: Connection, tenant: string): Promise<void> {
  await connection.execute(sql`DELETE FROM "AsyncOperation" WHERE "tenantId" = ${tenant}`)
}

/** Bytes, as either adapter gives them. */
function contentOf (value: SqlValue | Uint8Array | undefined): ODataResponse['body'] {
  if (value === null || value === undefined) return undefined
  return [value instanceof ArrayBuffer ? new Uint8Array(value) : value as Uint8Array]
}
