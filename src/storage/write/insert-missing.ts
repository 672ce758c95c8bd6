/** Creates what a write to a path finds missing there (OData-Protocol 4.01, section 11.4.4). */
import { ODataError } from '../../errors.js'
import type { EntityLocation } from '../../odata/canonical-path.js'
import { isRequired } from '../../odata/json/required-properties.js'
import type { StructuredValue } from '../../odata/json/structured-value.js'
import type { WriteResult } from '../../plan/plan.js'
import { insertEntities, withKeys } from './insert-entities.js'
import { settle } from './relate.js'
import { findEntity } from './writing.js'
import type { Writing } from './writing.js'

export type Updated = Pick<WriteResult, 'version' | 'created'>

/** The entity gets the key of its URL. */
export async function insertMissing (writing: Writing, location: EntityLocation, values: StructuredValue): Promise<Updated> {
  writing.scope.precondition?.(undefined)
  const last = location.steps.at(-1)
  if (last === undefined) throw new Error('the service root is not created')
  checkComplete(values)
  const parent = await findEntity(writing, { ...location, steps: location.steps.slice(0, -1) })
  const type = values.type.abstract ? undefined : values.type
  if (type === undefined) throw new ODataError('modelValidation', 'Cannot create an abstract class.')
  const entities = last.property.collection
    ? [{ key: last.key, value: values }]
    : await withKeys(writing, last.property, parent.ordinal, [values])
  await insertEntities(writing, last.property, parent.ordinal, entities)
  await settle(writing)
  return { version: writing.sequence, created: location }
}

/** A body that was meant as a change may leave out what a new entity must have. */
function checkComplete ({ type, properties }: StructuredValue): void {
  const missing = type.properties.find(property => isRequired(type, property) && properties[property.name] === undefined)
  if (missing === undefined) return
  throw new ODataError('modelValidation', `The entity is not there, and cannot be created without the property '${missing.name}'.`, { target: missing.name })
}
