/** Examples of a model's resources, made as its data are: each fits its type, and works as it is where its key is free. */
import { findProperty, followsFromRelation, isStream, keyPartsIn, memberNames, relatesByKey } from '../../../edm/lookup.js'
import type { EdmModel, EntityType, NavigationProperty, Property, StructuredType } from '../../../edm/types.js'
import { rulesOf } from '../../../edm/value-rules.js'
import { saltOf } from '../../../samples/chance.js'
import { memberAt, withMemberAt, withoutMembersAt } from '../../../base/members.js'
import type { Members } from '../../../base/members.js'
import { impliedParts } from '../../../odata/implied-key.js'
import { sampleKey, withKey } from '../../../samples/sample-key.js'
import { sampleMembers } from '../../../samples/sample-value.js'
import type { SampleOptions } from '../../../samples/sample-value.js'
import type { Subject } from '../../../samples/subject.js'
import type { Example, Examples } from '../documentation.js'
import type { ResourceExamples } from '../resources/resource-place.js'

/** The same in every document. */
const UNTIL = Date.UTC(2026, 0, 31, 9, 30)

/** Every type has values of its own. */
export const subjectOf = ({ fullName }: Pick<StructuredType, 'fullName'>): Subject => ({ seed: saltOf(fullName), place: 0, until: UNTIL })

/** The type that an example is of: the declared one, or the first that there can be. */
export const concreteOf = <Type extends StructuredType>(type: Type): Type =>
  type.abstract ? type.concreteTypes[0] as Type | undefined ?? type : type

const typeName = (concrete: StructuredType, declared: StructuredType): Members =>
  concrete === declared ? {} : { '@odata.type': `#${concrete.fullName}` }

/** What a relation gives a value, or would have to, is left to it (CSDL 4.01, section 8.5). */
function entityOf (samples: SampleOptions, declared: EntityType, place = 0): Members {
  const type = concreteOf(declared)
  const subject = { ...subjectOf(type), place }
  return {
    ...typeName(type, declared),
    ...withKey(withoutDecided(type, sampleMembers(type, subject, samples)), sampleKey(type, place, subject))
  }
}

/** Values by their paths. */
type Given = ReadonlyArray<readonly [path: string, value: unknown]>

/** With what it cannot be without, which has the keys that its own are made of. `given`: what those around it are made of. */
function withRelated (samples: SampleOptions, declared: EntityType, around: readonly EntityType[] = [], given: Given = []): Members {
  const type = concreteOf(declared)
  const sampled = entityOf(samples, declared, around.length === 0 ? 0 : RELATED)
  const own = given.reduce<Members>((members, [path, value]) => withMemberAt(members, path, value), sampled)
  const needed = around.includes(type) ? [] : type.navigationProperties.filter(navigation => isNeeded(type, navigation))
  return {
    ...own,
    ...Object.fromEntries(needed.map(({ name, target, referentialConstraints }) => {
      const shared = referentialConstraints.filter(({ property }) => memberAt(own, property) !== undefined)
      const values = shared.map(({ property, referencedProperty }) => [referencedProperty, memberAt(own, property)] as const)
      return [name, withRelated(samples, target, [...around, type], values)]
    }))
  }
}

/** Other keys than those of the examples of their entity sets. */
const RELATED = 2

const isRelation = ({ collection, containsTarget, target }: NavigationProperty): boolean =>
  !collection && !containsTarget && target.concreteTypes.length > 0

/** Whether an entity cannot be without it: what it decides has no value of its own. */
const isNeeded = (type: EntityType, navigation: NavigationProperty): boolean =>
  isRelation(navigation) && !relatesByKey(type, navigation) &&
  (!navigation.nullable || navigation.referentialConstraints.some(({ property }) => findProperty(type, property)?.type.nullable === false))

const withoutDecided = (type: EntityType, members: Members): Members =>
  Object.fromEntries(Object.entries(members).filter(([name]) => !followsFromRelation(type, name)))

/** What a create contains: an entity of its first collection, and the first that is alone in its place. */
function withContained (samples: SampleOptions, declared: EntityType): Members | undefined {
  const inside = concreteOf(declared).navigationProperties.filter(isSampled)
  const [several, single] = [inside.find(({ collection }) => collection), inside.find(({ collection }) => !collection)]
  if (inside.length === 0) return undefined
  return {
    ...withRelated(samples, declared),
    ...several === undefined ? {} : { [several.name]: [itemOf(samples, several, declared)] },
    ...single === undefined ? {} : { [single.name]: entityOf(samples, single.target) }
  }
}

/** Without what follows of its key from the entity around. */
const itemOf = (samples: SampleOptions, navigation: NavigationProperty, around: EntityType): unknown =>
  withoutMembersAt(entityOf(samples, navigation.target), new Set(impliedParts(navigation, around).map(({ part }) => part.path)))

const isSampled = ({ containsTarget, target }: NavigationProperty): boolean => containsTarget && target.concreteTypes.length > 0

/** Members that a change can name: not the key. */
function changeOf (samples: SampleOptions, declared: EntityType): Members {
  const members = Object.entries(withoutDecided(declared, sampleMembers(declared, subjectOf(declared), samples)))
    .filter(([name]) => keyPartsIn(declared, name).length === 0)
  return Object.fromEntries(members.slice(0, 3))
}

