/**
 * The bound tree: expressions in which every node has a type and every name is resolved against the model.
 * Made by `bind-expression.ts` out of the syntax tree; rendered to SQL by `storage/sql`. Conversions are explicit nodes.
 * `null` is a literal; its type is the type of what it is compared with, or Edm.String where nothing says otherwise.
 */
import type { EntityType, NavigationProperty, PrimitiveType, PrimitiveValue, Property, StructuredType, TypeReference } from '../../../edm/types.js'
import type { PropertyValue } from '../../json/structured-value.js'
import type { Hierarchy } from '../apply/hierarchy.js'
import type { Unsupported } from '../unsupported.js'
import type { FunctionName } from './function-signatures.js'
import type { ValueCast } from '../value-cast.js'

export interface LiteralExpression {
  readonly kind: 'literal'
  readonly type: TypeReference
  /** Null, or the value in the form {@link PrimitiveValue} states for the type. */
  readonly value: PrimitiveValue | null
  /** The slots whose values this was made of, and which hold for no other values therefore. */
  readonly settles?: readonly number[] | undefined
}

/**
 * A value that the next request of the same shape may have another of: a literal of the query by its number, or what follows from the time
 * of the request. Nothing is decided by it; what decides by a literal settles it first (`slot-expression.ts`).
 */
export interface SlotExpression {
  readonly kind: 'slot'
  readonly type: TypeReference
  readonly slot: number | 'now'
  /** The literal, or the time as an instant, in the request that was bound. */
  readonly written: PrimitiveValue
  /** The value of the expression, made of a literal or a time. */
  readonly convert: (written: PrimitiveValue) => PrimitiveValue
}

/** The name bound by `any`/`all`, or one of the implicit ones: `$it` (each item of the resource), `$this`. */
export interface RangeVariable {
  readonly name: string
  /** The collection of values that it is an item of. */
  readonly of?: Property
  /** The complex properties from the entity to that collection, the last of them. */
  readonly way?: readonly Property[] | undefined
  /** The type of one item: structured, or primitive for a collection such as `appliedPolicies`. */
  readonly type: TypeReference
}

/** The current value of a range variable. */
export interface VariableExpression {
  readonly kind: 'variable'
  readonly variable: RangeVariable
  readonly type: TypeReference
}

/** `source/property`; a null source gives null. Also reaches collection-valued properties, for `any`, `all`, `$count`. */
export interface PropertyExpression {
  readonly kind: 'property'
  readonly source: Expression
  readonly property: Property
  readonly type: TypeReference
}

/** The service root, of which entity sets and singletons are navigation properties (`root-navigation.ts`). */
export interface RootExpression {
  readonly kind: 'root'
  /** That of what the path names after it. */
  readonly type: TypeReference
}

/** The one entity of a collection that a key names; null where there is none. */
export interface KeyedExpression {
  readonly kind: 'keyed'
  /** A navigation property, or a cast of its entities. */
  readonly collection: Expression
  readonly variable: RangeVariable
  /** Of the variable. */
  readonly predicate: Expression
  readonly type: TypeReference
}

/**
 * `source/name`, where the type of the source is open and does not declare the name, and members inside of its value: null where the value
 * has none. Edm.Untyped until what it stands beside, or a cast, says as what it is read.
 */
export interface DynamicExpression {
  readonly kind: 'dynamic'
  readonly source: Expression
  /** The property that has the value, where it is one that is declared as any value. */
  readonly declared?: Property
  readonly path: readonly [name: string, ...inner: string[]]
  /** As Edm.String, Edm.Double and Edm.Boolean: null where it is of another type. A collection where its items are meant. */
  readonly type: TypeReference
  /** Whether it is the text of a value of any type, as `cast` and `eq null` require. */
  readonly anyType: boolean
  /** What values on the way must be of, by how many of the names lead there; null where one is not. */
  readonly casts?: readonly ValueCast[]
}

/** `source/navigation`: a collection below `any`, `all` or `$count`; one entity, or null, anywhere in a path. */
export interface NavigationExpression {
  readonly kind: 'navigation'
  readonly source: Expression
  readonly property: NavigationProperty
  readonly type: TypeReference
}

/** `source/namespace.Type`: null for an item of another type; of a collection, its items of the type (OData-URL 4.01, section 4.11). */
export interface TypeCastExpression {
  readonly kind: 'typeCast'
  readonly source: Expression
  readonly target: StructuredType
  readonly type: TypeReference
}

/** A name defined by `$compute` or `$apply` earlier in the same request. */
export interface ComputedExpression {
  readonly kind: 'computed'
  readonly name: string
  readonly type: TypeReference
}

export interface UnaryExpression {
  readonly kind: 'unary'
  readonly operator: 'not' | 'negate'
  readonly operand: Expression
  readonly type: TypeReference
}

export type LogicalOperator = 'and' | 'or'
export type ComparisonOperator = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le'
export type ArithmeticOperator = 'add' | 'sub' | 'mul' | 'div' | 'divby' | 'mod'

/** Both operands are already converted to one common type (or, for date arithmetic, to a pair that the operator takes). */
export interface BinaryExpression {
  readonly kind: 'binary'
  readonly operator: LogicalOperator | ComparisonOperator | ArithmeticOperator
  readonly left: Expression
  readonly right: Expression
  readonly type: TypeReference
}

/** `operand in (a, b)` with the items converted to the operand's type; never null: a null item equals a null operand. */
export interface InExpression {
  readonly kind: 'in'
  readonly operand: Expression
  /** Items of a list, or one collection-valued expression. */
  readonly items: readonly Expression[] | Expression
  readonly type: TypeReference
}

