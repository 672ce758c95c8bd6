/** Tenants as their administrators see them: listed with what they hold, created, deleted. */
import { forgetOperationsOf } from '../asynchronous/operation-table.js'
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { ODataError } from '../../errors.js'
import { costOfReading } from '../database/cost.js'
import type { Connection, Database, DialectName, SqlRow } from '../database/database.js'
import { identifier, position } from '../sql/identifier.js'
import { VISIBLE, discard } from './hidden-tenant.js'
import { discardParts, lockParts } from './snapshot-part.js'
import { settingsChanged } from './tenant-settings.js'
import { POSTGRES_COLUMNS, bigint, tenantTables } from './tenant-tables.js'
import type { TenantTable } from './tenant-tables.js'

export interface TenantInfo {
  readonly id: string
  /** ISO 8601. */
  readonly createdAt: string
  /** Counts the tenant's changes. */
  readonly version: string
  /** Rows of every table, by the table's name with a small first letter. */
  readonly rows: Readonly<Record<string, number>>
  /** Bytes of text and of streams. */
  readonly bytes: number
}

export interface TenantPage {
  readonly tenants: readonly TenantInfo[]
  /** The id after which the next page begins. */
  readonly next: string | undefined
}

/** Tenants in the order of their ids. */
export async function listTenants (
  database: Database,
  { after, top }: { readonly after: string, readonly top: number }
): Promise<TenantPage> {
  const tenants = await readTenants(database, sql`WHERE ${VISIBLE} AND t."id" > ${after} ORDER BY t."id" LIMIT ${position(top + 1)}`)
  return tenants.length > top ? { tenants: tenants.slice(0, top), next: tenants[top - 1]?.id } : { tenants, next: undefined }
}

/** Undefined when nothing was ever written for the tenant. */
export async function getTenant (database: Database, id: string): Promise<TenantInfo | undefined> {
  const [tenant] = await readTenants(database, sql`WHERE t."id" = ${id}`)
  return tenant
}

async function readTenants (database: Database, selection: Sql): Promise<readonly TenantInfo[]> {
  const tables = await tenantTables(database)
  const types = await longColumns(database)
  const counted = tables.filter(({ name, kind }) => kind !== 'pieces' && kind !== 'links' && name !== 'StreamContent')
  const columns = [
    sql`t."id"`,
    sql`t."createdAt"`,
    sql`t."sequence"`,
    join(tables.map(table => bytesOf(table, types)), ' + '),
    ...counted.map(({ name }) => sql`(SELECT count(*) FROM ${identifier(name)} d WHERE d."tenant" = t."key")`)
  ]
  const rows = await database.query(sql`SELECT ${join(columns)} FROM "Tenant" t ${selection}`, { cost: costOfReading })
  return rows.map(row => readTenant(row, counted))
}

function readTenant ([id, createdAt, sequence, bytes, ...counts]: SqlRow, tables: readonly TenantTable[]): TenantInfo {
  const rows = Object.fromEntries(tables.map(({ name }, index) => [name.charAt(0).toLowerCase() + name.slice(1), Number(counts[index])]))
  return { id: String(id), createdAt: String(createdAt), version: String(sequence), bytes: Number(bytes), rows }
}

const known = new WeakMap<Database, ReadonlySet<string>>()

/** Columns whose size depends on their value, by table: asked of a database once, unless it does not answer. */
async function longColumns (database: Database): Promise<ReadonlySet<string>> {
  const columns = known.get(database) ?? await readLongColumns(database, database.dialect)
  known.set(database, columns)
  return columns
}

async function readLongColumns (connection: Connection, dialect: DialectName): Promise<ReadonlySet<string>> {
  const rows = await connection.query(
    dialect === 'sqlite'
      ? sql`SELECT m."name", c."name" FROM sqlite_master m JOIN pragma_table_info(m."name") c WHERE m."type" = 'table' AND c."type" IN ('TEXT', 'BLOB')`
      : sql`SELECT c.relname::text, a.attname::text FROM ${POSTGRES_COLUMNS} AND a.atttypid::regtype::text IN ('text', 'json', 'bytea')`
  )
  return new Set(rows.map(([table, column]) => `${String(table)}.${String(column)}`))
}

function bytesOf ({ name, columns }: TenantTable, types: ReadonlySet<string>): Sql {
  const sizes = columns.filter(column => types.has(`${name}.${column}`)).map(column => column === 'content'
    ? sql`octet_length(d.${identifier(column)})`
    : sql`coalesce(octet_length(CAST(d.${identifier(column)} AS text)), 0)`)
  return sql`(SELECT coalesce(sum(${join(sizes, ' + ')}), 0) FROM ${identifier(name)} d WHERE d."tenant" = t."key")`
}

/** Makes a tenant that has no data; whether there was none. */
export async function createTenant (database: Database, id: string, now: string): Promise<boolean> {
  return await database.execute(sql`INSERT INTO "Tenant" ("id", "createdAt") VALUES (${id}, ${now}) ON CONFLICT ("id") DO NOTHING`) > 0
}

/**
 * Removes a tenant, its data, settings and snapshots at once for everybody; the room they take comes free in the background. 404 when there
 * is none.
 */
export async function deleteTenant (database: Database, id: string): Promise<void> {
  await database.transaction(async connection => {
    const [row] = await connection.query(
      sql`UPDATE "Tenant" SET "sequence" = "sequence" WHERE "id" = ${id} RETURNING "key", "sequence", "nextOrdinal"`
    )
    if (row === undefined) throw noTenant(id)
    const key = Number(row[0])
    await outlive(connection, id, [['sequence', String(row[1])], ['nextOrdinal', String(row[2])]])
    await discard(connection, key)
    await forgetOperationsOf(connection, id)
    if (await connection.execute(sql`DELETE FROM "TenantSetting" WHERE "tenant" = ${key}`) > 0) await settingsChanged(connection)
    for (const [snapshot] of await connection.query(sql`SELECT "key" FROM "Snapshot" WHERE "tenant" = ${id} ORDER BY "key"`)) {
      await discardParts(connection, await lockParts(connection, Number(snapshot)))
    }
    await connection.execute(sql`DELETE FROM "Snapshot" WHERE "tenant" = ${id}`)
  })
}

/** A snapshot of all tenants, or the seed, may bring the tenant back: its counters then go on from where they are. */
async function outlive (
  connection: Connection,
  id: string,
  counters: ReadonlyArray<readonly [name: string, value: string]>
): Promise<void> {
  for (const [name, value] of counters) {
    await connection.execute(
      sql`UPDATE "Tenant" SET ${identifier(name)} = ${bigint(value)} WHERE ${identifier(name)} < ${
        bigint(value)
      } AND "key" IN (SELECT "data" FROM "SnapshotPart" WHERE "tenant" = ${id})`
    )
  }
}

export function noTenant (id: string): ODataError {
  return new ODataError('notFound', `There is no tenant '${id}'. It is created by its first write, or by PUT /__admin/tenants/${id}.`)
}