/** As an answer has it: every member in its order. */
function answerOf (samples: SampleOptions, declared: StructuredType): Members {
  const type = concreteOf(declared)
  const members: Members = withKey(sampleMembers(type, subjectOf(type), samples), type.kind === 'entity' ? sampleKey(type, 0, subjectOf(type)) : {})
  const shown = type.properties.filter(property => !isStream(property) && Object.hasOwn(members, property.name))
  return {
    ...type.kind === 'entity' ? { '@odata.etag': 'W/"1"' } : {},
    ...typeName(type, declared),
    ...Object.fromEntries(shown.map(({ name }) => [name, members[name]]))
  }
}

/** The value of a property in the examples of its type; none of one that only a relation gives a value. */
export function exampleOf (samples: SampleOptions, type: StructuredType): (property: Property) => unknown {
  const sampled = sampleMembers(type, subjectOf(type), samples)
  const members = type.kind === 'entity' ? withoutDecided(type, sampled) : sampled
  return ({ name }) => Object.hasOwn(members, name) ? members[name] : undefined
}

/** As a client sends it. */
function sentOf (samples: SampleOptions, declared: StructuredType): Members {
  const type = concreteOf(declared)
  return { ...typeName(type, declared), ...sampleMembers(type, subjectOf(type), samples) }
}

/** As the model wants them: without null, and with what it says of values beside their types. */
export const samplesOf = (model: EdmModel): SampleOptions => ({ nulls: 0, rulesOf: (owner, property) => rulesOf(model, owner, property) })

const PLAIN: SampleOptions = { nulls: 0 }

export function sampleExamples (model: EdmModel): ResourceExamples {
  const samples = samplesOf(model)
  return {
    answer: type => answerOf(samples, type),
    sends: type => sentOf(samples, type),
    creates: type => {
      const inside = withContained(samples, type)
      return {
        entity: { summary: concreteOf(type).name, value: withRelated(samples, type) },
        ...inside === undefined ? {} : { inside: { summary: 'With what it contains', value: inside } }
      }
    },
    changes: type => ({ members: { summary: 'Members', value: changeOf(samples, type) } }),
    queries: (names, type) => {
      if (type === undefined) return {}
      return Object.fromEntries(names.flatMap(name => {
        const examples = queryExamples[name]?.(type) ?? []
        return examples.length === 0 ? [] : [[name, numbered(examples)]]
      }))
    }
  }
}

/** Creates of what is related: not the entity that the example of its entity set makes. What replaces it says nothing of its key. */
export function relatedExamples (model: EdmModel): ResourceExamples {
  const examples = sampleExamples(model)
  return {
    ...examples,
    creates: type => ({ entity: { summary: concreteOf(type).name, value: entityOf(samplesOf(model), type, 1) } }),
    replaces: type => {
      const key = new Set(type.key.map(({ path }) => path))
      return Object.fromEntries(Object.entries(examples.creates(type)).map(([name, { value, ...example }]) =>
        [name, { ...example, value: withoutMembersAt(value, key) }]))
    }
  }
}

const numbered = (examples: ReadonlyArray<readonly [summary: string, value: string]>): Examples =>
  Object.fromEntries(examples.map(([summary, value], index): [string, Example] => [`example${index + 1}`, { summary, value }]))

/** A name that no member of the type has, in any case. */
function freeName (type: StructuredType): string {
  const taken = new Set(memberNames(type).map(name => name.toLowerCase()))
  let name = 'total'
  while (taken.has(name)) name += 's'
  return name
}

/** The first property of one of some primitive types. */
function propertyOf (type: StructuredType, ...kinds: readonly string[]): readonly [name: string, value: unknown] | undefined {
  const valueOf = exampleOf(PLAIN, type)
  const property = type.properties.find(({ type: { type } }) => type.kind === 'primitive' && kinds.includes(type.name))
  return property === undefined ? undefined : [property.name, valueOf(property)]
}

type Shown = ReadonlyArray<readonly [summary: string, value: string]>

const queryExamples: Readonly<Record<string, (type: StructuredType) => Shown>> = {
  $filter: type => {
    const [text, number, truth] = [propertyOf(type, 'Edm.String'), propertyOf(type, 'Edm.Int32', 'Edm.Int64', 'Edm.Int16', 'Edm.Double'), propertyOf(type, 'Edm.Boolean')]
    return [
      ...text === undefined ? [] : [['Part of a text', `contains(${text[0]},'a')`] as const],
      ...number === undefined ? [] : [['A number', `${number[0]} ge ${String(number[1] ?? 1)}`] as const],
      ...truth === undefined ? [] : [['Yes or no', `${truth[0]} eq true`] as const]
    ]
  },
  $search: type => propertyOf(type, 'Edm.String') === undefined ? [] : [['A word', 'amber']],
  $orderby: type => {
    const property = propertyOf(type, 'Edm.String', 'Edm.DateTimeOffset', 'Edm.Int32')
    return property === undefined ? [] : [['Last first', `${property[0]} desc`]]
  },
  $expand: type => {
    const inside = type.navigationProperties.find(navigation => navigation.collection && isSampled(navigation))
    return inside === undefined ? [] : [['What it contains', inside.name]]
  },
  $apply: type => [['How many there are', `aggregate($count as ${freeName(type)})`]]
}
