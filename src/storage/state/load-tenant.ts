/**
 * A new state of a tenant, put together beside the present one, step by step, each step a short transaction; the last one puts it in the
 * tenant's place. So a reader sees the state before or after, nobody waits for an upload, and what fails or is cut off has changed nothing.
 */
import { forgetOperationsOf } from '../asynchronous/operation-table.js'
import sql from 'sql-template-tag'
import type { NavigationProperty, Property, Singleton, StructuredType } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import type { StructuredValue } from '../../odata/json/structured-value.js'
import { costOfBytes, costOfRows } from '../database/cost.js'
import type { Cost } from '../database/cost.js'
import type { Connection, Database, DialectName } from '../database/database.js'
import { tableOf } from '../mapping.js'
import { singletonId } from '../../tenant/singleton-id.js'
import { PIECE_BYTES } from '../stream-pieces.js'
import { insertEntities, ordinalsOf, withKeys } from '../write/insert-entities.js'
import type { Unsettled } from '../write/constraints.js'
import { settle } from '../write/relate.js'
import { relateLoaded } from './relate-loaded.js'
import { writingOf } from '../write/writing.js'
import type { PostponedRelation, Writing } from '../write/writing.js'
import { createHidden, discard, lockKey, lockTenant } from './hidden-tenant.js'
import type { TenantRow } from './hidden-tenant.js'
import { insertRecords } from './insert-records.js'
import { replaceTenant } from './replace-tenant.js'
import { storedColumns } from './stored-columns.js'
import type { StoredColumn } from './stored-columns.js'
import { bigint, integer, tenantTables } from './tenant-tables.js'

export interface LoadedStream {
  readonly mediaType: string
  readonly content: Uint8Array
}

/** The owner of what belongs to the singleton. */
export const SINGLETON_OWNER = '0'

export interface TenantLoader {
  /** The singleton's own properties. */
  singleton (singleton: Singleton, value: StructuredValue): Promise<void>
  /** The ordinal of an entity that is about to come: what it owns may come before it. */
  reserve (): string
  /** A contained entity. */
  entity(
    navigation: NavigationProperty,
    place: { readonly owner: string, readonly ordinal: string, readonly id: string },
    value: StructuredValue
  ): Promise<void>
  /** Entities of an entity set, or of a singleton, of a model that was read, with what they contain; 409 for a key that is taken. */
  entities (navigation: NavigationProperty, values: readonly StructuredValue[]): Promise<void>
  /** The next rows of a collection of this type, of whatever owner. */
  rows (type: StructuredType, owner: string, rows: readonly StructuredValue[]): Promise<void>
  stream (property: Property, owner: string, stream: LoadedStream): Promise<void>
  /** Puts what was loaded in the tenant's place; returns its new version. */
  finish (now: string): Promise<string>
  /** Leaves what was loaded to be removed. */
  abandon (): Promise<void>
}

/** What was loaded into a hidden tenant, for the caller to decide what becomes of it. */
export interface LoadedData extends Omit<TenantLoader, 'finish'> {
  /** Relates entities without containment, when all of them are there. */
  relate (): Promise<void>
  /** The hidden tenant, locked and with its last counters. */
  settle (connection: Connection): Promise<TenantRow>
}

/** Begins to load a state for the tenant `id`. */
export async function loadTenant (database: Database, id: string): Promise<TenantLoader> {
  const tables = await tenantTables(database)
  const data = await loadData(database, id)
  return {
    ...data,
    finish: async now => {
      await data.relate()
      return await database.transaction(async connection => {
        const live = await lockTenant(connection, id, now)
        await forgetOperationsOf(connection, id)
        return (await replaceTenant(connection, tables, { id, live, next: await data.settle(connection) })).sequence
      })
    }
  }
}

