/** Deletes an entity, if it still is what the client thinks it is. */
import sql from 'sql-template-tag'
import type { DeleteEntityPlan, WriteResult, WriteScope } from '../../plan/plan.js'
import type { Database } from '../database/database.js'
import { noteContainer } from './check-conditions.js'
import { deleteEntities } from './delete-entities.js'
import { streamVersion } from './stream-content.js'
import { finishWriting } from './update-stored.js'
import { bigint, findEntity, startWriting } from './writing.js'

export async function deleteEntity (database: Database, { location, stream }: DeleteEntityPlan, scope: WriteScope): Promise<WriteResult> {
  const { dialect } = database
  return await database.transaction(async connection => {
    const writing = await startWriting(connection, dialect, scope, 0)
    const stored = await findEntity(writing, location)
    const { owner, ordinal } = stored
    scope.precondition?.(stream === undefined ? stored.version : await streamVersion(writing, stored, stream.name))
    const last = location.steps.at(-1)
    await deleteEntities(
      writing,
      last?.property.target ?? location.type,
      sql`"owner" = ${bigint(dialect, owner)} AND "ordinal" = ${bigint(dialect, ordinal)}`
    )
    if (last !== undefined) noteContainer(writing, { ...location, steps: location.steps.slice(0, -1) }, last.property, owner)
    await finishWriting(writing)
    return { version: writing.sequence, representation: undefined }
  })
}
