/** Names with parentheses that are not canonical functions. */
import { suggest } from '../../../base/suggest.js'
import { bindError, quoted } from './bind-error.js'
import { functionSignatures } from './function-signatures.js'
import type { Scope } from './scope.js'

/** @throws ODataError `badRequest` */
export function unknownFunction (scope: Scope, name: string, position: number): never {
  const suggestion = suggest(name, [...Object.keys(functionSignatures), 'cast', 'isof', 'case'])
  throw bindError(scope, { position, expected: 'a canonical function', found: quoted(name), suggestion })
}