/** The same without the end. Ordinals go on from those of the tenant, so that a page that was asked for before goes on with what is new. */
export async function loadData (database: Database, id: string): Promise<LoadedData> {
  const { dialect } = database
  const [present] = await database.query(sql`SELECT "sequence", "nextOrdinal" FROM "Tenant" WHERE "id" = ${id}`)
  const [changed, firstOrdinal] = [String(present?.[0] ?? 0), String(present?.[1] ?? 1)]
  const tenant = await database.transaction(async connection =>
    await createHidden(connection, 'loading', { sequence: changed, nextOrdinal: firstOrdinal })
  )
  let next = BigInt(firstOrdinal)
  const postponed: PostponedRelation[] = []
  const unsettled: Unsettled[] = []
  const reserve = (count = 1): string => {
    const first = next
    next += BigInt(count)
    return String(first)
  }
  const step = async (cost: Cost, work: (connection: Connection) => Promise<void>): Promise<void> =>
    await database.transaction(async connection => {
      await stayAlive(connection, tenant)
      await work(connection)
    }, { cost, tenant: id })
  const insert = async (
    type: StructuredType,
    columns: readonly StoredColumn[],
    owner: string | undefined,
    first: string,
    values: readonly StructuredValue[]
  ): Promise<void> => {
    const json = JSON.stringify(values.map(value => columns.map(({ valueOf }) => valueOf(value))))
    await step(costOfRows(values.length, json.length), async connection =>
      await insertRecords(connection, dialect, { table: tableOf(type), columns, tenant, owner, changed }, first, json)
    )
  }
  return {
    reserve: () => reserve(),
    singleton: async ({ type }, value) =>
      await insert(type, [text('id', () => singletonId(id)), ...storedColumns(type)], undefined, '0', [value]),
    entity: async ({ target }, { owner, ordinal, id }, value) =>
      await insert(target, [text('id', () => id), text('type', ({ type }) => type.name), ...storedColumns(target)], owner, ordinal, [
        value
      ]),
    entities: async (navigation, values) => {
      const ordinals = values.reduce((sum, value) => sum + ordinalsOf(value), 0)
      const firstOrdinal = Number(reserve(ordinals))
      let noted: Pick<Required<Writing>, 'postponed' | 'unsettled'> = { postponed: [], unsettled: [] }
      await step(costOfRows(ordinals), async connection => {
        // Anew, because the transaction may run again.
        noted = { postponed: [], unsettled: [] }
        const scope = { tenant: id, now: new Date().toISOString() }
        const writing = writingOf(connection, dialect, scope, { key: tenant, sequence: changed, firstOrdinal })
        await insertEntities({ ...writing, ...noted }, navigation, 0, await withKeys(writing, navigation, 0, values))
      })
      for (const relation of noted.postponed) postponed.push(relation)
      for (const entry of noted.unsettled) unsettled.push(entry)
    },
    relate: async () => {
      for (const part of [...chunksOf(postponed), ...chunksOf(unsettled)]) {
        await step(costOfRows(part.length * RELATION_ROWS), async connection => {
          await relatePart(connection, dialect, { tenant, changed, part })
        })
      }
    },
    rows: async (type, owner, rows) => {
      if (rows.length > 0) await insert(type, storedColumns(type), owner, reserve(rows.length), rows)
    },
    stream: async (property, owner, stream) =>
      await step(costOfBytes(stream.content.length), async connection =>
        await insertStream(connection, { tenant, owner, changed, property: property.name }, stream)),
    abandon: async () => await discard(database, tenant),
    settle: async connection => {
      await connection.execute(sql`UPDATE "Tenant" SET "nextOrdinal" = ${bigint(String(next))} WHERE "key" = ${tenant}`)
      return await lockKey(connection, tenant)
    }
  }
}

/** Relations that are made in one transaction, and rows that one costs about as much as. */
const [PART_RELATIONS, RELATION_ROWS] = [500, 4]

const chunksOf = <Item>(items: readonly Item[]): ReadonlyArray<readonly Item[]> =>
  Array.from({ length: Math.ceil(items.length / PART_RELATIONS) }, (_, index) =>
    items.slice(index * PART_RELATIONS, (index + 1) * PART_RELATIONS))

interface RelationPart {
  readonly tenant: number
  readonly changed: string
  readonly part: ReadonlyArray<PostponedRelation | Unsettled>
}

async function relatePart (connection: Connection, dialect: DialectName, { tenant, changed, part }: RelationPart): Promise<void> {
  const [row] = await connection.query(sql`SELECT "id" FROM "Tenant" WHERE "key" = ${tenant}`)
  const scope = { tenant: String(row?.[0]), now: new Date().toISOString() }
  const writing = writingOf(connection, dialect, scope, { key: tenant, sequence: changed, firstOrdinal: 0 })
  await relateLoaded(writing, part.filter(entry => 'change' in entry))
  writing.unsettled.push(...part.filter(entry => 'sent' in entry))
  await settle(writing)
}

const text = (name: string, valueOf: StoredColumn['valueOf']): StoredColumn => ({ name, kind: 'text', valueOf })

/** Says that loading still goes on; fails when it took a rest for so long that what was loaded has been removed. */
async function stayAlive (connection: Connection, tenant: number): Promise<void> {
  const alive = await connection.execute(
    sql`UPDATE "Tenant" SET "createdAt" = ${new Date().toISOString()} WHERE "key" = ${tenant} AND "id" LIKE '$loading:%'`
  )
  if (alive === 0) throw new ODataError('conflict', 'The request paused for so long that what it had sent was removed. Send it again.')
}

interface StreamPlace {
  readonly tenant: number
  readonly owner: string
  readonly changed: string
  readonly property: string
}

async function insertStream (
  connection: Connection,
  { tenant, owner, changed, property }: StreamPlace,
  { mediaType, content }: LoadedStream
): Promise<void> {
  await connection.execute(
    sql`INSERT INTO "StreamContent" ("tenant", "owner", "property", "changed", "mediaType", "length") VALUES (${integer(tenant)}, ${
      bigint(owner)
    }, ${property}, ${bigint(changed)}, ${mediaType}, ${integer(content.length)})`
  )
  for (let index = 0; index * PIECE_BYTES < content.length; index++) {
    const piece = content.subarray(index * PIECE_BYTES, (index + 1) * PIECE_BYTES)
    await connection.execute(
      sql`INSERT INTO "StreamPiece" ("tenant", "owner", "property", "position", "content") VALUES (${integer(tenant)}, ${
        bigint(owner)
      }, ${property}, ${integer(index)}, ${piece})`
    )
  }
}
