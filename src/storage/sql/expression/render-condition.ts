/**
 * Boolean expressions as SQL, in one of three ways. `value`: true, false or null. `holds`: a condition that is true exactly where the
 * expression is true. `fails`: one that is true exactly where it is false. The last two may be null where the value is not, and so are free
 * to be plain comparisons that find an index; `not` turns one into the other.
 */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { isArithmeticOperator } from '../../../odata/bind/expression/constant.js'
import { isList } from '../../../odata/bind/expression/expression-children.js'
import type { BinaryExpression, ComparisonOperator, Expression, InExpression } from '../../../odata/bind/expression/expression.js'
import { isWritten } from '../../../odata/bind/expression/slot-expression.js'
import { isNaNLiteral, isNull, mayBeNull, mayRaise } from './expression-traits.js'
import { identifier, position } from '../identifier.js'
import { decimalDigits, decimalOrder } from '../../../edm/decimal.js'
import { parameterOf } from './parameter.js'
import { operandDigits, someHaveDigits } from './render-digits.js'
import { isKeptByDigits } from './render-path.js'
import { renderItems } from './render-collection.js'
import { nest } from './render-context.js'
import type { RenderScope } from './render-context.js'
import { renderComparable, renderOperand, renderSortable, renderValue } from './render-expression.js'

type Mode = 'value' | 'holds' | 'fails'

const TRUE = sql`TRUE`
const FALSE = sql`FALSE`

/** True, false or null. */
export const renderBoolean = (scope: RenderScope, expression: Expression): Sql => render(scope, expression, 'value')

/** True where the expression is true. */
export const renderHolds = (scope: RenderScope, expression: Expression): Sql => render(scope, expression, 'holds')

/** True where the expression is false or null. */
export function renderHoldsNot (scope: RenderScope, expression: Expression): Sql {
  return mayBeNull(expression) ? sql`(${render(scope, expression, 'holds')} IS NOT TRUE)` : render(scope, expression, 'fails')
}

function render (scope: RenderScope, expression: Expression, mode: Mode): Sql {
  switch (expression.kind) {
    case 'unary':
      if (expression.operator === 'not') return renderNot(scope, expression.operand, mode)
      break
    case 'binary':
      if (!isArithmeticOperator(expression.operator)) return renderOperator(scope, expression, mode)
      break
    case 'in':
      return inMode(renderIn(scope, expression), mode)
    case 'property':
      return mode === 'value' ? renderValue(scope, expression) : sql`${renderValue(scope, expression)} = ${mode === 'holds' ? TRUE : FALSE}`
    default:
  }
  return inMode({ value: renderValue(scope, expression) }, mode)
}

function renderNot (scope: RenderScope, operand: Expression, mode: Mode): Sql {
  switch (mode) {
    case 'value': return sql`(NOT ${render(scope, operand, 'value')})`
    case 'holds': return render(scope, operand, 'fails')
    case 'fails': return render(scope, operand, 'holds')
  }
}

function renderOperator (scope: RenderScope, expression: BinaryExpression, mode: Mode): Sql {
  switch (expression.operator) {
    case 'and': case 'or': return mayRaise(expression) ? renderInOrder(scope, expression, mode) : renderLogical(scope, expression, mode)
    default: return renderComparison(scope, expression, mode)
  }
}

/** Three-valued, as SQL itself is (OData-URL 4.01, section 5.1.1.1.7). */
function renderLogical (scope: RenderScope, { operator, left, right }: BinaryExpression, mode: Mode): Sql {
  const conjunction = (operator === 'and') === (mode !== 'fails')
  return sql`(${render(scope, left, mode)} ${conjunction ? sql`AND` : sql`OR`} ${render(scope, right, mode)})`
}

/**
 * Where an operand can raise an error, the right one is evaluated only if the left one does not decide. SQL promises an order only in CASE.
 */
function renderInOrder (scope: RenderScope, expression: BinaryExpression, mode: Mode): Sql {
  const { operator, left, right } = expression
  if (mayBeNull(left)) return inMode({ value: renderInOrderWithNull(scope, expression) }, mode)
  const first = render(scope, left, mode)
  const second = render(scope, right, mode)
  return (operator === 'and') === (mode !== 'fails')
    ? sql`CASE WHEN ${first} THEN ${second} ELSE FALSE END`
    : sql`CASE WHEN ${first} THEN TRUE ELSE ${second} END`
}

/** Null does not decide, but counts in the result; the subquery is there to write the left operand once. */
function renderInOrderWithNull (scope: RenderScope, { operator, left, right }: BinaryExpression): Sql {
  const alias = identifier(`b${scope.depth + 1}`)
  const first = sql`${alias}."value"`
  const second = render(nest(scope), right, 'value')
  const both = operator === 'and'
    ? sql`WHEN ${first} IS FALSE THEN FALSE ELSE (${first} AND ${second})`
    : sql`WHEN ${first} IS TRUE THEN TRUE ELSE (${first} OR ${second})`
  return sql`(SELECT CASE ${both} END FROM (SELECT ${render(nest(scope), left, 'value')} AS "value" LIMIT 1) AS ${alias})`
}

const comparisons: Readonly<Record<ComparisonOperator, Sql>> = { eq: sql`=`, ne: sql`<>`, gt: sql`>`, ge: sql`>=`, lt: sql`<`, le: sql`<=` }
const opposites: Readonly<Record<ComparisonOperator, ComparisonOperator>> = { eq: 'ne', ne: 'eq', gt: 'le', ge: 'lt', lt: 'ge', le: 'gt' }

/**
 * Never null: null equals null and nothing else, and is neither less nor greater than anything (OData-URL 4.01, sections 5.1.1.1.1 to
 * 5.1.1.1.6).
 */
