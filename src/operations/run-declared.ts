/** What effects without code do: reads and changes by URLs, as an effect in code would do them. */
import { createTurns } from '../base/turns.js'
import { underlyingType } from '../edm/lookup.js'
import type { EdmModel, Operation, OperationCall, OperationEffect, StructuredType, TypeReference } from '../edm/types.js'
import { boundProperty, ofEntity } from './bound-property.js'
import type { DeclaredEffect } from './declared-effect.js'

/** What an effect is about, for the digits of its results. */
export interface Declaration {
  readonly model: EdmModel
  readonly operation: Operation
  /** The type of what it changes. */
  readonly changed: StructuredType | undefined
}

export function effectOfDeclared (declared: DeclaredEffect, { model, operation, changed }: Declaration): OperationEffect {
  const { returnType } = operation
  return async call => {
    const { query, expression, set, reset, on = '$it' } = declared
    if (reset === true) return call.reset()
    if (set !== undefined) await assign(call, on, set, changed)
    if (query !== undefined) return call.answerWith(query)
    if (expression === undefined) return declared.answer
    return roundTo(returnType, isOfProperty(operation) ? await valueOfProperty(model, call, expression) : await valueOf(call, expression))
  }
}

/** Decimals arrive as doubles: a result has the digits that its type has (CSDL 4.01, section 3.4.5), rounded half away from zero. */
export function roundTo (reference: TypeReference | undefined, value: unknown): unknown {
  if (reference === undefined || typeof value !== 'number') return value
  const type = underlyingType(reference.type)
  const scale = reference.scale ?? ('scale' in reference.type ? reference.type.scale : undefined)
  if (type.kind !== 'primitive' || type.name !== 'Edm.Decimal') return value
  // More than a double holds for certain.
  if (typeof scale !== 'number') return Number(value.toPrecision(15))
  const [mantissa, exponent = '0'] = String(Math.abs(value)).split('e')
  return Math.sign(value) * Number(`${Math.round(Number(`${mantissa}e${Number(exponent) + scale}`))}e-${scale}`)
}

/** The URL that has the value of an expression over what an operation is bound to, under the name of {@link RESULT}. */
export const expressionUrl = (expression: string, entity = '$it'): string => `${entity}?$compute=${escapeQuery(expression)} as ${RESULT}&$select=${RESULT}`

const RESULT = 'odataOperationResult'

async function valueOf ({ resources, parameters }: OperationCall, expression: string): Promise<unknown> {
  const [parameter, property] = [parameterOf(expression), propertyNamed(expression)]
  if (parameter !== undefined) return parameters[parameter]
  if (property !== undefined) return (await resources.get('$it') as Record<string, unknown>)[property]
  return (await resources.get(expressionUrl(expression)) as Record<string, unknown>)[RESULT]
}

/** Whether an operation is bound to a property, or to all values of one. */
export function isOfProperty ({ bound, parameters: [binding] }: Operation): boolean {
  const type = binding?.type.type
  return bound && type !== undefined && (type.kind === 'collection' ? type.elementType.type : type).kind !== 'entity'
}

async function valueOfProperty (model: EdmModel, { resources, parameters, boundTo = '' }: OperationCall, expression: string): Promise<unknown> {
  const parameter = parameterOf(expression)
  if (parameter !== undefined) return parameters[parameter]
  if (expression === '$it') return await resources.get('$it')
  const bound = boundProperty(model, boundTo)
  return (await resources.get(expressionUrl(ofEntity(expression, bound), bound.entity)) as Record<string, unknown>)[RESULT]
}

/** OData ABNF, `odataIdentifier`. */
const IDENTIFIER = '[\\p{L}\\p{Nl}_][\\p{L}\\p{Nl}\\p{Nd}\\p{Mn}\\p{Mc}\\p{Pc}\\p{Cf}]*'

/** The name of the parameter that is all of an expression: its value may be of any type. */
export const parameterOf = (expression: string): string | undefined => new RegExp(`^@(${IDENTIFIER})$`, 'u').exec(expression)?.[1]

/** The name of the property that is all of an expression: its value may be of any type, too. */
export function propertyNamed (expression: string): string | undefined {
  const name = new RegExp(`^(?:\\$it/)?(${IDENTIFIER})$`, 'u').exec(expression)?.[1]
  return name === undefined || ['null', 'true', 'false', 'INF', 'NaN'].includes(name) ? undefined : name
}

/** `&`, `#`, `+` and `%` mean something else in a URL. */
export const escapeQuery = (text: string): string => text.replace(/[%&#+]/g, character => encodeURIComponent(character))

/** So that items say where they are. */
const FULL = '$format=application/json;odata.metadata=full'

/** The URL that has the new values of some properties of each item, `v0` and so on; undefined where none depends on the item. */
export function valuesUrl (on: string, set: ReadonlyMap<string, string>): string | undefined {
  const computed = computedOf(set)
  const properties = [...set.values()].flatMap(expression => propertyNamed(expression) ?? [])
  if (computed.length + properties.length === 0) return undefined
  const compute = computed.map(([, expression], index) => `${escapeQuery(expression)} as v${index}`).join(',')
  const select = [...computed.map((_item, index) => `v${index}`), ...new Set(properties)].join(',')
  const options = [...compute === '' ? [] : [`$compute=${compute}`], `$select=${select}`, FULL]
  return `${on}${on.includes('?') ? '&' : '?'}${options.join('&')}`
}

const computedOf = (set: ReadonlyMap<string, string>): ReadonlyArray<[string, string]> =>
  [...set].filter(([, expression]) => parameterOf(expression) === undefined && propertyNamed(expression) === undefined)

/** All values are computed before the first of them is set. */
async function assign (
  { resources, parameters }: OperationCall,
  on: string,
  set: ReadonlyMap<string, string>,
  changed: StructuredType | undefined
): Promise<void> {
  const given = Object.fromEntries([...set].flatMap(([name, expression]) => {
    const parameter = parameterOf(expression)
    return parameter === undefined ? [] : [[name, parameters[parameter] ?? null]]
  }))
  const found = await resources.get(valuesUrl(on, set) ?? `${on}${on.includes('?') ? '&' : '?'}${FULL}`)
  const turn = createTurns()
  const typeOf = (name: string): TypeReference | undefined => changed?.properties.find(property => property.name === name)?.type
  for (const item of (Array.isArray(found) ? found : [found]) as ReadonlyArray<Readonly<Record<string, unknown>> | null>) {
    if (item === null) continue
    const computed = Object.fromEntries(computedOf(set).map(([name], index) => [name, roundTo(typeOf(name), item[`v${index}`])]))
    const copied = Object.fromEntries([...set].flatMap(([name, expression]) => {
      const property = propertyNamed(expression)
      return property === undefined ? [] : [[name, item[property]]]
    }))
    await resources.patch(String(item['@odata.id'] ?? on), { ...computed, ...copied, ...given })
    const due = turn()
    if (due !== undefined) await due
  }
}
