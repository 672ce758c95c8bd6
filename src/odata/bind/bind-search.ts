/** `$search` (OData-URL 4.01, section 5.1.8): names nothing of the model, so only its positions are left behind. */
import { ODataError } from '../../errors.js'
import type { SearchNode } from '../url/ast.js'
import type { SearchExpression } from './expression/expression.js'

export function bindSearch (node: SearchNode): SearchExpression {
  switch (node.kind) {
    case 'term': return { kind: 'term', text: storableText(node.text, node.position) }
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

/** No stored text has the character, and PostgreSQL does not take it in a parameter either. */
function storableText (text: string, position: number): string {
  if (!text.includes('\u0000')) return text
  throw new ODataError('badRequest', `$search: expected text without the character U+0000 at position ${position + 1}.`, {
    target: '$search'
  })
}
