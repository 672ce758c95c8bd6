/** What a new entity or complex value must be given (OData-Protocol 4.01, section 11.4.2). */
import { dialectOf } from '../../dialect/service-dialect.js'
import { followsFromRelation, isKeyProperty } from '../../edm/lookup.js'
import type { Property, StructuredType } from '../../edm/types.js'
import { fault } from './collect-faults.js'
import type { Reading } from './collect-faults.js'
import { dropsKey, hasKeyInside, keyDropped } from './inner-key.js'
import type { StructuredValue } from './structured-value.js'

/** Whether a create must name the property. */
export function isRequired (type: StructuredType, property: Property): boolean {
  const { name, type: { type: propertyType, nullable }, defaultValue, readOnly, computedDefault } = property
  if (nullable || readOnly || computedDefault === true || defaultValue !== undefined || propertyType.kind === 'collection') return false
  // The store refuses an entity that is related to nothing which gives the value.
  if (type.kind === 'entity' && followsFromRelation(type, name)) return false
  return !(type.kind === 'entity' && isKeyProperty(type, name)) && !(propertyType.kind === 'primitive' && propertyType.name === 'Edm.Stream')
}

/** What is not nullable and has no default must be sent (Protocol 4.01, section 11.4.2), but for keys, which the service may give. */
export function checkRequired (
  reading: Reading,
  { type, properties }: Pick<StructuredValue, 'type' | 'properties'>,
  body: Readonly<Record<string, unknown>>,
  path: string
): void {
  if (!dialectOf(reading.model).wantsRequired) return
  for (const property of type.properties) {
    const { name } = property
    if (!isRequired(type, property) || Object.hasOwn(properties, name) || Object.hasOwn(body, name)) continue
    fault(reading, path === '' ? name : `${path}/${name}`, `The property '${name}' is not nullable, has no default value, and is missing.`)
  }
}

/** No part of the key is null, however deep it is (CSDL 4.01, section 6.5). */
export function checkKeyKept (reading: Reading, { type, properties }: Pick<StructuredValue, 'type' | 'properties'>, path: string): void {
  if (type.kind !== 'entity' || !hasKeyInside(type)) return
  for (const [name, value] of Object.entries(properties)) {
    if (dropsKey(type, name, value)) fault(reading, path === '' ? name : `${path}/${name}`, keyDropped(name).message)
  }
}
