/** `$apply` (Data Aggregation 4.0, section 3): transformations joined by `/`. Those over hierarchies are in `apply-hierarchy.ts`. */
import { parseAggregateItem, parseDataPath, parseGroupingProperty } from './aggregate.js'
import { parseHierarchy, parseHierarchyReference, parseHierarchyTransformations, parseTraverse } from './apply-hierarchy.js'
import type { DataPathNode, GroupByElementNode, GroupByNode, JoinNode, NestNode, TopBottomNode, TransformationNode, TransformationsNode } from './ast.js'
import { parseCommonExpr, parseParentheses } from './parse-expression.js'
import { parseAlias } from './as-alias.js'
import { parseCompute, parseOrderBy } from './order-by.js'
import type { Parser } from './parser.js'
import { parseUnsigned } from './scalar-options.js'
import { parseSearch } from './search.js'
import { suggest } from '../../base/suggest.js'

/** `applyExpr` */
export function parseApply (parser: Parser): TransformationsNode {
  return parser.list('/', parseTransformation)
}

/** What stands in the parentheses of each transformation, by its name in lower case. */
const bodies: Readonly<Record<string, (parser: Parser, position: number) => TransformationNode>> = {
  aggregate: (parser, position) => ({ kind: 'aggregate', items: parser.list(',', parseAggregateItem), position }),
  compute: (parser, position) => ({ kind: 'compute', items: parseCompute(parser), position }),
  concat: parseConcat,
  expand: (parser, position) => ({ kind: 'expand', path: parseDataPath(parser), sequences: parseMore(parser), position }),
  filter: (parser, position) => ({ kind: 'filter', predicate: parseCommonExpr(parser), position }),
  search: (parser, position) => ({ kind: 'search', search: parseSearch(parser), position }),
  groupby: parseGroupBy,
  nest: (parser, position) => ({ kind: 'nest', items: parser.list(',', parseNestItem), position }),
  addnested: parseAddNested,
  join: (parser, position) => parseJoin(parser, 'join', position),
  outerjoin: (parser, position) => parseJoin(parser, 'outerJoin', position),
  orderby: (parser, position) => ({ kind: 'orderBy', items: parseOrderBy(parser), position }),
  top: (parser, position) => ({ kind: 'top', value: parseUnsigned(parser), position }),
  skip: (parser, position) => ({ kind: 'skip', value: parseUnsigned(parser), position }),
  topcount: topBottom('topCount'),
  topsum: topBottom('topSum'),
  toppercent: topBottom('topPercent'),
  bottomcount: topBottom('bottomCount'),
  bottomsum: topBottom('bottomSum'),
  bottompercent: topBottom('bottomPercent'),
  ancestors: (parser, position) => parseHierarchy(parser, 'ancestors', position),
  descendants: (parser, position) => parseHierarchy(parser, 'descendants', position),
  traverse: parseTraverse
}

/** `applyTrafo` */
export function parseTransformation (parser: Parser): TransformationNode {
  const { text, start: position } = parser.token
  parser.countLink()
  if (parser.isWord('identity') && text !== 'identity') parser.takeLiberty('transformationCase')
  if (parser.skipWord('identity')) return { kind: 'identity', position }
  if (!startsTransformation(parser)) throw parser.unexpected('a transformation', suggest(text, ['identity', ...Object.keys(bodies)]))
  const name = parser.expectName('a transformation')
  const body = bodies[name.toLowerCase()]
  if (body !== undefined && name !== name.toLowerCase()) parser.takeLiberty('transformationCase')
  return body === undefined ? parseCustomFunction(parser, name, position) : parser.parenthesized(() => body(parser, position))
}

/** A transformation comes here, not an expression. */
export function startsTransformation (parser: Parser): boolean {
  const { kind, text, end } = parser.token
  if (kind !== 'name') return false
  if (text.toLowerCase() === 'identity') return true
  return parser.text.charAt(end) === '(' && (text.includes('.') || Object.hasOwn(bodies, text.toLowerCase()))
}

