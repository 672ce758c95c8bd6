/** A write transaction of one tenant under way. It begins by counting the tenant's sequence up, which its other writers wait for. */
import sql from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { EntityType, NavigationProperty } from '../../edm/types.js'
import { isServiceRoot } from '../../odata/canonical-path.js'
import type { EntityLocation } from '../../odata/canonical-path.js'
import type { Unsettled } from './constraints.js'
import type { NestedChange, RelatedChange } from '../../odata/json/structured-value.js'
import type { Scope, WriteScope } from '../../plan/plan.js'
import { costOfRows } from '../database/cost.js'
import type { Cost } from '../database/cost.js'
import type { Connection, DialectName, StatementOptions } from '../database/database.js'
import { isContained, notFound, renderLocation } from '../location-sql.js'
import { tableOf } from '../mapping.js'
import { identifier, position } from '../sql/identifier.js'
import { SINGLETON_ORDINAL } from '../sql/expression/place.js'

export interface Writing {
  readonly connection: Connection
  readonly dialect: DialectName
  readonly scope: WriteScope
  /** The tenant's key. */
  readonly tenant: number
  /** The version of everything that this transaction writes. */
  readonly sequence: string
  /** Ordinals that nothing has had: the first of so many. */
  readonly takeOrdinals: (count: number) => number
  /** Where relations are put whose entities may be yet to come; without it they are made at once. */
  readonly postponed?: PostponedRelation[]
  /** Entities that were found before, by their paths. */
  readonly known?: ReadonlyMap<string, StoredEntity>
  /** What is to be related by its values, when everything else has been related. */
  readonly unsettled: Unsettled[]
  /** Entities to be changed that were found inside of the bodies of others, when everything else has been written. */
  readonly nested: NestedEntity[]
  /** Entities whose alternate keys are checked at the end. */
  readonly keyed: Array<{ readonly type: EntityType, readonly ordinals: readonly number[] }>
  /** Entities of which something is asked at the end. */
  readonly conditioned: Array<{ readonly type: EntityType, readonly ordinals: readonly number[] }>
  /** Entities that may lack a relation that they must have, by this property. */
  readonly relating: Array<{ readonly navigation: NavigationProperty, readonly ordinals: readonly number[] }>
}

/** What is to become of an entity that is there. */
export interface NestedEntity {
  /** A property that leads to entities of its table. */
  readonly navigation: NavigationProperty
  readonly stored: StoredEntity
  readonly change: NestedChange
}

/** A relation of the entity with this ordinal. */
export interface PostponedRelation {
  readonly navigation: NavigationProperty
  readonly ordinal: number
  readonly change: RelatedChange
}

/** An entity that is there. */
export interface StoredEntity {
  readonly owner: number
  readonly ordinal: number
  readonly version: string
  /** The name of its type, without namespace; undefined for a singleton. */
  readonly typeName: string | undefined
}

/** `ordinals` are all that the transaction will take. */
export async function startWriting (connection: Connection, dialect: DialectName, scope: WriteScope, ordinals: number): Promise<Writing> {
  const [row] = await connection.query(advanceTenant(scope, ordinals))
  return writingOf(connection, dialect, scope, {
    key: Number(row?.[0]),
    sequence: String(row?.[1]),
    firstOrdinal: Number(row?.[2]) - ordinals
  })
}

export function writingOf (
  connection: Connection,
  dialect: DialectName,
  scope: WriteScope,
  { key, sequence, firstOrdinal }: { readonly key: number, readonly sequence: string, readonly firstOrdinal: number }
): Writing {
  let next = firstOrdinal
  const takeOrdinals = (count: number): number => {
    next += count
    return next - count
  }
  const noted = { unsettled: [], nested: [], keyed: [], conditioned: [], relating: [] }
  return { connection, dialect, scope, tenant: key, sequence, takeOrdinals, ...noted }
}

/** More ordinals, where their number was not known before; the tenant is locked already. */
export async function reserveOrdinals (writing: Writing, ordinals: number): Promise<Writing> {
  const [row] = await writing.connection.query(
    sql`UPDATE "Tenant" SET "nextOrdinal" = "nextOrdinal" + ${
      bigint(writing.dialect, ordinals)
    } WHERE "key" = ${writing.tenant} RETURNING "nextOrdinal"`
  )
  return writingOf(writing.connection, writing.dialect, writing.scope, {
    key: writing.tenant,
    sequence: writing.sequence,
    firstOrdinal: Number(row?.[0]) - ordinals
  })
}

