/** Effects without code held against the model at start: each URL is parsed, bound and checked as a request would be. */
import { suggest } from '../base/suggest.js'
import { isAssignable, isStructured, typeName, underlyingType } from '../edm/lookup.js'
import type { EdmModel, EdmType, Operation, Property, StructuredType, TypeReference } from '../edm/types.js'
import { bindRequestOrCall } from '../odata/bind/bind-request.js'
import type { BoundRequest } from '../odata/bind/bind-request.js'
import type { Target } from '../odata/bind/target.js'
import { UNSAID, pathAndQuery } from '../odata/odata-request.js'
import type { ODataRequest } from '../odata/odata-request.js'
import { isInvocation } from '../odata/operations/bind-invocation.js'
import { aliasesIn, urlParts } from '../odata/operations/effect-url.js'
import { ownParameters } from '../odata/operations/read-arguments.js'
import { exactJson } from '../odata/json/value-literal.js'
import { negotiateFormat } from '../odata/json/format.js'
import { valueText } from '../odata/json/write-value.js'
import { parseUrl } from '../odata/url/parse-url.js'
import { checkSupported } from '../plan/supported/check-supported.js'
import { boundProperty, ofEntity } from './bound-property.js'
import type { DeclaredEffect } from './declared-effect.js'
import { expressionUrl, isOfProperty, parameterOf, propertyNamed, valuesUrl } from './run-declared.js'
import { sampleLiterals, samplePath } from './sample-call.js'

interface Context {
  readonly model: EdmModel
  readonly operation: Operation
}

/**
 * The type of what the effect changes; undefined where it changes nothing.
 * @throws Error whose message is a sentence
 */
export function checkDeclared (model: EdmModel, operation: Operation, effect: DeclaredEffect): StructuredType | undefined {
  const { on = '$it', set } = effect
  if (set !== undefined && operation.kind === 'function') throw new Error("'set' changes something, and a function changes nothing: make it an action.")
  if (effect.reset === true && (operation.kind === 'function' || operation.returnType !== undefined)) throw new Error("'reset' needs an action without result.")
  const changed = set === undefined ? undefined : checkSet({ model, operation }, on, set)
  checkAnswer({ model, operation }, effect)
  return changed
}

function checkAnswer (context: Context, { query, expression, answer }: DeclaredEffect): void {
  const { operation, operation: { returnType } } = context
  const given = query ?? expression ?? answer
  if (returnType === undefined && given !== undefined) throw new Error('it has an answer, and the operation has no result.')
  if (returnType === undefined) return
  if (given === undefined && !returnType.nullable) throw new Error(`it has no answer, and the result ${typeName(returnType.type)} cannot be null: give query, expression or answer.`)
  if (query !== undefined) checkQuery(context, query, returnType)
  if (expression !== undefined) checkExpression(context, expression, returnType)
  if (answer !== undefined) valueText({ model: context.model, format: negotiateFormat('4.0', undefined, undefined) }, returnType, exactJson(answer))
  if (operation.bound && operation.parameters[0] === undefined) throw new Error('it is bound to nothing.')
}

/** A request for an URL of the effect, bound and supported, or the result of the function that it calls. */
function bindUrl ({ model, operation }: Context, url: string): BoundRequest | TypeReference | undefined {
  checkAliases(operation, url)
  const binding = operation.bound ? operation.parameters[0]?.type.type : undefined
  const boundTo = binding === undefined ? undefined : samplePath(model, binding)
  if (boundTo === undefined && /^\$it(?:\W|$)/.test(url)) {
    throw new Error(binding === undefined ? '$it means nothing: the operation is not bound.' : `no entity set or singleton leads to a ${typeName(binding)} that $it could be; an effect in code may do more.`)
  }
  const { path, query } = urlParts({ serviceRoot: '', boundTo, literals: sampleLiterals(operation) }, url)
  const found = bindRequestOrCall(model, parseUrl(pathAndQuery({ path, query })), request(path, query), { maxStreamBytes: Infinity })
  return isInvocation(found) ? found.operation.returnType : checkSupported(found, { documents: model.origin === 'document' })
}

