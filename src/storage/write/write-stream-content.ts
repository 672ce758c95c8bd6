/** Writes or removes the content of a stream; the entity that has it changes with it. */
import type { WriteResult, WriteScope, WriteStreamPlan } from '../../plan/plan.js'
import type { Database } from '../database/database.js'
import { ordinalsOf } from './insert-entities.js'
import { insertMissing } from './insert-missing.js'
import { removeStream, storeStream, streamVersion } from './stream-content.js'
import { findContained, findEntity, startWriting, touch } from './writing.js'

export async function writeStream (
  database: Database,
  { location, property, content, creates }: WriteStreamPlan,
  scope: WriteScope
): Promise<WriteResult> {
  return await database.transaction(async connection => {
    const writing = await startWriting(connection, database.dialect, scope, creates === undefined ? 0 : ordinalsOf(creates))
    if (creates !== undefined && await findContained(writing, location) === undefined) {
      return { ...await insertMissing(writing, location, creates), representation: undefined }
    }
    const stored = await findEntity(writing, location)
    scope.precondition?.(await streamVersion(writing, stored, property.name))
    if (content === undefined) await removeStream(writing, stored.ordinal, property.name)
    else await storeStream(writing, stored.ordinal, property.name, content)
    await touch(writing, location, stored)
    return { version: writing.sequence, representation: undefined }
  })
}
