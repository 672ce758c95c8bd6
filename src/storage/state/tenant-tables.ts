/**
 * The tables that hold a tenant's data, read from the database itself: a new type of the model needs nothing here. What a tenant's data are
 * to a snapshot is known by the columns they have.
 */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { Connection, Database, DialectName } from '../database/database.js'
import { identifier } from '../sql/identifier.js'

export interface TenantTable {
  readonly name: string
  /** Every column but `tenant`. */
  readonly columns: readonly string[]
  /** Those that are true or false, which SQLite keeps as numbers. */
  readonly booleans: readonly string[]
  /**
   * `rows` are written once and never changed: owner, ordinal and `changed` tell them apart. `pieces` are the content of streams.
   * `entities` are changed in place and have an ETag of their own; there are few of them. `links` relate them.
   */
  readonly kind: 'rows' | 'pieces' | 'entities' | 'links'
}

/** The table of stream contents, whose `changed` is that of their pieces. */
export const STREAMS = sql`"StreamContent"`

/** About tenants, and no part of what a snapshot holds. */
const bookkeeping = new Set(['TenantSetting', 'Snapshot', 'SnapshotPart'])

/** What PostgreSQL knows of the columns; `information_schema` has the same, by way of views that take twice to four times as long. */
export const POSTGRES_COLUMNS = sql`pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p') JOIN pg_namespace n
  ON n.oid = c.relnamespace AND n.nspname = current_schema() WHERE a.attnum > 0 AND NOT a.attisdropped`

const known = new WeakMap<Database, Promise<readonly TenantTable[]>>()

/** The tables, asked of a database once. */
export async function tenantTables (database: Database): Promise<readonly TenantTable[]> {
  const asked = known.get(database) ?? readTables(database, database.dialect)
  known.set(database, asked)
  return await asked
}

async function readTables (connection: Connection, dialect: DialectName): Promise<readonly TenantTable[]> {
  const found = await connection.query(
    dialect === 'sqlite'
      ? sql`SELECT m."name", c."name", c."type" FROM sqlite_master m JOIN pragma_table_info(m."name") c WHERE m."type" = 'table' ORDER BY m."name", c."cid"`
      : sql`SELECT c.relname::text, a.attname::text, a.atttypid::regtype::text FROM ${POSTGRES_COLUMNS} ORDER BY c.relname, a.attnum`
  )
  const columns = new Map<string, string[]>()
  const booleans = new Map<string, string[]>()
  for (const [table, column, type] of found.map(row => row.map(String) as [string, string, string])) {
    columns.set(table, [...columns.get(table) ?? [], column])
    if (type.toLowerCase() === 'boolean') booleans.set(table, [...booleans.get(table) ?? [], column])
  }
  return [...columns].filter(([name, names]) => names.includes('tenant') && !bookkeeping.has(name))
    .map(([name, names]) => ({ name, columns: names.filter(column => column !== 'tenant'), booleans: booleans.get(name) ?? [], kind: kindOf(names) }))
}

function kindOf (columns: readonly string[]): TenantTable['kind'] {
  if (!columns.includes('changed')) return columns.includes('source') ? 'links' : 'pieces'
  // Entities have a key of their own, or a place where keys are told apart.
  return columns.includes('ordinal') && !columns.includes('id') && !columns.includes('place') ? 'rows' : 'entities'
}

/** The columns that tell the rows of one tenant apart. */
export function keyOf ({ kind }: TenantTable): readonly string[] {
  switch (kind) {
    case 'rows': return ['owner', 'ordinal', 'changed']
    case 'pieces': return ['owner', 'property', 'position']
    case 'links': return ['source', 'place', 'target']
    case 'entities': throw new Error('entities are replaced, not compared')
  }
}

/** `a."x" = b."x" AND …` */
export function sameKey (table: TenantTable, left: Sql, right: Sql): Sql {
  return join(keyOf(table).map(name => sql`${left}.${identifier(name)} = ${right}.${identifier(name)}`), ' AND ')
}

/** A 64-bit number as a parameter that both databases take as one. */
export const bigint = (value: string): Sql => sql`CAST(${value} AS bigint)`

/** A tenant's key as a value that is selected. */
export const integer = (value: number): Sql => sql`CAST(${value} AS integer)`
