/** What a value is that cannot be null where nobody gives it one: nothing, zero, of a geography a place at zero. */
import { isKeyProperty, isStream } from '../../edm/lookup.js'
import type { ComplexType, Property, StructuredType, TypeReference } from '../../edm/types.js'
import { zeroOf } from '../../edm/zero-value.js'
import { namedValues } from '../../base/named-values.js'
import { zeroGeo } from './geo-json.js'
import { RawJson } from './structured-value.js'
import type { PropertyValue, StructuredValue } from './structured-value.js'

/** Undefined for what has no such value, as an abstract type that nothing derives from. */
export function zeroProperty (reference: TypeReference, around: readonly StructuredType[] = []): PropertyValue | undefined {
  const { type } = reference
  switch (type.kind) {
    case 'complex': return zeroIn(type, around)
    case 'collection': return []
    case 'builtIn': return new RawJson('""')
    default: return zeroOf(type) ?? zeroGeo(reference)
  }
}

/** A value of the type, or of the first derived from it that ends. */
function zeroIn (declared: ComplexType, around: readonly StructuredType[]): StructuredValue | undefined {
  const types = declared.abstract ? declared.concreteTypes : [declared]
  for (const type of types) {
    const value = around.includes(type) ? undefined : zeroOfType(type, [...around, type])
    if (value !== undefined) return value
  }
  return undefined
}

function zeroOfType (type: ComplexType, around: readonly StructuredType[]): StructuredValue | undefined {
  const values = wanting(type).map(({ name, type: reference }) => [name, zeroProperty(reference, around)] as const)
  if (values.some(([, value]) => value === undefined)) return undefined
  return { type, properties: namedValues(Object.fromEntries(values) as Record<string, PropertyValue>) }
}

/** The properties that must have a value and have none unless they are sent; keys are issued, and streams have their own requests. */
export const wanting = (type: StructuredType): readonly Property[] => type.properties.filter(property => {
  const { name, type: { type: valueType, nullable }, defaultValue, readOnly, computedDefault } = property
  if (nullable || readOnly || defaultValue !== undefined || computedDefault === true || valueType.kind === 'collection') return false
  return !isStream(property) && !(type.kind === 'entity' && isKeyProperty(type, name))
})
