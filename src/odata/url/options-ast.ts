/** The syntax tree of the query options and of the resource path; `ast.ts` re-exports it. */
import type { TransformationNode } from './apply-ast.js'
import type { AnnotationSegmentNode, ExpressionNode, FilterSegmentNode, NameSegmentNode, ParenthesesNode } from './ast.js'

/** `$search`: a word and a phrase are the same kind of term; juxtaposition is `and`. */
export type SearchNode =
  | { readonly kind: 'term', readonly text: string, readonly position: number }
  | { readonly kind: 'not', readonly operand: SearchNode, readonly position: number }
  | { readonly kind: 'and' | 'or', readonly left: SearchNode, readonly right: SearchNode, readonly position: number }

export interface OrderByItemNode {
  readonly expression: ExpressionNode
  readonly descending: boolean
  readonly position: number
}

export interface ComputeItemNode {
  readonly expression: ExpressionNode
  readonly name: string
  readonly position: number
}

/** The path of an item of `$select` and `$expand`; its names have no parentheses. */
export type ItemPathNode = ReadonlyArray<NameSegmentNode | AnnotationSegmentNode>

export type SelectItemNode =
  | { readonly kind: 'wildcard', readonly position: number }
  /** `Namespace.*` */
  | { readonly kind: 'allOperations', readonly namespace: string, readonly position: number }
  /** `parameterNames` choose an overload: `Namespace.Function(a,b)`. */
  | { readonly kind: 'path', readonly path: ItemPathNode, readonly parameterNames?: readonly string[], readonly options: NestedOptions, readonly position: number }

export type ExpandItemNode =
  /** `*`, `*` with `/$ref`, `*($levels=2)` */
  | { readonly kind: 'wildcard', readonly ref: boolean, readonly options: NestedOptions, readonly position: number }
  /** `$value` */
  | { readonly kind: 'value', readonly position: number }
  | { readonly kind: 'path', readonly path: ItemPathNode, readonly suffix?: '$ref' | '$count', readonly options: NestedOptions, readonly position: number }

/** System query options by their names of the design; each is absent when it was not given. */
export interface SystemOptions {
  readonly filter?: ExpressionNode
  readonly orderBy?: readonly OrderByItemNode[]
  readonly select?: readonly SelectItemNode[]
  readonly expand?: readonly ExpandItemNode[]
  readonly top?: number
  readonly skip?: number
  readonly count?: boolean
  readonly search?: SearchNode
  readonly compute?: readonly ComputeItemNode[]
  readonly apply?: readonly TransformationNode[]
  readonly levels?: number | 'max'
  readonly format?: string
  readonly skipToken?: string
  readonly deltaToken?: string
  readonly index?: number
  readonly schemaVersion?: string
  readonly id?: string
}

/** The options in the parentheses of an item of `$select` and `$expand`, and of `$count`. */
export interface NestedOptions extends SystemOptions {
  readonly aliases?: ReadonlyMap<string, ExpressionNode>
}

/** One option as it was sent. */
export interface RawOption {
  readonly kind: 'system' | 'alias' | 'custom'
  /** `$filter` in its canonical spelling, `@alias`, or the decoded name of a custom option. */
  readonly name: string
  /** `name=value` exactly as sent, undecoded. */
  readonly text: string
}

export interface QueryOptions extends SystemOptions {
  readonly aliases: ReadonlyMap<string, ExpressionNode>
  /** Every option in the order sent, so that next links can carry it. */
  readonly raw: readonly RawOption[]
}

export type SystemSegmentName = '$metadata' | '$batch' | '$entity' | '$all' | '$count' | '$value' | '$ref' | '$each' | '$query'

/** One segment of the resource path. */
export type SegmentNode = PlainSegmentNode | SystemSegmentNode | CrossJoinSegmentNode | FilterSegmentNode

/** A name, a name with parentheses, or anything that can be a key in key-as-segment form. */
export interface PlainSegmentNode {
  readonly kind: 'plain'
  /** The whole segment, decoded: what it is as a key. */
  readonly text: string
  /** The part before the parentheses where it is an identifier or a qualified name; else the segment can only be a key. */
  readonly name?: string
  readonly parentheses: readonly ParenthesesNode[]
  readonly position: number
}

export interface SystemSegmentNode {
  readonly kind: 'system'
  readonly name: SystemSegmentName
  readonly position: number
}

/** `$crossjoin(A,B)` */
export interface CrossJoinSegmentNode {
  readonly kind: 'crossJoin'
  readonly entitySets: readonly string[]
  readonly position: number
}
