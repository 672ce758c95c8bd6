/**
 * What a part of a model needs: from some entity sets and singletons by inheritance, property types, containment and the targets of
 * bindings.
 */
import type {
  EdmModel, EdmType, EntityContainer, EntitySet, EnumType, NavigationProperty, Operation, Singleton, StructuredType,
  TypeDefinition, TypeReference
} from '../edm/types.js'

type NamedType = StructuredType | EnumType | TypeDefinition
type Resource = EntitySet | Singleton

/** What is kept of a model. */
export interface Reach {
  readonly resources: ReadonlySet<Resource>
  readonly types: ReadonlySet<NamedType>
  readonly operations: ReadonlySet<Operation>
  /** Whether a navigation property leads to entities that there can be. */
  readonly keeps: (property: NavigationProperty) => boolean
}

/** `operations`: unbound ones that are kept too. */
export function reachFrom (model: EdmModel, resources: readonly Resource[], operations: readonly Operation[]): Reach {
  const types = new Set<NamedType>()
  const found = new Set<Resource>()
  const kept = new Set<Operation>()
  const queue: NamedType[] = []
  const add = (type: EdmType): void => {
    if (type.kind === 'collection') return add(type.elementType.type)
    if (type.kind === 'primitive' || type.kind === 'builtIn' || type.namespace === 'Edm' || types.has(type)) return
    types.add(type)
    queue.push(type)
  }
  /** A value can be of any derived type. */
  const addWithDerived = (type: EdmType): void => {
    add(type)
    const item = type.kind === 'collection' ? type.elementType.type : type
    if (item.kind === 'entity' || item.kind === 'complex') for (const derived of item.derivedTypes) addWithDerived(derived)
  }
  /** Of what is bound to, the entities are those that are kept anyway, where there are such. */
  const addResource = (resource: Resource, addType: (type: EdmType) => void): void => {
    if (found.has(resource)) return
    found.add(resource)
    addType(resource.type)
    for (const { targetResource, target } of resource.navigationPropertyBindings) {
      const reached = targetResource ?? resourceOf(model.container, target)
      if (reached !== undefined) addResource(reached, add)
    }
  }
  const follow = (): void => {
    for (let type = queue.pop(); type !== undefined; type = queue.pop()) {
      if (type.kind === 'enum' || type.kind === 'typeDefinition') continue
      if (type.baseType !== undefined) add(type.baseType)
      for (const needed of neededBy(type)) addWithDerived(needed)
    }
  }
  for (const resource of resources) addResource(resource, addWithDerived)
  for (const operation of operations) for (const type of typesOf(operation)) addWithDerived(type)
  for (const term of model.terms.values()) addWithDerived(term.type.type)
  follow()
  for (const { type } of found) if (!type.concreteTypes.some(concrete => types.has(concrete))) addWithDerived(type)
  follow()
  // An operation may bring complex types, and with them what those contain, and so further operations.
  for (let before = -1; before !== kept.size;) {
    before = kept.size
    for (const operation of [...operations, ...boundOperations(model)]) {
      if (kept.has(operation) || !typesOf(operation).every(type => isReached(types, type))) continue
      kept.add(operation)
      for (const type of typesOf(operation)) if (type.kind !== 'entity') addWithDerived(type)
    }
    follow()
  }
  return {
    resources: found, types, operations: kept, keeps: ({ target }) => target.concreteTypes.some(concrete => types.has(concrete))
  }
}

const boundOperations = ({ actions, functions }: EdmModel): readonly Operation[] =>
  [...actions, ...functions].filter(({ bound }) => bound)

/** What a target like `Self.Container/Me/Friends` begins with. */
function resourceOf (container: EntityContainer, target: string): Resource | undefined {
  const segments = target.split('/')
  return [...container.entitySets, ...container.singletons].find(({ name }) => name === segments[0] || name === segments[1])
}

/** The types of structural properties, of what is contained, and of what a key leads through. */
function * neededBy (type: StructuredType): Iterable<EdmType> {
  const inKey = new Set(type.kind === 'entity' ? type.key.flatMap(({ path }) => path.split('/').slice(0, -1)) : [])
  for (const member of type.declaredMembers) {
    if (member.kind === 'property') yield member.type.type
    else if (member.containsTarget || inKey.has(member.name)) yield member.target
  }
}

function typesOf ({ parameters, returnType }: Operation): ReadonlyArray<Exclude<EdmType, { kind: 'collection' }>> {
  const references: readonly TypeReference[] = [...parameters.map(({ type }) => type), ...returnType === undefined ? [] : [returnType]]
  return references.map(({ type }) => type.kind === 'collection' ? type.elementType.type as Exclude<EdmType, { kind: 'collection' }> : type)
}

/** Entities must be there already; values of other types come with what uses them. */
const isReached = (types: ReadonlySet<NamedType>, type: EdmType): boolean =>
  type.kind !== 'entity' || type.namespace === 'Edm' || types.has(type)
