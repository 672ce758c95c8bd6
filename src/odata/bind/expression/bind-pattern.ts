/**
 * The pattern of `matchesPattern` (OData-URL 4.01, section 5.1.1.7.1): a literal, so that what is wrong with it is said before anything is
 * read.
 */
import { primitive } from '../../../edm/primitives.js'
import type { ODataError } from '../../../errors.js'
import { parsePattern } from '../../../pattern/parse-pattern.js'
import { PatternError, UnsupportedPattern } from '../../../pattern/pattern-reader.js'
import type { ExpressionNode } from '../../url/ast.js'
import { bindError, quoted } from './bind-error.js'
import type { Expression } from './expression.js'
import { notSupported, nullOf } from './expression-type.js'
import type { Scope } from './scope.js'

/** What a call amounts to whose pattern is null or not supported; undefined for a pattern that can be matched. */
export function bindPattern (scope: Scope, pattern: Expression | undefined, node: ExpressionNode | undefined): Expression | undefined {
  if (pattern?.kind !== 'literal' || node === undefined) return notSupported(scope, 'matchesPattern with a pattern that is not a literal')
  if (pattern.value === null) return nullOf(primitive('Edm.Boolean'))
  const text = String(pattern.value)
  try {
    parsePattern(text)
    return undefined
  } catch (error) {
    if (error instanceof UnsupportedPattern) return notSupported(scope, error.what)
    throw error instanceof PatternError ? malformed(scope, text, node, error) : error
  }
}

/** In the text of the option quotes stand around the pattern, and twice where it has one. */
function malformed (
  scope: Scope,
  text: string,
  { kind, position: start }: ExpressionNode,
  { expected, position }: PatternError
): ODataError {
  const quotes = text.slice(0, position).split("'").length
  const found = position < text.length ? quoted(text.slice(position)) : 'the end of the pattern'
  return bindError(scope, { position: kind === 'literal' ? start + position + quotes : start, expected, found })
}