/** `customFunction` */
function parseCustomFunction (parser: Parser, name: string, position: number): TransformationNode {
  const parentheses = parseParentheses(parser)
  if (parentheses.kind === 'key') {
    throw parser.error(parentheses.position + 1, 'a parameter name and "="', parser.text.slice(parentheses.position + 1))
  }
  return { kind: 'customFunction', name, parameters: parentheses.parameters, position }
}

/** `concatTrafo` */
function parseConcat (parser: Parser, position: number): TransformationNode {
  const first = parseApply(parser)
  if (!parser.is(',')) throw parser.unexpected('"," and a second sequence of transformations')
  return { kind: 'concat', sequences: [first, ...parseMore(parser)], position }
}

/** `*( COMMA applyExpr )` */
function parseMore (parser: Parser): TransformationsNode[] {
  const sequences: TransformationsNode[] = []
  while (parser.skip(',')) sequences.push(parseApply(parser))
  return sequences
}

/** `groupbyTrafo` */
function parseGroupBy (parser: Parser, position: number): GroupByNode {
  const elements = parser.parenthesized(() => parser.list(',', parseGroupByElement))
  return parser.skip(',')
    ? { kind: 'groupBy', elements, transformations: parseApply(parser), position }
    : { kind: 'groupBy', elements, position }
}

/** `groupbyElement` */
function parseGroupByElement (parser: Parser): GroupByElementNode {
  const { start: position, end } = parser.token
  const called = parser.text.charAt(end) === '('
  if (called && parser.skipWord('rollup')) {
    return {
      kind: 'rollup',
      levels: parser.parenthesized(parseRollupLevels),
      position
    }
  }
  if (called && parser.skipWord('rolluprecursive')) return parser.parenthesized(() => parseRollupRecursive(parser, position))
  return { kind: 'property', path: parseGroupingProperty(parser), position }
}

/** `rollupSpec`: the levels, perhaps with `$all` before them, which is the whole (Data Aggregation 4.0, section 3.2.3.2). */
function parseRollupLevels (parser: Parser): DataPathNode[] {
  const { kind, text, start: position } = parser.token
  if (kind !== 'dollarName' || text.toLowerCase() !== '$all') return parser.list(',', parseGroupingProperty)
  parser.advance()
  const levels: DataPathNode[] = [{ names: ['$all'], position }]
  while (parser.skip(',')) levels.push(parseGroupingProperty(parser))
  return levels
}

/** `rollupRecursive` */
function parseRollupRecursive (parser: Parser, position: number): GroupByElementNode {
  const hierarchy = parseHierarchyReference(parser)
  if (!parser.skip(',')) return { kind: 'rollupRecursive', hierarchy, position }
  return { kind: 'rollupRecursive', hierarchy, transformations: parseHierarchyTransformations(parser), position }
}

/** `addnested` of `nestTrafo` */
function parseAddNested (parser: Parser, position: number): NestNode {
  const path = parseDataPath(parser)
  parser.expect(',')
  return { kind: 'nest', path, items: parser.list(',', parseNestItem), position }
}

/** `applyExpr asAlias` */
function parseNestItem (parser: Parser): NestNode['items'][number] {
  const transformations = parseApply(parser)
  return { transformations, alias: parseAlias(parser) }
}

/** `joinTrafo`, `outerjoinTrafo` */
function parseJoin (parser: Parser, kind: 'join' | 'outerJoin', position: number): JoinNode {
  const path = parseDataPath(parser)
  const alias = parseAlias(parser)
  return parser.skip(',') ? { kind, path, alias, transformations: parseApply(parser), position } : { kind, path, alias, position }
}

/** `topcountTrafo` and its kin */
function topBottom (kind: TopBottomNode['kind']): (parser: Parser, position: number) => TopBottomNode {
  return (parser, position) => {
    const amount = parseCommonExpr(parser)
    parser.expect(',')
    return { kind, amount, value: parseCommonExpr(parser), position }
  }
}
