/** An entity as something to select from: one row with the columns that its type has, and with its tenant and its ordinal. */
import sql, { empty } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { EntityLocation } from '../../odata/canonical-path.js'
import { ENTITY, isContained, renderLocation } from '../location-sql.js'
import { tableOf } from '../mapping.js'
import { columnsSeen, entityColumns, showsComputed, singletonColumns } from '../sql/answer/entity-table.js'
import { SINGLETON_ORDINAL } from '../sql/expression/place.js'
import type { Parameter } from '../sql/expression/parameter.js'
import type { Reading } from '../sql/expression/render-context.js'
import { identifier, position } from '../sql/identifier.js'

/** `(SELECT …) AS e`; no row for an entity that is not there, all null for a singleton of a tenant that was never written to. */
export function entitySource (reading: Reading, location: EntityLocation, tenant: string | Parameter): Sql {
  return isContained(location) ? containedSource(reading, location, tenant) : singletonSource(reading, location, tenant)
}

/** Computed of all its rows, once: neither database then puts the subselects in the place of each use of their columns. */
const ONCE = sql` LIMIT 1 OFFSET 0`

function containedSource (reading: Reading, location: EntityLocation, tenant: string | Parameter): Sql {
  const once = showsComputed(location.type) ? ONCE : empty
  return sql`(SELECT ${entityColumns(reading, location.type, ENTITY)} FROM ${
    renderLocation(reading.dialect, location, tenant)
  }${once}) AS e`
}

/**
 * What a singleton contains has the ordinal 0 for its owner, and the tenant for its tenant, whether there is a row for the singleton or
 * not.
 */
function singletonSource (reading: Reading, { type }: EntityLocation, tenant: string | Parameter): Sql {
  const ordinal = position(SINGLETON_ORDINAL)
  const columns = columnsSeen(reading, type, { names: singletonColumns(type), alias: ENTITY, tenant: sql`t."key"`, ordinal })
  return sql`(SELECT ${columns}, t."key" AS "tenant", ${ordinal} AS "ordinal" FROM (SELECT 1 AS "one") o
    LEFT JOIN "Tenant" t ON t."id" = ${tenant} LEFT JOIN ${identifier(tableOf(type))} e ON e."tenant" = t."key"${
    showsComputed(type) ? ONCE : empty
  }) AS e`
}
