/**
 * A CSDL document as a tree: what both formats say, before names are looked up (OData CSDL 4.01). Both readers make it, both writers
 * write it, and two models are the same when their trees are. Names of types and such are qualified by namespaces, never by aliases; only
 * inside annotations they stay as they were written.
 */
import type { Annotation, AnnotationGroup } from '../edm/annotation-expression.js'
import type { Facets, OnDelete } from '../edm/types.js'

export type CsdlVersion = '4.0' | '4.01'

interface Annotatable {
  readonly annotations: readonly Annotation[]
}

/** What can be wrong once names are looked up has a place: `at`, for `CsdlDocument.fault`. */
interface Placed {
  readonly at: number
}

interface NamedNode extends Annotatable, Placed {
  readonly name: string
}

/** Sections 3.4 and 7.2. `nullable` is undefined where the document leaves it open. */
export interface TypeNode {
  readonly name: string
  readonly collection: boolean
  readonly nullable: boolean | undefined
  readonly facets: Facets
}

/** Section 7 */
export interface PropertyNode extends NamedNode {
  readonly kind: 'property'
  readonly type: TypeNode
  readonly defaultValue: string | undefined
}

export interface ReferentialConstraintNode extends Annotatable {
  readonly property: string
  readonly referencedProperty: string
}

export interface OnDeleteNode extends Annotatable {
  readonly action: OnDelete['action']
}

/** Section 8 */
export interface NavigationPropertyNode extends NamedNode {
  readonly kind: 'navigation'
  readonly target: string
  readonly collection: boolean
  readonly nullable: boolean | undefined
  readonly containsTarget: boolean
  readonly partner: string | undefined
  readonly referentialConstraints: readonly ReferentialConstraintNode[]
  readonly onDelete: OnDeleteNode | undefined
}

/** Section 6.5 */
export interface KeyNode {
  readonly path: string
  readonly alias: string | undefined
}

/** Sections 6 and 9. */
export interface StructuredTypeNode extends NamedNode {
  readonly kind: 'entity' | 'complex'
  readonly baseType: string | undefined
  readonly abstract: boolean
  readonly open: boolean
  readonly hasStream: boolean
  readonly key: readonly KeyNode[]
  readonly members: ReadonlyArray<PropertyNode | NavigationPropertyNode>
}

/** Section 10.3. A value may be left out: one more than the member before. */
export interface EnumMemberNode extends NamedNode {
  readonly value: bigint | undefined
}

/** Section 10 */
export interface EnumTypeNode extends NamedNode {
  readonly kind: 'enum'
  readonly underlyingType: string
  readonly isFlags: boolean
  readonly members: readonly EnumMemberNode[]
}

/** Section 11 */
export interface TypeDefinitionNode extends NamedNode {
  readonly kind: 'typeDefinition'
  readonly underlyingType: string
  readonly facets: Facets
}

export interface ParameterNode extends NamedNode {
  readonly type: TypeNode
}

export interface ReturnTypeNode extends Annotatable, Placed {
  readonly type: TypeNode
}

/** Section 12 */
export interface OperationNode extends NamedNode {
  readonly kind: 'action' | 'function'
  readonly bound: boolean
  readonly entitySetPath: string | undefined
  readonly composable: boolean
  readonly parameters: readonly ParameterNode[]
  readonly returnType: ReturnTypeNode | undefined
}

/** Section 14.1 */
export interface TermNode extends NamedNode {
  readonly kind: 'term'
  readonly type: TypeNode
  readonly baseTerm: string | undefined
  readonly defaultValue: string | undefined
  readonly appliesTo: readonly string[]
}

export interface BindingNode {
  readonly path: string
  readonly target: string
}

/** Sections 13.2 and 13.3: `nullable` is for singletons, `includeInServiceDocument` for entity sets. */
export interface ResourceNode extends NamedNode {
  readonly kind: 'entitySet' | 'singleton'
  readonly type: string
  readonly nullable: boolean
  readonly includeInServiceDocument: boolean
  readonly bindings: readonly BindingNode[]
}

/** Sections 13.5 and 13.6. */
export interface ImportNode extends NamedNode {
  readonly kind: 'actionImport' | 'functionImport'
  readonly operation: string
  readonly entitySet: string | undefined
  readonly includeInServiceDocument: boolean
}

/** Section 13 */
export interface ContainerNode extends NamedNode {
  readonly kind: 'container'
  readonly extends: string | undefined
  readonly children: ReadonlyArray<ResourceNode | ImportNode>
}

/** Whether a child of a container has entities. */
export const isResourceNode = (node: ResourceNode | ImportNode): node is ResourceNode =>
  node.kind === 'entitySet' || node.kind === 'singleton'

export type SchemaElementNode = StructuredTypeNode | EnumTypeNode | TypeDefinitionNode | OperationNode | TermNode | ContainerNode

/** Section 5 */
export interface SchemaNode extends Annotatable, Placed {
  readonly namespace: string
  readonly alias: string | undefined
  readonly elements: readonly SchemaElementNode[]
  readonly annotationGroups: readonly AnnotationGroup[]
}

export interface IncludeNode extends Annotatable {
  readonly namespace: string
  readonly alias: string | undefined
}

export interface IncludeAnnotationsNode {
  readonly termNamespace: string
  readonly qualifier: string | undefined
  readonly targetNamespace: string | undefined
}

/** Section 4.1 */
export interface ReferenceNode extends Annotatable, Placed {
  readonly uri: string
  readonly includes: readonly IncludeNode[]
  readonly includeAnnotations: readonly IncludeAnnotationsNode[]
}

export interface DocumentTree {
  readonly references: readonly ReferenceNode[]
  readonly schemas: readonly SchemaNode[]
  /** The qualified name of the container that the service offers; CSDL JSON says which. */
  readonly entityContainer: string | undefined
}

export interface CsdlDocument extends DocumentTree {
  /** Whether its types can be used, and it is not part of the model: a vocabulary that nobody gave. */
  readonly external?: true
  readonly version: CsdlVersion
  /** An error about the place `at` of this document. */
  readonly fault: (sentence: string, at: number, path?: string) => Error
}

/** A document's tree, and the aliases it gives. */
export interface ReadDocument {
  readonly document: CsdlDocument
  readonly aliases: ReadonlyMap<string, string>
}
