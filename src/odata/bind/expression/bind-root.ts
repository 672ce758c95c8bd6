/** `$root` (OData-URL 4.01, section 5.1.1.14.5): paths that begin at the service root, wherever the items are. */
import { suggest } from '../../../base/suggest.js'
import { readNavigation } from '../../related-entities.js'
import { findRoot, rootResources, singletonsAlwaysThere } from '../../root-navigation.js'
import type { NameSegmentNode } from '../../url/ast.js'
import { bindError, quoted } from './bind-error.js'
import { bindKey } from './bind-keyed.js'
import { navigationOf } from './bind-path-expression.js'
import type { Expression } from './expression.js'
import { notSupported } from './expression-type.js'
import type { Binding } from './scope.js'

/** The entity set or singleton that the first name after `$root` names, with a key where there is one. */
export function bindRootResource (binding: Binding, { name, parentheses, position }: NameSegmentNode): Expression {
  const { model, model: { container } } = binding
  const resource = findRoot(model, name)
  if (resource === undefined) {
    if (container.functionImports.some(other => other.name === name)) return notSupported(binding, 'A function after $root')
    const suggestion = suggest(name, rootResources(container).map(other => other.name))
    throw bindError(binding, { position, expected: 'an entity set or a singleton after "$root"', found: quoted(name), suggestion })
  }
  if (singletonsAlwaysThere(model)) return notSupported(binding, 'A path that begins with $root')
  const navigation = readNavigation(model, resource)
  const root: Expression = { kind: 'root', type: { type: navigation.target, nullable: false } }
  return bindKey(binding, navigationOf(root, navigation), parentheses)
}
