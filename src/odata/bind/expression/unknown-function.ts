/** Names with parentheses that are no canonical functions. */
import { findNavigationProperty, findProperty } from '../../../edm/lookup.js'
import { suggest } from '../../../base/suggest.js'
import { bindError, quoted } from './bind-error.js'
import type { Expression } from './expression.js'
import { notSupported } from './expression-type.js'
import { functionSignatures } from './function-signatures.js'
import type { Scope } from './scope.js'

/**
 * A member with a key looks like a call.
 * @throws ODataError `badRequest` for what is no member either
 */
export function keyOrUnknownFunction (scope: Scope, name: string, position: number): Expression {
  const { type } = scope.current.type
  const isMember = (type.kind === 'complex' || type.kind === 'entity') &&
    (findProperty(type, name) ?? findNavigationProperty(type, name)) !== undefined
  if (isMember || scope.variables.has(name)) return notSupported(scope, 'A key in an expression')
  const suggestion = suggest(name, [...Object.keys(functionSignatures), 'cast', 'isof', 'case'])
  throw bindError(scope, { position, expected: 'a canonical function', found: quoted(name), suggestion })
}
