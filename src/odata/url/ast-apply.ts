/** `$apply` (OData Extension for Data Aggregation 4.0, section 3). */
import type { ExpressionNode, NamedValueNode } from './ast-expression.js'
import type { ComputeItemNode, OrderByItemNode, SearchNode } from './ast-options.js'
import type { AggregateNode, DataPathNode } from './ast-path.js'

/** Transformations joined by `/`. */
export type TransformationsNode = readonly TransformationNode[]

export type TransformationNode =
  | IdentityNode
  | AggregateTransformationNode
  | ComputeTransformationNode
  | ConcatNode
  | ExpandTransformationNode
  | FilterTransformationNode
  | SearchTransformationNode
  | GroupByNode
  | NestNode
  | JoinNode
  | OrderByTransformationNode
  | TopSkipNode
  | TopBottomNode
  | HierarchyNode
  | TraverseNode
  | CustomFunctionNode

export interface IdentityNode {
  readonly kind: 'identity'
  readonly position: number
}

export interface AggregateTransformationNode {
  readonly kind: 'aggregate'
  readonly items: readonly AggregateNode[]
  readonly position: number
}

export interface ComputeTransformationNode {
  readonly kind: 'compute'
  readonly items: readonly ComputeItemNode[]
  readonly position: number
}

export interface ConcatNode {
  readonly kind: 'concat'
  readonly sequences: readonly TransformationsNode[]
  readonly position: number
}

/** `expand(Sales,filter(…))`, of the earlier drafts that some clients still write. */
export interface ExpandTransformationNode {
  readonly kind: 'expand'
  readonly path: DataPathNode
  readonly sequences: readonly TransformationsNode[]
  readonly position: number
}

export interface FilterTransformationNode {
  readonly kind: 'filter'
  readonly predicate: ExpressionNode
  readonly position: number
}

export interface SearchTransformationNode {
  readonly kind: 'search'
  readonly search: SearchNode
  readonly position: number
}

export interface GroupByNode {
  readonly kind: 'groupBy'
  readonly elements: readonly GroupByElementNode[]
  readonly transformations?: TransformationsNode
  readonly position: number
}

export type GroupByElementNode =
  | { readonly kind: 'property', readonly path: DataPathNode, readonly position: number }
  /** `rollup(a,b)`; one name alone is the qualifier of a leveled hierarchy. */
  | { readonly kind: 'rollup', readonly levels: readonly DataPathNode[], readonly position: number }
  | {
    readonly kind: 'rollupRecursive'
    readonly hierarchy: HierarchyReferenceNode
    readonly transformations?: TransformationsNode
    readonly position: number
  }

/** `nest(T as A,…)`; `addnested(path,T as A,…)` has a path. */
export interface NestNode {
  readonly kind: 'nest'
  readonly path?: DataPathNode
  readonly items: ReadonlyArray<{ readonly transformations: TransformationsNode, readonly alias: string }>
  readonly position: number
}

export interface JoinNode {
  readonly kind: 'join' | 'outerJoin'
  readonly path: DataPathNode
  readonly alias: string
  readonly transformations?: TransformationsNode
  readonly position: number
}

export interface OrderByTransformationNode {
  readonly kind: 'orderBy'
  readonly items: readonly OrderByItemNode[]
  readonly position: number
}

export interface TopSkipNode {
  readonly kind: 'top' | 'skip'
  readonly value: number
  readonly position: number
}

/** `topcount(amount,value)` and its kin. */
export interface TopBottomNode {
  readonly kind: 'topCount' | 'topSum' | 'topPercent' | 'bottomCount' | 'bottomSum' | 'bottomPercent'
  readonly amount: ExpressionNode
  readonly value: ExpressionNode
  readonly position: number
}

/** The first three parameters of every hierarchical transformation. */
export interface HierarchyReferenceNode {
  readonly nodes: ExpressionNode
  readonly qualifier: string
  readonly property: DataPathNode
}

export interface HierarchyNode {
  readonly kind: 'ancestors' | 'descendants'
  readonly hierarchy: HierarchyReferenceNode
  readonly transformations: TransformationsNode
  readonly distance?: number
  readonly keepStart: boolean
  readonly position: number
}

export interface TraverseNode {
  readonly kind: 'traverse'
  readonly hierarchy: HierarchyReferenceNode
  readonly order: 'preorder' | 'postorder'
  readonly transformations?: TransformationsNode
  readonly orderBy: readonly OrderByItemNode[]
  readonly position: number
}

/** `Namespace.Function(name=value)` as a transformation. */
export interface CustomFunctionNode {
  readonly kind: 'customFunction'
  readonly name: string
  readonly parameters: readonly NamedValueNode[]
  readonly position: number
}
