/** How operations and components refer to the document's components. */
import { isPolymorphic } from '../../../edm/lookup.js'
import type { StructuredType } from '../../../edm/types.js'
import { componentNamed } from '../../../http/openapi/documentation.js'
import type { JsonSchema } from '../../../http/openapi/documentation.js'
import { graphModel } from '../model/graph-model.js'

/** A value of a type, by its qualified name: one of the concrete types, told apart by `@odata.type` (OpenAPI 3.1, section 4.8.25). */
export function componentOf (name: string): JsonSchema {
  const type = graphModel.types.get(name)
  return type !== undefined && isPolymorphic(type) ? oneOfConcrete(type) : componentNamed(name)
}

/** The body that creates an entity: it says which type it is of, where there are several. */
export function createdComponentOf (type: StructuredType): JsonSchema {
  return isPolymorphic(type) ? { type: 'object', required: ['@odata.type'], ...oneOfConcrete(type) } : componentNamed(type.fullName)
}

/** The concrete types exclude each other by their names; an answer without annotations names none, so it is `anyOf`. */
const oneOfConcrete = ({ concreteTypes }: StructuredType): JsonSchema => ({
  anyOf: concreteTypes.map(({ fullName }) => componentNamed(fullName)),
  discriminator: {
    propertyName: '@odata.type',
    mapping: Object.fromEntries(concreteTypes.map(({ fullName }) => [`#${fullName}`, `#/components/schemas/${fullName}`]))
  }
})

/** A page of a type. */
export const collectionComponentOf = (name: string): JsonSchema => componentNamed(`${name}CollectionResponse`)

export const referenceComponent = componentNamed('odata.reference')
export const referencesComponent = componentNamed('odata.references')

export const contextSchema: JsonSchema = { type: 'string', readOnly: true, description: 'What the answer is, as a URL into the metadata.' }

/** The answer that is a complex value by itself: it says what it is. */
export const withContext = (schema: JsonSchema): JsonSchema => ({
  allOf: [schema, { type: 'object', properties: { '@odata.context': contextSchema } }]
})
