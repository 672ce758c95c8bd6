/** JSON that stands in a URL (ABNF section 5), as a body would have it. */
import { ExactNumber } from '../../edm/exact-number.js'
import type { ExpressionNode } from '../url/ast.js'
import { printExpression } from '../url/print.js'

/** Numbers keep their digits; what is not JSON is its text. */
export function anyJson (node: ExpressionNode): unknown {
  switch (node.kind) {
    case 'array': case 'list': return node.items.map(anyJson)
    case 'object': return Object.fromEntries(node.members.map(({ name, value }) => [name, anyJson(value)]))
    case 'enumLiteral': return node.members.join(',')
    case 'literal':
      switch (node.literalKind) {
        case 'null': return null
        case 'boolean': return node.text === 'true'
        case 'int32': case 'int64': case 'decimal': case 'double': return /\d/.test(node.text) ? new ExactNumber(node.text) : node.text
        default: return node.text
      }
    default: return printExpression(node)
  }
}

/** Whether all of it is written down: nothing in it is computed, or taken from elsewhere. */
export function isPlainJson (node: ExpressionNode): boolean {
  switch (node.kind) {
    case 'array': case 'list': return node.items.every(isPlainJson)
    case 'object': return node.members.every(({ value }) => isPlainJson(value))
    case 'literal': case 'enumLiteral': return true
    default: return false
  }
}
