/** The types of a model as TypeBox schemas, from which its document is made: a component for each entity, complex and enum type. */
import { Type } from '@sinclair/typebox'
import type { TSchema } from '@sinclair/typebox'
import { isKeyProperty, isStream, keyPartsIn, underlyingType } from '../../../edm/lookup.js'
import { controlPrefix, isMedia, mediaStream } from '../../../edm/media.js'
import type { ComplexType, EntityType, EnumType, Facets, NavigationProperty, PrimitiveTypeName, Property, StructuredType, TypeReference } from '../../../edm/types.js'
import { primitiveTable } from '../../../edm/primitives.js'
import { contextSchema, eitherWhole } from '../component-references.js'
import { describeDefault } from '../describe-default.js'
import type { JsonSchema } from '../documentation.js'
import { mediaTypeText, orNull } from '../value-schema.js'

/** How a schema refers to a type that may have a component. */
export type ReferenceOf = (type: ComplexType | EntityType | EnumType) => JsonSchema

const schema = (json: JsonSchema): TSchema => Type.Unsafe({ ...json })

/** A value of any type. */
export function valueOf (reference: TypeReference, referenceOf: ReferenceOf): TSchema {
  const { type, nullable } = reference
  switch (type.kind) {
    case 'collection': return Type.Array(valueOf(type.elementType, referenceOf))
    case 'primitive': return schema(orNull(primitiveOf(type.name, reference), nullable))
    case 'typeDefinition': {
      const { maxLength = type.maxLength } = reference
      return valueOf({ ...reference, ...maxLength === undefined ? {} : { maxLength }, type: type.underlyingType }, referenceOf)
    }
    case 'builtIn': return Type.Any()
    default: return schema(orNull(referenceOf(type), nullable))
  }
}

/** What a value is without facets of its own has its JSON form alone (JSON format 4.01, section 7.1). */
function primitiveOf (name: PrimitiveTypeName, { maxLength }: Facets): JsonSchema {
  const form = primitiveTable[name].jsonSchema
  if (typeof maxLength !== 'number' || form['type'] !== 'string') return form
  // Four characters of base64url hold three bytes.
  return { ...form, maxLength: name === 'Edm.String' ? maxLength : 4 * Math.ceil(maxLength / 3) }
}

export const enumSchema = ({ name, isFlags, members, description, underlyingType: { name: underlying } }: EnumType): TSchema => {
  const names = members.map(member => member.name)
  const texts = [description, ...isFlags ? [`Names separated by commas: ${excerpt(names)}; a part without a name is a number (${underlying}).`] : []]
  return schema({
    title: name,
    ...describe(texts),
    type: 'string',
    ...isFlags || names.length === 0 ? {} : { enum: names }
  })
}

const MOST_NAMES = 20

const excerpt = (names: readonly string[]): string => names.length <= MOST_NAMES ? names.join(', ') : `${names.slice(0, MOST_NAMES).join(', ')} and ${names.length - MOST_NAMES} more`

const describe = (texts: readonly string[]): JsonSchema => {
  const description = texts.filter(text => text !== '').join(' ')
  return description === '' ? {} : { description }
}

export interface TypeSchemaOptions {
  readonly referenceOf: ReferenceOf
  /** What an entity is that another contains, or is related to. */
  readonly containedOf: ReferenceOf
  /** Whether the base type has a component that this one can say `allOf` of. */
  readonly hasBase: boolean
  readonly exampleOf: (property: Property) => unknown
}

/** The component of a structured type: what it declares, or all of it where its base type has none. */
export function typeSchema (type: StructuredType, { referenceOf, containedOf, hasBase, exampleOf }: TypeSchemaOptions): TSchema {
  const members = hasBase ? type.declaredMembers : [...type.properties, ...type.navigationProperties]
  const properties = Object.fromEntries([
    ...hasBase ? [] : controlInformation(type),
    ...typeAnnotation(type),
    ...isMedia(type) && !(hasBase && type.hasStreamInherited === true) ? streamCompanions(mediaStream) : [],
    ...members.flatMap((member): Array<[string, TSchema]> =>
      member.kind === 'property'
        ? [[member.name, propertySchema(type, member, { referenceOf, exampleOf })], ...isStream(member) ? streamCompanions(member) : []]
        : member.containsTarget ? [...containedSchemas(member, containedOf), ...deltaSchema(member)] : relatedSchemas(member, containedOf)
    )
  ].map(([name, value]) => [name, Type.Optional(value)]))
  const collections = members.flatMap(member => member.kind !== 'property' && member.collection ? [member.name] : [])
  const own = Type.Object(properties, eitherWhole(collections, '@delta'))
  const texts = { title: type.name, ...describe([type.description, type.open ? 'May have other properties, too.' : '']) }
  return hasBase ? schema({ ...texts, allOf: [referenceOf(type.baseType!), own] }) : schema({ ...texts, ...own })
}

/** What only answers carry (JSON format 4.01, section 4.6). */
const controlInformation = ({ kind }: StructuredType): Array<[string, TSchema]> =>
  kind === 'complex'
    ? []
    : [
        ['@odata.context', schema(contextSchema)],
        ['@odata.id', schema({ type: 'string', minLength: 1, description: 'The URL of the entity. In a body, inside another entity: that of an existing one.' })],
        ['@odata.etag', schema({ type: 'string', readOnly: true, description: 'The version of the entity; send it back as `If-Match`.', examples: ['W/"1"'] })]
      ]

