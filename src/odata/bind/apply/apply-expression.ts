/**
 * `$apply` with every name resolved (OData Extension for Data Aggregation 4.0, section 3). Made by `bind-apply.ts`, rendered by
 * `storage/sql/apply/render-apply.ts`.
 */
import type { NavigationProperty, Property, TypeReference } from '../../../edm/types.js'
import type { DataPathNode, TransformationsNode } from '../../url/ast.js'
import type { Selection } from '../selection.js'
import type { ComputeItem, Expression, FilterExpression, OrderByItem, RangeVariable, SearchExpression, ValueMethod } from '../expression/expression.js'
import type { Scope } from '../expression/scope.js'
import type { HierarchyReference } from './hierarchy.js'
import type { Unsupported } from '../unsupported.js'
import type { Way } from './value-path.js'

/**
 * `sum`, `min`, `max`, `average`, `countdistinct` of an expression; `count` of items, or of what a collection of theirs has (sections
 * 3.2.1.1 to 3.2.1.3).
 */
export type AggregateMethod = ValueMethod | 'count'

/** `expression with method as name` */
export interface AggregateItem {
  readonly name: string
  readonly method: AggregateMethod
  /** Undefined in `$count as name`. */
  readonly expression: Expression | undefined
  /** Where what is aggregated is not the items themselves: how it is come to. The expression is of what the last hop leads to. */
  readonly way?: Way | undefined
  readonly type: TypeReference
}

/** Related entities, and transformations of them. */
export interface NestedCollection {
  readonly path: DataPathNode
  readonly transformations: TransformationsNode
}

/** A member of a result item: a property of the input that is still there, or a name that a transformation gave. */
export interface OutputMember {
  /** With the names of the objects around it before it, joined by `/`, where it is what was grouped by a path. */
  readonly name: string
  readonly type: TypeReference
  /** Of the input's type, when the member is such a property, or is what was grouped by one. */
  readonly property: Property | undefined
  /** Of an entity that `join` has put beside the item: the collection that it is one of. */
  readonly joined?: NavigationProperty | undefined
  /** Of a collection that `addnested` gives the item: what is made of which related entities. */
  readonly nested?: NestedCollection | undefined
  /** Of a collection that `nest` has made: what its context URL says in parentheses of the items, where they are others. */
  readonly made?: { readonly text: string | undefined } | undefined
  /** Of a path to a related entity: the names that lead to it, joined by `/`. */
  readonly expand?: string | undefined
}

/** Whether a member is an annotation that a transformation gives its items: no expression names it, and no `$select`. */
export const isAnnotation = (name: string): boolean => name.startsWith('@')

/** A grouping property, and the expression that reads it. */
export interface GroupingKey extends OutputMember {
  readonly expression: Expression
}

export interface AggregateTransformation {
  readonly kind: 'aggregate'
  readonly items: readonly AggregateItem[]
}

export interface GroupByTransformation {
  readonly kind: 'groupBy'
  readonly keys: readonly GroupingKey[]
  /** Applied to each group; undefined in `groupby((a,b))`, which leaves the keys alone. */
  readonly transformations: readonly Transformation[] | undefined
}

export interface ConcatTransformation {
  readonly kind: 'concat'
  readonly sequences: ReadonlyArray<readonly Transformation[]>
  /** The members that any of the sequences has. */
  readonly output: readonly OutputMember[]
}

/** The items with the greatest, or least, values of an expression, in the order that all of them had. */
export interface ExtremesTransformation {
  readonly kind: 'extremes'
  /** What `amount` is of: the number of items, the sum of their values, or that sum as a percentage of that of all. */
  readonly measure: 'count' | 'sum' | 'percent'
  readonly amount: number
  /** Whether the greatest values are meant. */
  readonly top: boolean
  readonly expression: Expression
}

/** Each item again for every entity of a collection of its own, after transformations of these; `outer`: or once for none. */
export interface JoinTransformation {
  readonly kind: 'join'
  readonly outer: boolean
  readonly collection: Expression
  /** One of the collection, before the transformations. */
  readonly item: RangeVariable
  /** What an item has more afterwards. */
  readonly member: OutputMember
  readonly transformations: readonly Transformation[]
}

/** One item, with what each sequence of transformations makes of all items as a collection (section 3.6). */
export interface NestTransformation {
  readonly kind: 'nest'
  readonly items: readonly NestItem[]
}

export interface NestItem {
  readonly member: OutputMember
  readonly transformations: readonly Transformation[]
  /** What is shown of items that are still those of the resource; undefined when they are not. */
  readonly selection: Selection | undefined
  /** The members of its items. */
  readonly output: readonly OutputMember[]
}

/** The items whose nodes are above or below those of what transformations leave of them (section 6.2.1). */
export interface RelativesTransformation extends HierarchyReference {
  readonly kind: 'relatives'
  readonly direction: 'ancestors' | 'descendants'
  readonly transformations: readonly Transformation[]
  readonly distance: number | undefined
  /** Whether the nodes that it starts from are meant too. */
  readonly keepStart: boolean
}

/** The items in the order of the tree (section 6.2.2). */
export interface TraverseTransformation extends HierarchyReference {
  readonly kind: 'traverse'
  readonly order: 'preorder' | 'postorder'
  /** Of nodes with the same parent. */
  readonly orderBy: readonly OrderByItem[]
  /** A node, in them. */
  readonly item: RangeVariable
  /** The navigation property that leads to the node, which is shown where nothing else is asked. */
  readonly expands: string | undefined
  /** What makes of all nodes those to start from; none for the roots. */
  readonly among: readonly Transformation[]
  /** Where several ways may lead to a node: the annotation of its items that says which one did (section 6.2.2.2). */
  readonly upPath: OutputMember | undefined
}

/** The items of each node and of those below it, and what transformations make of them (section 6.3). */
export interface RollupNodesTransformation extends HierarchyReference {
  readonly kind: 'rollupNodes'
  /** A node, in the expressions of the keys. */
  readonly item: RangeVariable
  /** What it is called in those of the transformations. */
  readonly name: string
  /** What is shown of a node. */
  readonly keys: readonly GroupingKey[]
  readonly transformations: readonly Transformation[]
  /** What makes of all nodes those that are shown; none for all. */
  readonly among: readonly Transformation[]
}

/** `identity` leaves no trace. */
export type Transformation =
  | { readonly kind: 'filter', readonly filter: FilterExpression }
  | { readonly kind: 'search', readonly search: SearchExpression }
  | { readonly kind: 'compute', readonly items: readonly ComputeItem[] }
  | { readonly kind: 'orderBy', readonly items: readonly OrderByItem[] }
  | { readonly kind: 'top' | 'skip', readonly value: number }
  | AggregateTransformation | GroupByTransformation | ConcatTransformation | ExtremesTransformation | JoinTransformation
  | NestTransformation | RelativesTransformation | TraverseTransformation | RollupNodesTransformation
  /** The last one: what it leaves is not known. */
  | Unsupported

export interface BoundApply {
  readonly transformations: readonly Transformation[]
  /** Whether one of them is not supported, so that the rest of what follows is not known. */
  readonly unknown: boolean
  /** The members of a result item, in order; after `concat` an item need not have all of them. */
  readonly output: readonly OutputMember[]
  /** Whether items are still those of the resource, perhaps with computed members. */
  readonly rows: boolean
  /** What names mean in the options that come after. */
  readonly scope: Scope
}
