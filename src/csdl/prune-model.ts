/**
 * A part of a model that stands by itself: the entity sets and singletons that are named, and what they reach (`reach.ts`). What is not
 * kept is neither stored nor in `$metadata`:
 *
 * - Base types are kept, without the other types that derive from them: with Graph's `users`, `groups` and `devices`, `directoryObject` is
 *   a type whose entities are users, groups and devices.
 * - What is contained is kept whole. A navigation property without containment is kept if its target, or a type that derives from it, can
 *   have entities; else it is dropped, and with it its bindings and annotations.
 * - Entity sets and singletons that navigation properties are bound to are kept, for entities of types that are kept anyway:
 *   `directoryObjects` for users, groups and devices.
 * - Bound operations are kept if all entity types they name are. Action and function imports are kept if they are named.
 */
import { isStructured, itemType } from '../edm/lookup.js'
import { findByName } from '../edm/name-index.js'
import type {
  AnnotationGroup, ContainerChild, EdmModel, EntitySet, Operation, Schema, SchemaElement, Singleton, StructuredType
} from '../edm/types.js'
import { suggest } from '../base/suggest.js'
import { bindModel } from './bind/bind-model.js'
import { CsdlError, quote } from './csdl-error.js'
import { describeModel } from './describe-model.js'
import type { BindingNode, ContainerNode, CsdlDocument, OperationNode, SchemaElementNode, SchemaNode, StructuredTypeNode } from './document.js'
import { isResourceNode } from './document.js'
import { expandPath, stepsOf } from './names.js'
import { reachFrom } from './reach.js'
import type { Reach } from './reach.js'

/** A name to keep that the model does not have. */
export class IncludeError extends Error {
  override readonly name = 'IncludeError'
}

/**
 * @param include names of entity sets, singletons, action and function imports, in any case
 * @throws IncludeError for another name
 */
export function pruneModel (model: EdmModel, include: readonly string[]): EdmModel {
  const children = include.map(name => resolveChild(model, name))
  const resources = children.filter((child): child is EntitySet | Singleton => child.kind === 'entitySet' || child.kind === 'singleton')
  const operations = children.flatMap((child): readonly Operation[] =>
    child.kind === 'actionImport' ? [child.action] : child.kind === 'functionImport' ? child.functions : []
  )
  const reach = reachFrom(model, resources, operations)
  const names = new Set([...children, ...reach.resources].map(({ name }) => name))
  const keeps = (element: SchemaElement): boolean => isKept(reach, element)
  const { references, schemas, entityContainer } = describeModel(model, '4.01', undefined, keeps)
  const kept = schemas.map((node, index) => pruneSchema(model, reach, names, (model.schemas[index] as Schema).elements.filter(keeps), node))
  const document: CsdlDocument = {
    references,
    schemas: kept.filter(({ elements, annotations }) => elements.length > 0 || annotations.length > 0),
    entityContainer,
    version: '4.01',
    fault: (sentence, _, path) => new CsdlError(sentence, 'the part of the model', { line: 1, column: 1 }, path)
  }
  return { ...bindModel([document], model.aliases, { withoutContainer: true }), origin: model.origin }
}

function resolveChild ({ container: { entitySets, singletons, actionImports, functionImports } }: EdmModel, name: string): ContainerChild {
  const all = [...entitySets, ...singletons, ...actionImports, ...functionImports]
  const found = findByName(all, name)
  if (found !== undefined) return found
  const near = name.length > MAX_SUGGESTED ? undefined : suggest(name, all.map(child => child.name))
  throw new IncludeError(
    `The model has no entity set or singleton ${quote(name)}.${near === undefined ? '' : ` Did you mean ${quote(near)}?`}`
  )
}

const MAX_SUGGESTED = 100

function pruneSchema (
  model: EdmModel, reach: Reach, names: ReadonlySet<string>, kept: readonly SchemaElement[], node: SchemaNode
): SchemaNode {
  const elements = kept.map((element, index) => pruneElement(reach, names, element, node.elements[index] as SchemaElementNode))
  return { ...node, elements, annotationGroups: node.annotationGroups.filter(group => keepsTarget(model, reach, names, group)) }
}

