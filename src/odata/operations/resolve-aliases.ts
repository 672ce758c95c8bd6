/** A syntax tree in which the values of parameter aliases stand in place of the aliases (OData-URL 4.01, section 5.3). */
import { limits } from '../../base/limits.js'
import type { ExpressionNode } from '../url/ast.js'
import { limitError } from '../url/syntax-error.js'

type Aliases = ReadonlyMap<string, ExpressionNode>

/** The same node where it has none; an alias without a value is null. */
export function resolveAliases<Node> (node: Node, aliases: Aliases): Node {
  let substitutions = 0
  const resolve = (inner: unknown, open: readonly string[]): unknown => {
    if (typeof inner !== 'object' || inner === null || inner instanceof Map) return inner
    if (Array.isArray(inner)) return inner.map(item => resolve(item, open))
    if (isAlias(inner)) {
      if (++substitutions > limits.substitutions.most || open.includes(inner.name)) {
        throw limitError(`@${inner.name}`, `more than ${limits.substitutions.most} uses of parameter aliases`)
      }
      return resolve(aliases.get(inner.name) ?? { kind: 'literal', literalKind: 'null', text: 'null', position: inner.position }, [...open, inner.name])
    }
    return Object.fromEntries(Object.entries(inner).map(([name, member]) => [name, resolve(member, open)]))
  }
  return resolve(node, []) as Node
}

const isAlias = (node: object): node is Extract<ExpressionNode, { kind: 'parameterAlias' }> => 'kind' in node && node.kind === 'parameterAlias'