/** A canonical function (OData-URL 4.01, section 5.1.1) whose arguments are converted to the types of its signature. */
export interface MethodCallExpression {
  readonly kind: 'call'
  readonly name: FunctionName
  readonly arguments: readonly Expression[]
  readonly type: TypeReference
}

/** `collection/any(x:predicate)`, `collection/all(x:predicate)`; `any()` has no variable and no predicate. */
export interface LambdaExpression {
  readonly kind: 'lambda'
  readonly operator: 'any' | 'all'
  readonly collection: Expression
  readonly variable: RangeVariable | undefined
  readonly predicate: Expression | undefined
  readonly type: TypeReference
}

/** `collection/$count`, with the options of `/$count($filter=…;$search=…)` or of a `/$filter(…)` segment. */
export interface CountExpression {
  readonly kind: 'count'
  readonly collection: Expression
  /** The item inside `filter` and `search`. */
  readonly variable: RangeVariable
  readonly filter: Expression | undefined
  readonly search: SearchExpression | undefined
  readonly type: TypeReference
}

/** Methods that make one value of several. */
export type ValueMethod = 'sum' | 'min' | 'max' | 'average' | 'countdistinct'

/** `collection/aggregate(operand with method)` (Data Aggregation 4.0, section 3.6.1); `operand` is about the item, too. */
export interface AggregateExpression extends Pick<CountExpression, 'collection' | 'variable' | 'filter' | 'type'> {
  readonly kind: 'aggregate'
  readonly method: ValueMethod
  readonly operand: Expression
}

/**
 * An implicit or `cast(…)` conversion between primitive types; a value that cannot be converted gives null (OData-URL 4.01, section
 * 5.1.1.10.1).
 */
export interface ConvertExpression {
  readonly kind: 'convert'
  readonly operand: Expression
  readonly type: TypeReference & { readonly type: PrimitiveType }
}

/** `isof(operand, type)`. */
export interface IsOfExpression {
  readonly kind: 'isOf'
  readonly operand: Expression
  readonly target: StructuredType | PrimitiveType
  readonly type: TypeReference
}

/** `case(condition:value, …)`: the first condition that is true; null when none is (OData-URL 4.01, section 5.1.1.11). */
export interface CaseExpression {
  readonly kind: 'case'
  readonly branches: ReadonlyArray<{ readonly condition: Expression, readonly value: Expression }>
  readonly type: TypeReference
}

/** `operand has Namespace.Flags'A,B'`: whether all bits of a value are set (OData-URL 4.01, section 5.1.1.1.9); null for null. */
export interface HasExpression {
  readonly kind: 'has'
  readonly operand: Expression
  readonly bits: bigint
  readonly type: TypeReference
}

/** A collection, a structured value or a geography that was written in the request, as JSON text. */
export interface WrittenExpression {
  readonly kind: 'written'
  readonly json: string
  /** Of structured values: what they are, which the store writes as it writes its own. */
  readonly value?: PropertyValue
  readonly type: TypeReference
}

/** What is asked of collections, structured values and geographies as wholes; `same` is `eq` between two of them. */
export type WholeFunction = 'same' | CollectionFunction | 'geo.distance' | 'geo.length' | 'geo.intersects'
export type CollectionFunction = 'hassubset' | 'hassubsequence' | 'contains' | 'startswith' | 'endswith' | 'indexof'

/** A call with a path or something written for each argument. */
export interface WholeExpression {
  readonly kind: 'whole'
  readonly name: WholeFunction
  readonly arguments: readonly Expression[]
  readonly type: TypeReference
}

/** What is asked about the place of a node: whether it is a root, below or above another one, beside it, or a leaf. */
export type HierarchyTest = 'isroot' | 'isdescendant' | 'isancestor' | 'issibling' | 'isleaf'

/** A function of the aggregation vocabulary (Data Aggregation 4.0, section 5.5.2.1); never null. */
export interface HierarchyExpression {
  readonly kind: 'hierarchy'
  readonly test: HierarchyTest
  readonly hierarchy: Hierarchy
  /** What identifies the node, and the other one. */
  readonly arguments: readonly Expression[]
  /** How many levels may be between them at most. */
  readonly distance: number | undefined
  /** Whether a node counts as below, and above, itself. */
  readonly self: boolean
  readonly type: TypeReference
}

/**
 * An expression that is not supported. Its type is not known (`isUnknown`), so nothing is checked against it, and an operation on it is
 * bound to it alone.
 */
export interface UnsupportedExpression extends Unsupported {
  readonly type: TypeReference
}

export type Expression =
  | LiteralExpression | SlotExpression | VariableExpression | PropertyExpression | NavigationExpression | TypeCastExpression
  | RootExpression | KeyedExpression | DynamicExpression
  | ComputedExpression | UnaryExpression | BinaryExpression | InExpression | MethodCallExpression | LambdaExpression | CountExpression
  | ConvertExpression | IsOfExpression | CaseExpression | HasExpression | WrittenExpression | WholeExpression
  | AggregateExpression | HierarchyExpression | UnsupportedExpression

/** An expression of type Edm.Boolean, as `$filter` requires. */
export type FilterExpression = Expression

/** `$search` (OData-URL 4.01, section 5.1.2.8): words and phrases, matched as `search-sql.ts` renders them. */
export type SearchExpression =
  | { readonly kind: 'term', readonly text: string }
  | { readonly kind: 'not', readonly operand: SearchExpression }
  | { readonly kind: 'and' | 'or', readonly left: SearchExpression, readonly right: SearchExpression }

export interface OrderByItem {
  readonly expression: Expression
  readonly descending: boolean
}

/** `$compute=expression as name`. */
export interface ComputeItem {
  readonly expression: Expression
  readonly name: string
}

/** A model's entity type, named here for the navigation nodes' readers. */
export type { EntityType }
