/** Creates an entity with everything in it (OData-Protocol 4.01, section 11.4.2). */
import type { CreateEntityPlan, WriteResult, WriteScope } from '../../plan/plan.js'
import type { Database } from '../database/database.js'
import { insertEntities, ordinalsOf } from './insert-entities.js'
import { readBack } from './read-back.js'
import { findEntity, startWriting } from './writing.js'

export async function createEntity (
  database: Database,
  { location, value, representation }: CreateEntityPlan,
  scope: WriteScope
): Promise<WriteResult> {
  const { dialect } = database
  const last = location.steps.at(-1)
  if (last === undefined) throw new Error('a singleton is not created')
  return await database.transaction(async connection => {
    const writing = await startWriting(connection, dialect, scope, ordinalsOf(value))
    const parent = await findEntity(writing, { ...location, steps: location.steps.slice(0, -1) })
    await insertEntities(writing, last.property, parent.ordinal, [{ key: last.key, value }])
    return { version: writing.sequence, representation: await readBack(connection, dialect, representation, scope) }
  })
}
