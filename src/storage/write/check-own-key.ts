/** A new entity has the key that it is answered with, whatever it is related to (OData CSDL 4.01, section 8.5). */
import sql from 'sql-template-tag'
import { followsFromRelation } from '../../edm/lookup.js'
import { ODataError } from '../../errors.js'
import type { ContainmentStep } from '../../odata/canonical-path.js'
import { keyPredicate } from '../../odata/key-predicate.js'
import { renderKey } from '../location-sql.js'
import { tableOf } from '../mapping.js'
import { identifier } from '../sql/identifier.js'
import { bigint } from './writing.js'
import type { Writing } from './writing.js'

/** @throws ODataError `modelValidation` where what it is related to has given it another one */
export async function checkOwnKey (writing: Writing, { property: { target }, key }: ContainmentStep, ordinal: number): Promise<void> {
  if (key.length === 0 || !target.key.some(({ path }) => followsFromRelation(target, path))) return
  const { connection, dialect, tenant } = writing
  const [own] = await connection.query(sql`SELECT 1 FROM ${identifier(tableOf(target))} e WHERE e."tenant" = ${tenant} AND e."ordinal" = ${
    bigint(dialect, ordinal)}${renderKey(dialect, target, key, sql`e`)}`)
  if (own !== undefined) return
  const part = target.key.find(({ path }) => followsFromRelation(target, path))
  const sentence = `The key of the entity is ${decodeURIComponent(keyPredicate(target, key))}, and what it is related to has other values.`
  throw new ODataError('modelValidation', sentence, { target: part?.path })
}
