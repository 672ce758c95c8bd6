/** Random syntax trees of expressions, in the form the parser makes: what it would read as another tree is left out. */
import fc, { type Arbitrary } from 'fast-check'
import type {
  AggregateFromNode,
  AggregateNode,
  AnnotationSegmentNode,
  BinaryOperator,
  CaseNode,
  CastNode,
  DataPathNode,
  ExpressionNode,
  IsOfNode,
  LiteralKind,
  LiteralNode,
  NamedValueNode,
  NameSegmentNode,
  NestedOptions,
  ParenthesesNode,
  PathNode,
  PathSegmentNode,
  SearchNode,
  TypeNameNode,
  VariableName
} from '../../../src/odata/url/ast.js'
import { numberKind } from '../../../src/odata/url/literals.js'

/** Every node's; the round trip compares trees without it. */
export const position = 0
const at0 = fc.constant(position)

/** Words that mean something in the place of a name. */
const reserved = new Set([
  'or', 'and', 'not', 'eq', 'ne', 'gt', 'ge', 'lt', 'le', 'add', 'sub', 'mul', 'div', 'divby', 'mod', 'has', 'in', 'true', 'false', 'null', 'inf', 'nan',
  'any', 'all', 'aggregate', 'case', 'cast', 'isof', 'collection', 'identity', 'as', 'asc', 'desc', 'with', 'from', 'rollup', 'rolluprecursive', 'keep'
])

export const identifier: Arbitrary<string> = fc.oneof(
  { weight: 9, arbitrary: fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,7}$/).filter(name => !reserved.has(name.toLowerCase())) },
  { weight: 1, arbitrary: fc.constantFrom('größe', '名前', 'x\u0302', '_0', 'e1', 'INFx', 'P1D') }
)
export const qualifiedName = fc.tuple(identifier, identifier).map(([namespace, name]) => `${namespace}.${name}`)
export const anyName = fc.oneof(identifier, identifier, qualifiedName)

/** One or two. */
export const some = <T>(item: Arbitrary<T>): Arbitrary<T[]> => fc.array(item, { minLength: 1, maxLength: 2 })
/** None to two. */
export const few = <T>(item: Arbitrary<T>): Arbitrary<T[]> => fc.array(item, { maxLength: 2 })

const literal = (literalKind: LiteralKind, text: Arbitrary<string>): Arbitrary<LiteralNode> =>
  text.map(value => ({ kind: 'literal', literalKind, text: value, position }))

const date = fc.stringMatching(/^-?(?:0\d{3}|[1-9]\d{3,4})-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/)
const time = fc.stringMatching(/^(?:[01]\d|2[0-3]):[0-5]\d(?::(?:[0-5]\d|60)(?:\.\d{1,12})?)?$/)
const dateTimeOffset = fc.tuple(date, time, fc.constantFrom('Z', '+02:00', '-13:45')).map(([day, hour, zone]) => `${day}T${hour}${zone}`)
const numberText = fc.oneof(
  fc.integer().map(String), fc.bigInt().map(String), fc.stringMatching(/^-?\d{1,9}\.\d{1,9}$/), fc.stringMatching(/^-?\d{1,3}(?:\.\d{1,3})?e[+-]?\d{1,2}$/)
)

const primitiveLiteral = fc.oneof<Array<Arbitrary<Extract<ExpressionNode, { kind: 'literal' | 'enumLiteral' | 'geoLiteral' }>>>>(
  literal('string', fc.string({ unit: 'binary' })),
  literal('string', fc.string()),
  numberText.map(text => ({ kind: 'literal', literalKind: numberKind(text), text, position })),
  literal('double', fc.constantFrom('INF', '-INF', 'NaN')),
  literal('null', fc.constant('null')),
  literal('boolean', fc.constantFrom('true', 'false')),
  literal('guid', fc.uuid()),
  literal('date', date),
  literal('timeOfDay', time),
  literal('dateTimeOffset', dateTimeOffset),
  literal('duration', fc.stringMatching(/^-?P\d{1,3}(?:D|DT\d{1,2}H|DT\d{1,2}M\d{1,2}\.\d{1,7}S)$/)),
  literal('binary', fc.stringMatching(/^(?:[\w-]{4}){0,3}$/)),
  fc.record({ kind: fc.constant('enumLiteral'), typeName: qualifiedName, members: some(fc.oneof(identifier, fc.integer().map(String))), position: at0 }),
  fc.record({ kind: fc.constant('geoLiteral'), space: fc.constantFrom('geography', 'geometry'), text: fc.string(), position: at0 })
)

