/** Values of the types that any value has: `Edm.Untyped`, and `Edm.PrimitiveType` (CSDL 4.01, sections 3.3 and 3.4). */
import type { BuiltInType, TypeReference } from '../../edm/types.js'
import { isObject } from './body-annotations.js'
import { unconvertible } from './collect-faults.js'
import type { Reading } from './collect-faults.js'
import { writeExactJson } from './exact-json.js'
import { RawJson } from './structured-value.js'

/** The JSON as it was sent. Of the primitive values, those of geography and geometry alone are objects. */
export function readUntyped (
  reading: Reading,
  { name }: BuiltInType,
  reference: TypeReference,
  value: unknown,
  path: string
): RawJson | undefined {
  const isStructured = Array.isArray(value) || (isObject(value) && !isGeoJson(value))
  return name === 'Edm.PrimitiveType' && isStructured ? unconvertible(reading, reference, value, path) : new RawJson(writeExactJson(value))
}

const isGeoJson = (value: Readonly<Record<string, unknown>>): boolean =>
  typeof value['type'] === 'string' && (Array.isArray(value['coordinates']) || Array.isArray(value['geometries']))
