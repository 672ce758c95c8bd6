/** `$search` (OData-URL 4.01, section 5.1.8): names nothing of the model, so only its positions are left behind. */
import { ODataError } from '../../errors.js'
import type { SearchNode } from '../url/ast.js'
import type { SearchExpression } from './expression/expression.js'

export function bindSearch (node: SearchNode): SearchExpression {
  switch (node.kind) {
    case 'term': return { kind: 'term', text: storableText(node.text, node.position) }
    case 'not': return { kind: 'not', operand: bindSearch(node.operand) }
    case 'and': case 'or': return { kind: node.kind, left: bindSearch(node.left), right: bindSearch(node.right) }
  }
}

/** No stored text has the character, and PostgreSQL does not take it in a parameter either. */
function storableText (text: string, position: number): string {
  if (!text.includes('\u0000')) return text
  throw new ODataError('badRequest', `$search: expected text without the character U+0000 at position ${position + 1}.`, {
    target: '$search'
  })
}
