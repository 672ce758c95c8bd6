/** Creates an entity with everything in it (OData-Protocol 4.01, section 11.4.2). */
import { locationAround } from '../../odata/canonical-path.js'
import type { EntityLocation } from '../../odata/canonical-path.js'
import type { CreateEntityPlan, WriteResult, WriteScope } from '../../plan/plan.js'
import type { Database } from '../database/database.js'
import { checkOwnKey } from './check-own-key.js'
import { noteContainer } from './check-conditions.js'
import { insertEntities, ordinalsOf } from './insert-entities.js'
import { nextKey } from './next-key.js'
import { readBack } from './read-back.js'
import { addLinks } from './relate.js'
import { finishWriting } from './update-stored.js'
import { checkValueAround } from './value-around.js'
import { findEntity, startWriting } from './writing.js'

export async function createEntity (
  database: Database,
  { location, value, representation, issued, relatedTo }: CreateEntityPlan,
  scope: WriteScope
): Promise<WriteResult> {
  const { dialect } = database
  const last = location.steps.at(-1)
  if (last === undefined) throw new Error('a singleton is not created')
  return await database.transaction(async connection => {
    const writing = await startWriting(connection, dialect, scope, ordinalsOf(value))
    const around = locationAround(location, 1)
    const parent = await findEntity(writing, around)
    const key = issued === undefined ? last.key : await nextKey(writing, last.property, parent.ordinal)
    const source = relatedTo === undefined ? undefined : await findEntity(writing, relatedTo.location)
    await checkValueAround(writing, around, last.property, parent.ordinal)
    if (relatedTo !== undefined && source !== undefined) {
      await checkValueAround(writing, relatedTo.location, relatedTo.navigation, source.ordinal)
    }
    noteContainer(writing, around, last.property, parent.ordinal)
    const ordinal = await insertEntities(writing, last.property, parent.ordinal, [{ key, value }])
    if (relatedTo !== undefined && source !== undefined) await addLinks(writing, relatedTo.navigation, source.ordinal, [ordinal])
    await finishWriting(writing)
    await checkOwnKey(writing, { ...last, key }, ordinal)
    const created: EntityLocation = { ...location, steps: [...around.steps, { ...last, key }] }
    const read = issued === undefined ? representation : issued.representationAt(created)
    return { version: writing.sequence, created, representation: await readBack(connection, dialect, read, scope) }
  })
}