const isBound = (found: BoundRequest | TypeReference | undefined): found is BoundRequest => found !== undefined && 'target' in found

function checkAliases (operation: Operation, text: string): void {
  const names = ownParameters(operation).map(({ name }) => name)
  const other = aliasesIn(text).find(name => !names.includes(name) && !text.includes(`@${name}=`))
  if (other === undefined) return
  const near = suggest(other, names)
  throw new Error(`@${other} is not a parameter of the operation${near === undefined ? '' : `; did you mean @${near}`}: ${names.length === 0 ? 'it has none' : `it has ${names.join(', ')}`}.`)
}

const request = (path: string, query: string): ODataRequest => ({
  ...UNSAID,
  method: 'GET',
  path,
  query,
  serviceRoot: '',
  tenant: '',
  now: '2026-01-01T00:00:00.000000000000',
  ofEffect: true,
  newKey: () => ''
})

const OF_PART = new Set(['$filter', '$search', '$orderby', '$top', '$skip', '$select', '$expand'])

function checkQuery (context: Context, query: string, returnType: TypeReference): void {
  const found = bindUrl(context, query)
  const isEntity = elementOf(returnType.type).kind === 'entity'
  if (isBound(found) && isEntity && returnType.type.kind === 'collection') {
    const other = found.options.raw.find(({ kind, name }) => kind === 'system' && !OF_PART.has(name))
    if (other !== undefined) throw new Error(`${other.name} cannot be in the query of an answer of entities.`)
  }
  const type = isBound(found) ? typeOf(found.target) : found?.type
  const fits = type !== undefined && (isAnswer(type, returnType.type) || (type.kind === 'collection' && isEntity && isAnswer(type.elementType.type, returnType.type)))
  if (!fits) throw new Error(`'${query}' is ${type === undefined ? 'nothing that could be answered' : typeName(type)}, and the result of the operation ${typeName(returnType.type)}.`)
}

const collectionOf = (type: EdmType): EdmType => ({ kind: 'collection', elementType: { type, nullable: false } })
const elementOf = (type: EdmType): EdmType => type.kind === 'collection' ? type.elementType.type : type

function typeOf (target: Target): EdmType | undefined {
  switch (target.kind) {
    case 'entity': return target.location.type
    case 'entities': return collectionOf(target.type)
    case 'entityCount': case 'rowCount': case 'valueCount': return { kind: 'primitive', name: 'Edm.Int64' }
    case 'rows': case 'values': return target.property.type.type
    case 'complex': case 'primitive': return target.type
    default: return undefined
  }
}

/** Whether values of a type can be the result; numbers become one another where they fit. */
function isAnswer (type: EdmType, result: EdmType): boolean {
  if (type.kind === 'collection' || result.kind === 'collection') {
    return type.kind === 'collection' && result.kind === 'collection' && isAnswer(type.elementType.type, result.elementType.type)
  }
  if (isStructured(type)) return isStructured(result) && (isAssignable(type, result) || isAssignable(result, type))
  const [one, other] = [underlyingType(type), underlyingType(result)]
  return one === other || (one.kind === 'primitive' && other.kind === 'primitive' && (one.name === other.name || (isNumber(one.name) && isNumber(other.name))))
}

const isNumber = (name: string): boolean => /^Edm\.(?:S?Byte|Int(?:16|32|64)|Decimal|Double|Single)$/.test(name)

function checkExpression (context: Context, expression: string, { type: result }: TypeReference): void {
  const type = isOfProperty(context.operation) ? typeOfPropertyValue(context, expression) : typeOfEntityValue(context, expression)
  if (type === undefined || !isAnswer(type, result)) {
    throw new Error(`'${expression}' is ${type === undefined ? 'nothing' : typeName(type)}, and the result of the operation ${typeName(result)}.`)
  }
}

