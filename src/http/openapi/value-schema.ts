/** Values of the model as JSON Schema, inline. */
import { primitiveTable } from '../../edm/primitives.js'
import type { TypeReference } from '../../edm/types.js'
import type { JsonSchema } from './documentation.js'

/** Collections and primitive values; `others` says what a value of any other type is. */
export function valueSchema (reference: TypeReference, others: (reference: TypeReference) => JsonSchema): JsonSchema {
  const { type, nullable } = reference
  switch (type.kind) {
    case 'collection': return { type: 'array', items: valueSchema(type.elementType, others) }
    case 'primitive': {
      const { type: jsonType, ...facets } = primitiveTable[type.name]?.jsonSchema ?? {}
      return { type: nullable ? [jsonType, 'null'] : jsonType, ...facets }
    }
    default: return others(reference)
  }
}
