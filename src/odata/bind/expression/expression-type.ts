/** The types of bound expressions: making references to them, asking about them, naming them in messages. */
import { typeName } from '../../../edm/lookup.js'
import { primitive } from '../../../edm/primitives.js'
import type { PrimitiveType, PrimitiveTypeName, PrimitiveValue, TypeReference } from '../../../edm/types.js'
import { unsupported } from '../unsupported.js'
import type { ComparisonOperator, Expression, LiteralExpression, LogicalOperator, PropertyExpression, RangeVariable, UnsupportedExpression, VariableExpression } from './expression.js'

export const primitiveReference = (name: PrimitiveTypeName, nullable: boolean): TypeReference & { readonly type: PrimitiveType } =>
  ({ type: primitive(name), nullable })

export const booleanReference = primitiveReference('Edm.Boolean', false)
export const countReference = primitiveReference('Edm.Int64', false)

/** The type of a null that nothing has given a type yet; told from every other reference by identity. */
const untypedReference = primitiveReference('Edm.String', true)

export const untypedNull: LiteralExpression = { kind: 'literal', type: untypedReference, value: null }

/** The type of what is not supported; told from every other reference by identity. */
const unknownReference: TypeReference = primitiveReference('Edm.String', true)

/** What is valid and not supported, in the place of an expression. */
export const notSupported = ({ option }: { readonly option: string }, what: string): UnsupportedExpression =>
  ({ ...unsupported(what, option), type: unknownReference })

/** Whether the type cannot be known, because the expression, or one that it names, is not supported. */
export const isUnknown = ({ type }: { readonly type: TypeReference }): boolean => type === unknownReference

/** A path to a complex value, or to a collection that is no entities. */
export const isWhole = (expression: Expression): expression is PropertyExpression =>
  expression.kind === 'property' && (expression.type.type.kind === 'complex' || expression.type.type.kind === 'collection')

/** A null literal that takes the type of what it stands beside. */
export const isUntypedNull = (expression: Expression): boolean => expression.type === untypedReference

/** `from` is the literal that the value was made of. */
export const literalOf = (name: PrimitiveTypeName, value: PrimitiveValue, from?: Expression): LiteralExpression =>
  ({ kind: 'literal', type: primitiveReference(name, false), value, settles: settledBy(from) })

export const nullOf = (type: TypeReference['type'], from?: Expression): LiteralExpression =>
  ({ kind: 'literal', type: { type, nullable: true }, value: null, settles: settledBy(from) })

const settledBy = (from: Expression | undefined): readonly number[] | undefined => from?.kind === 'literal' ? from.settles : undefined

export const variableOf = (variable: RangeVariable): VariableExpression => ({ kind: 'variable', variable, type: variable.type })

/** A comparison, or `and` and `or` of two: true or false, and never null. */
export const conditionOf = (operator: ComparisonOperator | LogicalOperator, left: Expression, right: Expression): Expression =>
  ({ kind: 'binary', operator, left, right, type: booleanReference })

/** The name of a primitive type; undefined for structured values and collections. */
export function primitiveName ({ type: { type } }: Expression): PrimitiveTypeName | undefined {
  return type.kind === 'primitive' ? type.name : undefined
}

/** How messages name what an expression is. */
export const describeType = (expression: Expression): string => isUntypedNull(expression) ? 'null' : typeName(expression.type.type)

/** Both, for a sentence about two operands. */
export const describeTypes = (left: Expression, right: Expression): string => `${describeType(left)} and ${describeType(right)}`
