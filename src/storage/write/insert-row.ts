/** One row of a collection of complex values, into SQLite: values as they are, where many are cheaper as JSON that the database unpacks. */
import type { StructuredType } from '../../edm/types.js'
import type { StructuredValue } from '../../odata/json/structured-value.js'
import { costOfRows } from '../database/cost.js'
import type { Cost } from '../database/cost.js'
import type { Statement } from '../database/database.js'
import { columnsIn, columnsOf, tableOf } from '../mapping.js'
import type { ColumnKind, ColumnMapping } from '../mapping.js'
import { packRow } from '../read/rows-sql.js'
import { identifier } from '../sql/identifier.js'

/** Where it goes, as numbers: in the order of the columns that every such table begins with. */
export type RowPlace = readonly [tenant: number, owner: number, ordinal: number, changed: number]

/** What the statements of a type have in common: made once, so that the connection finds what it has prepared by the same text. */
interface InsertOfType {
  readonly mappings: readonly ColumnMapping[]
  readonly kinds: readonly ColumnKind[]
  readonly text: string
}

const known = new WeakMap<StructuredType, InsertOfType>()

export function insertRow (place: RowPlace, row: StructuredValue): { readonly statement: Statement, readonly cost: Cost } {
  const { mappings, kinds, text } = insertOf(row.type)
  const packed = packRow(mappings, row).map((value, index) => kinds[index] === 'json' ? JSON.stringify(value) : value)
  const characters = packed.reduce<number>((sum, value) => sum + (typeof value === 'string' ? value.length : 0), 0)
  return { statement: { sql: text, text, values: [...place, ...packed] }, cost: costOfRows(1, characters) }
}

function insertOf (type: StructuredType): InsertOfType {
  const found = known.get(type)
  if (found !== undefined) return found
  const mappings = columnsOf(type)
  const columns = columnsIn(mappings)
  const names = ['tenant', 'owner', 'ordinal', 'changed', ...columns.map(({ name }) => name)].map(name => identifier(name).sql)
  const text = `INSERT INTO ${identifier(tableOf(type)).sql} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`
  const made = { mappings, kinds: columns.map(({ kind }) => kind), text }
  known.set(type, made)
  return made
}
