/** Merges a PATCH into a singleton, in one transaction that the tenant's other writes wait for. */
import sql, { empty, join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { ComplexType, PrimitiveValue, Property, Singleton } from '../edm/types.js'
import type { Change } from '../odata/bind/request.js'
import { checkWriteConditions } from '../odata/etag.js'
import type { PropertyValue, StructuredValue } from '../odata/json/structured-value.js'
import type { ReadResult, Scope, UpdateEntityPlan, WriteResult } from '../plan/plan.js'
import type { Connection, Database, DialectName } from './database.js'
import { columnsOf, tableOf } from './mapping.js'
import { readEntityWithin } from './read-entity.js'
import { readRows } from './read-rows.js'
import { defaultOf, deleteRows, insertRows } from './rows-sql.js'
import { singletonId } from './singleton-id.js'
import { identifier, sqlType } from './sql/identifier.js'

/** Executes the plan; 412 and nothing changed when its conditions do not hold. */
export async function updateEntity (database: Database, plan: UpdateEntityPlan, scope: Scope): Promise<WriteResult> {
  if (Object.keys(plan.change.values.properties).length === 0) return await touchNothing(database, plan, scope)
  return await database.transaction(async connection => {
    const { sequence } = await write(connection, database.dialect, plan, scope)
    return { version: sequence, representation: await readBack(connection, database.dialect, plan, scope) }
  })
}

/** An empty PATCH is legal and changes nothing, not even the version; its conditions count all the same. */
async function touchNothing (database: Database, plan: UpdateEntityPlan, scope: Scope): Promise<WriteResult> {
  return await database.snapshot(async connection => {
    const [row] = await connection.query(sql`SELECT e."changed" FROM "Tenant" t JOIN ${identifier(tableOf(plan.singleton.type))} e ON e."tenant" = t."key" WHERE t."id" = ${scope.tenant}`)
    const version = String(row?.[0] ?? 0)
    checkWriteConditions(plan.conditions, version)
    return { version, representation: await readBack(connection, database.dialect, plan, scope) }
  })
}

async function readBack (connection: Connection, dialect: DialectName, { representation }: UpdateEntityPlan, scope: Scope): Promise<ReadResult | undefined> {
  if (representation === undefined) return undefined
  return representation.kind === 'readRows' ? await readRows(connection, dialect, representation, scope) : await readEntityWithin(connection, dialect, representation, scope)
}

interface Written {
  readonly key: number
  readonly sequence: string
  /** The ordinal the next row would get. */
  readonly nextOrdinal: number
}

async function write (connection: Connection, dialect: DialectName, plan: UpdateEntityPlan, scope: Scope): Promise<Written> {
  const written = await writeEntity(connection, dialect, plan, scope)
  const { collection, rows } = rowsOf(plan)
  if (collection === undefined) return written
  if (plan.change.mode !== 'append') await connection.execute(deleteRows(tableOf(elementType(collection)), written.key))
  await insertRows(connection, dialect, { tenant: written.key, first: written.nextOrdinal - rows.length, changed: written.sequence, rows })
  return written
}

/**
 * Counts the tenant's sequence up, which locks the tenant against its other writers, and writes the entity. PostgreSQL does both in one statement;
 * with conditions there are three, because the stored version must be read after the lock was had.
 */
async function writeEntity (connection: Connection, dialect: DialectName, plan: UpdateEntityPlan, scope: Scope): Promise<Written> {
  const { ifMatch, ifNoneMatch } = plan.conditions
  const conditional = ifMatch !== undefined || ifNoneMatch !== undefined
  if (dialect === 'postgresql' && !conditional) {
    const [row] = await connection.query(sql`WITH t AS (${advanceTenant(scope, rowsOf(plan).rows.length)}) ${upsert(dialect, plan, scope, { key: sql`t."key"`, sequence: sql`t."sequence"`, from: sql`FROM t`, nextOrdinal: sql`(SELECT "nextOrdinal" FROM t)` })}`)
    return { key: Number(row?.[0]), sequence: String(row?.[1]), nextOrdinal: Number(row?.[2]) }
  }
  const [tenant] = await connection.query(advanceTenant(scope, rowsOf(plan).rows.length))
  const [key, sequence] = [Number(tenant?.[0]), String(tenant?.[1])]
  if (conditional) checkWriteConditions(plan.conditions, await storedVersion(connection, plan.singleton, key))
  await connection.query(upsert(dialect, plan, scope, { key: bigint(dialect, String(key)), sequence: bigint(dialect, sequence), from: sql`WHERE TRUE`, nextOrdinal: sql`0` }))
  return { key, sequence, nextOrdinal: Number(tenant?.[2]) }
}

/** The tenant is made on its first write. `rows` ordinals are taken; the last one taken is before the `nextOrdinal` returned. */
const advanceTenant = ({ tenant }: Scope, rows: number): Sql => sql`INSERT INTO "Tenant" ("id", "sequence", "nextOrdinal", "createdAt") VALUES (${tenant}, 1, ${rows + 1}, ${new Date().toISOString()})
  ON CONFLICT ("id") DO UPDATE SET "sequence" = "Tenant"."sequence" + 1, "nextOrdinal" = "Tenant"."nextOrdinal" + excluded."nextOrdinal" - 1 RETURNING "key", "sequence", "nextOrdinal"`

async function storedVersion (connection: Connection, singleton: Singleton, key: number): Promise<string> {
  const [row] = await connection.query(sql`SELECT "changed" FROM ${identifier(tableOf(singleton.type))} WHERE "tenant" = ${key}`)
  return String(row?.[0] ?? 0)
}

/** The collection that is written, and its rows. */
function rowsOf ({ singleton, change: { values: { properties } } }: UpdateEntityPlan): { collection: Property | undefined, rows: readonly StructuredValue[] } {
  const collection = singleton.type.properties.find(property => property.type.type.kind === 'collection' && Object.hasOwn(properties, property.name))
  return { collection, rows: collection === undefined ? [] : properties[collection.name] as readonly StructuredValue[] }
}

interface UpsertSource {
  readonly key: Sql
  readonly sequence: Sql
  readonly from: Sql
  /** Passed on with the result. */
  readonly nextOrdinal: Sql
}

function upsert (dialect: DialectName, plan: UpdateEntityPlan, { tenant }: Scope, { key, sequence, from, nextOrdinal }: UpsertSource): Sql {
  const { singleton, change: { values: { properties }, mode } } = plan
  const table = tableOf(singleton.type)
  const assignments = singleton.type.properties.flatMap(property => complexAssignments(dialect, table, property, properties[property.name], mode))
  const names = assignments.length === 0 ? empty : sql`, ${join(assignments.map(({ column }) => column))}`
  const inserted = assignments.length === 0 ? empty : sql`, ${join(assignments.map(({ value }) => value))}`
  const updated = assignments.length === 0 ? empty : sql`, ${join(assignments.map(({ column, merged }) => sql`${column} = ${merged}`))}`
  return sql`INSERT INTO ${identifier(table)} ("tenant", "id", "changed"${names})
    SELECT ${key}, CAST(${singletonId(tenant)} AS text), ${sequence}${inserted} ${from}
    ON CONFLICT ("tenant") DO UPDATE SET "changed" = excluded."changed"${updated}
    RETURNING "tenant", "changed", ${nextOrdinal}`
}

const bigint = (dialect: DialectName, value: string): Sql => dialect === 'sqlite' ? sql`${Number(value)}` : sql`${value}::bigint`

function elementType (property: Property): ComplexType {
  const { type } = property.type
  if (type.kind !== 'collection' || type.elementType.type.kind !== 'complex') throw new Error(`${property.name} is no collection of complex values`)
  return type.elementType.type
}

interface Assignment {
  readonly column: Sql
  /** For a new row. */
  readonly value: Sql
  /** For a row that is there: a member that was not sent stays as it is, or takes its default where the whole value was null. */
  readonly merged: Sql
}

function complexAssignments (dialect: DialectName, table: string, property: Property, value: PropertyValue | undefined, mode: Change['mode']): Assignment[] {
  const { type } = property.type
  if (type.kind !== 'complex' || value === undefined) return []
  return columnsOf(type, property).map(({ property: member, column: { name, kind } }) => {
    const column = identifier(name)
    const sent = value === null ? null : (value as StructuredValue).properties[member.name]
    const parameter = sql`${sent === undefined ? defaultOf(member) as PrimitiveValue | null : sent as PrimitiveValue | null}`
    const stored = dialect === 'postgresql' ? sql`${parameter}::${sqlType(kind)}` : parameter
    const merged = sent === undefined && mode !== 'replace' ? sql`COALESCE(${identifier(table)}.${column}, excluded.${column})` : sql`excluded.${column}`
    return { column, value: stored, merged }
  })
}
