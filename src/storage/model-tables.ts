/**
 * The tables of a model that was read, in the database: made at the first start, and brought to a changed model at a later one. What only
 * adds is done; what would lose data is refused with a list, unless losing it was asked for. All of it is one transaction.
 */
import sql, { empty, join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { EdmModel } from '../edm/types.js'
import type { Connection, Database, DialectName } from './database/database.js'
import { indexName } from './alternate-keys.js'
import { layOut, SYSTEM_COLUMNS } from './layout.js'
import type { EntityTable, ModelLayout } from './layout.js'
import { DYNAMIC_COLUMN, useLayout } from './mapping.js'
import type { Column } from './mapping.js'
import { renameColumns } from './renamed-columns.js'
import type { StoredTable } from './stored-table.js'
import { principalValue } from './write/principal-value.js'
import { columnType, identifier } from './sql/identifier.js'

/** A database that was made for another model, whose data would be lost. */
export class ModelChangeError extends Error {
  override readonly name = 'ModelChangeError'

  constructor (readonly losses: readonly string[]) {
    super(
      `The database was made for another model. Serving this one would lose data:\n${losses.map(loss => `  - ${loss}`).join('\n')}\n` +
      'Start with the model as it was, use another DATABASE_URL, or give --accept-data-loss.'
    )
  }
}

interface Stored {
  readonly tables: readonly StoredTable[]
  /** What relates entities, and how many from either side. */
  readonly links: ReadonlyArray<readonly [place: string, multiplicity: string]>
}

const storedForm = ({ tables, linkOf }: ModelLayout): Stored => ({
  tables: tables.map(({ name, columns, key, indexed, hashed }) => ({
    name, columns: columns.map(column => [column.name, column.kind] as const), key, indexed, ...hashed.length === 0 ? {} : { hashed }
  })),
  links: storedLinks(linkOf)
})

/** In an order that does not depend on that of the document. */
const storedLinks = (linkOf: ModelLayout['linkOf']): Stored['links'] =>
  [...linkOf].filter(([, { direction, containedIn }]) => direction !== 'backward' && containedIn === undefined)
    .map(([{ collection }, { place, exclusive }]) => [place, `${exclusive ? 'one' : 'many'} to ${collection ? 'many' : 'one'}`] as const)
    .sort(([a], [b]) => a < b ? -1 : 1)

/**
 * Makes the tables of a model, and its layout known to the store.
 * @throws LayoutError when the model cannot be stored, ModelChangeError when data would be lost
 */
export async function prepareTables (
  database: Database,
  model: EdmModel,
  { acceptDataLoss }: { readonly acceptDataLoss: boolean }
): Promise<void> {
  const layout = layOut(model)
  const wanted = storedForm(layout)
  useLayout(layout)
  const known = await readStored(database, database.dialect)
  if (known !== undefined && JSON.stringify(known) === JSON.stringify(wanted)) return
  await database.transaction(async connection => {
    await connection.execute(sql`CREATE TABLE IF NOT EXISTS "Model" ("key" INTEGER NOT NULL PRIMARY KEY, "tables" TEXT NOT NULL)`)
    if (database.dialect === 'postgresql') await connection.execute(sql`LOCK TABLE "Model" IN EXCLUSIVE MODE`)
    const stored = await readStored(connection, database.dialect) ?? { tables: [], links: [] }
    const renamed = renameColumns(stored.tables, wanted.tables)
    const before = { ...stored, tables: renamed.tables }
    const gone = before.links.filter(([place, multiplicity]) => !wanted.links.some(([name, now]) => name === place && now === multiplicity))
    const losses = [
      ...before.tables.flatMap(table => lossesOf(table, wanted.tables.find(({ name }) => name === table.name))),
      ...gone.map(([place, multiplicity]) => `what "${place}" relates, ${multiplicity}, which is no longer so`)
    ]
    if (losses.length > 0 && !acceptDataLoss) throw new ModelChangeError(losses)
    const statements = [
      ...renamed.statements, ...changes(database.dialect, before.tables, layout.tables), ...linkTable(database.dialect, wanted.links)
    ]
    for (const statement of statements) await connection.execute(statement)
    for (const [place] of gone) await connection.execute(sql`DELETE FROM "Link" WHERE "place" = ${place}`)
    await connection.execute(sql`INSERT INTO "Model" ("key", "tables") VALUES (1, ${JSON.stringify(wanted)}) ON CONFLICT ("key") DO UPDATE SET "tables" = excluded."tables"`)
  })
}

/** Undefined for a database that no model was served from. */
async function readStored (connection: Pick<Connection, 'query'>, dialect: DialectName): Promise<Stored | undefined> {
  const [table] = await connection.query(dialect === 'sqlite'
    ? sql`SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'Model'`
    : sql`SELECT to_regclass('"Model"')::text`)
  if (table?.[0] === undefined || table[0] === null) return undefined
  const [row] = await connection.query(sql`SELECT "tables" FROM "Model" WHERE "key" = 1`)
  return row === undefined ? undefined : JSON.parse(String(row[0])) as Stored
}

/** What would be lost of a table, in sentences. */
function lossesOf (before: StoredTable, after: StoredTable | undefined): readonly string[] {
  if (after === undefined) return [`the table "${before.name}", whose type is no longer stored`]
  const kinds = new Map(after.columns)
  const key = before.key.join() === after.key.join() ? [] : [`the entities of "${before.name}", whose key was (${before.key.join(', ')}) and is (${after.key.join(', ')})`]
  return [...key, ...before.columns.flatMap(([name, kind]) => {
    const now = kinds.get(name)
    if (now === undefined) return [`the column "${before.name}"."${name}", whose property is no longer there`]
    return now === kind ? [] : [`the values of "${before.name}"."${name}", whose type has changed`]
  })]
}

/** The statements that lead from one set of tables to another. A table with another key is made anew. */
function changes (dialect: DialectName, before: readonly StoredTable[], tables: readonly EntityTable[]): readonly Sql[] {
  const known = new Map(before.map(table => [table.name, table]))
  const kept = (table: EntityTable): StoredTable | undefined => {
    const found = known.get(table.name)
    return found?.key.join() === table.key.join() ? found : undefined
  }
  const dropped = before.filter(({ name }) => !tables.some(table => table.name === name && kept(table) !== undefined))
  return [
    ...dropped.map(({ name }) => sql`DROP TABLE ${identifier(name)}`),
    ...tables.flatMap(table => {
      const found = kept(table)
      return found === undefined ? createTable(dialect, table) : alterTable(dialect, found, table)
    })
  ]
}

/** What relates entities: found from either side by an index that holds all of a row. */
function linkTable (dialect: DialectName, links: Stored['links']): readonly Sql[] {
  if (links.length === 0) return []
  return [
    sql`CREATE TABLE IF NOT EXISTS "Link" ("tenant" INTEGER NOT NULL, "place" ${columnType(dialect, 'text')} NOT NULL, "source" BIGINT NOT NULL, "target" BIGINT NOT NULL,
      PRIMARY KEY ("tenant", "source", "place", "target"), FOREIGN KEY ("tenant") REFERENCES "Tenant" ("key") ON DELETE CASCADE)`,
    sql`CREATE INDEX IF NOT EXISTS "Link_target_idx" ON "Link" ("tenant", "target", "place", "source")`
  ]
}

/** What the indexes of every table are named after: nothing that a column could be. */
const [IN_ORDER, BY_KEY] = ['$order', '$key']

function createTable (dialect: DialectName, table: EntityTable): readonly Sql[] {
  const text = columnType(dialect, 'text')
  const columns = table.columns.map(column => sql`, ${columnDefinition(dialect, column)}`)
  return [
    sql`CREATE TABLE ${identifier(table.name)} ("tenant" INTEGER NOT NULL, "place" ${text} NOT NULL, "owner" BIGINT NOT NULL, "ordinal" BIGINT NOT NULL,
      "changed" BIGINT NOT NULL, "type" ${text} NOT NULL, ${identifier(DYNAMIC_COLUMN)} ${text}${columns.length === 0 ? empty : join(columns, '')},
      PRIMARY KEY ("tenant", "ordinal"), FOREIGN KEY ("tenant") REFERENCES "Tenant" ("key") ON DELETE CASCADE)`,
    createIndex(dialect, table, IN_ORDER, ['ordinal'], false),
    ...table.key.length === 0 ? [] : [createIndex(dialect, table, BY_KEY, table.key, true)],
    ...table.indexed.map(column => createIndex(dialect, table, column, [column, 'ordinal'], false)),
    ...table.hashed.map(column => createHashed(dialect, table, column))
  ]
}

function createIndex (dialect: DialectName, table: Pick<EntityTable, 'name'>, suffix: string, columns: readonly string[], unique: boolean): Sql {
  const nulls = dialect === 'postgresql' ? sql` NULLS FIRST` : empty
  const parts = columns.map(column => (SYSTEM_COLUMNS as readonly string[]).includes(column) ? identifier(column) : sql`${identifier(column)}${nulls}`)
  return sql`CREATE ${unique ? sql`UNIQUE ` : empty}INDEX ${identifier(indexName(table.name, suffix))} ON ${identifier(table.name)} ("tenant", "place", "owner", ${join(parts)})`
}

/** Finds texts of any length: SQLite's own, and hashes on PostgreSQL, which bounds an entry of an index. */
function createHashed (dialect: DialectName, { name }: Pick<EntityTable, 'name'>, column: string): Sql {
  const value = dialect === 'postgresql' ? sql`md5(${identifier(column)})` : identifier(column)
  return sql`CREATE INDEX IF NOT EXISTS ${identifier(indexName(name, `$${column}`))} ON ${identifier(name)} ("tenant", "place", "owner", ${value})`
}

function alterTable (dialect: DialectName, before: StoredTable, table: EntityTable): readonly Sql[] {
  const known = new Map(before.columns)
  const kinds = new Map(table.columns.map(({ name, kind }) => [name, kind]))
  const gone = before.columns.filter(([name, kind]) => kinds.get(name) !== kind).map(([name]) => name)
  const added = table.columns.filter(({ name, kind }) => known.get(name) !== kind)
  const own = identifier(table.name)
  const stale = before.indexed.filter(column => gone.includes(column) || !table.indexed.includes(column))
  const fresh = table.indexed.filter(column => !before.indexed.includes(column) || gone.includes(column))
  const hashedBefore = before.hashed ?? []
  return [
    ...hashedBefore.filter(column => gone.includes(column) || !table.hashed.includes(column))
      .map(column => sql`DROP INDEX ${identifier(indexName(table.name, `$${column}`))}`),
    ...stale.map(column => sql`DROP INDEX ${identifier(indexName(table.name, column))}`),
    ...gone.map(name => sql`ALTER TABLE ${own} DROP COLUMN ${identifier(name)}`),
    ...added.map(column => sql`ALTER TABLE ${own} ADD COLUMN ${columnDefinition(dialect, column)}`),
    ...fillInner(dialect, table, added),
    ...fresh.map(column => createIndex(dialect, table, column, [column, 'ordinal'], false)),
    ...table.hashed.map(column => createHashed(dialect, table, column))
  ]
}

/** What is new and repeats what complex values have, which may be there already. */
function fillInner (dialect: DialectName, { name, inner }: EntityTable, added: readonly Column[]): readonly Sql[] {
  const sets = inner.flatMap(({ way, mapping: { property, column, instant } }) => [column, instant].flatMap(own => {
    if (own === undefined || !added.includes(own)) return []
    const value = principalValue(dialect, sql`p`, { principal: property, principalWay: way.map(step => ({ property: step })) }, own === column ? 'shown' : 'compared')
    return [sql`${identifier(own.name)} = ${value}`]
  }))
  return sets.length === 0 ? [] : [sql`UPDATE ${identifier(name)} AS p SET ${join(sets)}`]
}

/** Every property may be missing: whether it must be there is for the reader of bodies to say. */
const columnDefinition = (dialect: DialectName, { name, kind }: Column): Sql => sql`${identifier(name)} ${columnType(dialect, kind)}`
