/** Whether a value is of a type, by the column that names its type. */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { StructuredType } from '../../../edm/types.js'
import { constant } from '../identifier.js'

/** Null where the column is. */
export function renderIsOfType (column: Sql, { concreteTypes }: StructuredType): Sql {
  const [only, ...others] = concreteTypes
  if (only === undefined) return sql`FALSE`
  if (others.length === 0) return sql`${column} = ${constant(only.name)}`
  return sql`${column} IN (${join(concreteTypes.map(({ name }) => constant(name)))})`
}
