/** Keys that the service issues: the number after the highest one of a collection. */
import sql from 'sql-template-tag'
import { underlyingType } from '../../edm/lookup.js'
import type { NavigationProperty } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import type { EntityKey } from '../../odata/canonical-path.js'
import { renderPlace } from '../sql/expression/place.js'
import { keyMappings, tableOf } from '../mapping.js'
import { identifier } from '../sql/identifier.js'
import { bigint } from './writing.js'
import type { Writing } from './writing.js'

const highest: Readonly<Record<string, bigint>> = {
  'Edm.Int16': 2n ** 15n - 1n,
  'Edm.Int32': 2n ** 31n - 1n,
  'Edm.Int64': 2n ** 63n - 1n
}

export async function nextKey (
  { connection, dialect, tenant }: Writing,
  navigation: NavigationProperty,
  owner: number
): Promise<EntityKey> {
  const [mapping] = keyMappings(navigation.target)
  if (mapping === undefined) throw new Error(`${navigation.name} has no key that could be issued`)
  const table = identifier(tableOf(navigation.target))
  const [row] = await connection.query(
    sql`SELECT CAST(max(r.${identifier(mapping.column.name)}) AS text) FROM ${table} r WHERE r."tenant" = ${tenant}${
      renderPlace(navigation, sql`r`)
    } AND r."owner" = ${bigint(dialect, owner)}`
  )
  const last = BigInt(String(row?.[0] ?? 0))
  const type = underlyingType(mapping.property.type.type)
  if (type.kind !== 'primitive' || last >= (highest[type.name] ?? 0n)) {
    throw new ODataError('modelValidation', `No ${mapping.property.name} is left after ${last}: send one that is free.`, {
      target: mapping.property.name
    })
  }
  const next = last < 0n ? 1n : last + 1n
  return [type.name === 'Edm.Int64' ? next : Number(next)]
}
