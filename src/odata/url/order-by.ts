/** `$orderby` and `$compute` (OData-URL 4.01, sections 5.1.5 and 5.1.9). */
import type { ComputeItemNode, OrderByItemNode } from './ast.js'
import { parseAlias } from './as-alias.js'
import { parseCommonExpr } from './parse-expression.js'
import type { Parser } from './parser.js'

/** `orderbyItem *( COMMA orderbyItem )` */
export function parseOrderBy (parser: Parser): OrderByItemNode[] {
  return parser.list(',', parseOrderByItem)
}

/** `orderbyItem` */
function parseOrderByItem (parser: Parser): OrderByItemNode {
  const position = parser.token.start
  const expression = parseCommonExpr(parser)
  const descending = parser.skipWord('desc')
  if (!descending) parser.skipWord('asc')
  return { expression, descending, position }
}

/** `computeItem *( COMMA computeItem )` */
export function parseCompute (parser: Parser): ComputeItemNode[] {
  return parser.list(',', parseComputeItem)
}

/** `computeItem` */
function parseComputeItem (parser: Parser): ComputeItemNode {
  const position = parser.token.start
  const expression = parseCommonExpr(parser)
  return { expression, name: parseAlias(parser), position }
}
