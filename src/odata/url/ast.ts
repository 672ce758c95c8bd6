/**
 * The syntax tree of an OData 4.01 URL. Nothing in it knows the model: names keep the text they were written with, literals too.
 * `position` is a character offset, from 0, in the decoded text of the node's query option, or in the decoded resource path.
 */
import type { NestedOptions } from './options-ast.js'
import type { Slot } from './slot.js'

export type * from './apply-ast.js'
export type * from './options-ast.js'

export type LiteralKind =
  | 'null' | 'boolean' | 'string' | 'int32' | 'int64' | 'decimal' | 'double'
  | 'guid' | 'date' | 'dateTimeOffset' | 'timeOfDay' | 'duration' | 'binary'

/**
 * A primitive literal. A number is the smallest of `int32`, `int64` and `decimal` that holds it; one with an exponent, `INF`, `-INF` and `NaN`
 * are `double`. A duration written without its prefix is a `string`.
 */
export interface LiteralNode {
  readonly kind: 'literal'
  readonly literalKind: LiteralKind
  /** The value without prefix, quotes and escapes; `true` and `false` in lower case, numbers without `+`, all else as written. */
  readonly text: string
  readonly position: number
  /** In a query that is kept by its shape. */
  readonly slot?: Slot
}

/** `Namespace.Type'Member,2'` */
export interface EnumLiteralNode {
  readonly kind: 'enumLiteral'
  readonly typeName: string
  /** Member names and integers, in written order. */
  readonly members: readonly string[]
  readonly position: number
}

/** `geography'SRID=0;Point(1 2)'`: recognised so that it can be declined by name. */
export interface GeoLiteralNode {
  readonly kind: 'geoLiteral'
  readonly space: 'geography' | 'geometry'
  readonly text: string
  readonly position: number
}

/** `[1,'two',x]` */
export interface ArrayNode {
  readonly kind: 'array'
  readonly items: readonly ExpressionNode[]
  readonly position: number
}

/** `{"name":value}` */
export interface ObjectNode {
  readonly kind: 'object'
  readonly members: readonly NamedValueNode[]
  readonly position: number
}

/** `('a','b')` to the right of `in`. */
export interface ListNode {
  readonly kind: 'list'
  readonly items: ReadonlyArray<LiteralNode | EnumLiteralNode | GeoLiteralNode>
  readonly position: number
}

/** A member of an object, or a parameter of a function, or a property of a compound key. */
export interface NamedValueNode {
  readonly name: string
  readonly value: ExpressionNode
  readonly position: number
}

export type VariableName = '$it' | '$this' | '$root' | '$these'

/** An implicit variable; `$root` only as the root of a path. */
export interface VariableNode {
  readonly kind: 'variable'
  readonly name: VariableName
  readonly position: number
}

/** `@name` */
export interface ParameterAliasNode {
  readonly kind: 'parameterAlias'
  /** Without the `@`. */
  readonly name: string
  readonly position: number
}

/** A member expression: `a/b`, `$it/a`, `@p/a`, `lambdaVariable/a`. Without a root it starts at `$this` or a lambda variable. */
export interface PathNode {
  readonly kind: 'path'
  readonly root?: VariableNode | ParameterAliasNode
  /** At least one; `count`, `lambda` and `aggregateCall` only as the last. */
  readonly segments: readonly PathSegmentNode[]
  readonly position: number
}

export type PathSegmentNode = NameSegmentNode | AnnotationSegmentNode | CountSegmentNode | FilterSegmentNode | LambdaNode | AggregateCallNode

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

/** `name(a,b)`: any function called by position. A collection with a key at the head of an expression, `Items(1)`, looks the same. */
export interface MethodCallNode {
  readonly kind: 'methodCall'
  /** As written, perhaps qualified (`geo.distance`). */
  readonly name: string
  readonly arguments: readonly ExpressionNode[]
  readonly position: number
}

export type UnaryOperator = 'not' | 'negate'

export interface UnaryNode {
  readonly kind: 'unary'
  readonly operator: UnaryOperator
  readonly operand: ExpressionNode
  readonly position: number
}

export type BinaryOperator =
  | 'or' | 'and' | 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le' | 'add' | 'sub' | 'mul' | 'div' | 'divby' | 'mod' | 'has' | 'in'

/** Its position is that of the operator. */
export interface BinaryNode {
  readonly kind: 'binary'
  readonly operator: BinaryOperator
  readonly left: ExpressionNode
  /** A {@link ListNode} only for `in`. */
  readonly right: ExpressionNode
  readonly position: number
}

/** `case(condition:value,…)` */
export interface CaseNode {
  readonly kind: 'case'
  readonly branches: ReadonlyArray<{ readonly condition: ExpressionNode, readonly value: ExpressionNode }>
  readonly position: number
}

/** `Namespace.Type`, `Collection(Namespace.Type)` */
export interface TypeNameNode {
  readonly name: string
  readonly collection: boolean
  readonly position: number
}

/** `isof(Type)`, `isof(operand,Type)`; without an operand the current instance is meant. */
export interface IsOfNode {
  readonly kind: 'isOf'
  readonly operand?: ExpressionNode
  readonly type: TypeNameNode
  readonly position: number
}

/** `cast(Type)`, `cast(operand,Type)` */
export interface CastNode {
  readonly kind: 'cast'
  readonly operand?: ExpressionNode
  readonly type: TypeNameNode
  readonly position: number
}

export type ExpressionNode =
  | LiteralNode | EnumLiteralNode | GeoLiteralNode | ArrayNode | ObjectNode | ListNode | VariableNode | ParameterAliasNode | PathNode
  | MethodCallNode | UnaryNode | BinaryNode | CaseNode | IsOfNode | CastNode
