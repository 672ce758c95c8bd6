/** `$expand` (OData-URL 4.01, section 5.1.3). */
import type { ExpandItemNode } from './ast.js'
import { parseNestedOptions, type OptionPlace } from './nested-options.js'
import type { Parser } from './parser.js'
import { parseItemPath } from './select.js'
import { suggest } from '../../base/suggest.js'

/** `expandItem *( COMMA expandItem )` */
export function parseExpand (parser: Parser): ExpandItemNode[] {
  return parser.list(',', parseExpandItem)
}

/** `expandItem` */
function parseExpandItem (parser: Parser): ExpandItemNode {
  const position = parser.token.start
  if (parser.is('*')) return parseExpandAll(parser, position)
  if (parser.is('dollarName') && parser.token.text.toLowerCase() === '$value') {
    parser.advance()
    return { kind: 'value', position }
  }
  const path = parseItemPath(parser)
  const suffix = parser.isGlued('/') ? parseSuffix(parser) : undefined
  const place: OptionPlace = suffix === '$ref' ? 'expandRef' : suffix === '$count' ? 'count' : 'expand'
  const options = parser.isGlued('(') ? parseNestedOptions(parser, place) : {}
  return suffix === undefined ? { kind: 'path', path, options, position } : { kind: 'path', path, suffix, options, position }
}

/** `STAR [ ref / OPEN levels CLOSE ]` */
function parseExpandAll (parser: Parser, position: number): ExpandItemNode {
  parser.advance()
  if (parser.isGlued('(')) return { kind: 'wildcard', ref: false, options: parseNestedOptions(parser, 'expandAll'), position }
  const ref = parser.isGlued('/')
  if (ref && parseSuffix(parser) !== '$ref') throw parser.error(position, '"*/$ref"', '*/$count')
  return { kind: 'wildcard', ref, options: {}, position }
}

const suffixes = ['$ref', '$count'] as const

/** `ref`, `count` */
function parseSuffix (parser: Parser): '$ref' | '$count' {
  parser.expect('/')
  const suffix = suffixes.find(candidate => candidate === parser.token.text.toLowerCase())
  if (suffix === undefined) throw parser.unexpected('"$ref" or "$count"', suggest(parser.token.text, suffixes))
  parser.advance()
  return suffix
}
