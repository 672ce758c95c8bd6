/** `firstMemberExpr`, `rootExpr` and what can follow on a path inside an expression (ABNF section 4). */
import { parseAggregateCall } from './aggregate.js'
import type {
  AnnotationSegmentNode,
  ExpressionNode,
  FilterSegmentNode,
  LambdaNode,
  ParameterAliasNode,
  ParenthesesNode,
  PathNode,
  PathSegmentNode,
  VariableName,
  VariableNode
} from './ast.js'
import { parseCommonExpr, parseParentheses } from './parse-expression.js'
import { parseNestedOptions } from './nested-options.js'
import type { Parser } from './parser.js'
import { suggest } from '../../base/suggest.js'
import { shorten } from './syntax-error.js'

const variableNames: readonly VariableName[] = ['$it', '$this', '$root', '$these']

/** `inscopeVariableExpr`, `rootExpr`, `annotationExpr`: a path that begins with `$` or `@`. */
export function parsePath (parser: Parser): ExpressionNode {
  const position = parser.token.start
  if (parser.is('atName') && isAnnotation(parser)) {
    return { kind: 'path', segments: parseSegments(parser, [parseAnnotation(parser)]), position }
  }
  const root = parser.is('atName') ? parseParameterAlias(parser) : parseVariable(parser)
  if (root.kind === 'variable' && root.name === '$root' && !parser.isGlued('/')) throw parser.unexpected('"/" after "$root"')
  return parser.isGlued('/') ? { kind: 'path', root, segments: parseSegments(parser, []), position } : root
}

/** The rest of a path whose first name, and what followed it in parentheses, is already read. */
export function parsePathTail (parser: Parser, name: string, position: number, first?: ParenthesesNode): PathNode {
  const parentheses = parseMoreParentheses(parser, first === undefined ? [] : [first])
  const segments = parseSegments(parser, [{ kind: 'name', name, parentheses, position }])
  if (segments.length === 1 && parentheses.length === 0 && name.includes('.')) {
    throw parser.unexpected(`"/" or "(" after "${shorten(name)}"`)
  }
  return { kind: 'path', segments, position }
}

/** An annotation is told from a parameter alias by its namespace or its qualifier. */
const isAnnotation = (parser: Parser): boolean => parser.token.text.includes('.') || parser.text.charAt(parser.token.end) === '#'

/** `parameterAlias` */
export function parseParameterAlias (parser: Parser): ParameterAliasNode {
  const { text: name, start: position } = parser.expect('atName', 'a parameter alias')
  parser.checkName(name)
  return { kind: 'parameterAlias', name, position }
}

/** `implicitVariableExpr`, `"$root"`, `"$these"` */
function parseVariable (parser: Parser): VariableNode {
  const name = variableNames.find(candidate => candidate === parser.token.text.toLowerCase())
  if (name === undefined) throw parser.unexpected('an expression', suggest(parser.token.text, variableNames))
  return { kind: 'variable', name, position: parser.advance().start }
}

function parseSegments (parser: Parser, segments: PathSegmentNode[]): readonly PathSegmentNode[] {
  while (parser.isGlued('/')) {
    parser.countLink()
    parser.advance()
    parser.expectGlued('a path segment')
    const segment = parseSegment(parser)
    segments.push(segment)
    if (segment.kind === 'count' || segment.kind === 'lambda' || segment.kind === 'aggregateCall') break
  }
  return segments
}

/** One step of `propertyPathExpr`, `collectionPathExpr`, `complexPathExpr` … */
function parseSegment (parser: Parser): PathSegmentNode {
  if (parser.is('dollarName')) return parseDollarSegment(parser)
  if (parser.is('atName')) return parseAnnotation(parser)
  const position = parser.token.start
  const name = parser.expectMember('a path segment')
  if (parser.isGlued('(')) {
    switch (name.toLowerCase()) {
      case 'any': case 'all': return parseLambda(parser, name.toLowerCase() === 'any' ? 'any' : 'all', position)
      case 'aggregate': return parseAggregateCall(parser, position)
    }
  }
  return { kind: 'name', name, parentheses: parseMoreParentheses(parser, []), position }
}

function parseMoreParentheses (parser: Parser, parentheses: ParenthesesNode[]): ParenthesesNode[] {
  while (parser.isGlued('(')) parentheses.push(parseParentheses(parser))
  return parentheses
}

/** `filterExpr`, `count` with its options */
function parseDollarSegment (parser: Parser): PathSegmentNode {
  const { text, start: position } = parser.token
  switch (text.toLowerCase()) {
    case '$filter':
      parser.advance()
      return parseFilterSegment(parser, position)
    case '$count':
      parser.advance()
      return { kind: 'count', options: parser.isGlued('(') ? parseNestedOptions(parser, 'count') : {}, position }
    default: throw parser.unexpected('a path segment', suggest(text, ['$filter', '$count']))
  }
}

/** `filterExpr` after `$filter` */
export function parseFilterSegment (parser: Parser, position: number): FilterSegmentNode {
  return { kind: 'filter', predicate: parser.enclosed(parseCommonExpr), position }
}

/** `annotationInQuery` */
export function parseAnnotation (parser: Parser): AnnotationSegmentNode {
  const { text: term, start: position } = parser.expect('atName', 'an annotation')
  parser.checkName(term)
  if (!parser.isGlued('#')) return { kind: 'annotation', term, position }
  parser.advance()
  return { kind: 'annotation', term, qualifier: parser.expectIdentifier('an annotation qualifier'), position }
}

/** `anyExpr`, `allExpr` */
function parseLambda (parser: Parser, operator: 'any' | 'all', position: number): LambdaNode {
  return parser.enclosed((): LambdaNode => {
    if (operator === 'any' && parser.is(')')) return { kind: 'lambda', operator, position }
    const variable = parser.expectIdentifier('a lambda variable')
    parser.expect(':')
    return { kind: 'lambda', operator, variable, predicate: parseCommonExpr(parser), position }
  })
}
