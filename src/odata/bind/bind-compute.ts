/** `$compute` (OData-URL 4.01, section 5.1.9) */
import { findNavigationProperty, findProperty } from '../../edm/lookup.js'
import type { TypeReference } from '../../edm/types.js'
import type { ComputeItemNode } from '../url/ast.js'
import { bindError, quoted } from './expression/bind-error.js'
import { bindNode } from './expression/bind-expression.js'
import { convertTo } from './expression/conversions.js'
import type { ComputeItem } from './expression/expression.js'
import { isUntypedNull, notSupported, primitiveName } from './expression/expression-type.js'
import { startBinding } from './expression/scope.js'
import type { Binding, Scope } from './expression/scope.js'

export interface BoundCompute {
  readonly items: readonly ComputeItem[]
  /** The scope with the new names, for the options that come after. */
  readonly scope: Scope
}

/** Each expression sees the names of those before it. */
export function bindCompute (scope: Scope, nodes: readonly ComputeItemNode[]): BoundCompute {
  const computed = new Map<string, TypeReference>(scope.computed)
  const binding: Binding = { ...startBinding(scope), computed }
  const items = nodes.map((node): ComputeItem => {
    const item = bindComputeItem(binding, node)
    computed.set(item.name, item.expression.type)
    return item
  })
  return { items, scope: { ...scope, computed } }
}

function bindComputeItem (binding: Binding, { expression: node, name, position }: ComputeItemNode): ComputeItem {
  const bound = bindNode(binding, node)
  const expression = isUntypedNull(bound) ? convertTo('Edm.String', bound) : bound
  if (binding.computed.has(name) || isMember(binding, name)) {
    throw bindError(binding, { position, expected: 'a name after "as" that no property has', found: quoted(name) })
  }
  const type = primitiveName(expression)
  return type === undefined || type === 'Edm.Stream'
    ? { expression: notSupported(binding, 'A computed value that is no single primitive value'), name }
    : { expression, name }
}

function isMember ({ current: { type: { type } } }: Scope, name: string): boolean {
  return (type.kind === 'complex' || type.kind === 'entity') &&
    (findProperty(type, name) ?? findNavigationProperty(type, name)) !== undefined
}
