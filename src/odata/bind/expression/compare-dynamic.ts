/** `eq ne gt ge lt le` with a dynamic property, which is read as what it is compared with; of another type, it is not equal to it. */
import { commonType, convertTo } from './conversions.js'
import { isDynamic, textOfDynamic } from './dynamic-value.js'
import type { ComparisonOperator, DynamicExpression, Expression } from './expression.js'
import { conditionOf, describeType, isUntypedNull, notSupported, nullOf } from './expression-type.js'
import type { Binding } from './scope.js'

export function compareDynamic (binding: Binding, operator: ComparisonOperator, dynamic: DynamicExpression, other: Expression): Expression {
  if (isDynamic(other)) return notSupported(binding, 'Comparing two dynamic properties, of which none is cast to a type,')
  if (isUntypedNull(other)) return withNull(operator, textOfDynamic(dynamic))
  const name = commonType(dynamic, other)
  if (name === undefined) return notSupported(binding, `Comparing a dynamic property with ${describeType(other)}`)
  const value = convertTo(name, dynamic)
  const plain = conditionOf(operator, value, convertTo(name, other))
  return (operator === 'eq' || operator === 'ne') && other.type.nullable ? besideNull(operator, plain, dynamic, value) : plain
}

const withNull = (operator: ComparisonOperator, operand: Expression): Expression =>
  conditionOf(operator, operand, nullOf(operand.type.type))

/** What is null for being of another type is not equal to null. */
function besideNull (operator: 'eq' | 'ne', plain: Expression, dynamic: DynamicExpression, value: Expression): Expression {
  const text = textOfDynamic(dynamic)
  return operator === 'eq'
    ? conditionOf('and', plain, conditionOf('or', withNull('ne', value), withNull('eq', text)))
    : conditionOf('or', plain, conditionOf('and', withNull('eq', value), withNull('ne', text)))
}
