/** What a complex value has inside, as it is sent or as it is stored. */
import { memberAt } from '../base/members.js'
import { readPrimitive } from '../edm/read-primitive.js'
import type { PrimitiveValue } from '../edm/types.js'
import { parseExactJson } from '../odata/json/exact-json.js'
import { RawJson } from '../odata/json/structured-value.js'
import type { PropertyValue, StructuredValue } from '../odata/json/structured-value.js'
import type { InnerColumn } from './mapping.js'
import { defaultOf } from './stored-value.js'

/** The member that a column repeats, of a value of the outermost property on the way to it; null where there is none. */
export function innerValue ({ way, mapping: { property }, path }: InnerColumn, value: PropertyValue): PrimitiveValue | null {
  if (value === null) return null
  if (value instanceof RawJson) {
    const stored = memberAt({ value: parseExactJson(value.text) }, ['value', ...path.split('/').slice(1)].join('/'))
    return readPrimitive(property.type, stored ?? null) ?? null
  }
  const found = [...way.slice(1), property].reduce<PropertyValue>((inner, member) =>
    isStructured(inner) && inner.type.properties.includes(member) ? inner.properties[member.name] ?? defaultOf(member) : null, value)
  return found as PrimitiveValue | null
}

const isStructured = (value: PropertyValue): value is StructuredValue => typeof value === 'object' && value !== null && 'properties' in value
