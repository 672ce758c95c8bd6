/** Creates what a write to a path finds missing there (OData-Protocol 4.01, section 11.4.4). */
import { locationAround } from '../../odata/canonical-path.js'
import type { EntityLocation } from '../../odata/canonical-path.js'
import type { StructuredValue } from '../../odata/json/structured-value.js'
import type { WriteResult } from '../../plan/plan.js'
import { noteContainer } from './check-conditions.js'
import { checkOwnKey } from './check-own-key.js'
import { completeEntity } from './complete-entity.js'
import { insertEntities, withKeys } from './insert-entities.js'
import { finishWriting } from './update-stored.js'
import { checkValueAround } from './value-around.js'
import { findEntity } from './writing.js'
import type { Writing } from './writing.js'

export type Updated = Pick<WriteResult, 'version' | 'created'>

/** The entity gets the key of its URL. */
export async function insertMissing (writing: Writing, location: EntityLocation, values: StructuredValue): Promise<Updated> {
  writing.scope.precondition?.(undefined)
  const last = location.steps.at(-1)
  if (last === undefined) throw new Error('the service root is not created')
  const value = completeEntity(writing, values, last.property.collection ? last.key : [])
  const around = locationAround(location, 1)
  const parent = await findEntity(writing, around)
  const entities = last.property.collection
    ? [{ key: last.key, value }]
    : await withKeys(writing, last.property, parent.ordinal, [value])
  await checkValueAround(writing, around, last.property, parent.ordinal)
  noteContainer(writing, around, last.property, parent.ordinal)
  const ordinal = await insertEntities(writing, last.property, parent.ordinal, entities)
  await finishWriting(writing)
  await checkOwnKey(writing, last, ordinal)
  return { version: writing.sequence, created: location }
}
