/** Values that the model says more of than their type (vocabulary Validation). */
import { isAssignable, underlyingType } from '../edm/lookup.js'
import type { PrimitiveValue, StructuredType, TypeReference } from '../edm/types.js'
import type { ValueLimit, ValueRules } from '../edm/value-rules.js'
import { chance, pick } from './chance.js'
import type { Bounds } from './sample-number.js'
import { samplePattern } from './sample-pattern.js'
import type { Subject } from './subject.js'

interface RuledOf {
  readonly subject: Subject
  readonly salt: number
}

const DAY_MS = 86_400_000
/** Characters of a text whose length is not bounded. */
const LONG = 200

/** A value where rules decide it; undefined where they only bound it, or say nothing of its type. */
export function ruledValue ({ type, maxLength }: TypeReference, rules: ValueRules, { subject, salt }: RuledOf): unknown {
  const random = (more: number): number => chance(subject.seed, subject.place, salt + more)
  const { allowed, pattern, multipleOf, minimum, maximum } = rules
  if (allowed !== undefined && allowed.length > 0) return jsonOf(pick(allowed, random(1)))
  const underlying = underlyingType(type)
  if (underlying.kind !== 'primitive') return undefined
  if (underlying.name === 'Edm.String') {
    const length = maxLength ?? (type.kind === 'typeDefinition' ? type.maxLength : undefined)
    return pattern === undefined ? undefined : samplePattern(pattern, random, typeof length === 'number' ? length : LONG)
  }
  if (multipleOf !== undefined) return multiple(Number(multipleOf), rules, random(1))
  if ((minimum ?? maximum) === undefined) return undefined
  return underlying.name === 'Edm.Date' || underlying.name === 'Edm.DateTimeOffset' ? timeWithin(underlying.name, rules, subject, random(1)) : undefined
}

/** As JSON has it. */
const jsonOf = (value: PrimitiveValue): unknown => typeof value === 'bigint' ? Number(value) : value

/** So many steps from the least there may be. */
function multiple (step: number, { minimum, maximum }: ValueRules, random: number): number | undefined {
  if (!(step > 0)) return undefined
  const low = minimum === undefined ? 1 : Math.ceil(Number(minimum.value) / step) + (isOn(minimum, step) ? 1 : 0)
  const high = maximum === undefined ? low + 100 : Math.floor(Number(maximum.value) / step) - (isOn(maximum, step) ? 1 : 0)
  if (high < low) return undefined
  const places = String(step).split('.')[1]?.length ?? 0
  return Number(((low + Math.floor(random * (high - low + 1))) * step).toFixed(places))
}

const isOn = ({ value, exclusive }: ValueLimit, step: number): boolean => exclusive && Number.isInteger(Number(value) / step)

/** A time between the bounds, or within a year of the one that there is. */
function timeWithin (name: 'Edm.Date' | 'Edm.DateTimeOffset', { minimum, maximum }: ValueRules, { until }: Subject, random: number): string {
  const [first, last] = [minimum, maximum].map(limit => limit === undefined ? undefined : Date.parse(String(limit.value)))
  const low = (first ?? Math.min(until, last ?? until) - 365 * DAY_MS) + (minimum?.exclusive === true ? DAY_MS : 0)
  const high = (last ?? Math.max(until, low)) - (maximum?.exclusive === true ? DAY_MS : 0)
  const text = new Date(low + Math.floor(random * Math.max(0, high - low))).toISOString()
  return name === 'Edm.Date' ? text.slice(0, 10) : `${text.slice(0, 19)}Z`
}

/** The bounds of a number, as narrow as the rules make them. */
export function boundsBy (rules: ValueRules | undefined, { low, high, decimals }: Bounds): Bounds {
  const step = 10 ** -decimals
  const bound = (limit: ValueLimit | undefined, inward: number): number | undefined =>
    limit === undefined ? undefined : Number(limit.value) + (limit.exclusive ? inward * step : 0)
  return { low: Math.max(low, bound(rules?.minimum, 1) ?? low), high: Math.min(high, bound(rules?.maximum, -1) ?? high), decimals }
}

/** Whether a type is one of some, or derives from one of them. */
export function fitsTypes (type: StructuredType, names: readonly string[] | undefined): boolean {
  if (names === undefined) return true
  for (let current: StructuredType | undefined = type; current !== undefined; current = current.baseType) {
    if (names.includes(current.fullName) && isAssignable(type, current)) return true
  }
  return false
}
