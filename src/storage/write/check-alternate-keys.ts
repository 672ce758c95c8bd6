/**
 * Alternate keys are kept apart (vocabulary Core, `AlternateKeys`): they are checked at the end of a transaction, for which the tenant's
 * others wait.
 */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { EntityType, KeyProperty } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import type { AlternateKeyMapping } from '../alternate-keys.js'
import { costOfRows } from '../database/cost.js'
import type { StructuredValue } from '../../odata/json/structured-value.js'
import { alternateKeysOf, keyMappings, tableOf } from '../mapping.js'
import { constant, identifier } from '../sql/identifier.js'
import { listOf } from './unique-values.js'
import { demands } from './writing.js'
import type { Writing } from './writing.js'

/** Notes entities whose alternate keys may have changed. `values`: what was sent of an entity that was there. */
export function noteKeys (writing: Writing, type: EntityType, ordinals: readonly number[], values?: StructuredValue): void {
  const parts = alternateKeysOf(type).flatMap(({ parts }) => parts)
  const mayChange = ({ property, way: [outer = property] = [] }: KeyProperty): boolean =>
    values === undefined || Object.hasOwn(values.properties, outer.name)
  if (parts.some(mayChange)) writing.keyed.push({ type, ordinals })
}

/** @throws ODataError `conflict` for an entity with an alternate key that another one of its collection has; a part that is null is none */
export async function checkAlternateKeys (writing: Writing): Promise<void> {
  for (const { type, ordinals } of writing.keyed.splice(0)) {
    for (const key of alternateKeysOf(type)) {
      const collision = renderCollision(writing, key, ordinals)
      const [values] = await writing.connection.query(collision, demands(writing, costOfRows(ordinals.length)))
      if (values !== undefined) throw taken(key, values)
    }
  }
}

function renderCollision (
  { dialect, tenant }: Writing,
  { navigation, place, parts, columns, hashed }: AlternateKeyMapping,
  ordinals: readonly number[]
): Sql {
  const table = identifier(tableOf(navigation.target))
  const same = columns.map(({ name }) => {
    const column = identifier(name)
    const byHash = dialect === 'postgresql' && hashed.includes(name) ? sql` AND md5(b.${column}) = md5(a.${column})` : sql``
    return sql`b.${column} = a.${column}${byHash}`
  })
  const shown = keyMappings({ key: parts }).map(({ column }) => sql`CAST(a.${identifier(column.name)} AS text)`)
  return sql`SELECT ${join(shown)} FROM ${table} a CROSS JOIN ${table} b
    WHERE a."tenant" = ${tenant} AND a."ordinal" IN (${listOf(dialect, ordinals)}) AND a."place" = ${constant(place)} AND b."tenant" = a."tenant"
      AND b."place" = a."place" AND b."owner" = a."owner" AND b."ordinal" <> a."ordinal" AND ${join(same, ' AND ')} LIMIT 1`
}

function taken ({ navigation, parts }: AlternateKeyMapping, values: readonly unknown[]): ODataError {
  const key = parts.map(({ path }, index) => `${path} '${String(values[index]).slice(0, 100)}'`).join(' and ')
  const sentence = `'${navigation.name}' has an entity with the ${key} already, which is an alternate key.`
  return new ODataError('conflict', sentence, { target: parts[0]?.path })
}
