/**
 * What need not be done before a request is answered: to remove what nobody can see any more, and to make the spare copies of large
 * snapshots. In short transactions, one after the other, so that other writers get their turn. What is not finished when the process ends
 * is found at the next start.
 */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { abandonedSlots } from '../database/commit-slots.js'
import { costOfBytes, costOfCopying, costOfRows } from '../database/cost.js'
import type { Database, DialectName } from '../database/database.js'
import { identifier, position } from '../sql/identifier.js'
import { partsWithoutSpare } from './snapshot-part.js'
import { PIECE_BYTES } from '../stream-pieces.js'
import { makeSpare } from './spare-copy.js'
import { tenantTables } from './tenant-tables.js'
import type { TenantTable } from './tenant-tables.js'

export interface Housekeeping {
  /** Sees to it that what there is to do is done soon. */
  wake (): void
  /** Resolves when nothing is left to do, or the service stops. */
  settled (): Promise<void>
  /** Ends after the step that is being done. */
  stop (): Promise<void>
}

/** Rows the first step removes, and each one after it where there are more. */
const [FIRST_ROWS, STEP_ROWS] = [200, 2000]
/** Pieces are large. */
const [FIRST_PIECES, STEP_PIECES] = [2, 50]
/** Loading that was not heard of for so long will not go on. */
const ABANDONED_MS = 10 * 60 * 1000

export function createHousekeeping (database: Database, onError: (error: unknown) => void): Housekeeping {
  const state = { stopped: false, again: false, running: undefined as Promise<void> | undefined }
  const goOn = (): boolean => !state.stopped
  const run = async (): Promise<void> => {
    do {
      state.again = false
      await tidy(database, goOn).catch(error => { if (goOn()) onError(error) })
    } while (state.again && goOn())
    state.running = undefined
  }
  return {
    wake: () => {
      state.again = true
      if (goOn()) state.running ??= run()
    },
    settled: async () => { while (state.running !== undefined) await state.running },
    stop: async () => {
      state.stopped = true
      await state.running
    }
  }
}

async function tidy (database: Database, goOn: () => boolean): Promise<void> {
  const tables = await tenantTables(database)
  for (const part of await partsWithoutSpare(database, tables)) {
    if (!goOn()) return
    await makeSpare(database, tables, part, goOn)
  }
  await abandon(database)
  await forgetSlots(database)
  for (const [key] of await database.query(sql`SELECT "key" FROM "Tenant" WHERE "id" LIKE '$garbage:%'`)) {
    await remove(database, tables, Number(key), goOn)
  }
}

async function abandon (database: Database): Promise<void> {
  const abandoned = sql`"id" LIKE '$loading:%' AND "createdAt" < ${new Date(Date.now() - ABANDONED_MS).toISOString()}`
  if (!await isAny(database, sql`"Tenant" WHERE ${abandoned}`)) return
  await database.execute(sql`UPDATE "Tenant" SET "id" = '$garbage:' || CAST("key" AS text) WHERE ${abandoned}`)
}

/** Each connection has a row that its commits are known by; connections come and go. */
async function forgetSlots (database: Database): Promise<void> {
  const [from, to] = abandonedSlots()
  const slots = sql`"Revision" WHERE "name" >= ${from} AND "name" < ${to}`
  if (await isAny(database, slots)) await database.execute(sql`DELETE FROM ${slots}`)
}

/** Asked first: mostly there is nothing, and a transaction is a write. */
const isAny = async (database: Database, rows: Sql): Promise<boolean> => (await database.query(sql`SELECT 1 FROM ${rows} LIMIT 1`)).length > 0

async function remove (database: Database, tables: readonly TenantTable[], tenant: number, goOn: () => boolean): Promise<void> {
  for (const table of await tablesWith(database, tables, tenant)) {
    for (let first = true; await removeStep(database, table, tenant, first); first = false) if (!goOn()) return
  }
  if (goOn()) await database.execute(sql`DELETE FROM "Tenant" WHERE "key" = ${tenant}`)
}

/** Tables that one statement asks about: of a wide model there are hundreds. */
const ASKED_TABLES = 100

/** Those with data of a tenant: of many tables a model has, most tenants use few. */
async function tablesWith (database: Database, tables: readonly TenantTable[], tenant: number): Promise<readonly TenantTable[]> {
  const found: TenantTable[] = []
  for (let start = 0; start < tables.length; start += ASKED_TABLES) {
    const asked = tables.slice(start, start + ASKED_TABLES)
    const [row = []] = await database.query(sql`SELECT ${join(asked.map(({ name }) => sql`(SELECT 1 FROM ${identifier(name)} WHERE "tenant" = ${tenant} LIMIT 1)`))}`)
    found.push(...asked.filter((_table, index) => row[index] !== null))
  }
  return found
}

/** Whether there may be more. */
async function removeStep (database: Database, { name, kind }: TenantTable, tenant: number, first: boolean): Promise<boolean> {
  if (kind === 'entities') {
    await database.execute(sql`DELETE FROM ${identifier(name)} WHERE "tenant" = ${tenant}`, { cost: costOfCopying })
    return false
  }
  const isPieces = kind === 'pieces'
  const limit = isPieces ? first ? FIRST_PIECES : STEP_PIECES : first ? FIRST_ROWS : STEP_ROWS
  const cost = isPieces ? costOfBytes(limit * PIECE_BYTES) : costOfRows(limit)
  return await database.execute(removalOf(database.dialect, name, tenant, limit), { cost }) === limit
}

/** Removes some rows by where they lie: by their keys PostgreSQL may compare each of the step with each of the tenant. */
export function removalOf (dialect: DialectName, name: string, tenant: number, limit: number): Sql {
  const table = identifier(name)
  const some = (place: Sql): Sql => sql`SELECT ${place} FROM ${table} WHERE "tenant" = ${tenant} LIMIT ${position(limit)}`
  return sql`DELETE FROM ${table} WHERE ${dialect === 'sqlite' ? sql`rowid IN (${some(sql`rowid`)})` : sql`ctid = ANY(ARRAY(${some(sql`ctid`)}))`}`
}
