/** A call of an action or function as the document has it (OData-Protocol 4.01, sections 11.5.4 and 11.5.5). */
import { isStructured, itemType, underlyingType } from '../../../edm/lookup.js'
import type { Operation, Parameter, TypeReference } from '../../../edm/types.js'
import { ownParameters } from '../../../odata/operations/read-arguments.js'
import { saltOf } from '../../../samples/chance.js'
import { sampleValue } from '../../../samples/sample-value.js'
import { contextSchema } from '../component-references.js'
import type { DocumentedOperation, JsonSchema } from '../documentation.js'
import { entitiesOptions, entityOptions, resultOptions } from '../query-options.js'
import { etagHeader, jsonResponse, noContent, readErrors, writeErrors } from '../responses.js'
import { createHeaders, jsonBody, operation as documented, plainHeaders } from '../resources/operation.js'
import type { OfferedOptions } from '../resources/operation.js'
import { capitalized } from '../resources/resource-place.js'
import type { Place, ResourceExamples } from '../resources/resource-place.js'
import type { DocumentedCall } from './documented-calls.js'
import { methodOf } from './documented-calls.js'
import { valueOf } from './edm-schema.js'
import { freeName, inQuotes } from './key-template.js'
import type { ModelReferences } from './model-components.js'
import { subjectOf } from './sample-examples.js'

const WITHOUT_EFFECT = 'Answers 501 until the service is told what it does (`--operations`).'

/** @param references to what has a component, its results among them */
export function callOperation (
  { operation, id, place, names: [name = operation.name] }: DocumentedCall,
  references: ModelReferences
): DocumentedOperation {
  const isAction = operation.kind === 'action'
  const { segment, parameters, aliases } = isAction ? { segment: '', parameters: {}, aliases: {} } : writtenIn(operation, place, references)
  const sent = isAction ? ownParameters(operation) : []
  const { returnType } = operation
  const call = documented(methodOf(operation), { ...place, parameters: { ...place.parameters, ...parameters } }, `/${name}${segment}`, {
    id,
    summary: `${capitalized(operation.kind)} ${operation.name}`,
    description: [operation.description, WITHOUT_EFFECT].filter(text => text !== '').join(' '),
    ...returnType === undefined ? {} : { query: optionsOf(operation, returnType) },
    aliases,
    headers: isAction ? createHeaders : plainHeaders,
    ...sent.length === 0 ? {} : { body: jsonBody(bodyOf(sent, references), { parameters: { summary: 'Parameters', value: bodyExample(operation, sent, place) } }) },
    responses: returnType === undefined ? { 204: noContent('Done.') } : answersOf(returnType, place.setting.examples, references),
    errors: isAction ? writeErrors : readErrors
  })
  return { ...call, ownErrors: true }
}

interface Written {
  /** What follows the name of a function. */
  readonly segment: string
  readonly parameters: Place['parameters']
  /** Query options that have the values that are not literals (OData-URL 4.01, section 5.3). */
  readonly aliases: Readonly<Record<string, JsonSchema>>
}

/** Values in the parentheses of a call; those that are JSON by alias. */
function writtenIn (operation: Operation, { parameters: taken }: Place, { any }: ModelReferences): Written {
  const parts = ownParameters(operation).map(({ name, type, description }) => {
    const schema = { ...valueOf({ ...type, nullable: false }, any) } as JsonSchema
    const texts = description === '' ? {} : { description }
    const { kind } = underlyingType(type.type)
    if (kind !== 'primitive' && kind !== 'enum') {
      return { text: `${name}=@${name}`, parameters: {}, aliases: { [`@${name}`]: { type: 'string', description: [description, 'JSON.'].join(' ').trim() } } }
    }
    const parameter = freeName(name, taken)
    return { text: `${name}=${inQuotes(type.type, parameter)}`, parameters: { [parameter]: { ...schema, ...texts } }, aliases: {} }
  })
  return {
    segment: `(${parts.map(({ text }) => text).join(',')})`,
    parameters: Object.assign({}, ...parts.map(({ parameters }) => parameters)) as Place['parameters'],
    aliases: Object.assign({}, ...parts.map(({ aliases }) => aliases)) as Written['aliases']
  }
}

/** What may be left out is what has a default or can be null. */
function bodyOf (parameters: readonly Parameter[], { any }: ModelReferences): JsonSchema {
  const required = parameters.filter(({ optional, type }) => !optional && !type.nullable).map(({ name }) => name)
  return {
    type: 'object',
    ...required.length === 0 ? {} : { required },
    properties: Object.fromEntries(parameters.map(({ name, type, description }) =>
      [name, { ...valueOf(type, any), ...description === '' ? {} : { description } }]
    ))
  }
}

function bodyExample ({ fullName }: Operation, parameters: readonly Parameter[], { setting: { examples } }: Place): object {
  return Object.fromEntries(parameters.map(({ name, type }) => [name, parameterExample(fullName, name, type, examples)]))
}

function parameterExample (owner: string, name: string, reference: TypeReference, examples: ResourceExamples): unknown {
  const { type } = itemType(reference)
  if (type.kind === 'entity') {
    const entity = Object.values(examples.creates(type))[0]?.value
    return reference.type.kind === 'collection' ? [entity] : entity
  }
  const subject = subjectOf({ fullName: owner })
  return sampleValue(reference, { name, owner, subject, salt: saltOf(`${owner}/${name}`), options: { nulls: 0 }, within: [], rules: undefined }) ?? null
}

/** Of entities and their collections as where they are stored; of values there is nothing to choose. */
function optionsOf (operation: Operation, returnType: TypeReference): OfferedOptions {
  const { type } = itemType(returnType)
  if (!isStructured(type)) return { names: ['$format'] }
  if (operation.kind === 'action') return { names: type.kind === 'entity' ? resultOptions : ['$select', '$format'], type }
  if (type.kind === 'complex') return { names: ['$select', '$format'], type }
  return { names: returnType.type.kind === 'collection' ? entitiesOptions : entityOptions, type }
}

function answersOf (
  returnType: TypeReference,
  examples: ResourceExamples,
  references: ModelReferences
): Readonly<Record<number, JsonSchema>> {
  const nothing = returnType.nullable ? { 204: noContent('Null.') } : {}
  const { type } = itemType(returnType)
  const isCollection = returnType.type.kind === 'collection'
  if (type.kind === 'entity') {
    return isCollection
      ? { 200: jsonResponse('A page of entities.', references.page(type), { example: { value: [examples.answer(type)] } }) }
      : { 200: jsonResponse('The entity.', references.of(type), { headers: etagHeader, example: examples.answer(type) }), ...nothing }
  }
  if (type.kind === 'complex' && !isCollection) return { 200: jsonResponse('The value.', references.of(type), { example: examples.answer(type) }), ...nothing }
  const value = valueOf(returnType, references.any)
  const schema = { type: 'object', required: ['value'], properties: { '@odata.context': contextSchema, value } }
  return { 200: jsonResponse(isCollection ? 'The values.' : 'The value.', schema), ...isCollection ? {} : nothing }
}
