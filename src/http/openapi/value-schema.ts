/** Values of the model as JSON Schema, inline. */
import { primitiveTable } from '../../edm/primitives.js'
import type { TypeReference } from '../../edm/types.js'
import { MAX_MEDIA_TYPE, MEDIA_TYPE } from '../../odata/json/body-annotations.js'
import type { JsonSchema } from './documentation.js'

/** Text that is a media type. */
export const mediaTypeText: JsonSchema = { type: 'string', pattern: MEDIA_TYPE.source, maxLength: MAX_MEDIA_TYPE }

/** Collections and primitive values; `others` says what a value of any other type is. */
export function valueSchema (reference: TypeReference, others: (reference: TypeReference) => JsonSchema): JsonSchema {
  const { type, nullable } = reference
  switch (type.kind) {
    case 'collection': return { type: 'array', items: valueSchema(type.elementType, others) }
    case 'primitive': return orNull(primitiveTable[type.name].jsonSchema, nullable)
    default: return others(reference)
  }
}

/** The schema, or null as well. */
export function orNull (form: JsonSchema, nullable: boolean): JsonSchema {
  if (!nullable) return form
  const { type, anyOf, enum: values } = form
  if (typeof type === 'string' && values === undefined) return { ...form, type: [type, 'null'] }
  return Array.isArray(anyOf) && form['discriminator'] === undefined
    ? { ...form, anyOf: [...anyOf as readonly JsonSchema[], { type: 'null' }] }
    : { anyOf: [form, { type: 'null' }] }
}
