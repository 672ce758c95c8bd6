/** How operations and components refer to the components of a document. */
import { isPolymorphic } from '../../edm/lookup.js'
import type { StructuredType } from '../../edm/types.js'
import { componentNamed } from './documentation.js'
import type { JsonSchema } from './documentation.js'

/** A value of a type: one of the concrete types, told apart by `@odata.type` (OpenAPI 3.1, section 4.8.25). */
export function componentOf (type: StructuredType): JsonSchema {
  if (!isPolymorphic(type)) return componentNamed(type.fullName)
  return type.abstract && type.kind === 'complex' ? namingItsType(type) : oneOfConcrete(type)
}

/** The body that creates an entity: it says which type it is of, where there are several. */
export const createdComponentOf = (type: StructuredType): JsonSchema =>
  isPolymorphic(type) ? namingItsType(type) : componentNamed(type.fullName)

const namingItsType = (type: StructuredType): JsonSchema => ({ type: 'object', required: ['@odata.type'], ...oneOfConcrete(type) })

/** The concrete types exclude each other by their names; an answer without annotations names none, so it is `anyOf`. */
const oneOfConcrete = ({ concreteTypes }: StructuredType): JsonSchema => ({
  anyOf: concreteTypes.map(({ fullName }) => componentNamed(fullName)),
  discriminator: {
    propertyName: '@odata.type',
    mapping: Object.fromEntries(concreteTypes.map(({ fullName }) => [`#${fullName}`, `#/components/schemas/${fullName}`]))
  }
})

/** What `@odata.type` of a value of a type can be, with or without `#` (JSON format 4.01, section 4.6.3). */
export const typePattern = ({ concreteTypes }: StructuredType): string =>
  `^#?(?:${concreteTypes.map(({ fullName }) => fullName.replaceAll('.', '\\.')).join('|')})$`

/** A body has a whole collection or what changes of it, not both: what keeps a schema to that. */
export function eitherWhole (collections: readonly string[], delta: string): JsonSchema {
  const both = collections.map(name => [name, `${name}${delta}`]).map(names => ({
    properties: Object.fromEntries(names.map(name => [name, {}])),
    required: names
  }))
  return both.length === 0 ? {} : { not: both.length === 1 ? both[0]! : { anyOf: both } }
}

/** A page of a type. */
export const collectionComponentOf = ({ fullName }: Pick<StructuredType, 'fullName'>): JsonSchema => componentNamed(`${fullName}CollectionResponse`)

export const referenceComponent = componentNamed('odata.reference')
export const referencesComponent = componentNamed('odata.references')

export const contextSchema: JsonSchema = { type: 'string', readOnly: true, description: 'What the answer is, as a URL into the metadata.' }

/** The answer that is a complex value by itself: it says what it is. */
export const withContext = (schema: JsonSchema): JsonSchema => ({
  allOf: [schema, { type: 'object', properties: { '@odata.context': contextSchema } }]
})
