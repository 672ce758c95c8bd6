/** `topcount`, `topsum`, `toppercent` and their opposites (Data Aggregation 4.0, section 3.3.1). */
import type { TopBottomNode } from '../../url/ast.js'
import type { ExtremesTransformation } from './apply-expression.js'
import { bindError } from '../expression/bind-error.js'
import { bindExpression } from '../expression/bind-expression.js'
import { convertTo } from '../expression/conversions.js'
import type { Expression } from '../expression/expression.js'
import { describeType, isUnknown, primitiveName } from '../expression/expression-type.js'
import { isInteger, isNumeric } from '../expression/numeric-promotion.js'
import type { Scope } from '../expression/scope.js'
import { settle } from '../expression/slot-expression.js'
import { isUnsupported, unsupported } from '../unsupported.js'
import type { Unsupported } from '../unsupported.js'

export function bindExtremes (scope: Scope, node: TopBottomNode): ExtremesTransformation | Unsupported {
  const measure = node.kind.endsWith('Count') ? 'count' : node.kind.endsWith('Sum') ? 'sum' : 'percent'
  const amount = bindAmount(scope, node, measure)
  const expression = bindExpression(scope, node.value)
  if (typeof amount !== 'number') return amount
  if (isUnknown(expression)) return isUnsupported(expression) ? expression : unsupported('This value', scope.option)
  const name = primitiveName(expression)
  const fits = measure === 'count' ? expression.type.type.kind === 'enum' || (name !== undefined && name !== 'Edm.Stream') : name !== undefined && isNumeric(name)
  if (!fits) {
    const expected = measure === 'count' ? 'a single primitive value to sort by' : 'a number to sum'
    throw bindError(scope, { position: node.value.position, expected, found: describeType(expression) })
  }
  return { kind: 'extremes', measure, amount, top: node.kind.startsWith('top'), expression: measure === 'count' ? expression : convertTo('Edm.Double', expression) }
}

/** How much is asked for: what is computed of the items is not supported. */
function bindAmount (scope: Scope, { amount: node }: TopBottomNode, measure: ExtremesTransformation['measure']): number | Unsupported {
  const bound = settle(bindExpression(scope, node))
  if (isUnsupported(bound)) return bound
  const name = primitiveName(bound)
  const unfit = (): Error => {
    const expected = measure === 'count' ? 'a whole number that is not negative' : measure === 'sum' ? 'a number' : 'a number from 0 to 100'
    return bindError(scope, { position: node.position, expected, found: describe(bound) })
  }
  if (name === undefined || !isNumeric(name)) throw unfit()
  const value = numberOf(bound)
  if (value === undefined) return unsupported('An amount that is computed', scope.option)
  const isFit = measure === 'count' ? isInteger(name) && value >= 0 : measure === 'sum' ? !Number.isNaN(value) : value >= 0 && value <= 100
  if (!isFit) throw unfit()
  return value
}

function numberOf (expression: Expression): number | undefined {
  if (expression.kind === 'unary' && expression.operator === 'negate') {
    const value = numberOf(settle(expression.operand))
    return value === undefined ? undefined : -value
  }
  if (expression.kind === 'convert') return numberOf(settle(expression.operand))
  return expression.kind === 'literal' && expression.value !== null ? Number(expression.value) : undefined
}

const describe = (expression: Expression): string => {
  const value = numberOf(expression)
  return value === undefined ? describeType(expression) : String(value)
}
