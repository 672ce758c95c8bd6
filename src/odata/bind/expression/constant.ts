/** Expressions that are the same for every item, and so can be computed once. */
import type { Expression } from './expression.js'
import type { FunctionName } from './function-signatures.js'

/** Functions without arguments: the time of the request, and the ends of time. */
export const constantCalls: ReadonlySet<FunctionName> = new Set(['now', 'mindatetime', 'maxdatetime'])

export const arithmeticOperators = ['add', 'sub', 'mul', 'div', 'divby', 'mod'] as const

export const isArithmeticOperator = (operator: string): operator is typeof arithmeticOperators[number] =>
  (arithmeticOperators as readonly string[]).includes(operator)

/** What was written in the request, the time of it, and arithmetic with these. */
export function isConstant (expression: Expression): boolean {
  switch (expression.kind) {
    case 'literal': case 'slot': return true
    case 'call': return constantCalls.has(expression.name)
    case 'unary': return expression.operator === 'negate' && isConstant(expression.operand)
    case 'binary': return isArithmeticOperator(expression.operator) && isConstant(expression.left) && isConstant(expression.right)
    default: return false
  }
}
