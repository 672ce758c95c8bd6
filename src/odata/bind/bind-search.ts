/** `$search` (OData-URL 4.01, section 5.1.8): names nothing of the model, so only its positions are left behind. */
import { ODataError } from '../../errors.js'
import type { SearchNode } from '../url/ast.js'
import type { SearchExpression } from './expression/expression.js'

export function bindSearch (node: SearchNode): SearchExpression {
  switch (node.kind) {
    case 'term': return { kind: 'term', text: searchable(node.text, node.position) }
    case 'not': return { kind: 'not', operand: bindSearch(node.operand) }
    case 'and': case 'or': return joinSearch(operandsOf(node).map(bindSearch), node.kind)
  }
}

/** The operands of a chain of one operator, from left to right. */
function operandsOf (node: Extract<SearchNode, { kind: 'and' | 'or' }>): readonly SearchNode[] {
  const operands: SearchNode[] = []
  const open: SearchNode[] = [node]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === node.kind) open.push(next.right, next.left)
    else operands.push(next)
  }
  return operands
}

/** A chain of hundreds of words is no deeper than it must be. */
function joinSearch (operands: readonly SearchExpression[], kind: 'and' | 'or'): SearchExpression {
  const [first, second] = operands
  if (first === undefined) throw new Error('a chain has operands')
  if (second === undefined) return first
  const half = (operands.length + 1) >> 1
  return { kind, left: joinSearch(operands.slice(0, half), kind), right: joinSearch(operands.slice(half), kind) }
}

/** Control characters that are left to stand between the texts of a row where they are searched as one. */
export const SEPARATORS: readonly string[] = Array.from({ length: 31 }, (_, index) => String.fromCharCode(index + 1))

/** No stored text has the character U+0000 or half a surrogate pair, and PostgreSQL takes neither in a parameter. */
function searchable (text: string, position: number): string {
  if (text.includes('\u0000')) throw refused('text without the character U+0000', position)
  if (!text.isWellFormed()) throw refused('text without half a surrogate pair', position)
  if (SEPARATORS.every(separator => text.includes(separator))) throw refused('text without one of the control characters', position)
  return text
}

const refused = (expected: string, position: number): ODataError =>
  new ODataError('badRequest', `$search: expected ${expected} at position ${position + 1}.`, { target: '$search' })
