/** The second copy of a large snapshot, made beside everything else in short steps, so that the next restore need not copy. */
import sql, { join } from 'sql-template-tag'
import { costOfRows } from '../database/cost.js'
import type { Connection, Database } from '../database/database.js'
import { identifier, position } from '../sql/identifier.js'
import { createHidden, discard, hiddenId, lockKey } from './hidden-tenant.js'
import type { SnapshotPart } from './snapshot-part.js'
import { bigint, integer } from './tenant-tables.js'
import type { TenantTable } from './tenant-tables.js'

/** Rows a step copies: other writers wait no longer than for these. */
const STEP_ROWS = 2500

/** `goOn` is asked between steps; what was copied of a spare that is not finished is removed later. */
export async function makeSpare (
  database: Database,
  tables: readonly TenantTable[],
  part: SnapshotPart,
  goOn: () => boolean
): Promise<void> {
  const key = await database.transaction(async connection =>
    await createHidden(connection, 'loading', await lockKey(connection, part.data))
  )
  for (const table of tables) {
    for (let after: RowKey | undefined = ['0', '0']; after !== undefined;) {
      if (!goOn()) return
      after = await database.transaction(
        async connection => await copyStep(connection, table, part.data, key, after!),
        { cost: costOfRows(STEP_ROWS) }
      )
    }
  }
  await database.transaction(async connection => await attach(connection, part, key))
}

/** Owner and ordinal of the last row that was copied. */
type RowKey = readonly [owner: string, ordinal: string]

/** Copies the next rows, or everything at once where there is little; the place to go on from, if there is more. */
async function copyStep (connection: Connection, table: TenantTable, from: number, to: number, after: RowKey): Promise<RowKey | undefined> {
  await connection.execute(sql`UPDATE "Tenant" SET "createdAt" = ${new Date().toISOString()} WHERE "key" = ${to}`)
  const name = identifier(table.name)
  const columns = join(table.columns.map(identifier))
  const insert = sql`INSERT INTO ${name} ("tenant", ${columns}) SELECT ${integer(to)}, ${columns} FROM ${name} WHERE "tenant" = ${from}`
  if (table.kind !== 'rows') {
    await connection.execute(insert)
    return undefined
  }
  const later = sql`("owner", "ordinal") > (${bigint(after[0])}, ${bigint(after[1])})`
  const [last] = await connection.query(
    sql`SELECT "owner", "ordinal" FROM ${name} WHERE "tenant" = ${from} AND ${later} ORDER BY "owner", "ordinal" LIMIT 1 OFFSET ${
      position(STEP_ROWS - 1)
    }`
  )
  const end: RowKey | undefined = last === undefined ? undefined : [String(last[0]), String(last[1])]
  await connection.execute(
    end === undefined
      ? sql`${insert} AND ${later}`
      : sql`${insert} AND ${later} AND ("owner", "ordinal") <= (${bigint(end[0])}, ${bigint(end[1])})`
  )
  return end
}

/** The snapshot may be gone by now, or somebody else may have been faster. */
async function attach (connection: Connection, { snapshot, tenant, data }: SnapshotPart, key: number): Promise<void> {
  const attached = await connection.execute(
    sql`UPDATE "SnapshotPart" SET "spare" = ${key} WHERE "snapshot" = ${snapshot} AND "tenant" = ${tenant} AND "data" = ${data} AND "spare" IS NULL`
  )
  if (attached === 0) await discard(connection, key)
  else await connection.execute(sql`UPDATE "Tenant" SET "id" = ${hiddenId('spare')} WHERE "key" = ${key}`)
}
