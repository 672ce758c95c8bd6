/** JSON inside expressions and parameter values (ABNF section 5). */
import type { ArrayNode, ExpressionNode, NamedValueNode, ObjectNode } from './ast.js'
import { parseCommonExpr } from './parse-expression.js'
import type { Parser } from './parser.js'

/** `array` */
export function parseArray (parser: Parser): ArrayNode {
  const position = parser.expect('[').start
  const items = parser.is(']') ? [] : parser.nested(() => parser.list(',', parseValueInUrl))
  parser.expect(']', '"]"')
  return { kind: 'array', items, position }
}

/** `object` */
export function parseObject (parser: Parser): ObjectNode {
  const position = parser.expect('{').start
  const members = parser.is('}') ? [] : parser.nested(() => parser.list(',', parseMember))
  parser.expect('}', '"}"')
  return { kind: 'object', members, position }
}

/** `member` */
function parseMember (parser: Parser): NamedValueNode {
  const { text: name, start: position } = parser.expect('jsonString', 'a member name in quotation marks')
  parser.expect(':')
  return { name, value: parseValueInUrl(parser), position }
}

/** `valueInUrl`: only here may a string stand in quotation marks. */
function parseValueInUrl (parser: Parser): ExpressionNode {
  if (!parser.is('jsonString')) return parseCommonExpr(parser)
  const { text, start: position } = parser.advance()
  return { kind: 'literal', literalKind: 'string', text, position }
}
