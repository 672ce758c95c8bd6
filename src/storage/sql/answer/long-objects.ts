/** Objects with long texts in them, which SQLite is to count before it makes them (`odata_long`). */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { Property } from '../../../edm/types.js'
import type { ObjectShape } from '../../../plan/shape.js'
import type { ColumnMapping } from '../../mapping.js'
import { identifier, position } from '../identifier.js'

/** Bytes up to which the texts of an object are nothing to speak of. */
const SHORT_BYTES = 4096

/** SQLite is asked how long the texts are, which it knows without reading them, before they are made part of an answer. */
export function whereNotTooLong (
  { members }: ObjectShape,
  alias: string,
  columns: ReadonlyMap<Property, ColumnMapping>,
  object: Sql
): Sql {
  const lengths = members.flatMap(member => {
    const mapping = member.kind === 'property' && member.shape === undefined ? columns.get(member.property) : undefined
    if (mapping === undefined || !mayBeLong(mapping)) return []
    const length = sql`octet_length(${identifier(alias)}.${identifier(mapping.column.name)})`
    return [mapping.column.nullable ? sql`coalesce(${length}, 0)` : length]
  })
  if (lengths.length === 0) return object
  const bytes = join(lengths, ' + ')
  return sql`CASE WHEN ${bytes} < ${position(SHORT_BYTES)} OR odata_long(${bytes}) THEN ${object} END`
}

const mayBeLong = ({ column, property }: ColumnMapping): boolean =>
  column.kind === 'json' || (column.kind === 'text' && property.type.maxLength === undefined &&
    property.type.type.kind === 'primitive' && property.type.type.name === 'Edm.String')
