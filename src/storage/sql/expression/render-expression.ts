/**
 * Bound expressions as SQL: values here, conditions in `render-condition.ts`, subqueries over collections in `render-collection.ts`. A
 * DateTimeOffset has two forms: its text, which is what a client gets and what date parts are read from, and its instant, which compares
 * and sorts.
 */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { instantOf } from '../../../edm/date-time-offset.js'
import { isAssignable, isStructured, typeName } from '../../../edm/lookup.js'
import type { PrimitiveValue } from '../../../edm/types.js'
import { isArithmeticOperator } from '../../../odata/bind/expression/constant.js'
import type {
  BinaryExpression,
  CaseExpression,
  Expression,
  FilterExpression,
  IsOfExpression,
  LiteralExpression,
  MethodCallExpression,
  OrderByItem,
  SlotExpression,
  TypeCastExpression,
  UnaryExpression
} from '../../../odata/bind/expression/expression.js'
import { renderConversion } from './conversions-sql.js'
import { isDecimal } from './decimal-text.js'
import { isNaNLiteral, isNull, mayBeNull } from './expression-traits.js'
import { MAX_INSTANT, MIN_INSTANT, foldConstants } from './fold-constants.js'
import { renderFunction } from './function-sql.js'
import { constant, functionName } from '../identifier.js'
import { negationOf, operationOf } from './arithmetic-operations.js'
import { parameterOf } from './parameter.js'
import { renderBoolean, renderHolds } from './render-condition.js'
import { renderAggregate } from './render-aggregate.js'
import { renderCount, renderLambda } from './render-collection.js'
import { renderHierarchy } from './render-hierarchy.js'
import { instantToText, renderNow, resolveVariable, rootScope } from './render-context.js'
import type { RenderContext, RenderScope } from './render-context.js'
import { renderDynamic } from './render-dynamic.js'
import { digitsOf } from './render-digits.js'
import { columnOf, dynamicAt, renderIsOfRow, identityOf } from './render-path.js'
import { renderWhole } from './render-whole.js'
import { categoryOf, nullOf } from './value-category.js'
import { unrenderable } from './unrenderable.js'

/** The value of an expression; of a DateTimeOffset, the text as the client gets it. */
export function renderExpression (context: RenderContext, expression: Expression): Sql {
  return renderOperand(rootScope(context), foldConstants(expression, context.now), renderValue)
}

/** The value of an expression in the form that compares and sorts: of a DateTimeOffset, its instant. */
export function renderComparableExpression (context: RenderContext, expression: Expression): Sql {
  return renderComparable(rootScope(context), foldConstants(expression, context.now))
}

/** A condition for WHERE: true where the filter is true, false or null elsewhere. */
export function renderFilter (context: RenderContext, filter: FilterExpression): Sql {
  return renderHolds(rootScope(context), foldConstants(filter, context.now))
}

/** The items of an ORDER BY, in order. Null is the lowest value: first when ascending, last when descending. */
export function renderOrderBy (context: RenderContext, items: readonly OrderByItem[]): Sql[] {
  const scope = rootScope(context)
  return items.map(({ expression, descending }) => {
    const folded = foldConstants(expression, context.now)
    const key = renderSortKey(scope, folded)
    if (!mayBeNull(folded)) return descending ? sql`${key} DESC` : sql`${key} ASC`
    return sql`${key} ${descending ? scope.dialect.descending : scope.dialect.ascending}`
  })
}

/** A constant in ORDER BY, which more than a literal can come to, would be the number of a column, or refused. */
export function renderSortKey (scope: RenderScope, folded: Expression): Sql {
  const value = renderSortable(scope, folded)
  return folded.kind === 'property' || folded.kind === 'computed' ? value : sql`CASE WHEN 1 = 1 THEN ${value} END`
}

export function renderValue (scope: RenderScope, expression: Expression): Sql {
  const digits = expression.kind === 'property' ? undefined : digitsOf(scope, expression)
  return digits === undefined ? renderOwnValue(scope, expression) : sql`CAST(${digits} AS float8)`
}

