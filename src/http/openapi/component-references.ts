/** How operations and components refer to the components of a document. */
import { isPolymorphic } from '../../edm/lookup.js'
import type { StructuredType } from '../../edm/types.js'
import { componentNamed } from './documentation.js'
import type { JsonSchema } from './documentation.js'

/** A value of a type: one of the concrete types, told apart by `@odata.type` (OpenAPI 3.1, section 4.8.25). */
export const componentOf = (type: StructuredType): JsonSchema => isPolymorphic(type) ? oneOfConcrete(type) : componentNamed(type.fullName)

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
export const collectionComponentOf = ({ fullName }: Pick<StructuredType, 'fullName'>): JsonSchema => componentNamed(`${fullName}CollectionResponse`)

export const referenceComponent = componentNamed('odata.reference')
export const referencesComponent = componentNamed('odata.references')

export const contextSchema: JsonSchema = { type: 'string', readOnly: true, description: 'What the answer is, as a URL into the metadata.' }

/** The answer that is a complex value by itself: it says what it is. */
export const withContext = (schema: JsonSchema): JsonSchema => ({
  allOf: [schema, { type: 'object', properties: { '@odata.context': contextSchema } }]
})
