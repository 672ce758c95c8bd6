/** `$compute` (OData-URL 4.01, section 5.1.9) */
import { limits } from '../../base/limits.js'
import { findNavigationProperty, findProperty } from '../../edm/lookup.js'
import type { TypeReference } from '../../edm/types.js'
import type { ComputeItemNode } from '../url/ast.js'
import { limitError } from '../url/syntax-error.js'
import { bindError, quoted } from './expression/bind-error.js'
import { bindNode } from './expression/bind-expression.js'
import { checkTexts, namesIn, textsIn } from './expression/computed-texts.js'
import { convertTo } from './expression/conversions.js'
import type { ComputeItem } from './expression/expression.js'
import { isUntypedNull, isWhole, notSupported, primitiveName } from './expression/expression-type.js'
import { startBinding } from './expression/scope.js'
import type { Binding, Scope } from './expression/scope.js'

export interface BoundCompute {
  readonly items: readonly ComputeItem[]
  /** The scope with the new names, for the options that come after. */
  readonly scope: Scope
}

/**
 * Each expression sees the names of those before it. `values`: whether one may be a complex value or a collection, of which nothing more
 * is asked than to be shown.
 */
export function bindCompute (scope: Scope, nodes: readonly ComputeItemNode[], values: 'single' | 'any' = 'single'): BoundCompute {
  if (nodes.length === 0) return { items: [], scope }
  const computed = new Map<string, TypeReference>(scope.computed)
  const texts = new Map<string, number>(scope.texts)
  const depths = new Map<string, number>()
  const binding: Binding = { ...startBinding(scope), computed, texts }
  const items = nodes.map((node): ComputeItem => {
    const item = bindComputeItem(binding, node, values)
    if (computed.size === limits.computed.most) throw limitError(scope.option, `more than ${limits.computed.most} computed values`)
    computed.set(item.name, item.expression.type)
    texts.set(item.name, textsIn(checkTexts(binding, item.expression), texts))
    const depth = 1 + Math.max(0, ...[...namesIn(item.expression)].map(name => depths.get(name) ?? 0))
    if (depth > limits.computedDepth.most) throw limitError(scope.option, `values that build on more than ${limits.computedDepth.most} others`)
    depths.set(item.name, depth)
    return item
  })
  return { items, scope: { ...scope, computed, texts } }
}

function bindComputeItem (binding: Binding, { expression: node, name, position }: ComputeItemNode, values: 'single' | 'any'): ComputeItem {
  const bound = bindNode(binding, node)
  const expression = isUntypedNull(bound) ? convertTo('Edm.String', bound) : bound
  if (binding.computed.has(name) || binding.nested?.has(name) === true || isMember(binding, name)) {
    throw bindError(binding, { position, expected: 'a name after "as" that no property has', found: quoted(name) })
  }
  if (values === 'any' && isWhole(expression)) return { expression, name }
  const type = primitiveName(expression)
  return (type === undefined && expression.type.type.kind !== 'enum') || type === 'Edm.Stream'
    ? { expression: notSupported(binding, 'A computed value that is not a single primitive value'), name }
    : { expression, name }
}

function isMember ({ current: { type: { type } }, parts = [] }: Scope, name: string): boolean {
  if (parts.some(part => part.name === name)) return true
  return (type.kind === 'complex' || type.kind === 'entity') &&
    (findProperty(type, name) ?? findNavigationProperty(type, name)) !== undefined
}
