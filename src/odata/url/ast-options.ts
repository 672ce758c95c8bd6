/** Query options (Protocol 4.01, section 11.2). */
import type { TransformationNode } from './ast-apply.js'
import type { ExpressionNode } from './ast-expression.js'
import type { AnnotationSegmentNode, NameSegmentNode } from './ast-path.js'

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
  | {
    readonly kind: 'path'
    readonly path: ItemPathNode
    readonly parameterNames?: readonly string[]
    readonly options: NestedOptions
    readonly position: number
  }

export type ExpandItemNode =
  /** `*`, `*` with `/$ref`, `*($levels=2)` */
  | { readonly kind: 'wildcard', readonly ref: boolean, readonly options: NestedOptions, readonly position: number }
  /** `$value` */
  | { readonly kind: 'value', readonly position: number }
  | {
    readonly kind: 'path'
    readonly path: ItemPathNode
    readonly suffix?: '$ref' | '$count'
    readonly options: NestedOptions
    readonly position: number
  }

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
