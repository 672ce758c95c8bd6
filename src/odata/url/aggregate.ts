/** `aggregateExpr` and `aggregateFunctionExpr` (Data Aggregation 4.0, sections 3.2.1 and 4). */
import type { AggregateCallNode, AggregateFromNode, AggregateNode, DataPathNode, ExpressionNode } from './ast.js'
import { parseCommonExpr } from './parse-expression.js'
import { lex } from './lexer.js'
import { parseAlias } from './as-alias.js'
import type { Parser } from './parser.js'
import { suggest } from '../../base/suggest.js'

const methods = ['sum', 'min', 'max', 'average', 'countdistinct']

/** `aggregate( aggregateFunctionExpr )` at the end of a path: one aggregate without an alias. */
export function parseAggregateCall (parser: Parser, position: number): AggregateCallNode {
  return { kind: 'aggregateCall', aggregate: parser.parenthesized(parseAggregate), position }
}

/** `aggregateExpr`: only a custom aggregate that stays under its own name needs no alias. */
export function parseAggregateItem (parser: Parser): AggregateNode {
  const aggregate = parseAggregate(parser)
  const custom = aggregate.method === undefined && !isCount(aggregate.expression) && aggregate.from.length === 0
  if (custom && !parser.isWord('as')) return aggregate
  const alias = parseAlias(parser)
  // Committee Specification 02 has the name before `from`, later ones after.
  const from: AggregateFromNode[] = [...aggregate.from]
  while (parser.isWord('from')) from.push(parseFrom(parser, true))
  return { ...aggregate, alias, from }
}

function parseAggregate (parser: Parser): AggregateNode {
  const position = parser.token.start
  const expression = parseAggregatable(parser)
  const method = parser.skipWord('with') ? parseMethod(parser) : undefined
  if (method === undefined && !isDataPath(expression)) throw parser.unexpected('"with" and an aggregation method')
  const from: AggregateFromNode[] = []
  while (parser.isWord('from')) from.push(parseFrom(parser, method !== undefined || isCount(expression)))
  return method === undefined ? { expression, from, position } : { expression, method, from, position }
}

/** An expression; or `$count`, or a type cast alone, which are none. */
function parseAggregatable (parser: Parser): ExpressionNode {
  const { kind, text, start: position, end } = parser.token
  if (kind === 'dollarName' && text.toLowerCase() === '$count') {
    parser.advance()
    return { kind: 'path', segments: [{ kind: 'count', options: {}, position }], position }
  }
  if (kind === 'name' && text.includes('.') && lex(parser.text, end).text.toLowerCase() === 'with') {
    return { kind: 'path', segments: [{ kind: 'name', name: parser.expectName(), parentheses: [], position }], position }
  }
  return parseCommonExpr(parser)
}

const isCount = (node: ExpressionNode): boolean => node.kind === 'path' && node.segments.at(-1)?.kind === 'count'

/** `aggregateCustom`, `aggregateCount`: names, perhaps with `$count` after them. */
const isDataPath = (node: ExpressionNode): boolean =>
  node.kind === 'path' && node.root === undefined &&
  node.segments.every(segment => segment.kind === 'count' || (segment.kind === 'name' && segment.parentheses.length === 0))

/** `aggregateMethod` */
function parseMethod (parser: Parser): string {
  const { text } = parser.token
  if (parser.is('name') && text.includes('.')) return parser.expectName()
  const method = methods.find(candidate => candidate === text.toLowerCase())
  if (method === undefined) throw parser.unexpected('an aggregation method', suggest(text, methods))
  parser.advance()
  return method
}

/** `aggregateFrom`; `customFrom`, whose method may be left out */
function parseFrom (parser: Parser, methodRequired: boolean): AggregateFromNode {
  const position = parser.expectWord('from').start
  const properties = parser.list(',', parseGroupingProperty)
  if (!methodRequired && !parser.isWord('with')) return { properties, position }
  parser.expectWord('with')
  return { properties, method: parseMethod(parser), position }
}

/** `groupingProperty`: ends in a property, not in a type cast. */
export function parseGroupingProperty (parser: Parser): DataPathNode {
  const path = parseDataPath(parser)
  if (path.names.at(-1)?.includes('.') === true) throw parser.unexpected('"/" and a property after the type name')
  return path
}

/** `aggrPropPath`, `nestPath` and their like: names joined by `/`. */
export function parseDataPath (parser: Parser): DataPathNode {
  const position = parser.token.start
  const names = [parser.expectMember('a property path')]
  while (parser.isGlued('/')) {
    parser.countLink()
    parser.advance()
    parser.expectGlued('a name')
    names.push(parser.expectMember())
  }
  return { names, position }
}
