/** Example values of the model's types, made of the examples that its properties declare. Each works as it is. */
import { facetsOf } from '../../../edm/declare.js'
import type { DeclaredFacets, TypeDeclaration } from '../../../edm/declare.js'
import { findNavigationProperty, findProperty, isPolymorphic } from '../../../edm/lookup.js'
import type { Action, EntityType, StructuredType } from '../../../edm/types.js'
import { graphModel, qualifiedName, typeDeclarations } from '../model/graph-model.js'
import type { Example, Examples } from '../../../http/openapi/documentation.js'

type Members = Readonly<Record<string, unknown>>

/** What the example is for: a body that creates or changes, or an answer. */
type Purpose = 'create' | 'change' | 'answer'

/** A complex value as a client sends it. */
export const requestExample = (type: StructuredType): Members => valueOf(type, 'create')

/** A value as the service answers it by default. */
export const answerExample = (type: StructuredType): Members => valueOf(type, 'answer')

/** One for each concrete type, and the least a body needs. */
export function createExamples (type: EntityType): Examples {
  const complete = type.concreteTypes.map(concrete =>
    [concrete.name, { summary: concrete.name, value: valueOf(concrete, 'create', isPolymorphic(type)) }] as const
  )
  const [first = type] = type.concreteTypes
  return Object.fromEntries<Example>([...complete, ['least', {
    summary: 'The least',
    value: isPolymorphic(type) ? { '@odata.type': `#${first.fullName}` } : {}
  }]])
}

/** The entity's own members; then for each collection that it contains: other entities in place of those there are, and one more. */
export function changeExamples (type: EntityType): Examples {
  const contained = type.navigationProperties.flatMap(({ name, target }) => [
    [`${name}Replaced`, { summary: `Replace ${name}`, value: { [name]: [valueOf(target, 'create')] } }],
    [`${name}Added`, { summary: `Add to ${name}`, value: { [`${name}@odata.delta`]: [valueOf(target, 'create')] } }]
  ] as Array<[string, Example]>)
  return { members: { summary: 'Members', value: valueOf(type, 'change', false) }, ...Object.fromEntries(contained) }
}

/** The parameters of an action; those that set values by position need the ids of entities that are there. */
export function actionExample ({ parameters: [binding, ...parameters], effect }: Action): Members {
  const bound = binding?.type.type.kind === 'collection' ? binding.type.type.elementType.type : binding?.type.type
  if (bound?.kind !== 'entity') throw new Error('actions are bound to entities')
  if (effect === undefined) return Object.fromEntries(parameters.map(({ name }) => [name, null]))
  if (effect.kind === 'replaceContained') {
    const contained = findNavigationProperty(bound, effect.navigationProperty)
    return { [effect.parameter]: contained === undefined ? [] : [valueOf(contained.target, 'create')] }
  }
  const from: Readonly<Record<string, string | undefined>> = {
    [effect.keys]: bound.key[0]?.path,
    [effect.values]: findProperty(bound, effect.property)?.name
  }
  return Object.fromEntries(parameters.map(({ name }) => [name, [declaredExample(bound, from[name] ?? '')]]))
}

/** The content of a stream, as text: what it declares in base64url. */
export function streamExample (type: EntityType, name: string): string {
  return Buffer.from(String(declaredExample(type, name)), 'base64url').toString()
}

function declaredExample (type: StructuredType, name: string): unknown {
  return (propertiesOf(type).find(([property]) => property === name)?.[1] as { examples?: readonly unknown[] } | undefined)?.examples?.[0]
}

/** The first concrete type, with its name where there are several, or in an answer. */
function valueOf (type: StructuredType, purpose: Purpose, named = isPolymorphic(type)): Members {
  const [concrete = type] = type.concreteTypes
  const typeName = named || concrete.kind === 'entity' ? `#${concrete.fullName}` : concrete.fullName
  return {
    ...purpose === 'answer' && concrete.kind === 'entity' ? { '@odata.etag': 'W/"1"' } : {},
    ...named || purpose === 'answer' ? { '@odata.type': typeName } : {},
    ...Object.fromEntries(propertiesOf(concrete).flatMap(([name, schema]) => {
      const value = memberOf(facetsOf(schema), (schema as { examples?: readonly unknown[] }).examples?.[0], purpose)
      return value === undefined ? [] : [[name, value]]
    }))
  }
}

/** Undefined: not there. What is unique is issued when a body leaves it out, so that an example works more than once. */
function memberOf (facets: DeclaredFacets, example: unknown, purpose: Purpose): unknown {
  switch (facets.kind) {
    case 'primitive':
      if (purpose === 'answer') return facets.type === 'Edm.Stream' ? undefined : example ?? null
      return facets.readOnly || facets.unique || (purpose === 'change' && facets.type === 'Edm.Stream') ? undefined : example
    case 'complex': return valueOf(modelType(facets.type), purpose)
    case 'collection':
      if (facets.element.kind !== 'complex') return example ?? []
      return purpose === 'change' ? undefined : [valueOf(modelType(facets.element.type), purpose)]
    case 'containment': {
      const type = modelType(facets.type)
      return purpose === 'create' ? [valueOf(type, 'create')] : undefined
    }
  }
}

export function modelType ({ name }: TypeDeclaration): StructuredType {
  const type = graphModel.types.get(qualifiedName(name))
  if (type === undefined) throw new Error(`the model has no type ${name}`)
  return type
}

/** Declared properties, inherited ones first. */
const propertiesOf = ({ name }: StructuredType): Array<[string, TypeDeclaration['properties'][string]]> =>
  propertiesOfDeclaration(typeDeclarations.find(declaration => declaration.name === name))

const propertiesOfDeclaration = (declaration: TypeDeclaration | undefined): Array<[string, TypeDeclaration['properties'][string]]> =>
  declaration === undefined ? [] : [...propertiesOfDeclaration(declaration.baseType), ...Object.entries(declaration.properties)]
