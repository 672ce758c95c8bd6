/** What was sent as a change, and turns out to be a new entity (OData-Protocol 4.01, section 11.4.4). */
import { namedValues } from '../../base/named-values.js'
import { ODataError } from '../../errors.js'
import type { EntityKey } from '../../odata/canonical-path.js'
import { addComputedDefaults } from '../../odata/json/computed-defaults.js'
import { withKeyInside } from '../../odata/json/inner-key.js'
import { isRequired } from '../../odata/json/required-properties.js'
import type { StructuredValue } from '../../odata/json/structured-value.js'
import type { Writing } from './writing.js'

/**
 * Adds what the service gives a new entity. `key`: that of its path.
 * @throws ODataError `modelValidation` where the body leaves out what a new entity must have
 */
export function completeEntity ({ scope: { now } }: Pick<Writing, 'scope'>, given: StructuredValue, key: EntityKey = []): StructuredValue {
  const { type } = given
  const value = type.kind === 'entity' ? withKeyInside(type, given, key) : given
  const missing = missingIn(value)
  if (missing !== undefined) {
    throw new ODataError('modelValidation', `The entity is not there, and cannot be created without the property '${missing}'.`, { target: missing })
  }
  const properties = namedValues({ ...value.properties })
  addComputedDefaults(type, properties, now)
  return { ...value, properties }
}

/** The path of what must be there and is not, in complex values too, which a change may leave parts of out. */
function missingIn ({ type, properties }: StructuredValue): string | undefined {
  if (type.abstract) throw new ODataError('modelValidation', 'Cannot create an abstract class.')
  for (const property of type.properties) {
    const { name } = property
    const value = properties[name]
    if (value === undefined && isRequired(type, property)) return name
    const inner = typeof value === 'object' && value !== null && 'properties' in value ? missingIn(value) : undefined
    if (inner !== undefined) return `${name}/${inner}`
  }
  return undefined
}
