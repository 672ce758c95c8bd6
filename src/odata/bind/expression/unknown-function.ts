/** The refusal of a name with parentheses that nothing has. */
import { findNavigationProperty, findProperty } from '../../../edm/lookup.js'
import { notImplemented } from '../../../errors.js'
import type { ODataError } from '../../../errors.js'
import { suggest } from '../../url/suggest.js'
import { bindError, quoted } from './bind-error.js'
import { functionSignatures } from './function-signatures.js'
import type { Scope } from './scope.js'

/** No such function; or a member with a key, which looks the same. */
export function unknownFunction (scope: Scope, name: string, position: number): ODataError {
  const { type } = scope.current.type
  const isMember = (type.kind === 'complex' || type.kind === 'entity') &&
    (findProperty(type, name) ?? findNavigationProperty(type, name)) !== undefined
  if (isMember || scope.variables.has(name)) return notImplemented('A key in an expression', scope.option)
  const suggestion = suggest(name, [...Object.keys(functionSignatures), 'cast', 'isof', 'case'])
  return bindError(scope, { position, expected: 'a canonical function', found: quoted(name), suggestion })
}
