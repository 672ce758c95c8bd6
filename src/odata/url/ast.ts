/**
 * The syntax tree of an OData 4.01 URL. Nothing in it knows the model: names keep the text they were written with, literals too.
 * `position` is a character offset, from 0, in the decoded text of the node's query option, or in the decoded resource path.
 */

export type LiteralKind =
  | 'null' | 'boolean' | 'string' | 'int32' | 'int64' | 'decimal' | 'double'
  | 'guid' | 'date' | 'dateTimeOffset' | 'timeOfDay' | 'duration' | 'binary'

/**
 * A primitive literal. A number is the smallest of `int32`, `int64` and `decimal` that holds it; one with an exponent, `INF`, `-INF` and
 * `NaN` are `double`. A duration written without its prefix is a `string`.
 */
export interface LiteralNode {
  readonly kind: 'literal'
  readonly literalKind: LiteralKind
  /** The value without prefix, quotes and escapes; `true` and `false` in lower case, numbers without `+`, all else as written. */
  readonly text: string
  readonly position: number
  /** Which of the literals of the query it is, from 0, where what is made of the query serves others of its shape (`query-shape.ts`). */
  readonly slot?: number
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

// The query options and the resource path (sections 4 and 5.1).

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

export type SystemSegmentName = '$metadata' | '$batch' | '$entity' | '$all' | '$count' | '$value' | '$ref' | '$each' | '$query'

/** One segment of the resource path. */
export type SegmentNode = PlainSegmentNode | SystemSegmentNode | CrossJoinSegmentNode | FilterSegmentNode | WindowSegmentNode

/**
 * Which items of a collection are meant, and in which order they come: what the options of a URL say, in the place of a call whose answer
 * it is. No URL has one; `operations/splice-answer.ts` makes it.
 */
export interface WindowSegmentNode extends Pick<SystemOptions, 'filter' | 'search' | 'orderBy' | 'skip' | 'top'> {
  readonly kind: 'window'
  readonly position: number
}

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

// `$apply` (OData Extension for Data Aggregation 4.0, section 3).

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
