/** A key inside of a complex value stays, whatever takes the place of the value around it (OData-Protocol 4.01, section 11.4.3). */
import { keyPartsIn } from '../../edm/lookup.js'
import type { EntityType, Property } from '../../edm/types.js'
import { namedValues } from '../../base/named-values.js'
import { RawJson } from '../../odata/json/structured-value.js'
import type { StructuredValue } from '../../odata/json/structured-value.js'
import { withKeyInside } from '../../odata/json/inner-key.js'
import { innerValue } from '../inner-value.js'
import { innerColumnsOf } from '../mapping.js'

/** `sent`: what the property becomes; undefined where a PUT leaves it out. `before`: what is stored, as JSON. */
export function withStoredKey (
  target: EntityType,
  property: Property,
  before: string | null,
  sent: StructuredValue | undefined
): StructuredValue {
  const { type } = property.type
  if (type.kind !== 'complex') throw new Error(`${property.name} is no complex property`)
  const value: StructuredValue = sent ?? { type, properties: namedValues(), keepsType: true }
  if (before === null) return value
  const stored = new RawJson(before)
  const known = keyPartsIn(target, property.name).flatMap(part => {
    const column = innerColumnsOf(property).find(({ path }) => path === part.path)
    const own = column === undefined ? null : innerValue(column, stored)
    return own === null ? [] : [{ part, own }]
  })
  const around: StructuredValue = { type: target, properties: namedValues({ [property.name]: value }) }
  const kept = withKeyInside({ key: known.map(({ part }) => part) }, around, known.map(({ own }) => own))
  return kept.properties[property.name] as StructuredValue
}
