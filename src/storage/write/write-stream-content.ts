/** Writes or removes the content of a stream property; the entity that has it changes with it. */
import sql from 'sql-template-tag'
import type { WriteResult, WriteScope, WriteStreamPlan } from '../../plan/plan.js'
import type { Database } from '../database/database.js'
import { removeStream, storeStream } from './stream-content.js'
import { bigint, findEntity, startWriting, touch } from './writing.js'
import type { StoredEntity, Writing } from './writing.js'

export async function writeStream (
  database: Database,
  { location, property, content }: WriteStreamPlan,
  scope: WriteScope
): Promise<WriteResult> {
  return await database.transaction(async connection => {
    const writing = await startWriting(connection, database.dialect, scope, 0)
    const stored = await findEntity(writing, location)
    scope.precondition?.(await streamVersion(writing, stored, property.name))
    if (content === undefined) await removeStream(writing, stored.ordinal, property.name)
    else await storeStream(writing, stored.ordinal, property.name, content)
    await touch(writing, location, stored)
    return { version: writing.sequence, representation: undefined }
  })
}

/** Undefined where there is no content. */
async function streamVersion (
  { connection, dialect, tenant }: Writing,
  { ordinal }: StoredEntity,
  property: string
): Promise<string | undefined> {
  const [row] = await connection.query(
    sql`SELECT "changed" FROM "StreamContent" WHERE "tenant" = ${tenant} AND "owner" = ${
      bigint(dialect, ordinal)
    } AND "property" = ${property}`
  )
  return row === undefined ? undefined : String(row[0])
}
