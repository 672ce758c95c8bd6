/** Columns that an earlier version gave a name that none may have now: they are renamed, with all that is in them. */
import sql from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { indexName } from './alternate-keys.js'
import { TAKEN_BY_SQLITE } from './layout.js'
import type { StoredTable } from './stored-table.js'
import { identifier } from './sql/identifier.js'

/** The tables as they are after `statements`. */
export interface Renamed {
  readonly tables: readonly StoredTable[]
  readonly statements: readonly Sql[]
}

export function renameColumns (before: readonly StoredTable[], wanted: readonly StoredTable[]): Renamed {
  const changes = before.map(table => renameIn(table, wanted.find(({ name }) => name === table.name)))
  return { tables: changes.map(({ table }) => table), statements: changes.flatMap(({ statements }) => statements) }
}

interface RenamedIn {
  readonly table: StoredTable
  readonly statements: readonly Sql[]
}

function renameIn (table: StoredTable, after: StoredTable | undefined): RenamedIn {
  const names = new Map(table.columns.flatMap(([name, kind]) => {
    if (!TAKEN_BY_SQLITE.includes(name.toLowerCase())) return []
    const isNew = (column: string): boolean => column.startsWith(`${name}_`) && !table.columns.some(([own]) => own === column)
    const now = after?.columns.filter(([column, same]) => same === kind && isNew(column)) ?? []
    return now.length === 1 ? now.map(([column]) => [name, column] as const) : []
  }))
  if (names.size === 0) return { table, statements: [] }
  const nameNow = (name: string): string => names.get(name) ?? name
  const { indexed, hashed = [] } = table
  const isStale = (column: string): boolean => names.has(column)
  const own = identifier(table.name)
  return {
    table: {
      name: table.name,
      columns: table.columns.map(([name, kind]) => [nameNow(name), kind]),
      key: table.key.map(nameNow),
      // Indexes are named after their columns: these are made anew.
      indexed: indexed.filter(column => !isStale(column)),
      hashed: hashed.filter(column => !isStale(column))
    },
    statements: [
      ...indexed.filter(isStale).map(column => sql`DROP INDEX ${identifier(indexName(table.name, column))}`),
      ...hashed.filter(isStale).map(column => sql`DROP INDEX ${identifier(indexName(table.name, `$${column}`))}`),
      ...[...names].map(([from, to]) => sql`ALTER TABLE ${own} RENAME COLUMN ${identifier(from)} TO ${identifier(to)}`)
    ]
  }
}
