/** The component schemas of the OpenAPI document: one a declared type, under its qualified name, as Graph's own documents name them. */
import type { TSchema } from '@sinclair/typebox'
import { facetsOf } from '../../edm/declare.js'
import type { Facets, TypeDeclaration } from '../../edm/declare.js'
import { primitiveTable } from '../../edm/primitives.js'
import { graphModel, typeDeclarations } from '../../model/graph-model.js'

/** JSON Schema as plain data, the dialect of OpenAPI 3.1. */
export type JsonSchema = Readonly<Record<string, unknown>>

const qualified = (declaration: TypeDeclaration): string => `${graphModel.namespace}.${declaration.name}`

const component = (declaration: TypeDeclaration): JsonSchema => ({ $ref: `${qualified(declaration)}#` })

/** A value of a type: where there are several it may be of, one of those, told apart by `@odata.type` (OpenAPI 3.1, section 4.8.25). */
function reference (declaration: TypeDeclaration): JsonSchema {
  const concrete = typeDeclarations.filter(candidate => !candidate.abstract && derives(candidate, declaration))
  const [only, second] = concrete
  if (only !== undefined && second === undefined) return component(only)
  return { anyOf: concrete.map(component), discriminator: { propertyName: '@odata.type', mapping: Object.fromEntries(concrete.map(type => [`#${qualified(type)}`, `#/components/schemas/${qualified(type)}`])) } }
}

function derives (declaration: TypeDeclaration | undefined, base: TypeDeclaration): boolean {
  return declaration !== undefined && (declaration === base || derives(declaration.baseType, base))
}

const contextSchema: JsonSchema = { type: 'string', readOnly: true, description: 'What the answer is, as a URL into the metadata.' }

/** Every component: the model's types and the error. */
export const componentSchemas: readonly JsonSchema[] = [...typeDeclarations.map(typeSchema), errorSchema()]

/** The schema of a value of a type, or of a component that is no type. */
export function componentOf (name: string): JsonSchema {
  const declaration = typeDeclarations.find(candidate => qualified(candidate) === name)
  return declaration === undefined ? { $ref: `${name}#` } : reference(declaration)
}

/** The answer that is a complex value by itself: it says what it is. */
export const withContext = (schema: JsonSchema): JsonSchema => ({ allOf: [schema, { type: 'object', properties: { '@odata.context': contextSchema } }] })

function typeSchema (declaration: TypeDeclaration): JsonSchema {
  const own = {
    type: 'object',
    properties: {
      ...declaration.baseType === undefined ? { ...controlInformation(declaration), '@odata.type': typeAnnotation(declaration) } : {},
      ...Object.fromEntries(Object.entries(declaration.properties).map(([name, schema]) => [name, propertySchema(schema)]))
    }
  }
  const content = declaration.baseType === undefined ? own : { allOf: [component(declaration.baseType), own] }
  return { $id: qualified(declaration), title: declaration.name, description: declaration.description, ...content }
}

/** What only answers carry (OData JSON format 4.01, section 4.6). */
function controlInformation ({ kind }: TypeDeclaration): JsonSchema {
  return kind === 'complex'
    ? {}
    : {
        '@odata.context': contextSchema,
        '@odata.etag': { type: 'string', readOnly: true, description: 'The version of the entity; send it back as `If-Match`.', examples: ['W/"1"'] }
      }
}

/** Bases say that there is a type name; which ones there are follows from the components that refer to them. */
function typeAnnotation (declaration: TypeDeclaration): JsonSchema {
  const derived = typeDeclarations.some(({ baseType }) => baseType === declaration)
  return { type: 'string', description: 'The type of the value.', ...derived ? {} : { examples: [qualified(declaration)] } }
}

function propertySchema (schema: TSchema): JsonSchema {
  const { description, examples } = schema as { description?: string, examples?: readonly unknown[] }
  return { ...facetSchema(facetsOf(schema)), ...description === undefined ? {} : { description }, ...examples === undefined ? {} : { examples } }
}

function facetSchema (facets: Facets): JsonSchema {
  switch (facets.kind) {
    case 'primitive': {
      const { type, ...constraints } = primitiveTable[facets.type]?.jsonSchema ?? {}
      return {
        type: facets.nullable ? [type, 'null'] : type,
        ...constraints,
        ...facets.maxLength === undefined ? {} : { maxLength: facets.maxLength },
        ...facets.readOnly ? { readOnly: true } : {},
        ...facets.defaultValue === undefined ? {} : { default: facets.defaultValue }
      }
    }
    case 'complex': return facets.nullable ? { anyOf: [reference(facets.type), { type: 'null' }] } : reference(facets.type)
    case 'collection': return { type: 'array', items: facetSchema(facets.element) }
    case 'containment': return { type: 'array', items: reference(facets.type), readOnly: true }
  }
}

/** OData JSON format 4.01, section 21.1, with Graph's `innerError`. */
function errorSchema (): JsonSchema {
  const text = (description: string, example: string): JsonSchema => ({ type: 'string', description, examples: [example] })
  const fault = {
    code: text('A code that programs can look at.', 'ModelValidationFailure'),
    message: text('What is wrong, for people.', "Cannot convert the literal 'x' to the expected type 'Edm.Int32'."),
    target: text('The property path, query option or header it is about.', 'tenantUserCheckinSummary/failedUserCount')
  }
  return {
    $id: 'odata.error',
    title: 'error',
    description: 'The answer to a request that failed.',
    type: 'object',
    required: ['error'],
    properties: {
      error: {
        type: 'object',
        required: ['code', 'message', 'innerError'],
        properties: {
          ...fault,
          details: { type: 'array', description: 'Every fault of the body, when it has several.', items: { type: 'object', required: ['code', 'message'], properties: fault } },
          innerError: {
            type: 'object',
            required: ['date', 'request-id', 'client-request-id'],
            properties: {
              date: text('When the request failed, in UTC.', '2026-01-31T09:30:00'),
              'request-id': text('The id of the request in the log of this service.', 'e6a8c1a2-9f0b-4a55-8b7e-0f6c1d2e3f4a'),
              'client-request-id': text('The id that the client sent, else the same.', 'e6a8c1a2-9f0b-4a55-8b7e-0f6c1d2e3f4a')
            }
          }
        }
      }
    }
  }
}
