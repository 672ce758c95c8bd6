/** `primitiveLiteral` (ABNF section 7) out of a token. */
import type { EnumLiteralNode, ExpressionNode, GeoLiteralNode, ListNode, LiteralNode } from './ast.js'
import type { Token } from './lexer.js'
import { enumMembers, isBinary, isDuration } from './literals.js'
import type { Parser } from './parser.js'
import { suggest } from '../../base/suggest.js'

const prefixes = ['binary', 'duration', 'geography', 'geometry']

/** `primitiveLiteral` */
export function parseLiteral (parser: Parser): LiteralNode | EnumLiteralNode | GeoLiteralNode {
  const { token } = parser
  if (token.kind === 'prefixedString') return parsePrefixed(parser, token)
  const { text, start, literalKind } = parser.expect('literal', 'a literal')
  const node: LiteralNode = { kind: 'literal', literalKind: literalKind ?? 'null', text, position: start }
  const slot = parser.slots?.get(start)
  return slot === undefined ? node : { ...node, slot }
}

/** A node that {@link parseLiteral} makes. */
export function isPrimitiveLiteral (node: ExpressionNode): node is ListNode['items'][number] {
  return node.kind === 'literal' || node.kind === 'enumLiteral' || node.kind === 'geoLiteral'
}

/** `binaryLiteral`, `durationLiteral`, `enumLiteral`, `geographyPoint` … `geometryPolygon` */
function parsePrefixed (parser: Parser, { prefix = '', text, start: position }: Token): LiteralNode | EnumLiteralNode | GeoLiteralNode {
  const name = prefix.toLowerCase()
  switch (name) {
    case 'binary':
      if (!isBinary(text)) throw parser.unexpected('base64url text in binary\'…\'')
      parser.advance()
      return { kind: 'literal', literalKind: name, text, position }
    case 'duration':
      if (!isDuration(text)) throw parser.unexpected('a duration such as duration\'P1DT2H3M4.5S\'')
      parser.advance()
      return { kind: 'literal', literalKind: name, text, position }
    case 'geography': case 'geometry':
      parser.advance()
      return { kind: 'geoLiteral', space: name, text, position }
    default: return parseEnumLiteral(parser, prefix, text)
  }
}

/** `enumLiteral` with its type's name; without one it is a string. */
function parseEnumLiteral (parser: Parser, typeName: string, text: string): EnumLiteralNode {
  if (!typeName.includes('.')) throw parser.unexpected('an expression', suggest(typeName, prefixes))
  const members = enumMembers(text)
  if (members === undefined) throw parser.unexpected('names or integers of enumeration members separated by commas')
  parser.checkName(typeName)
  return { kind: 'enumLiteral', typeName, members, position: parser.advance().start }
}
