/**
 * What the service demands of values in bodies beside their types: what the model says of them (vocabulary Validation), as far as keywords
 * of JSON Schema mean the same, and members that complex values must have. Answers can be otherwise: a part of a collection, a default.
 */
import { decimalDigits } from '../../../edm/decimal.js'
import { underlyingType } from '../../../edm/lookup.js'
import type { ComplexType, EdmType, PrimitiveValue, Property, StructuredType, TypeReference } from '../../../edm/types.js'
import type { ValueLimit, ValueRules } from '../../../edm/value-rules.js'
import { unmatchable } from '../../../odata/json/check-rules.js'
import { isRequired } from '../../../odata/json/required-properties.js'
import type { JsonSchema } from '../documentation.js'
import { orNull } from '../value-schema.js'

export interface Demands {
  /** What the model says of the values of a property of a type. */
  readonly rulesOf: (type: StructuredType, property: Property) => ValueRules | undefined
  /** A value of a complex type. */
  readonly referenceOf: (type: ComplexType) => JsonSchema
  /** Whether what cannot be null and has no default must be sent. */
  readonly wantsRequired: boolean
}

/** Of a value that is there already, a body may leave members out. */
export type SentFor = 'create' | 'update'

/** Complex values inside of one another that are described. */
const MAX_DEPTH = 3

/** Where a member is: the types around it, and the paths of what need not be sent. */
interface Way {
  readonly around: readonly StructuredType[]
  readonly path: string
  /** Parts of the key, which the service knows from elsewhere. */
  readonly known: ReadonlySet<string>
}

/** What is demanded of the members of a value; undefined where that is nothing. */
export function sentMembers (demands: Demands, type: StructuredType, sentFor: SentFor): JsonSchema | undefined {
  const known = new Set(type.kind === 'entity' ? type.key.map(({ path }) => path) : [])
  return membersOf(demands, type, sentFor, { around: [type], path: '', known })
}

/** What is demanded of the value of a property that is written by its own path. */
export const sentProperty = (demands: Demands, owner: StructuredType, property: Property): JsonSchema | undefined =>
  memberOf(demands, owner, property, 'create', { around: [], path: property.name, known: new Set() })

function membersOf (demands: Demands, type: StructuredType, sentFor: SentFor, way: Way): JsonSchema | undefined {
  const members = type.properties.flatMap(property => {
    const path = way.path === '' ? property.name : `${way.path}/${property.name}`
    const member = memberOf(demands, type, property, sentFor, { ...way, path })
    return member === undefined ? [] : [[property.name, member] as const]
  })
  return members.length === 0 ? undefined : { properties: Object.fromEntries(members) }
}

/** What is read-only is not read. */
function memberOf (demands: Demands, owner: StructuredType, property: Property, sentFor: SentFor, way: Way): JsonSchema | undefined {
  const { type, nullable } = property.type
  if (property.readOnly) return undefined
  const rules = commonRules(demands, owner, property)
  if (type.kind !== 'collection') return valueOf(demands, { type, nullable }, rules, sentFor, way)
  const { minItems, maxItems } = rules ?? {}
  const items = valueOf(demands, type.elementType, rules, 'create', way)
  return someOf({ ...given({ minItems, maxItems }), ...given({ items }) })
}

/** What holds for every type that the value around can be of. */
function commonRules ({ rulesOf }: Demands, owner: StructuredType, property: Property): ValueRules | undefined {
  const rules = rulesOf(owner, property)
  const text = textOf(rules)
  return owner.concreteTypes.every(concrete => textOf(rulesOf(concrete, property)) === text) ? rules : undefined
}

const textOf = (rules: ValueRules | undefined): string =>
  JSON.stringify(rules ?? null, (_name, value: unknown) => typeof value === 'bigint' ? String(value) : value)

function valueOf (
  demands: Demands,
  { type, nullable }: TypeReference,
  rules: ValueRules | undefined,
  sentFor: SentFor,
  way: Way
): JsonSchema | undefined {
  if (type.kind !== 'complex') return rules === undefined ? undefined : someOf(keywords(type, nullable, rules))
  if (way.around.includes(type) || way.around.length > MAX_DEPTH) return undefined
  const isDemanded = demands.wantsRequired && sentFor === 'create'
  const required = isDemanded
    ? type.properties.filter(property => isRequired(type, property) && !way.known.has(`${way.path}/${property.name}`)).map(({ name }) => name)
    : []
  const members = membersOf(demands, type, sentFor, { ...way, around: [...way.around, type] })
  if (required.length === 0 && members === undefined) return undefined
  const demanded = {
    type: 'object',
    ...required.length === 0 ? {} : { required },
    properties: { ...Object.fromEntries(required.map(name => [name, {}])), ...members?.['properties'] as JsonSchema | undefined }
  }
  return orNull({ allOf: [demands.referenceOf(type), demanded] }, nullable)
}

const numeric = /^Edm\.(?:S?Byte|Int\d\d|Decimal|Single|Double)$/

function keywords (declared: EdmType, nullable: boolean, rules: ValueRules): JsonSchema {
  const type = underlyingType(declared)
  const name = type.kind === 'primitive' ? type.name : ''
  const isNumber = numeric.test(name)
  return {
    ...isNumber || name === 'Edm.String' ? allowed(rules, nullable, isNumber) : {},
    ...isNumber ? { ...limit(rules.minimum, 'minimum', 'exclusiveMinimum'), ...limit(rules.maximum, 'maximum', 'exclusiveMaximum'), ...steps(rules) } : {},
    ...name === 'Edm.String' ? pattern(rules) : {}
  }
}

/** Only where each value is one that JSON has exactly. */
function allowed ({ allowed = [] }: ValueRules, nullable: boolean, isNumber: boolean): JsonSchema {
  const values = isNumber ? allowed.map(exactly) : allowed
  if (values.length === 0 || values.some(value => value === undefined)) return {}
  return { enum: [...values, ...nullable ? [null] : []] }
}

function limit (bound: ValueLimit | undefined, inclusive: string, exclusive: string): JsonSchema {
  const value = bound === undefined ? undefined : exactly(bound.value)
  return value === undefined ? {} : { [bound?.exclusive === true ? exclusive : inclusive]: value }
}

/** Readers of schemas divide in binary: a step such as 0.05 refuses its own multiples there. */
function steps ({ multipleOf }: ValueRules): JsonSchema {
  const step = multipleOf === undefined ? undefined : exactly(multipleOf)
  return step === undefined || step <= 0 || !Number.isSafeInteger(step * BINARY) ? {} : { multipleOf: step }
}

const BINARY = 2 ** 10

function pattern (rules: ValueRules): JsonSchema {
  if (rules.pattern === undefined || unmatchable(rules) !== undefined) return {}
  try {
    return new RegExp(rules.pattern, 'u') instanceof RegExp ? { pattern: rules.pattern } : {}
  } catch {
    return {}
  }
}

/** The number that has the same digits; undefined where there is none. */
function exactly (value: PrimitiveValue): number | undefined {
  const number = Number(value)
  const digits = shortest(value)
  return digits !== undefined && shortest(number) === digits ? number : undefined
}

const shortest = (value: PrimitiveValue): string | undefined => decimalDigits(String(value))?.replace(/\.0+$|(\.\d*[1-9])0+$/, '$1')

const given = (keywords: JsonSchema): JsonSchema => Object.fromEntries(Object.entries(keywords).filter(([, value]) => value !== undefined))

const someOf = (schema: JsonSchema): JsonSchema | undefined => Object.keys(schema).length === 0 ? undefined : schema