function typeOfEntityValue (context: Context, expression: string): EdmType | undefined {
  const { bound, parameters: [binding] } = context.operation
  const item = bound ? binding?.type.type : undefined
  return typeOfValue(context, expression, item, () => {
    if (item?.kind !== 'entity') throw new Error("'expression' needs an operation that is bound to one entity, or to a property.")
    const found = bindUrl(context, expressionUrl(expression))
    return isBound(found) ? found.entity?.compute[0]?.expression.type.type : undefined
  })
}

/** Of an operation that is bound to a property: `$it` is its value, and names are of the entity that has it. */
function typeOfPropertyValue (context: Context, expression: string): EdmType | undefined {
  const { model, operation } = context
  const binding = operation.parameters[0]?.type.type
  checkAliases(operation, expression)
  const name = parameterOf(expression)
  if (name !== undefined) return ownParameters(operation).find(parameter => parameter.name === name)?.type.type
  if (expression === '$it') return binding
  const path = binding && samplePath(model, binding)
  if (path === undefined) throw new Error('no property of the model is of the type of $it; an effect in code may do more.')
  const bound = boundProperty(model, path)
  const found = bindUrl(context, expressionUrl(ofEntity(expression, bound), bound.entity))
  return isBound(found) ? found.entity?.compute[0]?.expression.type.type : undefined
}

/** The type of an expression: where it is a parameter or a property alone, that of the parameter or property. */
function typeOfValue (
  { operation }: Context,
  expression: string,
  item: EdmType | undefined,
  bind: () => EdmType | undefined
): EdmType | undefined {
  checkAliases(operation, expression)
  const [name, property] = [parameterOf(expression), propertyNamed(expression)]
  if (name !== undefined) return ownParameters(operation).find(parameter => parameter.name === name)?.type.type
  const isOfItem = property !== undefined && item !== undefined && isStructured(item)
  return isOfItem ? propertyIn(item, property).type.type : bind()
}

function checkSet (context: Context, on: string, set: ReadonlyMap<string, string>): StructuredType {
  const items = bindUrl(context, on)
  const type = isBound(items) ? itemOf(items.target) : undefined
  if (type === undefined) throw new Error(`'${on}' is neither an entity nor a collection of entities, so that nothing can be set there.`)
  for (const name of set.keys()) propertyOf(type, name)
  const found = bindUrl(context, valuesUrl(on, set) ?? on)
  const compute = isBound(found) ? (found.collection ?? found.entity)?.compute ?? [] : []
  let index = 0
  for (const [name, expression] of set) {
    const property = propertyOf(type, name)
    const value = typeOfValue(context, expression, type, () => compute[index++]?.expression.type.type)
    if (value === undefined || !(isAnswer(value, property.type.type) || expression === 'null')) {
      throw new Error(`'${name}' is ${typeName(property.type.type)}, and '${expression}' ${value === undefined ? 'nothing' : typeName(value)}.`)
    }
  }
  return type
}

const itemOf = (target: Target): StructuredType | undefined =>
  target.kind === 'entity' ? target.location.type : target.kind === 'entities' ? target.type : undefined

/** One that can be set. */
function propertyOf (type: StructuredType, name: string): Property {
  const property = propertyIn(type, name)
  const isKey = type.kind === 'entity' && type.key.some(({ path }) => path === name)
  if (property.readOnly || isKey) throw new Error(`'${name}' of ${type.fullName} cannot be set.`)
  return property
}

function propertyIn (type: StructuredType, name: string): Property {
  const property = type.properties.find(known => known.name === name)
  if (property === undefined) {
    const near = suggest(name, type.properties.map(known => known.name))
    throw new Error(`${type.fullName} has no property '${name}'.${near === undefined ? '' : ` Did you mean ${near}?`}`)
  }
  return property
}
