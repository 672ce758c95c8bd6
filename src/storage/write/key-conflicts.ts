/** Keys that somebody has already, in places whose keys clients may give. */
import sql from 'sql-template-tag'
import type { NavigationProperty } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import type { EntityKey } from '../../odata/canonical-path.js'
import { keyPredicate } from '../../odata/key-predicate.js'
import { renderKey } from '../location-sql.js'
import { renderPlace } from '../sql/expression/place.js'
import { tableOf } from '../mapping.js'
import { identifier } from '../sql/identifier.js'
import { bigint } from './writing.js'
import type { Writing } from './writing.js'

/** @throws ODataError `conflict` when an entity of the collection, or another one of these, has one of the keys */
export async function checkKeysFree (
  { connection, dialect, tenant }: Writing,
  navigation: NavigationProperty,
  owner: number,
  keys: readonly EntityKey[]
): Promise<void> {
  const seen = new Set<string>()
  for (const [index, key] of keys.entries()) {
    const text = keyPredicate(navigation.target, key)
    const [found] = seen.has(text)
      ? [true]
      : await connection.query(
        sql`SELECT 1 FROM ${identifier(tableOf(navigation.target))} r WHERE r."tenant" = ${tenant}${renderPlace(navigation, sql`r`)} AND r."owner" = ${
          bigint(dialect, owner)
        }${navigation.collection ? renderKey(dialect, navigation.target, key, sql`r`) : sql``} LIMIT 1`
      )
    if (found !== undefined) throw new KeyTaken(navigation, text, index)
    seen.add(text)
  }
}

/** The 409 of a new entity whose key another one has. */
export class KeyTaken extends ODataError {
  /** @param index of the entity among the new ones */
  constructor (readonly navigation: NavigationProperty, key: string, readonly index: number) {
    const { name, collection } = navigation
    super('conflict', `'${name}' has ${collection ? `an entity with the key ${decodeURIComponent(key)}` : 'an entity'} already.`, { target: name })
  }
}
