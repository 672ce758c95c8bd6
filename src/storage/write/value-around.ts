/** A complex value contains entities, and leads to others, as long as it is there (OData-Protocol 4.01, section 11.4.2). */
import sql from 'sql-template-tag'
import { namesIn } from '../../edm/inner-navigation.js'
import type { NavigationProperty } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import type { EntityLocation } from '../../odata/canonical-path.js'
import { withDescendants } from '../../odata/containment.js'
import { columnsOf, tableOf } from '../mapping.js'
import { identifier } from '../sql/identifier.js'
import { bigint } from './writing.js'
import type { Writing } from './writing.js'

/** @throws ODataError `notFound` where the value that has the property is null */
export async function checkValueAround (
  { connection, dialect, tenant }: Writing,
  { type }: EntityLocation,
  { name }: NavigationProperty,
  ordinal: number
): Promise<void> {
  const [first, ...rest] = namesIn(name).slice(0, -1)
  if (first === undefined) return
  const property = withDescendants(type).flatMap(({ properties }) => properties).find(own => own.name === first)
  const [mapping] = property === undefined ? [] : columnsOf({ properties: [property] })
  if (mapping === undefined) return
  const column = identifier(mapping.column.name)
  const [row] = await connection.query(
    sql`SELECT CAST(${column} AS text) FROM ${identifier(tableOf(type))} WHERE "tenant" = ${tenant} AND "ordinal" = ${bigint(dialect, ordinal)}`
  )
  const stored: unknown = JSON.parse(String(row?.[0] ?? 'null'))
  if (rest.reduce(memberIn, stored) !== null) return
  throw new ODataError('notFound', `'${[first, ...rest].join('/')}' is null: create the value first.`)
}

const memberIn = (value: unknown, name: string): unknown =>
  (typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : null) ?? null
