/** The transformations of `$apply` over recursive hierarchies (Data Aggregation 4.0, section 6). */
import { parseGroupingProperty } from './aggregate.js'
import { parseTransformation, startsTransformation } from './apply.js'
import type {
  HierarchyNode,
  HierarchyReferenceNode,
  OrderByItemNode,
  TransformationNode,
  TransformationsNode,
  TraverseNode
} from './ast.js'
import { parseCommonExpr } from './parse-expression.js'
import { parseOrderBy } from './order-by.js'
import type { Parser } from './parser.js'
import { parseUnsigned } from './scalar-options.js'

const hierarchyKinds: ReadonlyArray<TransformationNode['kind']> = ['ancestors', 'descendants', 'traverse', 'customFunction']
const preservingKinds: ReadonlyArray<TransformationNode['kind']> = [
  ...hierarchyKinds, 'filter', 'identity', 'orderBy', 'search', 'skip', 'top',
  'topCount', 'topSum', 'topPercent', 'bottomCount', 'bottomSum', 'bottomPercent'
]

/** `recHierReference` */
export function parseHierarchyReference (parser: Parser): HierarchyReferenceNode {
  if (!parser.is('dollarName')) throw parser.unexpected('a path that begins with "$root/"')
  const nodes = parseCommonExpr(parser)
  parser.expect(',')
  const qualifier = parser.expectIdentifier('a hierarchy qualifier')
  parser.expect(',')
  return { nodes, qualifier, property: parseGroupingProperty(parser) }
}

/** `hierarchyTrafos` */
export function parseHierarchyTransformations (parser: Parser): TransformationsNode {
  return parser.list('/', () => parseOneOf(parser, hierarchyKinds, 'a transformation of a hierarchy'))
}

/** `preservingTrafos` */
const parsePreserving = (parser: Parser): TransformationsNode =>
  parser.list('/', () => parseOneOf(parser, preservingKinds, 'a transformation that keeps its input set'))

function parseOneOf (parser: Parser, kinds: ReadonlyArray<TransformationNode['kind']>, expected: string): TransformationNode {
  const { text, start } = parser.token
  const transformation = parseTransformation(parser)
  if (!kinds.includes(transformation.kind)) throw parser.error(start, expected, text)
  return transformation
}

/** `ancestorsTrafo`, `descendantsTrafo` */
export function parseHierarchy (parser: Parser, kind: 'ancestors' | 'descendants', position: number): HierarchyNode {
  const hierarchy = parseHierarchyReference(parser)
  parser.expect(',')
  const transformations = parsePreserving(parser)
  const node = { kind, hierarchy, transformations, position }
  if (!parser.skip(',')) return { ...node, keepStart: false }
  if (parser.isWord('keep')) return { ...node, keepStart: parseKeepStart(parser) }
  const distance = parseUnsigned(parser)
  return { ...node, distance, keepStart: parser.skip(',') && parseKeepStart(parser) }
}

/** `"keep start"` */
function parseKeepStart (parser: Parser): true {
  parser.expectWord('keep')
  parser.expectWord('start')
  return true
}

/** `traverseTrafo` */
export function parseTraverse (parser: Parser, position: number): TraverseNode {
  const hierarchy = parseHierarchyReference(parser)
  parser.expect(',')
  const order = parser.skipWord('preorder') ? 'preorder' : 'postorder'
  if (order === 'postorder') parser.expectWord('postorder')
  const node = { kind: 'traverse', hierarchy, order, position } as const
  if (!parser.skip(',')) return { ...node, orderBy: [] }
  if (!startsTransformation(parser)) return { ...node, orderBy: parseOrderBy(parser) }
  const transformations = parsePreserving(parser)
  const orderBy: OrderByItemNode[] = parser.skip(',') ? parseOrderBy(parser) : []
  return { ...node, transformations, orderBy }
}
