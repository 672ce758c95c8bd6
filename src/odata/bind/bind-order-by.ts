/** `$orderby` (OData-URL 4.01, section 5.1.6) */
import { limits } from '../../base/limits.js'
import type { OrderByItemNode } from '../url/ast.js'
import { limitError } from '../url/syntax-error.js'
import { bindError } from './expression/bind-error.js'
import { bindNode } from './expression/bind-expression.js'
import { checkTexts } from './expression/computed-texts.js'
import type { OrderByItem } from './expression/expression.js'
import { describeType, primitiveName } from './expression/expression-type.js'
import { startBinding } from './expression/scope.js'
import type { Binding, Scope } from './expression/scope.js'

/** Items must be single primitive values, because only those have an order. */
export function bindOrderBy (scope: Scope, items: readonly OrderByItemNode[]): readonly OrderByItem[] {
  if (items.length > limits.sortKeys.most) throw limitError(scope.option, `more than ${limits.sortKeys.most} keys`)
  const binding = startBinding(scope)
  return items.map(item => bindOrderByItem(binding, item))
}

function bindOrderByItem (binding: Binding, { expression: node, descending, position }: OrderByItemNode): OrderByItem {
  const expression = checkTexts(binding, bindNode(binding, node))
  const name = primitiveName(expression)
  if (name !== undefined && name !== 'Edm.Stream') return { expression, descending }
  throw bindError(binding, { position, expected: 'a single primitive value to sort by', found: describeType(expression) })
}
