/** Copies all data from one tenant to another, or makes one equal to another by what they differ in: a few statements a table. */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { costOfCopying, costOfReading } from '../database/cost.js'
import type { Connection, StatementOptions } from '../database/database.js'
import { identifier, position } from '../sql/identifier.js'
import { singletonId } from '../../tenant/singleton-id.js'
import { STREAMS, bigint, integer, keyOf, sameKey } from './tenant-tables.js'
import type { TenantTable } from './tenant-tables.js'

/** Two tenants, by their keys. */
export interface Direction {
  readonly from: number
  readonly to: number
}

/** Of statements that touch all that is stored once, one a table: the first is admitted for all of them. */
const costOfAll = (index: number): StatementOptions => index === 0 ? { cost: costOfCopying } : {}

/** Copies everything, `changed` as it is; `to` has no data. */
export async function copyTenant (connection: Connection, tables: readonly TenantTable[], direction: Direction): Promise<void> {
  for (const [index, table] of tables.entries()) await connection.execute(insertFrom(table, direction), costOfAll(index))
}

function insertFrom (
  table: TenantTable,
  { from, to }: Direction,
  condition: Sql = sql`TRUE`,
  values: (name: string) => Sql = name => sql`s.${identifier(name)}`
): Sql {
  return sql`INSERT INTO ${identifier(table.name)} ("tenant", ${join(table.columns.map(identifier))})
    SELECT ${integer(to)}, ${join(table.columns.map(values))} FROM ${identifier(table.name)} s WHERE s."tenant" = ${from} AND ${condition}`
}

/** Rows of `from` that `to` does not have. */
const missing = (table: TenantTable, { to }: Direction): Sql =>
  sql`NOT EXISTS (SELECT 1 FROM ${identifier(table.name)} r WHERE r."tenant" = ${to} AND ${sameKey(table, sql`r`, sql`s`)})`

/** The number of rows that would have to be written or removed to make `to` equal to `from`; counts no further than a limit. */
export async function countDifference (
  connection: Connection,
  tables: readonly TenantTable[],
  { from, to }: Direction,
  limit: number
): Promise<number> {
  let count = 0
  for (const table of tables.filter(({ kind }) => kind === 'rows')) {
    for (const direction of [{ from, to }, { from: to, to: from }]) {
      const [row] = await connection.query(
        sql`SELECT count(*) FROM (SELECT 1 FROM ${identifier(table.name)} s WHERE s."tenant" = ${direction.from} AND ${
          missing(table, direction)
        } LIMIT ${position(limit)}) found`,
        { cost: costOfReading }
      )
      count += Number(row?.[0])
    }
  }
  return count
}

/** How a tenant differs from what it once was. */
export interface Difference {
  /** Rows to write or to remove; at least that many. */
  readonly rows: number
  /** Where the added rows are, as SQL, if that is known without comparing. */
  readonly added: Sql | undefined
  /** Whether rows are missing. */
  readonly removed: boolean
}

const rowTables = (tables: readonly TenantTable[]): readonly TenantTable[] => tables.filter(({ kind }) => kind === 'rows')

/** The rows of a tenant from an ordinal on: a range of the index for each owner. */
export function addedSince (tables: readonly TenantTable[], tenant: number, ordinal: string): Sql {
  const owners = tables.filter(({ kind, columns }) => kind === 'entities' && columns.includes('ordinal')).map(({ name }) =>
    sql`SELECT "ordinal" FROM ${identifier(name)} WHERE "tenant" = ${tenant}`
  )
  return sql`"tenant" = ${tenant} AND "owner" IN (${join([sql`SELECT 0`, ...owners], ' UNION ALL ')}) AND "ordinal" >= ${bigint(ordinal)}`
}

export async function countAdded (connection: Connection, tables: readonly TenantTable[], added: Sql, limit: number): Promise<number> {
  const counts = rowTables(tables).map(({ name }) =>
    sql`(SELECT count(*) FROM (SELECT 1 FROM ${identifier(name)} WHERE ${added} LIMIT ${position(limit)}) found)`
  )
  const [row] = await connection.query(sql`SELECT ${join(counts, ' + ')}`)
  return Number(row?.[0])
}

export async function countRows (connection: Connection, tables: readonly TenantTable[], tenant: number): Promise<number> {
  const [row] = await connection.query(
    sql`SELECT ${
      join(rowTables(tables).map(({ name }) => sql`(SELECT count(*) FROM ${identifier(name)} WHERE "tenant" = ${tenant})`), ' + ')
    }`,
    { cost: costOfReading }
  )
  return Number(row?.[0])
}

