/** What a model says of the values of a property beside its type (vocabulary Validation). */
import { findAnnotation, findInherited } from './annotation-lookup.js'
import { countOf, itemsOf, memberOf, recordOf, textOf, textsOf, truthOf } from './annotation-value.js'
import { ExactNumber } from './exact-number.js'
import { itemType, resolveAlias, underlyingType } from './lookup.js'
import { readPrimitive } from './read-primitive.js'
import type { Annotation, AnnotationExpression, EdmModel, Parameter, PrimitiveValue, Property, StructuredType, TypeReference } from './types.js'

/** A bound of a value. */
export interface ValueLimit {
  readonly value: PrimitiveValue
  /** Whether the value itself is out of bounds. */
  readonly exclusive: boolean
}

/** Rules of a value; of a collection those of its items, and how many there may be. What depends on an instance is not among them. */
export interface ValueRules {
  /** A regular expression, found anywhere in the text. */
  readonly pattern: string | undefined
  readonly minimum: ValueLimit | undefined
  readonly maximum: ValueLimit | undefined
  /** Digits. */
  readonly multipleOf: string | undefined
  readonly allowed: readonly PrimitiveValue[] | undefined
  readonly minItems: number | undefined
  readonly maxItems: number | undefined
  /** A structured value is of one of these types, or of one derived from it. */
  readonly types: readonly string[] | undefined
}

const VALIDATION = 'Org.OData.Validation.V1.'

const known = new WeakMap<EdmModel, Map<StructuredType, Map<Property, ValueRules | undefined>>>()

/** The rules of a property of a type; undefined where there are none. */
export function rulesOf (model: EdmModel, type: StructuredType, property: Property): ValueRules | undefined {
  if (model.origin === 'declared') return undefined
  const ofModel = known.get(model) ?? new Map<StructuredType, Map<Property, ValueRules | undefined>>()
  known.set(model, ofModel)
  const ofType = ofModel.get(type) ?? new Map<Property, ValueRules | undefined>()
  ofModel.set(type, ofType)
  if (!ofType.has(property)) ofType.set(property, readRules(model, type, property))
  return ofType.get(property)
}

/** The rules of a parameter of an operation, or of its type definition. */
export function rulesOfParameter (model: EdmModel, parameter: Parameter): ValueRules | undefined {
  if (!ofParameters.has(parameter)) {
    const { type } = itemType(parameter.type)
    ofParameters.set(parameter, rulesBy(model, parameter.type, term =>
      findAnnotation(model, parameter, term) ?? (type.kind === 'typeDefinition' ? findAnnotation(model, type, term) : undefined)))
  }
  return ofParameters.get(parameter)
}

const ofParameters = new WeakMap<Parameter, ValueRules | undefined>()

const readRules = (model: EdmModel, type: StructuredType, property: Property): ValueRules | undefined =>
  rulesBy(model, property.type, term => findInherited(model, type, property, term))

function rulesBy (model: EdmModel, reference: TypeReference, findTerm: (term: string) => Annotation | undefined): ValueRules | undefined {
  const find = (term: string): Annotation | undefined => findTerm(VALIDATION + term)
  const item = itemType(reference)
  const allowed = itemsOf(find('AllowedValues')?.value)
  const rules: ValueRules = {
    pattern: textOf(find('Pattern')?.value),
    minimum: limitOf(item, find('Minimum')),
    maximum: limitOf(item, find('Maximum')),
    multipleOf: numberText(find('MultipleOf')?.value),
    allowed: allowed?.flatMap(value => constantOf(item, memberOf(recordOf(value), 'Value')) ?? []),
    minItems: countOf(find('MinItems')?.value),
    maxItems: countOf(find('MaxItems')?.value),
    types: textsOf(find('DerivedTypeConstraint')?.value)?.map(name => resolveAlias(model.aliases, name) ?? name)
  }
  return Object.values(rules).every(rule => rule === undefined) ? undefined : rules
}

/** `Validation.Exclusive` annotates the annotation of the bound. */
function limitOf (reference: TypeReference, annotation: Annotation | undefined): ValueLimit | undefined {
  const value = constantOf(reference, annotation?.value)
  const exclusive = annotation?.annotations.find(({ term }) => term === `${VALIDATION}Exclusive`)
  return value === undefined ? undefined : { value, exclusive: exclusive !== undefined && truthOf(exclusive.value) !== false }
}

const numberText = (value: AnnotationExpression | undefined): string | undefined =>
  value?.kind === 'int' || value?.kind === 'decimal' || value?.kind === 'float' ? value.value : undefined

/** A constant as a value of a type, whatever its facets; undefined for what is none. */
function constantOf ({ type, nullable }: TypeReference, value: AnnotationExpression | undefined): PrimitiveValue | undefined {
  const reference = { type, nullable, scale: 'floating' as const }
  if (value?.kind === 'enumMember') return readPrimitive(reference, value.members.join(','))
  if (value?.kind === 'boolean') return readPrimitive(reference, value.value)
  const digits = numberText(value)
  if (digits !== undefined) return readPrimitive(reference, new ExactNumber(digits)) ?? wider(type, digits)
  return value !== undefined && 'value' in value && typeof value.value === 'string' ? readPrimitive(reference, value.value) : undefined
}

/** A bound may be no value of the type itself, as 0.5 of whole numbers. */
function wider (type: TypeReference['type'], digits: string): PrimitiveValue | undefined {
  const underlying = underlyingType(type)
  return underlying.kind === 'primitive' && /^Edm\.(?:S?Byte|Int\d\d|Single|Double)$/.test(underlying.name) ? Number(digits) : undefined
}
