/**
 * The pattern of `matchesPattern` (OData-URL 4.01, section 5.1.1.7.1): a literal, so that what is wrong with it is said before anything is
 * read.
 */
import { primitive } from '../../../edm/primitives.js'
import { notImplemented, ODataError } from '../../../errors.js'
import { parsePattern } from '../../pattern/parse-pattern.js'
import { PatternError } from '../../pattern/pattern-reader.js'
import type { ExpressionNode } from '../../url/ast.js'
import { bindError, quoted } from './bind-error.js'
import type { Expression } from './expression.js'
import { nullOf } from './expression-type.js'
import type { Scope } from './scope.js'

/** What a call with a null pattern amounts to; undefined for a pattern that can be matched. */
export function bindPattern (scope: Scope, pattern: Expression | undefined, node: ExpressionNode | undefined): Expression | undefined {
  if (pattern?.kind !== 'literal' || node === undefined) {
    throw notImplemented('matchesPattern with a pattern that is no literal', scope.option)
  }
  if (pattern.value === null) return nullOf(primitive('Edm.Boolean'))
  const text = String(pattern.value)
  try {
    parsePattern(text)
    return undefined
  } catch (error) {
    if (error instanceof PatternError) throw malformed(scope, text, node, error)
    throw error instanceof ODataError ? new ODataError(error.kind, error.message, { target: scope.option }) : error
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
