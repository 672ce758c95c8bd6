/** Values that the service makes where a create has none (vocabulary Core, `ComputedDefaultValue`). */
import { randomUUID } from 'node:crypto'
import { underlyingType } from '../../edm/lookup.js'
import type { Property, StructuredType } from '../../edm/types.js'
import type { PropertyValue } from './structured-value.js'
import { zeroProperty } from './zero-property.js'

/** Adds them. `now`: the time of the request, as an instant. */
export function addComputedDefaults (
  { properties: declared }: StructuredType,
  properties: Record<string, PropertyValue>,
  now: string
): void {
  for (const property of declared) {
    const { name, computedDefault: computes } = property
    if (computes === true && properties[name] === undefined) properties[name] = computedDefault(property, now)
  }
}

/** Different each time, where the type has room for it. */
function computedDefault ({ type: reference, defaultValue }: Property, now: string): PropertyValue {
  const { type, maxLength } = reference
  const underlying = underlyingType(type)
  if (underlying.kind !== 'primitive') return defaultValue ?? zeroProperty(reference) ?? null
  switch (underlying.name) {
    case 'Edm.Guid': return randomUUID()
    case 'Edm.String': return randomUUID().slice(0, typeof maxLength === 'number' ? maxLength : undefined)
    case 'Edm.DateTimeOffset': return `${now.slice(0, 19)}Z`
    case 'Edm.Date': return now.slice(0, 10)
    case 'Edm.TimeOfDay': return `${now.slice(11, 19)}.000000000000`
    default: return defaultValue ?? zeroProperty(reference) ?? null
  }
}