function pruneElement (
  reach: Reach, names: ReadonlySet<string>, element: SchemaElement, node: SchemaElementNode
): SchemaElementNode {
  switch (element.kind) {
    case 'entity': case 'complex': return pruneMembers(reach, element, node as StructuredTypeNode)
    case 'action': case 'function': return pruneEntitySetPath(reach, element, node as OperationNode)
    case 'container': return pruneContainer(reach, names, element.declaredChildren, node as ContainerNode)
    case 'enum': case 'typeDefinition': case 'term': return node
  }
}

function isKept (reach: Reach, element: SchemaElement): boolean {
  switch (element.kind) {
    case 'entity': case 'complex': case 'enum': case 'typeDefinition': return reach.types.has(element)
    case 'action': case 'function': return reach.operations.has(element)
    case 'container': case 'term': return true
  }
}

function pruneMembers (
  reach: Reach, { declaredMembers }: StructuredType, node: StructuredTypeNode
): StructuredTypeNode {
  const members = node.members.flatMap((member, index) => {
    const declared = declaredMembers[index]
    if (member.kind !== 'navigation' || declared?.kind !== 'navigation') return [member]
    if (!reach.keeps(declared)) return []
    const partner = declared.partner?.split('/').at(-1)
    const back = partner === undefined ? undefined : findByName(declared.target.navigationProperties, partner, 'exact')
    return [back === undefined || reach.keeps(back) ? member : { ...member, partner: undefined }]
  })
  return { ...node, members }
}

/** A way through what is not kept is not kept either. */
function pruneEntitySetPath (reach: Reach, { parameters: [binding] }: Operation, node: OperationNode): OperationNode {
  const type = binding === undefined ? undefined : itemType(binding.type).type
  const steps = node.entitySetPath?.split('/').slice(1) ?? []
  return type === undefined || !isStructured(type) || keepsPath(reach, type, steps) ? node : { ...node, entitySetPath: undefined }
}

/** Steps that the type does not have, after casts to other types, are not judged. */
function keepsPath (reach: Reach, type: StructuredType, [step, ...others]: readonly string[]): boolean {
  if (step === undefined || step.includes('.')) return true
  const navigation = findByName(type.navigationProperties, step, 'exact')
  if (navigation !== undefined) return reach.keeps(navigation) && keepsPath(reach, navigation.target, others)
  const property = findByName(type.properties, step, 'exact')
  const item = property === undefined ? undefined : itemType(property.type).type
  return item === undefined || !isStructured(item) || keepsPath(reach, item, others)
}

function pruneContainer (
  reach: Reach, names: ReadonlySet<string>, children: readonly ContainerChild[], node: ContainerNode
): ContainerNode {
  return {
    ...node,
    children: node.children.flatMap((child, index) => {
      const declared = children[index] as ContainerChild
      if (!names.has(child.name)) return []
      if (!isResourceNode(child) || !('type' in declared)) return [child]
      return [{ ...child, bindings: child.bindings.filter(binding => keepsBinding(reach, names, declared.type, binding)) }]
    })
  }
}

const keepsBinding = (reach: Reach, names: ReadonlySet<string>, type: StructuredType, { path, target }: BindingNode): boolean =>
  target.split('/').some(segment => names.has(segment)) && keepsPath(reach, type, path.split('/'))

/** Whether what annotations target is still there; of a longer way, its beginning. */
function keepsTarget (model: EdmModel, reach: Reach, names: ReadonlySet<string>, { target }: AnnotationGroup): boolean {
  const [first = '', second] = stepsOf(expandPath(model.aliases, target))
  const [name = ''] = first.split('(', 1)
  const type = model.types.get(name)
  if (type !== undefined) return reach.types.has(type) && (second === undefined || keepsPath(reach, type, [second]))
  const other = model.enumTypes.get(name) ?? model.typeDefinitions.get(name)
  if (other !== undefined) return reach.types.has(other)
  if (model.schemas.some(({ elements }) => elements.some(element => element.kind === 'container' && element.fullName === name))) {
    return second === undefined || names.has(second)
  }
  return [...reach.operations].some(({ fullName }) => fullName === name) || model.terms.has(name)
}