function renderOwnValue (scope: RenderScope, expression: Expression): Sql {
  switch (expression.kind) {
    case 'literal': case 'slot': return renderWritten(scope, expression)
    case 'variable': return valueOfVariable(scope, expression)
    case 'property': return columnOf(scope, expression)
    case 'dynamic': return dynamicAt(scope, expression, members => renderDynamic(scope.dialect.name, expression, members))
    case 'computed': return computedColumn(scope, expression.name).value
    case 'typeCast': return renderCast(scope, expression)
    case 'unary': return expression.operator === 'not' ? renderBoolean(scope, expression) : renderArithmetic(scope, expression)
    case 'binary': {
      if (!isArithmeticOperator(expression.operator)) return renderBoolean(scope, expression)
      const value = renderArithmetic(scope, expression)
      return categoryOf(expression.type.type) === 'instant' && !isNull(expression.left) && !isNull(expression.right)
        ? instantToText(value)
        : value
    }
    case 'in':
      return renderBoolean(scope, expression)
    case 'call':
      return renderCall(scope, expression)
    case 'lambda':
      return renderLambda(scope, expression)
    case 'count':
      return renderCount(scope, expression)
    case 'aggregate':
      return renderAggregate(scope, expression)
    case 'convert':
      return isNull(expression.operand)
        ? nullOf(expression.type)
        : renderConversion({
          dialect: scope.dialect,
          from: expression.operand.type,
          to: expression.type,
          operand: renderOperand(scope, expression.operand, renderValue),
          digits: digitsOf(scope, expression.operand)
        })
    case 'isOf':
      return renderIsOf(scope, expression)
    case 'case':
      return renderCase(scope, expression, renderValue)
    case 'has': {
      const bits = constantInteger(expression.bits)
      return sql`((${renderValue(scope, expression.operand)} & ${bits}) = ${bits})`
    }
    case 'hierarchy':
      return renderHierarchy(scope, expression, renderComparable)
    case 'whole':
      return renderWhole(scope, expression)
    case 'navigation':
    case 'keyed':
      return identityOf(scope, expression)
    case 'root':
    case 'written':
    case 'unsupported':
      throw unrenderable(expression.kind)
  }
}

/** A 64-bit number as part of the text. */
const constantInteger = (value: bigint): Sql => sql`CAST(${constant(String(value))} AS bigint)`

/** An operand of a comparison. */
export function renderComparable (scope: RenderScope, expression: Expression): Sql {
  if (categoryOf(expression.type.type) === 'instant') return renderInstant(scope, expression)
  const digits = expression.kind === 'property' ? undefined : digitsOf(scope, expression)
  return digits === undefined ? renderValue(scope, expression) : scope.dialect.bytewise(sql`odata_decimal_order(${digits})`)
}

/** An operand of an ordering: text is compared by its bytes. Columns are declared so. */
export function renderSortable (scope: RenderScope, expression: Expression): Sql {
  const value = renderComparable(scope, expression)
  switch (categoryOf(expression.type.type)) {
    case 'boolean': case 'integer': case 'double': case 'duration': return value
    case 'structured': throw unrenderable(`Sorting or comparing values of ${typeName(expression.type.type)}`)
    default: return expression.kind === 'property' ? value : scope.dialect.bytewise(value)
  }
}

/** A DateTimeOffset as its instant. */
function renderInstant (scope: RenderScope, expression: Expression): Sql {
  switch (expression.kind) {
    case 'literal':
    case 'slot':
      return isNull(expression) ? nullOf(expression.type) : scope.dialect.text(parameterOf(expression, instantOfLiteral))
    case 'property':
      return columnOf(scope, expression, 'instant')
    case 'computed':
      return computedColumn(scope, expression.name).instant ?? sql`odata_instant(${computedColumn(scope, expression.name).value})`
    case 'binary':
      return renderArithmetic(scope, expression)
    case 'aggregate':
      return renderAggregate(scope, expression, renderInstant)
    case 'case':
      return renderCase(scope, expression, renderInstant)
    case 'call':
      switch (expression.name) {
        case 'now':
          return renderNow(scope)
        case 'mindatetime':
          return scope.dialect.text(MIN_INSTANT)
        case 'maxdatetime':
          return scope.dialect.text(MAX_INSTANT)
        default:
          return sql`odata_instant(${renderValue(scope, expression)})`
      }
    default:
      return sql`odata_instant(${renderValue(scope, expression)})`
  }
}

function instantOfLiteral (value: PrimitiveValue): string {
  const instant = instantOf(String(value))
  if (instant === undefined) throw new Error(`no point in time: ${String(value)}`)
  return instant
}

/** Client values are parameters; true, false and null are not values worth one. */
function renderWritten ({ dialect }: RenderScope, expression: LiteralExpression | SlotExpression): Sql {
  if (isNull(expression)) return nullOf(expression.type)
  switch (categoryOf(expression.type.type)) {
    case 'boolean': return expression.kind === 'literal' && expression.value === true ? sql`TRUE` : sql`FALSE`
    case 'integer': case 'duration': return dialect.integer(parameterOf(expression, BigInt))
    case 'double': {
      // Known only as a constant: a row that comes to it has no result.
      if (isNaNLiteral(expression)) return sql`odata_double_sub(${dialect.double(Infinity)}, ${dialect.double(Infinity)})`
      return dialect.double(parameterOf(expression, value => Number(value) + 0))
    }
    default: return dialect.text(parameterOf(expression, String))
  }
}