/** Whether a tenant has at least so many rows. */
export async function hasRows (connection: Connection, tables: readonly TenantTable[], tenant: number, limit: number): Promise<boolean> {
  const counts = tables.filter(({ kind }) => kind === 'rows').map(({ name }) =>
    sql`(SELECT count(*) FROM (SELECT 1 FROM ${identifier(name)} WHERE "tenant" = ${tenant} LIMIT ${position(limit)}) found)`
  )
  const [row] = await connection.query(sql`SELECT ${join(counts, ' + ')}`)
  return Number(row?.[0]) >= limit
}

export interface Alignment extends Direction {
  /** The sequence at which `to` was last equal to `from`. */
  readonly clean: string
  /** The new `changed` of entities and streams. */
  readonly sequence: string
  readonly difference: Difference
}

/** Makes `to` equal to `from`, which it once was: writes and removes the rows that differ, and every entity anew. */
export async function alignTenant (connection: Connection, tables: readonly TenantTable[], alignment: Alignment): Promise<void> {
  const { from, to, clean, sequence, difference: { added, removed } } = alignment
  const of = (kind: TenantTable['kind']): readonly TenantTable[] => tables.filter(table => table.kind === kind)
  for (const table of of('rows')) {
    const reverse = { from: to, to: from }
    await connection.execute(
      sql`DELETE FROM ${identifier(table.name)} WHERE ${
        added ?? sql`"tenant" = ${to} AND (${join(keyOf(table).map(identifier))}) IN
      (SELECT ${
          join(keyOf(table).map(name => sql`s.${identifier(name)}`))
        } FROM ${identifier(table.name)} s WHERE s."tenant" = ${to} AND ${missing(table, reverse)})`
      }`,
      { cost: costOfCopying }
    )
    if (removed) await connection.execute(insertFrom(table, alignment, missing(table, alignment)), { cost: costOfCopying })
  }
  for (const table of of('pieces')) {
    await connection.execute(sql`DELETE FROM ${identifier(table.name)} WHERE "tenant" = ${to} AND NOT EXISTS (SELECT 1 FROM ${STREAMS} c
      WHERE c."tenant" = ${to} AND c."owner" = ${identifier(table.name)}."owner" AND c."property" = ${
      identifier(table.name)
    }."property" AND c."changed" <= ${bigint(clean)})`, { cost: costOfCopying })
    await connection.execute(insertFrom(table, alignment, missing(table, alignment)), { cost: costOfCopying })
  }
  for (const [index, table] of of('links').entries()) {
    await connection.execute(sql`DELETE FROM ${identifier(table.name)} WHERE "tenant" = ${to}`, costOfAll(index))
    await connection.execute(insertFrom(table, { from, to }), costOfAll(index))
  }
  for (const [index, table] of of('entities').entries()) {
    await connection.execute(sql`DELETE FROM ${identifier(table.name)} WHERE "tenant" = ${to}`, costOfAll(index))
    await connection.execute(
      insertFrom(table, alignment, sql`TRUE`, name => name === 'changed' ? bigint(sequence) : sql`s.${identifier(name)}`),
      costOfAll(index)
    )
  }
}

/**
 * Gives all entities of a tenant a version. What is a singleton is there from now on: a version it once had must not come again. A tenant
 * that `isEmpty` has nothing else.
 */
export async function markChanged (
  connection: Connection,
  tables: readonly TenantTable[],
  { tenant, id, sequence, isEmpty = false }: { tenant: number, id: string, sequence: string, isEmpty?: boolean | undefined }
): Promise<void> {
  const entities = tables.filter(({ kind }) => kind === 'entities')
  const owned = entities.filter(({ columns }) => columns.includes('owner'))
  if (!isEmpty) {
    for (const [index, { name }] of owned.entries()) {
      await connection.execute(sql`UPDATE ${identifier(name)} SET "changed" = ${bigint(sequence)} WHERE "tenant" = ${tenant}`, costOfAll(index))
    }
  }
  for (const { name } of entities.filter(table => !owned.includes(table))) {
    await connection.execute(
      sql`INSERT INTO ${identifier(name)} ("tenant", "id", "changed") VALUES (${integer(tenant)}, ${singletonId(id)}, ${bigint(sequence)})
        ON CONFLICT ("tenant") DO UPDATE SET "id" = excluded."id", "changed" = excluded."changed"`
    )
  }
}
