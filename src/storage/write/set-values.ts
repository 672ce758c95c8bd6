/** Gives entities of one collection new values of one property, all or none. */
import sql from 'sql-template-tag'
import { ODataError } from '../../errors.js'
import type { SetValuesPlan, WriteResult, WriteScope } from '../../plan/plan.js'
import { costOfRows } from '../database/cost.js'
import type { Database } from '../database/database.js'
import { mappingOf, tableOf } from '../mapping.js'
import { identifier, sqlType } from '../sql/identifier.js'
import { checkUnique } from './unique-values.js'
import { bigint, demands, findEntity, startWriting } from './writing.js'

export async function setValues (
  database: Database,
  { parent, collection, property, pairs }: SetValuesPlan,
  scope: WriteScope
): Promise<WriteResult> {
  const { dialect } = database
  const table = identifier(tableOf(collection.target))
  const mapping = mappingOf(property)
  const column = identifier(mapping.column.name)
  const json = JSON.stringify(pairs.map(({ key, value }) => ({ key, value })))
  const source = dialect === 'sqlite'
    ? sql`(SELECT "value" ->> '$.key' AS "key", "value" ->> '$.value' AS "value" FROM jsonb_each(${json}))`
    : sql`(SELECT item."value" ->> 'key' AS "key", (item."value" ->> 'value')::${
      sqlType(mapping.column.kind)
    } AS "value" FROM jsonb_array_elements(${json}::jsonb) AS item("value"))`
  return await database.transaction(async connection => {
    const writing = await startWriting(connection, dialect, scope, 0)
    const { ordinal: owner } = await findEntity(writing, parent)
    const changed = await connection.query(
      sql`UPDATE ${table} SET ${column} = pair."value", "changed" = ${bigint(dialect, writing.sequence)} FROM ${source} AS pair
      WHERE ${table}."tenant" = ${writing.tenant} AND ${table}."owner" = ${
        bigint(dialect, owner)
      } AND ${table}."id" = pair."key" RETURNING ${table}."id", ${table}."ordinal"`,
      demands(writing, costOfRows(pairs.length))
    )
    const found = new Set(changed.map(([id]) => String(id)))
    const unknown = pairs.find(({ key }) => !found.has(key))
    if (unknown !== undefined) {
      throw new ODataError(
        'modelValidation',
        `'${collection.name}' contains no entity with the id '${unknown.key}'. Nothing was changed.`,
        { target: collection.name }
      )
    }
    if (property.unique) await checkUnique(writing, collection, owner, changed.map(([, ordinal]) => Number(ordinal)))
    return { version: writing.sequence, representation: undefined }
  })
}
