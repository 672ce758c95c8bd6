/** Values of bodies against what the model says of them beside their type (vocabulary Validation). */
import { isAssignable, itemType } from '../../edm/lookup.js'
import type { EdmModel, EdmType, PrimitiveValue, Property, StructuredType, TypeReference } from '../../edm/types.js'
import { rulesOf } from '../../edm/value-rules.js'
import type { ValueLimit, ValueRules } from '../../edm/value-rules.js'
import { parsePattern } from '../../pattern/parse-pattern.js'
import { createMatcher } from '../../pattern/pattern-matcher.js'
import type { Matcher } from '../../pattern/pattern-matcher.js'
import { unsupported } from '../bind/unsupported.js'
import type { Unsupported } from '../bind/unsupported.js'
import { excerpt } from './body-faults.js'
import { fault } from './collect-faults.js'
import type { Reading } from './collect-faults.js'
import { compareValues, isMultiple } from './compare-values.js'
import type { PropertyValue, StructuredValue } from './structured-value.js'

/** Items that are looked at at once. */
const MANY_ITEMS = 10

/**
 * What is not as the rules say is a fault with the path of the value and the name of the annotation.
 * @returns what of the rules cannot be checked
 */
export function checkRules (
  reading: Reading,
  type: StructuredType,
  property: Property,
  value: PropertyValue,
  path: string
): Unsupported | undefined {
  const rules = rulesOf(reading.model, type, property)
  if (rules === undefined || value === null || reading.references?.unchecked === true) return undefined
  checkValue(reading, rules, property.type, value, path)
  return uncheckable(reading.model, type, property)
}

/** A value of a property, or of a parameter. */
export function checkValue (reading: Reading, rules: ValueRules, reference: TypeReference, value: PropertyValue & {}, path: string): void {
  const item = itemType(reference).type
  if (!isList(value)) return checkItem(reading, rules, item, value, path)
  const isThere = reading.later === undefined || (value.length <= MANY_ITEMS && !reading.later.isWaiting())
  if (isThere || reading.later === undefined) return checkList(reading, rules, item, value, path)
  // Items may be yet to come: they are looked at when they have been read.
  const inner = { ...reading, faults: reading.faults.inside() }
  reading.later.add({ count: 1, step: () => { checkCount(inner, rules, value, path) } })
  reading.later.add({ get count () { return value.length }, step: index => { checkItem(inner, rules, item, value[index] ?? null, `${path}/${index}`) } })
}

const isList = (value: PropertyValue): value is readonly PropertyValue[] => Array.isArray(value)

function checkList (reading: Reading, rules: ValueRules, item: EdmType, values: readonly PropertyValue[], path: string): void {
  checkCount(reading, rules, values, path)
  values.forEach((value, index) => { checkItem(reading, rules, item, value, `${path}/${index}`) })
}

function checkCount (reading: Reading, { minItems, maxItems }: ValueRules, { length }: readonly PropertyValue[], path: string): void {
  if (minItems !== undefined && length < minItems) fault(reading, path, `'${path}' has ${length} items, fewer than the ${minItems} of Validation.MinItems.`)
  if (maxItems !== undefined && length > maxItems) fault(reading, path, `'${path}' has ${length} items, more than the ${maxItems} of Validation.MaxItems.`)
}

function checkItem (reading: Reading, rules: ValueRules, type: EdmType, value: PropertyValue, path: string): void {
  if (value === null || isList(value)) return
  const broken = typeof value === 'object' ? brokenType(reading.model, rules, value) : brokenRule(rules, type, value)
  if (broken !== undefined) fault(reading, path, `'${path}' ${broken}.`)
}

function brokenType (model: EdmModel, { types }: ValueRules, value: object): string | undefined {
  if (types === undefined || !('type' in value)) return undefined
  const { type } = value as StructuredValue
  return isAmongTypes(model, types, type) ? undefined : `is a '${type.fullName}', and Validation.DerivedTypeConstraint allows ${types.join(', ')}`
}

/** Whether a type is one of some, or derives from one of them. */
export const isAmongTypes = (model: EdmModel, names: readonly string[], type: StructuredType): boolean =>
  names.some(name => {
    const allowed = model.types.get(name)
    return allowed !== undefined && isAssignable(type, allowed)
  })

/** What a value is that it must not be, as the end of a sentence. */
function brokenRule (rules: ValueRules, type: EdmType, value: PrimitiveValue): string | undefined {
  const { pattern, minimum, maximum, multipleOf, allowed } = rules
  if (allowed !== undefined && !allowed.some(other => isSame(type, value, other))) {
    return `is '${excerpt(value)}', and Validation.AllowedValues has ${allowed.slice(0, 20).map(String).join(', ')}`
  }
  if (isBeyond(type, value, minimum, -1)) return `is ${excerpt(value)}, and Validation.Minimum is ${describe(minimum)}`
  if (isBeyond(type, value, maximum, 1)) return `is ${excerpt(value)}, and Validation.Maximum is ${describe(maximum)}`
  if (multipleOf !== undefined && !isMultiple(value, multipleOf)) return `is ${excerpt(value)}, which is not a multiple of ${multipleOf} (Validation.MultipleOf)`
  if (pattern === undefined || typeof value !== 'string' || matcherOf(pattern)?.(value) !== false) return undefined
  return `is '${excerpt(value)}', which does not match ${pattern.slice(0, 200)} (Validation.Pattern)`
}

const isSame = (type: EdmType, value: PrimitiveValue, other: PrimitiveValue): boolean =>
  (compareValues(type, value, other) ?? (value === other ? 0 : 1)) === 0

const isBeyond = (type: EdmType, value: PrimitiveValue, limit: ValueLimit | undefined, side: 1 | -1): boolean => {
  const order = limit === undefined ? undefined : compareValues(type, value, limit.value)
  return order !== undefined && (order * side > 0 || (order === 0 && limit?.exclusive === true))
}

const describe = (limit: ValueLimit | undefined): string => limit === undefined ? '' : `${String(limit.value)}${limit.exclusive ? ' (exclusive)' : ''}`

/** A model is trusted with larger patterns than a request. */
const BOUNDS = { length: 10_000, size: 10_000 }

const matchers = new Map<string, Matcher | undefined>()

/** Undefined for a pattern that cannot be matched in linear time, or is none. */
function matcherOf (pattern: string): Matcher | undefined {
  if (!matchers.has(pattern)) matchers.set(pattern, makeMatcher(pattern))
  return matchers.get(pattern)
}

function makeMatcher (pattern: string): Matcher | undefined {
  try {
    return createMatcher(parsePattern(pattern, BOUNDS))
  } catch {
    return undefined
  }
}

/** What cannot be checked of a property is not stored, either. */
export function uncheckable (model: EdmModel, type: StructuredType, property: Property): Unsupported | undefined {
  const pattern = unmatchable(rulesOf(model, type, property))
  return pattern === undefined ? undefined : unsupported(`Writing '${property.name}', whose pattern ${pattern} (Validation.Pattern) cannot be matched`)
}

/** The pattern, where it cannot be matched. */
export const unmatchable = ({ pattern }: Partial<ValueRules> = {}): string | undefined =>
  pattern === undefined || matcherOf(pattern) !== undefined ? undefined : pattern.slice(0, 200)