/** The tenant is made on its first write. Returns its key, its sequence, and the ordinal after those taken. */
export const advanceTenant = ({ tenant, now }: Scope, ordinals: number): Sql =>
  sql`INSERT INTO "Tenant" ("id", "sequence", "nextOrdinal", "createdAt") VALUES (${tenant}, 1, ${ordinals + 1}, ${`${now.slice(0, 23)}Z`})
  ON CONFLICT ("id") DO UPDATE SET "sequence" = "Tenant"."sequence" + 1, "nextOrdinal" = "Tenant"."nextOrdinal" + excluded."nextOrdinal" - 1 RETURNING "key", "sequence", "nextOrdinal"`

/** The entity, after the lock was had; 404 when it, or one around it, is not there. A singleton that was never written has version 0. */
export async function findEntity (
  { connection, dialect, scope }: Pick<Writing, 'connection' | 'dialect' | 'scope'>,
  location: EntityLocation
): Promise<StoredEntity> {
  if (isServiceRoot(location)) return { owner: SINGLETON_ORDINAL, ordinal: SINGLETON_ORDINAL, version: '0', typeName: undefined }
  if (!isContained(location)) {
    const [row] = await connection.query(sql`SELECT e."changed" FROM ${renderLocation(dialect, location, scope.tenant)}`)
    return { owner: SINGLETON_ORDINAL, ordinal: SINGLETON_ORDINAL, version: String(row?.[0] ?? 0), typeName: undefined }
  }
  const found = await findContained({ connection, dialect, scope }, location)
  if (found === undefined) throw notFound(location)
  return found
}

/** A contained entity, or one of an entity set; undefined when it is not there. */
export async function findContained (
  { connection, dialect, scope }: Pick<Writing, 'connection' | 'dialect' | 'scope'>,
  location: EntityLocation
): Promise<StoredEntity | undefined> {
  const [row] = await connection.query(
    sql`SELECT e."owner", e."ordinal", e."changed", e."type" FROM ${renderLocation(dialect, location, scope.tenant)}`
  )
  return row === undefined
    ? undefined
    : { owner: Number(row[0]), ordinal: Number(row[1]), version: String(row[2]), typeName: String(row[3]) }
}

/** The entity, when it may be changed. */
export async function findForWriting (
  writing: Pick<Writing, 'connection' | 'dialect' | 'scope'>,
  location: EntityLocation
): Promise<StoredEntity> {
  const stored = await findEntity(writing, location)
  writing.scope.precondition?.(stored.version)
  return stored
}

/** Counts as a change of the entity what was written beside its own row. */
export async function touch (
  { connection, dialect, tenant, sequence }: Writing,
  { type }: EntityLocation,
  { owner, ordinal }: StoredEntity
): Promise<void> {
  await connection.execute(
    sql`UPDATE ${identifier(tableOf(type))} SET "changed" = ${bigint(dialect, sequence)} WHERE "tenant" = ${tenant} AND "owner" = ${
      bigint(dialect, owner)
    } AND "ordinal" = ${bigint(dialect, ordinal)}`
  )
}

/** What the database is told of a statement that writes. */
export const demands = ({ scope: { tenant, caller } }: Pick<Writing, 'scope'>, cost: Cost): StatementOptions => ({ cost, tenant, caller })

/** Rows are counted before they are removed as far as it matters: more than these are many. */
const MANY_ROWS = 1000

/** What the database is told before the rows of `from` are removed. */
export async function demandsOfRows (writing: Writing, from: Sql): Promise<StatementOptions | undefined> {
  if (writing.dialect === 'postgresql') return undefined
  const [row] = await writing.connection.query(sql`SELECT count(*) FROM (SELECT 1 FROM ${from} LIMIT ${position(MANY_ROWS)}) AS found`)
  return demands(writing, costOfRows(Number(row?.[0])))
}

/** SQLite would compare text with numbers as text; PostgreSQL must be told the type. Versions and ordinals stay far below 2^53. */
export const bigint = (dialect: DialectName, value: string | number): Sql =>
  dialect === 'sqlite' ? sql`${Number(value)}` : sql`${String(value)}::bigint`
