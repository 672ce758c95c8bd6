/** Which rows of a type a tenant has now and a snapshot of it has not, and the other way round. */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { ODataError } from '../../errors.js'
import { costOfReading } from '../database/cost.js'
import type { Database, SqlRow } from '../database/database.js'
import { identifier, position } from '../sql/identifier.js'
import { changed, comparedTables, findSnapshot, identityOf, missing, typeNameOf, withPairs } from './compare-snapshot.js'
import type { TenantTable } from './tenant-tables.js'

/** Of a row by the names of its columns, as text; null where there is none. */
export type StoredTexts = Readonly<Record<string, string | null>>

/** A row that differs. `now` and `before` have what is stored; of one that has changed both, and `members` names what is not the same. */
export type Difference =
  | { readonly kind: 'added', readonly now: StoredTexts }
  | { readonly kind: 'changed', readonly now: StoredTexts, readonly before: StoredTexts, readonly members: readonly string[] }
  | { readonly kind: 'removed', readonly before: StoredTexts }

export interface DifferenceOrder {
  /** As `compareSnapshot` names it. */
  readonly type: string
  /** Rows of each kind at most. */
  readonly top: number
}

/** Characters of a value that are shown. */
const MOST_CHARACTERS = 200

/** 404 when the tenant has no such snapshot, or nothing is stored by that name. */
export async function listDifferences (
  database: Database,
  tenant: string,
  name: string,
  { type, top }: DifferenceOrder
): Promise<readonly Difference[]> {
  const snapshot = await findSnapshot(database, tenant, name)
  const tables = await comparedTables(database)
  const table = tables.find(candidate => typeNameOf(candidate) === type)
  if (table === undefined) throw new ODataError('notFound', `Nothing is stored as '${type}'; choose one of ${tables.map(typeNameOf).join(', ')}.`)
  const columns = shownColumns(table)
  const ask = async (side: readonly Sql[], from: Sql): Promise<readonly SqlRow[]> => {
    const [order, first] = [identityOf(table), side[0]!]
    const by = order.length === 0 ? sql`` : sql`ORDER BY ${join(order.map(column => sql`${first}.${identifier(column)}`))}`
    const values = side.flatMap(row => columns.map(column => shownText(row, column, table.booleans.includes(column))))
    return await database.query(sql`${withPairs(tenant, snapshot)} SELECT ${join(values)} ${from} ${by} LIMIT ${position(top)}`, { cost: costOfReading })
  }
  const [a, b] = [sql`a`, sql`b`]
  const [added, removed] = [await ask([a], missing(table, 'now', 'before')), await ask([a], missing(table, 'before', 'now'))]
  const altered = table.kind === 'rows' ? [] : await ask([a, b], changed(table))
  return [
    ...added.map(row => ({ kind: 'added' as const, now: textsOf(columns, row) })),
    ...altered.map(row => changeOf(textsOf(columns, row), textsOf(columns, row.slice(columns.length)))),
    ...removed.map(row => ({ kind: 'removed' as const, before: textsOf(columns, row) }))
  ]
}

/** Without what only serves to find, to order and to compare. */
function shownColumns ({ columns }: TenantTable): readonly string[] {
  const derived = (column: string): boolean =>
    ['_instant', '_order', '_ticks', '_value', '_fold'].some(end => column.endsWith(end) && columns.includes(column.slice(0, -end.length)))
  return columns.filter(column => !['owner', 'ordinal', 'changed'].includes(column) && !derived(column))
}

function shownText (row: Sql, column: string, isBoolean: boolean): Sql {
  const value = sql`${row}.${identifier(column)}`
  return isBoolean
    ? sql`CASE WHEN ${value} THEN 'true' WHEN NOT ${value} THEN 'false' END`
    : sql`substr(CAST(${value} AS text), 1, ${position(MOST_CHARACTERS)})`
}

const textsOf = (columns: readonly string[], row: SqlRow): StoredTexts =>
  Object.fromEntries(columns.map((column, index) => [column, row[index] === null || row[index] === undefined ? null : String(row[index])]))

/** Values that differ after what is shown of them name no member. */
const changeOf = (now: StoredTexts, before: StoredTexts): Difference =>
  ({ kind: 'changed', now, before, members: Object.keys(now).filter(column => now[column] !== before[column]) })
