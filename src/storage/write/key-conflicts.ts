/** Keys that somebody has already, in places whose keys clients may give. */
import sql, { empty } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { NavigationProperty } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import type { EntityKey } from '../../odata/canonical-path.js'
import { keyPredicate } from '../../odata/key-predicate.js'
import { renderKey, renderKeyAmong } from '../location-sql.js'
import { renderPlace } from '../sql/expression/place.js'
import { tableOf } from '../mapping.js'
import { identifier } from '../sql/identifier.js'
import { bigint } from './writing.js'
import type { Writing } from './writing.js'

/** Keys that are looked for by one statement. */
const TOGETHER = 64

/** @throws ODataError `conflict` when an entity of the collection, or another one of these, has one of the keys */
export async function checkKeysFree (
  writing: Writing,
  navigation: NavigationProperty,
  owner: number,
  keys: readonly EntityKey[]
): Promise<void> {
  const seen = new Set<string>()
  const together = navigation.collection && navigation.target.key.length === 1 ? TOGETHER : 1
  for (let start = 0; start < keys.length; start += together) {
    const part = keys.slice(start, start + together).map(key => ({ key, text: keyPredicate(navigation.target, key) }))
    const differs = new Set(part.map(({ text }) => text)).size === part.length && !part.some(({ text }) => seen.has(text))
    if (!differs || await isTaken(writing, navigation, owner, part.map(({ key }) => key))) {
      await checkEach(writing, navigation, owner, part, { seen, start })
    }
    for (const { text } of part) seen.add(text)
  }
}

interface Key {
  readonly key: EntityKey
  readonly text: string
}

/** Finds out which of them it is. */
async function checkEach (
  writing: Writing,
  navigation: NavigationProperty,
  owner: number,
  keys: readonly Key[],
  { seen, start }: { readonly seen: ReadonlySet<string>, readonly start: number }
): Promise<void> {
  const before = new Set(seen)
  for (const [index, { key, text }] of keys.entries()) {
    if (before.has(text) || await isTaken(writing, navigation, owner, [key])) throw new KeyTaken(navigation, text, start + index)
    before.add(text)
  }
}

/** Several are filled up to as many as a statement has, so that all of these are one text. */
async function isTaken (
  { connection, dialect, tenant }: Writing,
  navigation: NavigationProperty,
  owner: number,
  keys: readonly EntityKey[]
): Promise<boolean> {
  const [first = []] = keys
  const among = (): Sql => keys.length === 1
    ? renderKey(dialect, navigation.target, first, sql`r`)
    : renderKeyAmong(dialect, navigation.target, Array.from({ length: TOGETHER }, (_, index) => keys[index] ?? first), sql`r`)
  const rows = await connection.query(
    sql`SELECT 1 FROM ${identifier(tableOf(navigation.target))} r WHERE r."tenant" = ${tenant}${renderPlace(navigation, sql`r`)} AND r."owner" = ${
      bigint(dialect, owner)
    }${navigation.collection ? among() : empty} LIMIT 1`
  )
  return rows.length > 0
}

/** The 409 of a new entity whose key another one has. */
export class KeyTaken extends ODataError {
  /** @param index of the entity among the new ones */
  constructor (readonly navigation: NavigationProperty, key: string, readonly index: number) {
    const { name, collection } = navigation
    super('conflict', `'${name}' has ${collection ? `an entity with the key ${decodeURIComponent(key)}` : 'an entity'} already.`, { target: name })
  }
}
