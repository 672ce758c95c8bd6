/** The component schemas of a model's document: the types that its resources reach, and so many at most. */
import { isPolymorphic, isStructured, itemType } from '../../../edm/lookup.js'
import type { ComplexType, EntityType, EnumType, Property, StructuredType } from '../../../edm/types.js'
import { isRequired } from '../../../odata/json/required-properties.js'
import type { JsonSchema } from '../documentation.js'
import type { ComponentReferences } from '../resources/resource-place.js'
import { enumSchema, typeSchema } from './edm-schema.js'
import type { SampleOptions } from '../../../samples/sample-value.js'
import { exampleOf } from './sample-examples.js'
import { sentMembers, sentProperty } from './sent-values.js'
import type { Demands, SentFor } from './sent-values.js'

type ComponentType = ComplexType | EntityType | EnumType

/** Types that have a component at most: a page that shows more is slow. */
export const MAX_COMPONENTS = 300
/** Types that are told apart where one of several stands. */
const MAX_ALTERNATIVES = 30

/** Some types, and all that they have, nearest first. */
export function reachedTypes (roots: readonly ComponentType[]): ReadonlySet<ComponentType> {
  const found = new Set<ComponentType>()
  const queue: ComponentType[] = [...roots]
  for (const type of queue) {
    if (found.size >= MAX_COMPONENTS) break
    if (found.has(type) || type.namespace === 'Edm') continue
    found.add(type)
    if (type.kind !== 'enum') queue.push(...neighboursOf(type))
  }
  return found
}

function neighboursOf ({ baseType, concreteTypes, properties, navigationProperties }: StructuredType): readonly ComponentType[] {
  const ofProperties = properties.flatMap(({ type: reference }) => {
    const { type } = itemType(reference)
    return type.kind === 'complex' || type.kind === 'enum' ? [type] : []
  })
  const inside = navigationProperties.flatMap(({ containsTarget, target }) => containsTarget ? [target] : [])
  return [...baseType === undefined ? [] : [baseType], ...ofProperties, ...concreteTypes as readonly ComponentType[], ...inside]
}

/** OpenAPI 3.1, section 4.8.7: letters of ASCII, digits, dots, dashes and underscores. */
export const componentName = (name: string): string => name.replace(/[^\w.-]/gu, character => `_u${character.codePointAt(0)!.toString(16)}_`)

const referenceTo = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${componentName(name)}` })

export interface ModelReferences extends ComponentReferences {
  /** A value of any type that can have a component. */
  readonly any: ReferenceTo
  /** What is demanded of a property that is sent by its own path, beside its type. */
  readonly property: (owner: StructuredType, property: Property) => JsonSchema | undefined
}

type ReferenceTo = (type: ComponentType) => JsonSchema

/** References to what has a component; whatever else is an object that says what it is. */
export function referencesAmong (known: ReadonlySet<ComponentType>, demanded: Omit<Demands, 'referenceOf'>): ModelReferences {
  const named = (type: ComponentType): JsonSchema => known.has(type) ? referenceTo(type.fullName) : leftOut(type)
  const of = (type: StructuredType): JsonSchema => {
    if (!isPolymorphic(type)) return named(type)
    const { concreteTypes } = type
    if (concreteTypes.length > MAX_ALTERNATIVES || concreteTypes.length === 0 || !concreteTypes.every(concrete => known.has(concrete))) {
      return type.abstract ? leftOut(type) : named(type)
    }
    return { anyOf: concreteTypes.map(named) }
  }
  const demands = { ...demanded, referenceOf: of }
  const membersOf = rememberedMembers(demands)
  const created = (type: StructuredType): JsonSchema => {
    const members = demands.wantsRequired ? type.properties.filter(property => isRequired(type, property)).map(({ name }) => name) : []
    const required = [...members, ...type.abstract ? ['@odata.type'] : []]
    return allOf([of(type), ...required.length === 0 ? [] : [{ type: 'object', required }], ...membersOf(type, 'create')])
  }
  const changed = (type: StructuredType): JsonSchema => allOf([of(type), ...membersOf(type, 'update')])
  return {
    of,
    any: type => isStructured(type) ? of(type) : named(type),
    created,
    replaced: created,
    changed,
    changedValue: changed,
    property: (owner, property) => sentProperty(demands, owner, property),
    page: ({ fullName }) => referenceTo(`${fullName}CollectionResponse`)
  }
}

const allOf = (schemas: readonly JsonSchema[]): JsonSchema => schemas.length === 1 ? schemas[0]! : { allOf: schemas }

/** What is demanded of members, as a list of one or none, made once. */
function rememberedMembers (demands: Demands): (type: StructuredType, sentFor: SentFor) => readonly JsonSchema[] {
  const known = { create: new Map<StructuredType, readonly JsonSchema[]>(), update: new Map<StructuredType, readonly JsonSchema[]>() }
  return (type, sentFor) => {
    const found = known[sentFor].get(type) ?? listOf(sentMembers(demands, type, sentFor))
    known[sentFor].set(type, found)
    return found
  }
}

const listOf = (schema: JsonSchema | undefined): readonly JsonSchema[] => schema === undefined ? [] : [schema]

const leftOut = ({ kind, fullName }: ComponentType): JsonSchema => ({
  type: kind === 'enum' ? 'string' : 'object',
  description: `\`${fullName}\`; \`$metadata\` describes it.`
})

/**
 * Types that may lead from one to another by what they contain. Of more, contained entities are described where they have a path of their
 * own: a page that shows an operation follows each reference each time that it meets it, and does not come to an end.
 */
const MOST_LINKED = 60

/** The components of types by name. */
export function componentsOf (
  known: ReadonlySet<ComponentType>,
  referenceOf: ReferenceTo,
  samples: SampleOptions
): Record<string, JsonSchema> {
  const containedOf = known.size > MOST_LINKED ? leftOut : referenceOf
  return Object.fromEntries([...known].map(type =>
    [componentName(type.fullName), type.kind === 'enum' ? enumSchema(type) : structuredSchema(type, known, { referenceOf, containedOf, samples })]
  ))
}

function structuredSchema (
  type: StructuredType,
  known: ReadonlySet<ComponentType>,
  { referenceOf, containedOf, samples }: Readonly<Record<'referenceOf' | 'containedOf', ReferenceTo>> & { readonly samples: SampleOptions }
): JsonSchema {
  const { baseType } = type
  const hasBase = baseType !== undefined && known.has(baseType)
  // The base alone is meant, not whatever derives from it.
  const reference: ReferenceTo = other => other === baseType ? referenceTo(other.fullName) : referenceOf(other)
  return typeSchema(type, { referenceOf: reference, containedOf, hasBase, exampleOf: exampleOf(samples, type) })
}