function valueOfVariable (scope: RenderScope, { variable }: Extract<Expression, { kind: 'variable' }>): Sql {
  const source = resolveVariable(scope, variable)
  if (source.kind === 'value') return source.value
  if (source.kind === 'document') return scope.dialect.name === 'sqlite' ? sql`nullif(${source.json}, 'null')` : sql`CASE WHEN (${source.json})::text <> 'null' THEN 1 END`
  throw unrenderable(`${variable.name} as a value`)
}

function computedColumn ({ context }: RenderScope, name: string) {
  const column = context.computed.get(name)
  if (column === undefined) throw new Error(`${name} is not computed by this statement`)
  return column
}

/** An operand of what is computed with doubles: of a Decimal by its digits, the one nearest to it. */
export function renderOperand (scope: RenderScope, operand: Expression, render: (scope: RenderScope, operand: Expression) => Sql): Sql {
  const digits = digitsOf(scope, operand)
  return digits === undefined ? render(scope, operand) : sql`CAST(${digits} AS float8)`
}

/** An operator with a null operand is null, and the other operand is not evaluated. Of instants, the result is one. */
function renderArithmetic (scope: RenderScope, expression: BinaryExpression | UnaryExpression): Sql {
  if (expression.kind === 'unary') {
    if (isNull(expression.operand)) return nullOf(expression.type)
    return sql`${functionName(negationOf(categoryOf(expression.operand.type.type)))}(${renderOperand(scope, expression.operand, renderComparable)})`
  }
  const { operator, left, right } = expression
  if (isNull(left) || isNull(right) || !isArithmeticOperator(operator)) return nullOf(expression.type)
  const operation = operationOf(operator, categoryOf(left.type.type), categoryOf(right.type.type), isDecimal(expression.type.type))
  const operands = [left, right].map((operand, index) => {
    const rendered = renderOperand(scope, operand, renderComparable)
    return operation.operands[index] === 'double' && categoryOf(operand.type.type) === 'integer'
      ? sql`CAST(${rendered} AS float8)`
      : rendered
  })
  return sql`${functionName(operation.function)}(${join(operation.swapped ? operands.reverse() : operands, ', ')})`
}

/** A function with a null argument is null, and its other arguments are not evaluated. */
function renderCall (scope: RenderScope, call: MethodCallExpression): Sql {
  if (call.arguments.some(isNull)) return nullOf(call.type)
  const { context: { now }, dialect } = scope
  return renderFunction(call.name, {
    dialect,
    now,
    arguments: call.arguments.map(argument => renderOperand(scope, argument, renderValue)),
    expressions: call.arguments
  })
}

function renderCase (
  scope: RenderScope,
  { branches, type }: CaseExpression,
  renderBranch: (scope: RenderScope, value: Expression) => Sql
): Sql {
  if (branches.length === 0) return nullOf(type)
  return sql`CASE ${
    join(branches.map(({ condition, value }) => sql`WHEN ${renderHolds(scope, condition)} THEN ${renderOperand(scope, value, renderBranch)}`), ' ')
  } END`
}

/** A structured value stands for whether it is there: what `eq null` asks. */
function renderCast (scope: RenderScope, { source, target }: TypeCastExpression): Sql {
  const { type } = source.type
  if ((type.kind === 'complex' || type.kind === 'entity') && isAssignable(type, target)) return renderValue(scope, source)
  const isOf = renderIsOfRow(scope, source, target) ?? fail('typeCast')
  return sql`CASE WHEN ${isOf} THEN ${constant(target.name)} END`
}

function fail (kind: Expression['kind']): never {
  throw unrenderable(kind)
}

/** Null is of no type. */
function renderIsOf (scope: RenderScope, { operand, target }: IsOfExpression): Sql {
  const { type } = operand.type
  if (type.kind === 'collection') throw unrenderable('isof of a collection')
  if (!isStructured(type) || target.kind === 'primitive') {
    return type.kind === 'primitive' && target.kind === 'primitive' && type.name === target.name
      ? sql`(${renderValue(scope, operand)} IS NOT NULL)`
      : sql`FALSE`
  }
  if (isAssignable(type, target)) return operand.kind === 'variable' ? sql`TRUE` : sql`(${renderValue(scope, operand)} IS NOT NULL)`
  if (!isAssignable(target, type)) return sql`FALSE`
  return renderIsOfRow(scope, operand, target) ?? fail('isOf')
}
