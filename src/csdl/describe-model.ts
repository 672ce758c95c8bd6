/** An {@link EdmModel} as the tree of one document: what the writers write, and what two models are compared by. */
import { declaredKey, itemType, typeName } from '../edm/lookup.js'
import { findByName } from '../edm/name-index.js'
import type {
  Annotation, AnnotationGroup, ContainerChild, Described, EdmModel, EntityContainer, EnumType, NavigationProperty, Operation,
  Property, Reference, Schema, SchemaElement, StructuredType, Term, TypeReference
} from '../edm/types.js'
import { writeDefaultValue } from './bind/default-value.js'
import type {
  ContainerNode, CsdlVersion, DocumentTree, EnumTypeNode, ImportNode, NavigationPropertyNode, OperationNode, PropertyNode, ReferenceNode,
  ResourceNode, SchemaElementNode, SchemaNode, StructuredTypeNode, TermNode, TypeNode
} from './document.js'
import { givenFacets } from './given-facets.js'

/** Where annotations come from: the model as it is, unless somebody adds to it. `owner`: the type of a property. */
export interface AnnotationSource {
  readonly of: (element: Described, owner?: StructuredType) => readonly Annotation[]
  readonly groups: (schema: Schema) => readonly AnnotationGroup[]
  readonly references: readonly Reference[]
}

const asRead = ({ references }: EdmModel): AnnotationSource => ({
  of: ({ annotations }) => annotations,
  groups: ({ annotationGroups }) => annotationGroups,
  references
})

/**
 * All schemas are written into one document, whichever documents they came from.
 * @param version what 4.0 has no words for is left out: a property that is declared again, a singleton that can be null, a floating scale
 * @param keeps the elements that are described
 */
export function describeModel (model: EdmModel, version: CsdlVersion = '4.01', annotations = asRead(model), keeps: Description['keeps'] = () => true): DocumentTree {
  const source = { ...annotations, version, keeps }
  return {
    references: source.references.map(describeReference),
    schemas: model.schemas.map(schema => describeSchema(schema, source)),
    entityContainer: model.schemas.some(({ elements }) => elements.includes(model.container)) ? model.container.fullName : undefined
  }
}

/** How one model is described. */
interface Description extends AnnotationSource {
  readonly version: CsdlVersion
  readonly keeps: (element: SchemaElement) => boolean
}

const NOWHERE = 0

const describeReference = ({ uri, includes, includeAnnotations, annotations }: Reference): ReferenceNode => ({
  uri,
  includes: includes.map(({ namespace, alias, annotations }) => ({ namespace, alias, annotations })),
  includeAnnotations,
  annotations,
  at: NOWHERE
})

const describeSchema = (schema: Schema, source: Description): SchemaNode => ({
  namespace: schema.namespace,
  alias: schema.alias,
  elements: schema.elements.filter(source.keeps).map(element => describeElement(element, source)),
  annotationGroups: source.groups(schema),
  annotations: source.of(schema),
  at: NOWHERE
})

function describeElement (element: SchemaElement, source: Description): SchemaElementNode {
  switch (element.kind) {
    case 'entity': case 'complex': return describeStructuredType(element, source)
    case 'enum': return describeEnumType(element, source)
    case 'typeDefinition': return {
      kind: 'typeDefinition', ...named(element, source), underlyingType: typeName(element.underlyingType), facets: givenFacets(element)
    }
    case 'action': case 'function': return describeOperation(element, source)
    case 'term': return describeTerm(element, source)
    case 'container': return describeContainer(element, source)
  }
}

const named = (element: Described & { readonly name: string }, source: Description, owner?: StructuredType) => ({
  name: element.name,
  annotations: source.of(element, owner),
  at: NOWHERE
})

const describeStructuredType = (type: StructuredType, source: Description): StructuredTypeNode => ({
  kind: type.kind,
  ...named(type, source),
  baseType: type.baseType?.fullName,
  abstract: type.abstract,
  open: type.open && type.openInherited !== true,
  hasStream: type.kind === 'entity' && type.hasStream && type.hasStreamInherited !== true,
  key: type.kind === 'entity' ? declaredKey(type).map(({ path, alias }) => ({ path, alias })) : [],
  members: declaredMembers(type, source).map(member => member.kind === 'property'
    ? describeProperty(member, type, source)
    : describeNavigationProperty(member, type, source))
})

