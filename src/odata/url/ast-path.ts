/** Paths inside expressions, and the aggregate expressions that may end one. */
import type { ExpressionNode, NamedValueNode, ParameterAliasNode, VariableNode } from './ast-expression.js'
import type { NestedOptions } from './ast-options.js'

/** A member expression: `a/b`, `$it/a`, `@p/a`, `lambdaVariable/a`. Without a root it starts at `$this` or a lambda variable. */
export interface PathNode {
  readonly kind: 'path'
  readonly root?: VariableNode | ParameterAliasNode
  /** At least one; `count`, `lambda` and `aggregateCall` only as the last. */
  readonly segments: readonly PathSegmentNode[]
  readonly position: number
}

export type PathSegmentNode =
  | NameSegmentNode
  | AnnotationSegmentNode
  | CountSegmentNode
  | FilterSegmentNode
  | LambdaNode
  | AggregateCallNode

/** A property, a type cast, a lambda variable or a function. */
export interface NameSegmentNode {
  readonly kind: 'name'
  /** An identifier, or a qualified name. */
  readonly name: string
  /** What follows in parentheses; `f(x=2)(2)` has two. */
  readonly parentheses: readonly ParenthesesNode[]
  readonly position: number
}

/** `('x')` and `(@p)` are a key; `()`, `(x=1)` are the parameters of a function, or a compound key. */
export type ParenthesesNode =
  | { readonly kind: 'key', readonly value: ExpressionNode, readonly position: number }
  | { readonly kind: 'parameters', readonly parameters: readonly NamedValueNode[], readonly position: number }

/** `@Namespace.Term#Qualifier` */
export interface AnnotationSegmentNode {
  readonly kind: 'annotation'
  /** Without the `@`. */
  readonly term: string
  readonly qualifier?: string
  readonly position: number
}

/** `$count`, `$count($filter=…;$search=…)` */
export interface CountSegmentNode {
  readonly kind: 'count'
  readonly options: NestedOptions
  readonly position: number
}

/** `$filter(…)`, in an expression and in the resource path. */
export interface FilterSegmentNode {
  readonly kind: 'filter'
  readonly predicate: ExpressionNode
  /** In the resource path, the key of one of the items. */
  readonly parentheses?: readonly ParenthesesNode[]
  readonly position: number
}

/** `any()`, `any(x:…)`, `all(x:…)` */
export interface LambdaNode {
  readonly kind: 'lambda'
  readonly operator: 'any' | 'all'
  /** Both absent in `any()`. */
  readonly variable?: string
  readonly predicate?: ExpressionNode
  readonly position: number
}

/** `aggregate(Amount with sum)` at the end of a path. */
export interface AggregateCallNode {
  readonly kind: 'aggregateCall'
  readonly aggregate: AggregateNode
  readonly position: number
}

/**
 * An aggregate expression. Without a `method` the expression is `$count`, a path that ends in it, or the path of a custom aggregate.
 * `alias` is absent in `aggregateCall`, and may be in the transformation for a custom aggregate.
 */
export interface AggregateNode {
  readonly expression: ExpressionNode
  /** `sum`, `min`, `max`, `average`, `countdistinct`, or a qualified name. */
  readonly method?: string
  readonly from: readonly AggregateFromNode[]
  readonly alias?: string
  readonly position: number
}

/** `from Time/Month with average` */
export interface AggregateFromNode {
  readonly properties: readonly DataPathNode[]
  readonly method?: string
  readonly position: number
}

/** A data aggregation path: names and type casts without keys or parameters. */
export interface DataPathNode {
  readonly names: readonly string[]
  readonly position: number
}
