/** Puts new entities in the place of all that one contains, and counts that as a change of it. */
import sql from 'sql-template-tag'
import type { ReplaceContainedPlan, WriteResult, WriteScope } from '../../plan/plan.js'
import type { Database } from '../database/database.js'
import { deleteEntities } from './delete-entities.js'
import { insertEntities, ordinalsOf, withKeys } from './insert-entities.js'
import { readBack } from './read-back.js'
import { bigint, findForWriting, startWriting, touch } from './writing.js'

export async function replaceContained (
  database: Database,
  { location, property, values, representation }: ReplaceContainedPlan,
  scope: WriteScope
): Promise<WriteResult> {
  const { dialect } = database
  return await database.transaction(async connection => {
    const writing = await startWriting(connection, dialect, scope, values.reduce((sum, value) => sum + ordinalsOf(value), 0))
    const stored = await findForWriting(writing, location)
    await deleteEntities(writing, property.target, sql`"owner" = ${bigint(dialect, stored.ordinal)}`)
    await insertEntities(writing, property, stored.ordinal, await withKeys(writing, property, stored.ordinal, values))
    await touch(writing, location, stored)
    return { version: writing.sequence, representation: await readBack(connection, dialect, representation, scope) }
  })
}