function declaredMembers ({ declaredMembers, baseType }: StructuredType, { version }: Description): StructuredType['declaredMembers'] {
  if (version === '4.01' || baseType === undefined) return declaredMembers
  return declaredMembers.filter(({ name }) =>
    findByName(baseType.properties, name, 'exact') === undefined && findByName(baseType.navigationProperties, name, 'exact') === undefined
  )
}

const describeProperty = (property: Property, owner: StructuredType, source: Description): PropertyNode => ({
  kind: 'property',
  ...named(property, source, owner),
  type: describeType(property.type, source),
  defaultValue: property.defaultValue === undefined ? undefined : writeDefaultValue(itemType(property.type).type, property.defaultValue)
})

const describeNavigationProperty = (
  property: NavigationProperty, owner: StructuredType, source: Description
): NavigationPropertyNode => ({
  kind: 'navigation',
  ...named(property, source, owner),
  target: property.target.fullName,
  collection: property.collection,
  nullable: property.collection ? undefined : property.nullable,
  containsTarget: property.containsTarget,
  partner: property.partner,
  referentialConstraints: property.referentialConstraints.map(({ property, referencedProperty, annotations }) => ({
    property, referencedProperty, annotations
  })),
  onDelete: property.onDelete === undefined ? undefined : { action: property.onDelete.action, annotations: property.onDelete.annotations }
})

/** Whether items of a collection of entities are null is not said: they never are. */
function describeType (reference: TypeReference, { version }: Description): TypeNode {
  const { type, nullable, nullableUnspecified = false, ...facets } = itemType(reference)
  const collection = reference.type.kind === 'collection'
  return {
    name: typeName(type),
    collection,
    nullable: nullableUnspecified || (collection && type.kind === 'entity') ? undefined : nullable,
    facets: givenFacets(version === '4.0' && facets.scale === 'floating' ? { ...facets, scale: 'variable' } : facets)
  }
}

const describeEnumType = (type: EnumType, source: Description): EnumTypeNode => ({
  kind: 'enum',
  ...named(type, source),
  underlyingType: type.underlyingType.name,
  isFlags: type.isFlags,
  members: type.members.map(member => ({ ...named(member, source), value: member.value }))
})

const describeOperation = (operation: Operation, source: Description): OperationNode => ({
  kind: operation.kind,
  ...named(operation, source),
  bound: operation.bound,
  entitySetPath: operation.entitySetPath,
  composable: operation.kind === 'function' && operation.composable,
  parameters: operation.parameters.map(parameter => ({ ...named(parameter, source), type: describeType(parameter.type, source) })),
  returnType: operation.returnType === undefined
    ? undefined
    : { type: describeType(operation.returnType, source), annotations: source.of(operation.returnType), at: NOWHERE }
})

const describeTerm = (term: Term, source: Description): TermNode => ({
  kind: 'term',
  ...named(term, source),
  type: describeType(term.type, source),
  baseTerm: term.baseTerm,
  defaultValue: term.defaultValue,
  appliesTo: term.appliesTo
})

const describeContainer = (container: EntityContainer, source: Description): ContainerNode => ({
  kind: 'container',
  ...named(container, source),
  extends: container.extends?.fullName,
  children: container.declaredChildren.map(child => describeChild(child, source))
})

function describeChild (child: ContainerChild, source: Description): ResourceNode | ImportNode {
  switch (child.kind) {
    case 'entitySet': case 'singleton': return {
      kind: child.kind,
      ...named(child, source),
      type: child.type.fullName,
      nullable: child.kind === 'singleton' && child.nullable && source.version === '4.01',
      includeInServiceDocument: child.kind === 'singleton' || child.includeInServiceDocument,
      bindings: child.navigationPropertyBindings.map(({ path, target }) => ({ path, target }))
    }
    case 'actionImport': case 'functionImport': return {
      kind: child.kind,
      ...named(child, source),
      operation: (child.kind === 'actionImport' ? child.action : child.functions[0]).fullName,
      entitySet: child.entitySet,
      includeInServiceDocument: child.kind === 'functionImport' && child.includeInServiceDocument
    }
  }
}