export const nameSegment = (name: string, parentheses: readonly ParenthesesNode[] = []): NameSegmentNode => ({ kind: 'name', name, parentheses, position })
export const pathOf = (...segments: PathSegmentNode[]): PathNode => ({ kind: 'path', segments, position })
export const simplePath: Arbitrary<PathNode> = identifier.map(name => pathOf(nameSegment(name)))
export const dataPath: Arbitrary<DataPathNode> = fc.tuple(few(anyName), identifier).map(([names, last]) => ({
  names: [...names, last],
  position
}))

export const annotation: Arbitrary<AnnotationSegmentNode> = fc.oneof<Array<Arbitrary<AnnotationSegmentNode>>>(
  qualifiedName.map(term => ({ kind: 'annotation', term, position })),
  fc.tuple(anyName, identifier).map(([term, qualifier]) => ({ kind: 'annotation', term, qualifier, position }))
)

const variable = (...names: VariableName[]) => fc.constantFrom(...names).map(name => ({ kind: 'variable' as const, name, position }))
const parameterAlias = identifier.map(name => ({ kind: 'parameterAlias' as const, name, position }))
const typeName: Arbitrary<TypeNameNode> = fc.record({ name: anyName, collection: fc.boolean(), position: at0 })
export const method = fc.oneof(fc.constantFrom('sum', 'min', 'max', 'average', 'countdistinct'), qualifiedName)

