/** A plausible value of any type, as JSON that a body can have: it fits the type, its facets, and the name of its property. */
import { namedValues } from '../base/named-values.js'
import { isStream, keyPartsIn } from '../edm/lookup.js'
import type { ComplexType, EnumType, Facets, PrimitiveTypeName, Property, StructuredType, TypeReference } from '../edm/types.js'
import type { ValueRules } from '../edm/value-rules.js'
import { chance, guid, pick, saltOf } from './chance.js'
import { boundsBy, fitsTypes, ruledValue } from './ruled-value.js'
import { sampleGeo } from './sample-geo.js'
import { sampleNumber } from './sample-number.js'
import type { Bounds } from './sample-number.js'
import { sampleText } from './sample-text.js'
import { sampleDuration, sampleTime } from './sample-time.js'
import { wordsOf } from './subject.js'
import type { Subject } from './subject.js'

export interface SampleOptions {
  /** The share of null among the values that can be null: 0 to 1. */
  readonly nulls: number
  /** What the model says of values beside their type; nothing when absent. */
  readonly rulesOf?: ((type: StructuredType, property: Property) => ValueRules | undefined) | undefined
}

/** What a value is made for. */
interface ValueOf {
  readonly name: string
  /** The name of the type that has the property. */
  readonly owner: string
  readonly subject: Subject
  readonly salt: number
  readonly options: SampleOptions
  /** The complex types that it is inside of. */
  readonly within: readonly ComplexType[]
  readonly rules: ValueRules | undefined
}

/** A complex type is inside of itself so often at most. */
const MAX_SELF_NESTING = 2
const MAX_DEPTH = 5
/** Characters of a text whose length is not bounded. */
const LONG = 200
/** A number that tells items of a collection apart. */
const NEXT_ITEM = 1_000_003

/** Members of a value of a type by their names: but for what the service computes, streams, keys, and what has no plausible value. */
export function sampleMembers (type: StructuredType, subject: Subject, options: SampleOptions): Record<string, unknown> {
  return membersOf(type, subject, options, [])
}

function membersOf (
  type: StructuredType,
  subject: Subject,
  options: SampleOptions,
  within: readonly ComplexType[]
): Record<string, unknown> {
  const keys = type.kind === 'entity' ? type.key.map(({ property }) => property) : []
  const members = namedValues<unknown>()
  for (const property of type.properties) {
    if (property.readOnly || isStream(property) || keys.includes(property)) continue
    const { name } = property
    const of = { name, owner: type.name, subject, options: hasKey(type, name) ? { ...options, nulls: 0 } : options, within, salt: saltOf(`${type.name}/${name}`), rules: options.rulesOf?.(type, property) }
    const value = valueOfProperty(property, of)
    if (value !== undefined) members[name] = value
  }
  return members
}

const hasKey = (type: StructuredType, name: string): boolean => type.kind === 'entity' && keyPartsIn(type, name).length > 0

function valueOfProperty ({ type }: Property, of: ValueOf): unknown {
  const { subject, salt, options } = of
  if (type.nullable && chance(subject.seed, subject.place, salt + 99) < options.nulls) return null
  return sampleValue(type, of) ?? (type.nullable ? null : undefined)
}

/** Undefined where there is none. */
export function sampleValue (reference: TypeReference, of: ValueOf): unknown {
  const { type } = reference
  const ruled = of.rules === undefined || type.kind === 'collection' ? undefined : ruledValue(reference, of.rules, of)
  if (ruled !== undefined) return ruled
  switch (type.kind) {
    case 'primitive': return primitiveValue(type.name, reference, of)
    case 'typeDefinition': {
      const { maxLength, precision, scale, underlyingType } = { ...type, ...reference, underlyingType: type.underlyingType }
      return sampleValue({ ...given({ maxLength, precision, scale }), nullable: reference.nullable, type: underlyingType }, of)
    }
    case 'enum': return enumValue(type, of)
    case 'collection': return collectionValue(type.elementType, of)
    case 'complex': return complexValue(type, of)
    case 'entity': case 'builtIn': return undefined
  }
}

/** The facets that there are. */
function given (facets: { readonly [Name in 'maxLength' | 'precision' | 'scale']: Facets[Name] | undefined }): Facets {
  return Object.fromEntries(Object.entries(facets).filter(([, value]) => value !== undefined))
}

const random = ({ subject, salt }: ValueOf, more = 0): number => chance(subject.seed, subject.place, salt + more)

