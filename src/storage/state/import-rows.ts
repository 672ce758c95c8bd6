/** Adds rows to a collection, or replaces those that are there, all of them in one transaction. */
import sql from 'sql-template-tag'
import type { ComplexType, EntityType } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import type { StructuredValue } from '../../odata/json/structured-value.js'
import { costOfCopying, costOfRows } from '../database/cost.js'
import type { Connection, Database } from '../database/database.js'
import { tableOf } from '../mapping.js'
import { singletonId } from '../../tenant/singleton-id.js'
import { identifier } from '../sql/identifier.js'
import { lockTenant } from './hidden-tenant.js'
import type { TenantRow } from './hidden-tenant.js'
import { insertRecords } from './insert-records.js'
import { createRowSpool } from './row-spool.js'
import type { RowSpool } from './row-spool.js'
import { storedColumns } from './stored-columns.js'
import type { StoredColumn } from './stored-columns.js'
import { bigint, integer } from './tenant-tables.js'

export interface RowImport {
  readonly tenant: string
  /** The type of the rows. */
  readonly type: ComplexType
  /** The entity they belong to: the singleton of this type, or the contained entity of this type with this id. */
  readonly owner: { readonly type: EntityType, readonly id: string | undefined }
  readonly mode: 'append' | 'replace'
  readonly now: string
}

export interface ImportResult {
  readonly rows: number
  /** The version of the entity. */
  readonly version: string
}

/**
 * `chunks` are read to their end before anything is locked; when they throw, nothing is changed. 404 for an entity that is not there.
 * @param tempFolder Where they lie until then.
 */
export async function importRows (
  database: Database,
  request: RowImport,
  chunks: AsyncIterable<readonly StructuredValue[]>,
  tempFolder: string | undefined
): Promise<ImportResult> {
  const columns = storedColumns(request.type)
  const spool = await createRowSpool(tempFolder)
  try {
    let [rows, characters] = [0, 0]
    for await (const chunk of chunks) {
      rows += chunk.length
      const json = JSON.stringify(chunk.map(value => columns.map(({ valueOf }) => valueOf(value))))
      characters += json.length
      await spool.add({ count: chunk.length, json })
    }
    return await database.transaction(
      async connection => await write(connection, database, request, { columns, spool, rows }),
      { cost: costOfRows(rows, characters), tenant: request.tenant }
    )
  } finally {
    await spool.remove()
  }
}

async function write (
  connection: Connection,
  { dialect }: Database,
  request: RowImport,
  { columns, spool, rows }: { readonly columns: readonly StoredColumn[], readonly spool: RowSpool, readonly rows: number }
): Promise<ImportResult> {
  const { tenant, type, mode, now } = request
  const live = await lockTenant(connection, tenant, now)
  const changed = String(BigInt(live.sequence) + 1n)
  const owner = await touchOwner(connection, request, live, changed)
  const table = tableOf(type)
  if (mode === 'replace') {
    await connection.execute(
      sql`DELETE FROM ${identifier(table)} WHERE "tenant" = ${live.key} AND "owner" = ${bigint(owner)}`,
      { cost: costOfCopying }
    )
  }
  let next = BigInt(live.nextOrdinal)
  for await (const { count, json } of spool.chunks()) {
    await insertRecords(connection, dialect, { table, columns, tenant: live.key, owner, changed }, String(next), json)
    next += BigInt(count)
  }
  await connection.execute(
    sql`UPDATE "Tenant" SET "sequence" = ${bigint(changed)}, "nextOrdinal" = ${bigint(String(next))} WHERE "key" = ${live.key}`
  )
  return { rows, version: changed }
}

/** Gives the owner its new version; returns its ordinal. */
async function touchOwner (
  connection: Connection,
  { tenant, owner: { type, id } }: RowImport,
  { key }: TenantRow,
  changed: string
): Promise<string> {
  const table = identifier(tableOf(type))
  if (id === undefined) {
    await connection.execute(
      sql`INSERT INTO ${table} ("tenant", "id", "changed") VALUES (${integer(key)}, ${singletonId(tenant)}, ${
        bigint(changed)
      }) ON CONFLICT ("tenant") DO UPDATE SET "changed" = excluded."changed"`
    )
    return '0'
  }
  const [row] = await connection.query(
    sql`UPDATE ${table} SET "changed" = ${bigint(changed)} WHERE "tenant" = ${key} AND "id" = ${id} RETURNING "ordinal"`
  )
  if (row === undefined) throw new ODataError('notFound', `The tenant '${tenant}' has no ${type.name} with the id '${id.slice(0, 128)}'.`)
  return String(row[0])
}