function renderComparison (scope: RenderScope, expression: BinaryExpression, mode: Mode): Sql {
  const { left, right } = expression
  const operator = expression.operator as ComparisonOperator
  if (isNaNLiteral(left) || isNaNLiteral(right)) return (operator === 'ne') === (mode !== 'fails') ? TRUE : FALSE
  if (operator === 'eq' || operator === 'ne') return renderEquality(scope, left, right, (operator === 'eq') === (mode !== 'fails'), mode)
  if (isNull(left) || isNull(right)) return mode === 'fails' ? TRUE : FALSE
  const nullable = mayBeNull(left) || mayBeNull(right)
  const plain = !nullable && mode === 'fails' ? opposites[operator] : operator
  const [first, second] = someHaveDigits(scope, [left, right])
    ? [renderDigits(scope, left), renderDigits(scope, right)]
    : [renderOperand(scope, left, renderSortable), renderOperand(scope, right, renderComparable)]
  const compared = sql`${first} ${comparisons[plain]} ${second}`
  if (!nullable || mode === 'holds') return sql`(${compared})`
  return mode === 'value' ? sql`COALESCE(${compared}, FALSE)` : sql`((${compared}) IS NOT TRUE)`
}

/** `equal`: whether the condition is to be true of equal operands, or of others. */
function renderEquality (scope: RenderScope, left: Expression, right: Expression, equal: boolean, mode: Mode): Sql {
  if (isNull(left) && isNull(right)) return equal ? TRUE : FALSE
  if (isNull(right)) return sql`(${renderValue(scope, left)} ${equal ? sql`IS NULL` : sql`IS NOT NULL`})`
  if (isNull(left)) return renderEquality(scope, right, left, equal, mode)
  const render = someHaveDigits(scope, [left, right]) ? renderDigits : renderNumber
  const [first, second] = [render(scope, left), render(scope, right)]
  const nullable = [left, right].filter(mayBeNull).length
  // Two nulls are equal, so only where one side is never null does null mean that nothing is.
  const plain = nullable === 0 || (equal && mode !== 'value' && nullable === 1)
  if (plain) return sql`(${first} ${equal ? sql`=` : sql`<>`} ${second})`
  return sql`(${first} IS ${equal ? sql`NOT DISTINCT` : sql`DISTINCT`} FROM ${second})`
}

/** Of a Decimal by its digits, the number. */
const renderNumber = (scope: RenderScope, operand: Expression): Sql => renderOperand(scope, operand, renderComparable)

/** Of Decimals one of which has digits: text that sorts as they do. */
function renderDigits (scope: RenderScope, operand: Expression): Sql {
  if (isKeptByDigits(operand)) return renderValue(scope, operand)
  if (!isWritten(operand)) return scope.dialect.bytewise(sql`odata_decimal_order(${operandDigits(scope, operand)})`)
  return scope.dialect.text(parameterOf(operand, value => decimalOrder(decimalDigits(String(value)) ?? '0')))
}

interface Rendered {
  readonly value: Sql
  /** A plainer condition that is true where the value is. */
  readonly holds?: Sql
}

function inMode ({ value, holds = value }: Rendered, mode: Mode): Sql {
  switch (mode) {
    case 'value': return value
    case 'holds': return holds
    case 'fails': return sql`(NOT ${value})`
  }
}

/** Never null: a null item equals a null operand (OData-URL 4.01, section 5.1.1.1.12). */
function renderIn (scope: RenderScope, { operand, items }: InExpression): Rendered {
  if (isNaNLiteral(operand)) return { value: FALSE }
  if (!isList(items)) {
    const { from, value, digits } = renderItems(scope, items)
    const found = digits === undefined
      ? sql`${value} IS NOT DISTINCT FROM ${renderNumber(nest(scope), operand)}`
      : sql`odata_decimal_order(${digits}) IS NOT DISTINCT FROM ${renderDigits(nest(scope), operand)}`
    return { value: sql`EXISTS (SELECT 1 FROM ${from} WHERE ${found})` }
  }
  const comparable = items.filter(item => !isNaNLiteral(item))
  if (comparable.length === 0) return { value: FALSE }
  if (isNull(operand) || !comparable.every(isWritten)) {
    return { value: renderInExpressions(scope, operand, comparable) }
  }
  return renderInLiterals(scope, operand, comparable)
}

function renderInLiterals (scope: RenderScope, operand: Expression, items: readonly Expression[]): Rendered {
  const others = items.filter(item => !isNull(item))
  const render = someHaveDigits(scope, [operand]) ? renderDigits : renderNumber
  const value = render(scope, operand)
  if (others.length === 0) return { value: sql`(${value} IS NULL)` }
  const found = sql`(${value} IN (${join(others.map(item => render(scope, item)), ', ')}))`
  if (!mayBeNull(operand)) return { value: found }
  return others.length < items.length ? { value: sql`COALESCE(${found}, TRUE)` } : { value: sql`COALESCE(${found}, FALSE)`, holds: found }
}

/** Items that are not literals; the operand is written once. */
function renderInExpressions (scope: RenderScope, operand: Expression, items: readonly Expression[]): Sql {
  const inner = nest(scope)
  const alias = identifier(`i${inner.depth}`)
  const render = someHaveDigits(scope, [operand, ...items]) ? renderDigits : renderNumber
  const rows = join(items.map(item => sql`SELECT ${render(inner, item)} AS "value"`), ' UNION ALL ')
  // The limit keeps PostgreSQL (18.4) from flattening the union: below a lambda it would evaluate a subquery among the items once for all
  // rows.
  return sql`EXISTS (SELECT 1 FROM (${rows} LIMIT ${position(items.length)}) AS ${alias} WHERE ${alias}."value" IS NOT DISTINCT FROM ${
    render(inner, operand)
  })`
}
