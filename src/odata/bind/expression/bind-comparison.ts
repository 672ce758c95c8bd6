/**
 * `eq ne gt ge lt le` (OData-URL 4.01, sections 5.1.1.1.1 to 5.1.1.1.6). They are never null: eq and ne know null, the others are false
 * beside it.
 */
import { isStructured } from '../../../edm/lookup.js'
import type { ODataError } from '../../../errors.js'
import type { BinaryNode } from '../../url/ast.js'
import { isBinary } from '../../url/literals.js'
import { isTolerated } from '../../tolerate.js'
import { bindError } from './bind-error.js'
import { compareDynamic } from './compare-dynamic.js'
import { enumOf, toEnum } from './bind-enum.js'
import { bindUntyped } from './bind-expression.js'
import { commonType, convertTo } from './conversions.js'
import { isDynamic } from './dynamic-value.js'
import type { ComparisonOperator, Expression } from './expression.js'
import { conditionOf, describeTypes, isUnknown, isUntypedNull, literalOf, nullOf, primitiveName } from './expression-type.js'
import { bindWritten, sameness } from './bind-whole.js'
import { quotesHint } from './quotes-hint.js'
import { isWritten, settle } from './slot-expression.js'
import type { Scope, Binding } from './scope.js'

export function bindComparison (binding: Binding, node: BinaryNode, operator: ComparisonOperator): Expression {
  const whole = bindWritten(binding, node, operator)
  if (whole !== undefined) return whole
  const first = bindUntyped(binding, node.left)
  const second = bindUntyped(binding, node.right)
  if (isUnknown(first) || isUnknown(second)) return isUnknown(first) ? first : second
  if (isDynamic(first)) return compareDynamic(binding, operator, first, second)
  if (isDynamic(second)) return compareDynamic(binding, turned[operator], second, first)
  const [left, right] = [asBinary(binding, first, second), asBinary(binding, second, first)]
  const type = enumOf(left) ?? enumOf(right)
  if (type !== undefined) {
    return conditionOf(operator, toEnum(binding, type, left, node.left.position), toEnum(binding, type, right, node.right.position))
  }
  if (!isOrdered(left) || !isOrdered(right)) return compareUnordered(binding, node, operator, left, right)
  const common = commonType(left, right)
  if (common === undefined) throw unequalTypes(binding, node, left, right)
  return conditionOf(operator, convertTo(common, left), convertTo(common, right))
}

/** What an operator becomes when its operands change places. */
const turned: Readonly<Record<ComparisonOperator, ComparisonOperator>> = { eq: 'eq', ne: 'ne', gt: 'lt', ge: 'le', lt: 'gt', le: 'ge' }

/** Text that is compared with a Binary, where it can be one. */
function asBinary (scope: Scope, operand: Expression, other: Expression): Expression {
  if (primitiveName(other) !== 'Edm.Binary' || primitiveName(operand) !== 'Edm.String' || !isWritten(operand) || isUntypedNull(operand)) return operand
  const literal = settle(operand)
  if (literal.kind !== 'literal' || !isBinary(String(literal.value)) || !isTolerated(scope.model, 'binaryAsText')) return operand
  return { ...literalOf('Edm.Binary', String(literal.value).replace(/={1,2}$/, '')), settles: literal.settles }
}

function isOrdered (expression: Expression): boolean {
  const name = primitiveName(expression)
  return name !== undefined && name !== 'Edm.Stream' && !name.startsWith('Edm.Geo')
}

/** Structured values and streams equal null or do not; nothing else is asked of them here. A collection never does, nor does an item. */
function compareUnordered (
  binding: Binding,
  node: BinaryNode,
  operator: ComparisonOperator,
  left: Expression,
  right: Expression
): Expression {
  const isEquality = operator === 'eq' || operator === 'ne'
  if (isEquality && (isUntypedNull(left) || isUntypedNull(right))) {
    const value = isUntypedNull(left) ? right : left
    if (isNeverNull(value)) return literalOf('Edm.Boolean', operator === 'ne')
    return conditionOf(operator, value, nullOf(value.type.type))
  }
  if (isEquality && primitiveName(left) === undefined && primitiveName(right) === undefined) {
    return sameness(binding, node, operator, [left, right])
  }
  throw bindError(binding, { position: node.position, expected: `operands that "${operator}" compares`, found: describeTypes(left, right) })
}

/** A collection, and the item of one of structured values. */
const isNeverNull = (value: Expression): boolean =>
  value.type.type.kind === 'collection' || (value.kind === 'variable' && isStructured(value.type.type))

function unequalTypes (scope: Scope, { operator, position }: BinaryNode, left: Expression, right: Expression): ODataError {
  const found = describeTypes(left, right)
  return bindError(scope, { position, expected: `operands of one type for "${operator}"`, found, hint: quotesHint(left, right) })
}