function collectionValue (element: TypeReference, of: ValueOf): unknown[] {
  const { minItems = 0, maxItems = Infinity } = of.rules ?? {}
  const count = Math.min(maxItems, Math.max(minItems, 1 + Math.floor(random(of, 50) * 2)))
  const items = Array.from({ length: count }, (_, index) =>
    sampleValue(element, { ...of, subject: { ...of.subject, place: of.subject.place + NEXT_ITEM * index } })
  )
  return items.filter(item => item !== undefined)
}

function complexValue (declared: ComplexType, of: ValueOf): unknown {
  const { subject, options, within } = of
  if (declared.concreteTypes.length === 0 || within.length >= MAX_DEPTH) return undefined
  const types = declared.concreteTypes.filter(candidate => fitsTypes(candidate, of.rules?.types))
  if (types.length === 0) return undefined
  const type = pick(types, random(of, 60))
  if (within.filter(outer => outer === type || outer === declared).length >= MAX_SELF_NESTING) return undefined
  return {
    ...type === declared ? {} : { '@odata.type': `#${type.fullName}` },
    ...membersOf(type, subject, options, [...within, type])
  }
}

function enumValue ({ members, isFlags }: EnumType, of: ValueOf): string | undefined {
  if (members.length === 0) return undefined
  const first = pick(members, random(of))
  const second = pick(members, random(of, 70))
  const both = isFlags && first.value > 0n && second.value > 0n && (first.value & second.value) === 0n && random(of, 71) < 0.3
  return both ? `${first.name},${second.name}` : first.name
}

const integers: Readonly<Partial<Record<PrimitiveTypeName, Bounds>>> = {
  'Edm.Byte': { low: 0, high: 255, decimals: 0 },
  'Edm.SByte': { low: -128, high: 127, decimals: 0 },
  'Edm.Int16': { low: -32768, high: 32767, decimals: 0 },
  'Edm.Int32': { low: -2147483648, high: 2147483647, decimals: 0 },
  'Edm.Int64': { low: -1e12, high: 1e12, decimals: 0 }
}

function primitiveValue (type: PrimitiveTypeName, facets: TypeReference, of: ValueOf): unknown {
  const { subject, salt, name } = of
  const whole = integers[type]
  if (whole !== undefined) return sampleNumber(of, boundsBy(of.rules, whole))
  switch (type) {
    case 'Edm.String': return sampleText(of, typeof facets.maxLength === 'number' ? Math.min(facets.maxLength, LONG) : LONG)
    case 'Edm.Boolean': return random(of) < (/\b(?:deleted|blocked|locked|disabled|archived|failed)$/.test(wordsOf(name)) ? 0.1 : 0.7)
    case 'Edm.Single': case 'Edm.Double': return sampleNumber(of, boundsBy(of.rules, { low: -1e6, high: 1e6, decimals: decimalsOf(name) }))
    case 'Edm.Decimal': return sampleNumber(of, boundsBy(of.rules, decimalBounds(facets, decimalsOf(name))))
    case 'Edm.Guid': return guid(subject.seed, subject.place, salt)
    case 'Edm.Binary': return binaryOf(of, facets)
    case 'Edm.Date': return isoText(sampleTime(of)).slice(0, 10)
    case 'Edm.DateTimeOffset': return `${isoText(sampleTime(of)).slice(0, 19)}Z`
    case 'Edm.TimeOfDay': return isoText(Math.floor(random(of) * 96) * QUARTER_MS).slice(11, 19)
    case 'Edm.Duration': return sampleDuration(of)
    default: return sampleGeo(type, of)
  }
}

/** Degrees need more digits than amounts. */
const decimalsOf = (name: string): number => /\b(?:latitude|longitude|lat|lon|lng)$/.test(wordsOf(name)) ? 5 : 2

/** What a Decimal's precision and scale leave room for (CSDL 4.01, sections 3.4.4 and 3.4.5). */
function decimalBounds ({ precision = 12, scale = 0 }: TypeReference, usual: number): Bounds {
  const decimals = Math.min(usual, typeof scale === 'number' ? scale : Math.max(0, precision - 4))
  const before = Math.max(0, Math.min(12, precision - (typeof scale === 'number' ? scale : decimals)))
  const high = Math.max(0, Number((10 ** before - 10 ** -decimals).toFixed(decimals)))
  return { low: -high, high, decimals }
}

const QUARTER_MS = 900_000

const isoText = (time: number): string => new Date(time).toISOString()

/** base64url of a few bytes. */
function binaryOf (of: ValueOf, { maxLength }: TypeReference): string {
  const bytes = Array.from({ length: typeof maxLength === 'number' ? Math.min(maxLength, 6) : 6 }, (_, index) => Math.floor(random(of, index) * 256))
  return Buffer.from(bytes).toString('base64url')
}
