/** Expressions (Protocol 4.01, section 5.1.1; ABNF `commonExpr`). */
import type { EnumLiteralNode, GeoLiteralNode, LiteralNode } from './ast-literal.js'
import type { PathNode } from './ast-path.js'

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