/** A type that derives from others says which one it is; a value of the declared type need not. */
function typeAnnotation ({ baseType, fullName, derivedTypes }: StructuredType): Array<[string, TSchema]> {
  const text = { type: 'string', description: 'The type of the value.' }
  if (baseType === undefined || baseType.namespace === 'Edm') return [['@odata.type', schema({ ...text, examples: [`#${fullName}`] })]]
  return derivedTypes.length > 0 ? [] : [['@odata.type', schema({ ...text, enum: [`#${fullName}`] })]]
}

function propertySchema (
  owner: StructuredType,
  property: Property,
  { referenceOf, exampleOf }: Pick<TypeSchemaOptions, 'referenceOf' | 'exampleOf'>
): TSchema {
  const { type, defaultValue, description, readOnly, writeOnly, immutable } = property
  const value = valueOf(type, referenceOf)
  const isPlain = !('$ref' in value)
  const isKey = owner.kind === 'entity' && isKeyProperty(owner, property.name)
  const hasKey = owner.kind === 'entity' && keyPartsIn(owner, property.name).length > 0
  const texts = [description, isKey ? 'Part of the key.' : hasKey ? 'Has a part of the key.' : '', immutable === true ? 'Given once: later values are ignored.' : '', defaultValue === undefined ? '' : describeDefault(shownDefault(defaultValue, type)), digits(type)]
  const example = isPlain ? exampleOf(property) : undefined
  return schema({
    ...(readOnly || writeOnly === true) && !isPlain ? { allOf: [value] } : value,
    ...describe(texts),
    ...readOnly ? { readOnly: true } : writeOnly === true ? { writeOnly: true } : {},
    ...example === undefined || example === null ? {} : { examples: [example] }
  })
}

const shownDefault = (value: string | number | bigint | boolean, { type }: TypeReference): unknown => {
  const underlying = underlyingType(type)
  const isNumber = typeof value === 'bigint' || (underlying.kind === 'primitive' && underlying.name === 'Edm.Decimal')
  return isNumber ? Number(value) : value
}

/** The facets of a Decimal, which no keyword says exactly. */
function digits ({ type, precision, scale }: TypeReference): string {
  const underlying = underlyingType(type)
  if (underlying.kind !== 'primitive' || underlying.name !== 'Edm.Decimal' || precision === undefined) return ''
  return `${precision} digits at most, ${typeof scale === 'number' ? `${scale} of them` : 'any of them'} after the point.`
}

const answered = (type: string, description: string, more: JsonSchema = {}): TSchema =>
  schema({ type, description, readOnly: true, ...more })

/** A contained collection with its control information, or a contained entity. */
function containedSchemas (
  { name, target, collection, nullable, description }: NavigationProperty,
  referenceOf: ReferenceOf
): Array<[string, TSchema]> {
  if (!collection) {
    const inner = orNull(referenceOf(target), nullable)
    return [
      [name, schema({ ...inner, ...describe([description]) })],
      [`${name}@odata.context`, answered('string', 'What the entity is, when it is expanded.')]
    ]
  }
  return [
    [name, schema({ type: 'array', items: referenceOf(target), ...describe([description]) })],
    [`${name}@odata.context`, answered('string', 'What the entities are, when they are expanded.')],
    ...pageInformation(name)
  ]
}

const pageInformation = (name: string): Array<[string, TSchema]> => [
  [`${name}@odata.count`, answered('integer', 'How many there are on all pages, when an expansion asks for it.', { format: 'int64' })],
  [`${name}@odata.nextLink`, answered('string', 'The URL of the next page of expanded entities, when there is one.')]
]

/** What an entity is related to: in answers when it is expanded, in bodies by URLs or as entities (Protocol 4.01, section 11.4.3.1). */
function relatedSchemas (member: NavigationProperty, referenceOf: ReferenceOf): Array<[string, TSchema]> {
  const { name, target, collection, nullable, description } = member
  const url = { type: 'string', minLength: 1, description: 'The URL of an entity, absolute or relative to the service root.' }
  const bound = collection ? { type: 'array', items: url, description: 'Entities that are related, too.' } : orNull(url, nullable)
  const text = 'Present when expanded. In a body, the entities to relate: references (`@odata.id` alone), entities to change, new ones.'
  const inner = referenceOf(target)
  const value = collection ? { type: 'array', items: inner } : orNull(inner, nullable)
  return [
    [name, schema({ ...value, ...describe([description, text]) })],
    ...collection ? pageInformation(name) : [],
    [`${name}@odata.bind`, schema({ ...bound, writeOnly: true })],
    ...deltaSchema(member)
  ]
}

/** What a PATCH changes of a collection. */
const deltaSchema = ({ name, collection }: NavigationProperty): Array<[string, TSchema]> => collection
  ? [[`${name}@delta`, schema({
      type: 'array',
      items: { type: 'object' },
      writeOnly: true,
      description: 'In a PATCH: entities to add or change, and those to remove, which have `@removed`. The others stay.'
    })]]
  : []

/** Control information about a stream (JSON format 4.01, section 4.6.14). */
const streamCompanions = (stream: Property): Array<[string, TSchema]> => [
  [`${controlPrefix(stream)}@odata.mediaContentType`, schema({ ...mediaTypeText, description: 'The media type of the content.' })],
  [`${controlPrefix(stream)}@odata.mediaReadLink`, answered('string', 'The URL to read the content from.')],
  [`${controlPrefix(stream)}@odata.mediaEditLink`, answered('string', 'The URL to write the content to.')]
]
