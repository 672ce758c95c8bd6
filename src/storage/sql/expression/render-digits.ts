/**
 * Decimals by their digits: stored ones are kept so, and what is added, subtracted, multiplied, divided with remainder or rounded is
 * computed so, exactly (OData-URL 4.01, section 5.1.1.2). Quotients, averages and what functions give are held as doubles.
 */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { decimalDigits } from '../../../edm/decimal.js'
import type { BinaryExpression, CaseExpression, Expression } from '../../../odata/bind/expression/expression.js'
import { isWhole } from '../../../odata/bind/expression/expression-type.js'
import type { FunctionName } from '../../../odata/bind/expression/function-signatures.js'
import { isWritten } from '../../../odata/bind/expression/slot-expression.js'
import { functionName } from '../identifier.js'
import { isDecimal, renderDecimalText } from './decimal-text.js'
import { isNull } from './expression-traits.js'
import { foldConstants } from './fold-constants.js'
import { parameterOf } from './parameter.js'
import { aggregatesDigits, renderAggregateDigits } from './render-aggregate.js'
import { renderHolds } from './render-condition.js'
import { resolveVariable, rootScope } from './render-context.js'
import type { ComputedColumn, RenderContext, RenderScope } from './render-context.js'
import { renderExpression, renderOperand, renderValue } from './render-expression.js'
import { columnOf, isKeptByDigits, jsonOf } from './render-path.js'
import { categoryOf } from './value-category.js'

/** The digits of a Decimal; undefined for what is held as a double. */
export function renderDigitsOf (context: RenderContext, expression: Expression): Sql | undefined {
  const scope = rootScope(context)
  const folded = foldConstants(expression, context.now)
  return isWritten(folded) && isDecimal(folded.type.type) && !isNull(folded) ? operandDigits(scope, folded) : digitsOf(scope, folded)
}

/** A computed value for a column; of any Decimal its digits, so that none is lost to what reads the column. */
export interface HeldValue {
  readonly value: Sql
  /** What expressions find in the column. */
  readonly readFrom: (column: Sql, instant: Sql | undefined) => ComputedColumn
}

export function renderHeldValue (context: RenderContext, expression: Expression): HeldValue {
  if (!isDecimal(expression.type.type)) {
    const value = isWhole(expression) ? jsonOf(rootScope(context), expression) : renderExpression(context, expression)
    return { value, readFrom: (column, instant) => ({ value: column, instant }) }
  }
  return {
    value: operandDigits(rootScope(context), foldConstants(expression, context.now)),
    readFrom: (digits, instant) => ({ value: sql`CAST(${digits} AS float8)`, instant, digits })
  }
}

/** Whether there are digits of an expression. Nothing is rendered to find out: what stands in many others would be, for each of them. */
export function hasDigits (scope: RenderScope, expression: Expression): boolean {
  switch (expression.kind) {
    case 'property': return isKeptByDigits(expression)
    case 'computed': return scope.context.computed.get(expression.name)?.digits !== undefined
    case 'variable': return isDecimal(expression.type.type) && digitsOfItem(scope, expression) !== undefined
    case 'unary': return expression.operator === 'negate' && isDecimal(expression.type.type) && !isNull(expression.operand)
    case 'binary': return isExact(expression) && !isNull(expression.left) && !isNull(expression.right)
    case 'call': return isRounding(expression.name) && isDecimal(expression.type.type) && !expression.arguments.some(isNull)
    case 'convert': return isDecimal(expression.type.type) && !isNull(expression.operand) && categoryOf(expression.operand.type.type) === 'integer'
    case 'aggregate': return aggregatesDigits(scope, expression)
    case 'case': return isDecimal(expression.type.type) && someHaveDigits(scope, expression.branches.map(({ value }) => value))
    default: return false
  }
}

const isExact = ({ operator, type }: BinaryExpression): boolean =>
  isDecimal(type.type) && (operator === 'add' || operator === 'sub' || operator === 'mul' || operator === 'mod')

const isRounding = (name: FunctionName): name is 'round' | 'floor' | 'ceiling' => name === 'round' || name === 'floor' || name === 'ceiling'

/** The digits of a Decimal as text; undefined for what is held as a double, or is no Decimal. */
export const digitsOf = (scope: RenderScope, expression: Expression): Sql | undefined =>
  hasDigits(scope, expression) ? renderDigits(scope, expression) : undefined

function renderDigits (scope: RenderScope, expression: Expression): Sql | undefined {
  switch (expression.kind) {
    case 'property': return columnOf(scope, expression, 'digits')
    case 'computed': return scope.context.computed.get(expression.name)?.digits
    case 'variable': return digitsOfItem(scope, expression)
    case 'unary': return computed(scope, 'odata_decimal_neg', [expression.operand])
    case 'binary': return computed(scope, `odata_decimal_${expression.operator}`, [expression.left, expression.right])
    case 'call': return computed(scope, `odata_decimal_${expression.name}`, expression.arguments)
    case 'convert': return sql`CAST(${renderOperand(scope, expression.operand, renderValue)} AS text)`
    case 'aggregate': return renderAggregateDigits(scope, expression)
    case 'case': return digitsOfCase(scope, expression)
    default: return undefined
  }
}

/** The digits of an operand beside one that has some. */
export function operandDigits (scope: RenderScope, operand: Expression): Sql {
  if (isNull(operand)) return sql`CAST(NULL AS text)`
  if (isWritten(operand)) return scope.dialect.text(parameterOf(operand, value => decimalDigits(String(value)) ?? '0'))
  return digitsOf(scope, operand) ?? renderDecimalText(scope.dialect.name, renderValue(scope, operand))
}

/** Whether digits are known of one, so that all are compared and computed with by their digits. */
export const someHaveDigits = (scope: RenderScope, operands: readonly Expression[]): boolean =>
  operands.some(operand => operand.kind !== 'convert' && hasDigits(scope, operand))

function digitsOfItem (scope: RenderScope, { variable }: Extract<Expression, { kind: 'variable' }>): Sql | undefined {
  const source = resolveVariable(scope, variable)
  return source.kind === 'value' ? source.digits : undefined
}

function computed (scope: RenderScope, name: `odata_decimal_${string}`, operands: readonly Expression[]): Sql {
  return sql`${functionName(name)}(${join(operands.map(operand => operandDigits(scope, operand)), ', ')})`
}

function digitsOfCase (scope: RenderScope, { branches }: CaseExpression): Sql {
  const cases = branches.map(({ condition, value }) => sql`WHEN ${renderHolds(scope, condition)} THEN ${operandDigits(scope, value)}`)
  return sql`CASE ${join(cases, ' ')} END`
}
