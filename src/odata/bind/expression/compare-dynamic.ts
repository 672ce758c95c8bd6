/** `eq ne gt ge lt le` with a dynamic property, which is read as what it is compared with; of another type, it is not equal to it. */
import type { BinaryNode } from '../../url/ast.js'
import { bindError } from './bind-error.js'
import { commonType, convertTo } from './conversions.js'
import { isDynamic, textOfDynamic } from './dynamic-value.js'
import type { ComparisonOperator, DynamicExpression, Expression, LogicalOperator } from './expression.js'
import { booleanReference, describeType, isUntypedNull, notSupported, nullOf } from './expression-type.js'
import type { Binding } from './scope.js'

export function compareDynamic (
  binding: Binding,
  { position }: Pick<BinaryNode, 'position'>,
  operator: ComparisonOperator,
  left: Expression,
  right: Expression
): Expression {
  const dynamic = isDynamic(left) ? left : right
  const other = isDynamic(left) ? right : left
  if (!isDynamic(dynamic)) return compared(operator, left, right)
  if (isDynamic(other)) return notSupported(binding, 'Comparing two dynamic properties, of which none is cast to a type,')
  if (isUntypedNull(other)) return compared(operator, ...inOrder(left, textOfDynamic(dynamic), nullOf(textOfDynamic(dynamic).type.type)))
  const { type } = other.type
  if (type.kind === 'collection' || type.kind === 'enum' || type.kind === 'complex' || type.kind === 'entity') {
    return notSupported(binding, `Comparing a dynamic property with ${describeType(other)}`)
  }
  const name = commonType(dynamic, other)
  if (name === undefined) {
    const expected = `an operand that a dynamic property is compared with by "${operator}"`
    throw bindError(binding, { position, expected, found: describeType(other) })
  }
  const value = convertTo(name, dynamic)
  const plain = compared(operator, ...inOrder(left, value, convertTo(name, other)))
  return (operator === 'eq' || operator === 'ne') && other.type.nullable ? besideNull(operator, plain, dynamic, value) : plain
}

/** What is null for being of another type is not equal to null. */
function besideNull (operator: 'eq' | 'ne', plain: Expression, dynamic: DynamicExpression, value: Expression): Expression {
  const isNull = (operand: Expression, how: 'eq' | 'ne'): Expression => compared(how, operand, nullOf(operand.type.type))
  return operator === 'eq'
    ? both('and', plain, both('or', isNull(value, 'ne'), isNull(textOfDynamic(dynamic), 'eq')))
    : both('or', plain, both('and', isNull(value, 'eq'), isNull(textOfDynamic(dynamic), 'ne')))
}

const both = (operator: LogicalOperator, left: Expression, right: Expression): Expression =>
  ({ kind: 'binary', operator, left, right, type: booleanReference })

const compared = (operator: ComparisonOperator, left: Expression, right: Expression): Expression =>
  ({ kind: 'binary', operator, left, right, type: booleanReference })

/** The dynamic operand stays on its side. */
const inOrder = (left: Expression, dynamic: Expression, other: Expression): readonly [Expression, Expression] =>
  isDynamic(left) ? [dynamic, other] : [other, dynamic]
