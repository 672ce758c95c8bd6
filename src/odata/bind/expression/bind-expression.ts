/** From the syntax tree to the bound tree (OData-URL 4.01, section 5.1.1): names are resolved, types checked, conversions made explicit. */
import type { BinaryNode, ExpressionNode, UnaryNode } from '../../url/ast.js'
import { bindAlias } from './bind-alias.js'
import { bindArithmetic, bindNegate } from './bind-arithmetic.js'
import { bindError } from './bind-error.js'
import { bindCall } from './bind-call.js'
import { bindCase } from './bind-case.js'
import { bindCast, bindIsOf } from './bind-cast.js'
import { bindComparison } from './bind-comparison.js'
import { bindIn } from './bind-in.js'
import { bindEnumLiteral, bindHas } from './bind-enum.js'
import { bindGeoLiteral } from './geo-literal.js'
import { bindLiteral } from './bind-literal.js'
import { joinLogical, operandsOf } from './bind-logical.js'
import { bindPathExpression } from './bind-path-expression.js'
import { checkTexts } from './computed-texts.js'
import { convertTo } from './conversions.js'
import { isDynamic, valueOf } from './dynamic-value.js'
import type { DynamicExpression, Expression, FilterExpression, LogicalOperator, UnsupportedExpression } from './expression.js'
import { describeType, isUnknown, isUntypedNull, notSupported, primitiveName } from './expression-type.js'
import { enterNode, leaveNode, startBinding } from './scope.js'
import type { Binding, Scope } from './scope.js'

/** Any expression; one that is a null literal alone has the type Edm.String. */
export function bindExpression (scope: Scope, node: ExpressionNode): Expression {
  return checkTexts(scope, bindNode(startBinding(scope), node))
}

/** `$filter`: an expression of type Edm.Boolean (OData-URL 4.01, section 5.1.2). */
export function bindFilter (scope: Scope, node: ExpressionNode): FilterExpression {
  return checkTexts(scope, bindBoolean(startBinding(scope), node))
}

/** One node and all below it, whose type is known. */
export function bindNode (binding: Binding, node: ExpressionNode): Expression {
  const expression = bindUntyped(binding, node)
  return isDynamic(expression) ? withoutType(binding, expression) : expression
}

/** A dynamic property where nothing says as what it is read. */
export const withoutType = (binding: Binding, { path }: DynamicExpression): UnsupportedExpression =>
  notSupported(binding, `The dynamic property '${path.join('/')}', where nothing tells its type, as cast(${path.join('/')},Edm.String) does,`)

/** One node and all below it, which may be a dynamic property; every recursion of the binder goes through here. */
export function bindUntyped (binding: Binding, node: ExpressionNode): Expression {
  enterNode(binding)
  const expression = bindKind(binding, node)
  leaveNode(binding)
  return expression
}

function bindKind (binding: Binding, node: ExpressionNode): Expression {
  switch (node.kind) {
    case 'literal': return bindLiteral(binding, node)
    case 'enumLiteral': return bindEnumLiteral(binding, node)
    case 'geoLiteral': return bindGeoLiteral(binding, node)
    case 'array': case 'list': return notSupported(binding, 'A list of values anywhere but to the right of "in"')
    case 'object': return notSupported(binding, 'A JSON object in an expression')
    case 'variable': return bindVariable(binding, node.name)
    case 'parameterAlias': return bindAlias(binding, node)
    case 'path': return bindPathExpression(binding, node)
    case 'methodCall': return bindCall(binding, node)
    case 'unary': return bindUnary(binding, node)
    case 'binary': return bindBinary(binding, node)
    case 'case': return bindCase(binding, node)
    case 'isOf': return bindIsOf(binding, node)
    case 'cast': return bindCast(binding, node)
  }
}

/** An expression that must be true or false; null may stand for the unknown between them. */
export function bindBoolean (binding: Binding, node: ExpressionNode, place = ''): Expression {
  const expression = bindUntyped(binding, node)
  if (isUnknown(expression)) return expression
  if (primitiveName(expression) === 'Edm.Boolean' || isUntypedNull(expression) || isDynamic(expression)) return convertTo('Edm.Boolean', expression)
  throw bindError(binding, { position: node.position, expected: `Edm.Boolean${place}`, found: describeType(expression) })
}

/** `$it`, `$this` (OData-URL 4.01, sections 5.1.1.14.4 and 5.1.1.14.6) */
function bindVariable (binding: Binding, name: string): Expression {
  switch (name) {
    case '$it': return valueOf(binding.it)
    case '$this': return valueOf(binding.current)
    default: return notSupported(binding, name)
  }
}

function bindUnary (binding: Binding, node: UnaryNode): Expression {
  if (node.operator === 'negate') return bindNegate(binding, node)
  let [inner, negated]: [ExpressionNode, boolean] = [node.operand, true]
  for (; inner.kind === 'unary' && inner.operator === 'not'; inner = inner.operand) negated = !negated
  const operand = bindBoolean(binding, inner, ' after "not"')
  return negated ? { kind: 'unary', operator: 'not', operand, type: operand.type } : operand
}

function bindBinary (binding: Binding, node: BinaryNode): Expression {
  switch (node.operator) {
    case 'and': case 'or': return bindLogical(binding, node, node.operator)
    case 'eq': case 'ne': case 'gt': case 'ge': case 'lt': case 'le': return bindComparison(binding, node, node.operator)
    case 'add': case 'sub': case 'mul': case 'div': case 'divby': case 'mod': return bindArithmetic(binding, node, node.operator)
    case 'in': return bindIn(binding, node)
    case 'has': return bindHas(binding, node)
  }
}

function bindLogical (binding: Binding, node: BinaryNode, operator: LogicalOperator): Expression {
  return joinLogical(operandsOf(node, operator).map(operand => bindBoolean(binding, operand, ` beside "${operator}"`)), operator)
}