const term: Arbitrary<SearchNode> = fc.oneof(fc.stringMatching(/^[a-zé!*:'$=.,-]{1,6}$/), fc.string({ minLength: 1 }), fc.constantFrom('AND', 'OR', 'NOT', 'NOTE'))
  .filter(text => !text.includes('"'))
  .map(text => ({ kind: 'term', text, position }))

export const { search } = fc.letrec<{ search: SearchNode }>(tie => ({
  search: fc.oneof<Array<Arbitrary<SearchNode>>>({ maxDepth: 4, withCrossShrink: true }, term,
    tie('search').map(operand => ({ kind: 'not', operand, position })),
    fc.tuple(fc.constantFrom('and', 'or'), tie('search'), tie('search')).map(([kind, left, right]) => ({ kind, left, right, position })))
}))

type Trees = {
  expression: ExpressionNode
  path: PathNode
  parentheses: ParenthesesNode
  parameters: NamedValueNode[]
  segment: PathSegmentNode
  last: PathSegmentNode
  aggregate: AggregateNode
  options: NestedOptions
}

const binaryOperator = fc.constantFrom<BinaryOperator[]>(
  'or', 'and', 'eq', 'ne', 'gt', 'ge', 'lt', 'le', 'add', 'sub', 'mul', 'div', 'divby', 'mod', 'has', 'in')

/** The parser reads `a(1)` as a method call, and `a.b` alone as no expression at all. */
function isPath ({ root, segments: [first, second] }: PathNode): boolean {
  if (root !== undefined || first?.kind === 'annotation') return true
  if (first?.kind !== 'name') return false
  const [one, two] = first.parentheses
  if (second !== undefined || two !== undefined) return true
  return one === undefined ? !first.name.includes('.') : one.kind === 'parameters' && one.parameters.length > 0
}

const branching = { maxDepth: 4, withCrossShrink: true }

export const { expression, aggregate, options, parameters } = fc.letrec<Trees>(tie => {
  const anyExpression = tie('expression')
  const typeTest = { operand: anyExpression, type: typeName, position: at0 }
  const from: Arbitrary<AggregateFromNode> = fc.record({ properties: some(dataPath), method, position: at0 })
  const customFrom: Arbitrary<AggregateFromNode> = fc.record({ properties: some(dataPath), method, position: at0 }, { requiredKeys: ['properties', 'position'] })
  const aggregatable = fc.oneof(anyExpression, qualifiedName.map(name => pathOf(nameSegment(name))))
  return {
    expression: fc.oneof(branching,
      fc.oneof(primitiveLiteral, simplePath, simplePath, parameterAlias, variable('$it', '$this', '$these')),
      tie('path'),
      fc.tuple(binaryOperator, anyExpression, anyExpression).map(([operator, left, right]): ExpressionNode => ({ kind: 'binary', operator, left, right, position })),
      fc.tuple(anyExpression, few(primitiveLiteral)).map(([left, items]): ExpressionNode =>
        ({ kind: 'binary', operator: 'in', left, right: { kind: 'list', items, position }, position })),
      fc.tuple(fc.constantFrom('not', 'negate'), anyExpression).map(([operator, operand]): ExpressionNode => ({ kind: 'unary', operator, operand, position })),
      fc.tuple(anyName, few(anyExpression)).map(([name, items]): ExpressionNode => ({ kind: 'methodCall', name, arguments: items, position })),
      some(fc.record({ condition: anyExpression, value: anyExpression })).map((branches): CaseNode => ({ kind: 'case', branches, position })),
      fc.record(typeTest, { requiredKeys: ['type', 'position'] }).map((test): IsOfNode => ({ kind: 'isOf', ...test })),
      fc.record(typeTest, { requiredKeys: ['type', 'position'] }).map((test): CastNode => ({ kind: 'cast', ...test })),
      few(anyExpression).map((items): ExpressionNode => ({ kind: 'array', items, position })),
      few(fc.record({ name: fc.string({ unit: 'binary' }), value: anyExpression, position: at0 })).map((members): ExpressionNode => ({ kind: 'object', members, position }))),
    path: fc.record({
      kind: fc.constant('path'),
      root: fc.oneof(parameterAlias, variable('$it', '$this', '$root', '$these')),
      segments: fc.tuple(tie('segment'), few(tie('segment')), fc.array(tie('last'), { maxLength: 1 })).map(([first, middle, last]) => [first, ...middle, ...last]),
      position: at0
    }, { requiredKeys: ['kind', 'segments', 'position'] }).filter(isPath),
    parameters: few(fc.record({ name: identifier, value: anyExpression, position: at0 })),
    parentheses: fc.oneof<Array<Arbitrary<ParenthesesNode>>>(
      anyExpression.map(value => ({ kind: 'key', value, position })),
      tie('parameters').map(items => ({ kind: 'parameters', parameters: items, position }))),
    segment: fc.oneof<Array<Arbitrary<PathSegmentNode>>>(
      fc.tuple(anyName, few(tie('parentheses'))).map(([name, parentheses]) => nameSegment(name, parentheses)),
      annotation,
      anyExpression.map(predicate => ({ kind: 'filter', predicate, position }))),
    last: fc.oneof<Array<Arbitrary<PathSegmentNode>>>(
      tie('options').map(nested => ({ kind: 'count', options: nested, position })),
      fc.constant({ kind: 'lambda', operator: 'any', position }),
      fc.tuple(fc.constantFrom('any', 'all'), identifier, anyExpression).map(([operator, name, predicate]) => ({ kind: 'lambda', operator, variable: name, predicate, position })),
      tie('aggregate').map(node => ({ kind: 'aggregateCall', aggregate: node, position }))),
    aggregate: fc.oneof<Array<Arbitrary<AggregateNode>>>(
      fc.record({ expression: aggregatable, method, from: few(from), position: at0 }),
      fc.record({ expression: simplePath, from: few(customFrom), position: at0 }),
      fc.record({ expression: fc.constant(pathOf({ kind: 'count', options: {}, position })), from: few(from), position: at0 })),
    options: fc.record({ filter: anyExpression, search }, { requiredKeys: [] })
  }
})
