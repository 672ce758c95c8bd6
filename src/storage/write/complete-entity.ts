/** What was sent as a change, and turns out to be a new entity (OData-Protocol 4.01, section 11.4.4). */
import { namedValues } from '../../base/named-values.js'
import { ODataError } from '../../errors.js'
import { addComputedDefaults } from '../../odata/json/computed-defaults.js'
import { isRequired } from '../../odata/json/required-properties.js'
import type { StructuredValue } from '../../odata/json/structured-value.js'
import type { Writing } from './writing.js'

/**
 * Adds what the service gives a new entity.
 * @throws ODataError `modelValidation` where the body leaves out what a new entity must have
 */
export function completeEntity ({ scope: { now } }: Pick<Writing, 'scope'>, value: StructuredValue): StructuredValue {
  const { type } = value
  if (type.abstract) throw new ODataError('modelValidation', 'Cannot create an abstract class.')
  const missing = type.properties.find(property => isRequired(type, property) && value.properties[property.name] === undefined)
  if (missing !== undefined) {
    throw new ODataError('modelValidation', `The entity is not there, and cannot be created without the property '${missing.name}'.`, { target: missing.name })
  }
  const properties = namedValues({ ...value.properties })
  addComputedDefaults(type, properties, now)
  return { ...value, properties }
}
