/** The component of a declared type, under its qualified name, as Graph's own documents name them. */
import type { TSchema } from '@sinclair/typebox'
import { facetsOf } from '../../../edm/declare.js'
import type { DeclaredFacets, TypeDeclaration } from '../../../edm/declare.js'
import { primitiveTable } from '../../../edm/primitives.js'
import { qualifiedName, typeDeclarations } from '../model/graph-model.js'
import { componentNamed } from '../../../http/openapi/documentation.js'
import { componentOf, contextSchema, eitherWhole, typePattern } from '../../../http/openapi/component-references.js'
import { modelType } from './model-examples.js'
import type { JsonSchema } from '../../../http/openapi/documentation.js'
import { mediaTypeText } from '../../../http/openapi/value-schema.js'
import { describeDefault } from '../../../http/openapi/describe-default.js'

export const qualified = ({ name }: TypeDeclaration): string => qualifiedName(name)

const reference = (declaration: TypeDeclaration): JsonSchema => componentOf(modelType(declaration))

export function typeSchema (declaration: TypeDeclaration): JsonSchema {
  const contained = Object.entries(declaration.properties).flatMap(([name, schema]) => facetsOf(schema).kind === 'containment' ? [name] : [])
  const own = {
    type: 'object',
    ...eitherWhole(contained, '@odata.delta'),
    properties: {
      ...declaration.baseType === undefined ? controlInformation(declaration) : {},
      ...typeAnnotation(declaration),
      ...Object.fromEntries(
        Object.entries(declaration.properties).flatMap((
          [name, schema]
        ) => [[name, propertySchema(schema)], ...companions(name, facetsOf(schema))])
      )
    }
  }
  const content = declaration.baseType === undefined ? own : { allOf: [componentNamed(qualified(declaration.baseType)), own] }
  return { $id: qualified(declaration), title: declaration.name, description: declaration.description, ...content }
}

/** What only answers carry (OData JSON format 4.01, section 4.6). */
function controlInformation ({ kind }: TypeDeclaration): JsonSchema {
  return kind === 'complex'
    ? {}
    : {
        '@odata.context': contextSchema,
        '@odata.etag': {
          type: 'string',
          readOnly: true,
          description: 'The version of the entity; send it back as `If-Match`.',
          examples: ['W/"1"']
        }
      }
}

/** A root says that there is a type name; a concrete type below it, which one it is. */
function typeAnnotation (declaration: TypeDeclaration): JsonSchema {
  const derived = typeDeclarations.some(({ baseType }) => baseType === declaration)
  const text = { type: 'string', description: 'The type of the value.' }
  if (declaration.baseType === undefined) {
    const pattern = typePattern(modelType(declaration))
    return { '@odata.type': { ...text, pattern, ...derived ? {} : { examples: [qualified(declaration)] } } }
  }
  return derived ? {} : { '@odata.type': { ...text, enum: [`#${qualified(declaration)}`] } }
}

const answered = (description: string, type = 'string'): JsonSchema => ({ type, description, readOnly: true })

/** Control information about a property: `name@odata.…` (OData JSON format 4.01, section 4.6). */
function companions (name: string, facets: DeclaredFacets): Array<[string, JsonSchema]> {
  if (facets.kind === 'containment') {
    return [
      [`${name}@odata.context`, answered('What the entities are, when they are expanded.')],
      [`${name}@odata.count`, {
        ...answered('How many entities there are on all pages, when an expansion asks for it.', 'integer'),
        format: 'int64'
      }],
      [`${name}@odata.nextLink`, answered('The URL of the next page of expanded entities, when there is one.')],
      [`${name}@odata.delta`, {
        type: 'array',
        items: reference(facets.type),
        writeOnly: true,
        description: 'In a PATCH: entities to add, or with an `id` to change; those not named stay.'
      }]
    ]
  }
  if (facets.kind !== 'primitive' || facets.type !== 'Edm.Stream') return []
  return [
    [`${name}@odata.mediaContentType`, { type: 'string', ...mediaTypeText, description: 'The media type of the content.' }],
    [`${name}@odata.mediaReadLink`, answered('The URL to read the content from.')],
    [`${name}@odata.mediaEditLink`, answered('The URL to write the content to.')],
    [`${name}@odata.mediaEtag`, answered('The version of the content.')]
  ]
}

function propertySchema (schema: TSchema): JsonSchema {
  const { description, examples } = schema as { description?: string, examples?: readonly unknown[] }
  const facets = facetsOf(schema)
  const defaultValue = facets.kind === 'primitive' ? facets.defaultValue : undefined
  const texts = [description, defaultValue === undefined ? undefined : describeDefault(defaultValue)].filter(text => text !== undefined)
  return {
    ...facetSchema(facets),
    ...texts.length === 0 ? {} : { description: texts.join(' ') },
    ...examples === undefined ? {} : { examples }
  }
}

function facetSchema (facets: DeclaredFacets): JsonSchema {
  switch (facets.kind) {
    case 'primitive': {
      const { type, ...constraints } = primitiveTable[facets.type].jsonSchema
      return {
        type: facets.nullable ? [type, 'null'] : type,
        ...constraints,
        ...facets.maxLength === undefined ? {} : { maxLength: facets.maxLength },
        ...facets.readOnly ? { readOnly: true } : {}
      }
    }
    case 'complex': return facets.nullable ? { anyOf: [reference(facets.type), { type: 'null' }] } : reference(facets.type)
    case 'collection': return { type: 'array', items: facetSchema(facets.element) }
    case 'containment': return { type: 'array', items: reference(facets.type) }
  }
}
