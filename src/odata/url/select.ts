/** `$select` (OData-URL 4.01, section 5.1.4). */
import type { AnnotationSegmentNode, ItemPathNode, NameSegmentNode, SelectItemNode } from './ast.js'
import { parseNestedOptions } from './nested-options.js'
import type { Parser } from './parser.js'
import { parseAnnotation } from './path-expression.js'

/** `selectItem *( COMMA selectItem )` */
export function parseSelect (parser: Parser): SelectItemNode[] {
  return parser.list(',', parseSelectItem)
}

/** `selectItem` */
function parseSelectItem (parser: Parser): SelectItemNode {
  const position = parser.token.start
  if (parser.skip('*')) return { kind: 'wildcard', position }
  const path = parseItemPath(parser)
  const [first] = path
  if (path.length === 1 && first?.kind === 'name' && parser.isGlued('.')) {
    parser.advance()
    parser.expect('*')
    return { kind: 'allOperations', namespace: first.name, position }
  }
  if (!parser.isGlued('(')) return { kind: 'path', path, options: {}, position }
  if (parser.text.charAt(parser.token.end) === ')') throw parser.unexpected('an option or the name of a parameter in "( )"')
  return holdsParameterNames(parser)
    ? { kind: 'path', path, parameterNames: parseParameterNames(parser), options: {}, position }
    : { kind: 'path', path, options: parseNestedOptions(parser, 'select'), position }
}

const PARAMETER_NAMES = /\([ \t]*[^\s$@=();]+[ \t]*[,)]/y

/** `OPEN parameterNames CLOSE`, not options */
function holdsParameterNames (parser: Parser): boolean {
  PARAMETER_NAMES.lastIndex = parser.token.start
  return PARAMETER_NAMES.test(parser.text)
}

/** `parameterNames` */
const parseParameterNames = (parser: Parser): string[] =>
  parser.parenthesized(() => parser.list(',', () => parser.expectIdentifier('a parameter name')))

/** The path of an item; stops before `/$ref`, `/$count` and parentheses. */
export function parseItemPath (parser: Parser): ItemPathNode {
  const path = [parseStep(parser)]
  while (parser.isGlued('/') && parser.text.charAt(parser.token.end) !== '$') {
    parser.countLink()
    parser.advance()
    parser.expectGlued('a name')
    path.push(parseStep(parser))
  }
  return path
}

function parseStep (parser: Parser): NameSegmentNode | AnnotationSegmentNode {
  if (parser.is('atName')) return parseAnnotation(parser)
  const position = parser.token.start
  return { kind: 'name', name: parser.expectMember('a property path or "*"'), parentheses: [], position }
}
