/**
 * Chains of `and` and of `or` (OData-URL 4.01, sections 5.1.1.1.7 and 5.1.1.1.8), whatever their brackets: clients write them by hundreds.
 */
import type { BinaryNode, ExpressionNode } from '../../url/ast.js'
import type { Expression, LogicalOperator } from './expression.js'
import { primitiveReference } from './expression-type.js'

/** Operands of a chain that is left as it is; more become a tree that is no deeper than it must be. Both operators are associative. */
const SHORT_CHAIN = 16

/** The operands, from left to right. */
export function operandsOf (node: BinaryNode, operator: LogicalOperator): readonly ExpressionNode[] {
  const operands: ExpressionNode[] = []
  const open: ExpressionNode[] = [node]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === 'binary' && next.operator === operator) open.push(next.right, next.left)
    else operands.push(next)
  }
  return operands
}

/** The chain again, of bound operands; at least one. */
export function joinLogical (operands: readonly Expression[], operator: LogicalOperator): Expression {
  const join = (left: Expression, right: Expression): Expression =>
    ({ kind: 'binary', operator, left, right, type: primitiveReference('Edm.Boolean', left.type.nullable || right.type.nullable) })
  if (operands.length <= SHORT_CHAIN) return operands.reduce(join)
  const half = operands.length >> 1
  return join(joinLogical(operands.slice(0, half), operator), joinLogical(operands.slice(half), operator))
}
