/**
 * Decimals by their digits: stored ones are kept so, and what is added, subtracted, multiplied, divided with remainder or rounded is
 * computed so, exactly (OData-URL 4.01, section 5.1.1.2). Quotients, averages and what functions give are held as doubles.
 */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { decimalDigits } from '../../../edm/decimal.js'
import type { BinaryExpression, CaseExpression, ConvertExpression, Expression, MethodCallExpression } from '../../../odata/bind/expression/expression.js'
import { isWritten } from '../../../odata/bind/expression/slot-expression.js'
import { functionName } from '../identifier.js'
import { isDecimal, renderDecimalText } from './decimal-text.js'
import { isNull } from './expression-traits.js'
import { foldConstants } from './fold-constants.js'
import { parameterOf } from './parameter.js'
import { renderHolds } from './render-condition.js'
import { resolveVariable, rootScope } from './render-context.js'
import type { RenderContext, Scope } from './render-context.js'
import { renderOperand, renderValue } from './render-expression.js'
import { columnOf, isKeptByDigits } from './render-path.js'
import { categoryOf } from './value-category.js'

/** The digits of a Decimal; undefined for what is held as a double. */
export function renderDigitsOf (context: RenderContext, expression: Expression): Sql | undefined {
  const scope = rootScope(context)
  const folded = foldConstants(expression, context.now)
  return isWritten(folded) && isDecimal(folded.type.type) && !isNull(folded) ? operandDigits(scope, folded) : digitsOf(scope, folded)
}

/** Of any Decimal the digits to show, those of the double where it is held as one; undefined for another type. */
export const renderShownDigits = (context: RenderContext, expression: Expression): Sql | undefined =>
  isDecimal(expression.type.type) ? operandDigits(rootScope(context), foldConstants(expression, context.now)) : undefined

/** The digits of a Decimal as text; undefined for what is held as a double, or is no Decimal. */
export function digitsOf (scope: Scope, expression: Expression): Sql | undefined {
  switch (expression.kind) {
    case 'property': return isKeptByDigits(expression) ? columnOf(scope, expression, 'digits') : undefined
    case 'computed': return scope.context.computed.get(expression.name)?.digits
    case 'variable': return isDecimal(expression.type.type) ? digitsOfItem(scope, expression) : undefined
    case 'unary': return expression.operator === 'negate' && isDecimal(expression.type.type) && !isNull(expression.operand) ? computed(scope, 'odata_decimal_neg', [expression.operand]) : undefined
    case 'binary': return digitsOfOperator(scope, expression)
    case 'call': return digitsOfCall(scope, expression)
    case 'convert': return digitsOfInteger(scope, expression)
    case 'case': return digitsOfCase(scope, expression)
    default: return undefined
  }
}

/** The digits of an operand beside one that has some. */
export function operandDigits (scope: Scope, operand: Expression): Sql {
  if (isNull(operand)) return sql`CAST(NULL AS text)`
  if (isWritten(operand)) return scope.dialect.text(parameterOf(operand, value => decimalDigits(String(value)) ?? '0'))
  return digitsOf(scope, operand) ?? renderDecimalText(scope.dialect.name, renderValue(scope, operand))
}

/** Whether digits are known of one, so that all are compared and computed with by their digits. */
export const someHaveDigits = (scope: Scope, operands: readonly Expression[]): boolean =>
  operands.some(operand => operand.kind !== 'convert' && digitsOf(scope, operand) !== undefined)

function digitsOfItem (scope: Scope, { variable }: Extract<Expression, { kind: 'variable' }>): Sql | undefined {
  const source = resolveVariable(scope, variable)
  return source.kind === 'value' ? source.digits : undefined
}

function computed (scope: Scope, name: `odata_decimal_${string}`, operands: readonly Expression[]): Sql {
  return sql`${functionName(name)}(${join(operands.map(operand => operandDigits(scope, operand)), ', ')})`
}

function digitsOfOperator (scope: Scope, { operator, left, right, type }: BinaryExpression): Sql | undefined {
  if (!isDecimal(type.type) || isNull(left) || isNull(right)) return undefined
  switch (operator) {
    case 'add': case 'sub': case 'mul': case 'mod': return computed(scope, `odata_decimal_${operator}`, [left, right])
    default: return undefined
  }
}

function digitsOfCall (scope: Scope, { name, arguments: args, type }: MethodCallExpression): Sql | undefined {
  switch (name) {
    case 'round': case 'floor': case 'ceiling': return isDecimal(type.type) && !args.some(isNull) ? computed(scope, `odata_decimal_${name}`, args) : undefined
    default: return undefined
  }
}

/** Of an integer where a Decimal is wanted. */
function digitsOfInteger (scope: Scope, { operand, type }: ConvertExpression): Sql | undefined {
  if (!isDecimal(type.type) || isNull(operand) || categoryOf(operand.type.type) !== 'integer') return undefined
  return sql`CAST(${renderOperand(scope, operand, renderValue)} AS text)`
}

function digitsOfCase (scope: Scope, { branches, type }: CaseExpression): Sql | undefined {
  if (!isDecimal(type.type) || !someHaveDigits(scope, branches.map(({ value }) => value))) return undefined
  return sql`CASE ${join(branches.map(({ condition, value }) => sql`WHEN ${renderHolds(scope, condition)} THEN ${operandDigits(scope, value)}`), ' ')} END`
}
