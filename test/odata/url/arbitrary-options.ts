/** Random syntax trees of query options and of `$apply`. */
import fc, { type Arbitrary } from 'fast-check'
import type {
  ComputeItemNode,
  ExpandItemNode,
  GroupByElementNode,
  HierarchyReferenceNode,
  NestedOptions,
  OrderByItemNode,
  QueryOptions,
  SelectItemNode,
  TransformationNode
} from '../../../src/odata/url/ast.js'
import {
  aggregate,
  annotation,
  anyName,
  dataPath,
  expression,
  few,
  identifier,
  nameSegment,
  options,
  parameters,
  position,
  qualifiedName,
  search,
  simplePath,
  some
} from './arbitrary-expression.js'

const at0 = fc.constant(position)
const branching = { maxDepth: 3, withCrossShrink: true }

const orderByItem: Arbitrary<OrderByItemNode> = fc.record({ expression, descending: fc.boolean(), position: at0 })
const computeItem: Arbitrary<ComputeItemNode> = fc.record({ expression, name: identifier, position: at0 })

const reference: Arbitrary<HierarchyReferenceNode> = fc.record({
  nodes: simplePath.map(path => ({ ...path, root: { kind: 'variable' as const, name: '$root' as const, position } })),
  qualifier: identifier,
  property: dataPath
})

type Trees = {
  transformation: TransformationNode
  preserving: TransformationNode
  hierarchical: TransformationNode
  element: GroupByElementNode
}

export const { transformation } = fc.letrec<Trees>(tie => {
  const transformations = some(tie('transformation'))
  return {
    transformation: fc.oneof<Array<Arbitrary<TransformationNode>>>(branching,
      fc.constant({ kind: 'identity', position }),
      tie('preserving'),
      fc.record({ kind: fc.constant('aggregate'), items: some(fc.tuple(aggregate, identifier).map(([node, alias]) => ({ ...node, alias }))), position: at0 }),
      fc.record({ kind: fc.constant('compute'), items: some(computeItem), position: at0 }),
      fc.record({ kind: fc.constant('concat'), sequences: fc.tuple(transformations, transformations), position: at0 }),
      fc.record({ kind: fc.constant('expand'), path: dataPath, sequences: few(transformations), position: at0 }),
      fc.record({ kind: fc.constant('groupBy'), elements: some(tie('element')), transformations, position: at0 }, { requiredKeys: ['kind', 'elements', 'position'] }),
      fc.record({ kind: fc.constant('nest'), path: dataPath, items: some(fc.record({ transformations, alias: identifier })), position: at0 }, { requiredKeys: ['kind', 'items', 'position'] }),
      fc.record({ kind: fc.constantFrom('join', 'outerJoin'), path: dataPath, alias: identifier, transformations, position: at0 }, { requiredKeys: ['kind', 'path', 'alias', 'position'] })),
    preserving: fc.oneof<Array<Arbitrary<TransformationNode>>>(branching,
      fc.record({ kind: fc.constant('filter'), predicate: expression, position: at0 }),
      fc.record({ kind: fc.constant('search'), search, position: at0 }),
      fc.record({ kind: fc.constant('orderBy'), items: some(orderByItem), position: at0 }),
      fc.record({ kind: fc.constantFrom('top', 'skip'), value: fc.nat(), position: at0 }),
      fc.record({
        kind: fc.constantFrom('topCount', 'topSum', 'topPercent', 'bottomCount', 'bottomSum', 'bottomPercent'), amount: expression, value: expression, position: at0
      }),
      tie('hierarchical')),
    hierarchical: fc.oneof<Array<Arbitrary<TransformationNode>>>(branching,
      fc.record({ kind: fc.constant('customFunction'), name: qualifiedName, parameters, position: at0 }),
      fc.record({
        kind: fc.constantFrom('ancestors', 'descendants'), hierarchy: reference, transformations: some(tie('preserving')), distance: fc.nat(), keepStart: fc.boolean(), position: at0
      }, { requiredKeys: ['kind', 'hierarchy', 'transformations', 'keepStart', 'position'] }),
      fc.record({
        kind: fc.constant('traverse'),
        hierarchy: reference,
        order: fc.constantFrom('preorder', 'postorder'),
        transformations: some(tie('preserving')),
        orderBy: few(fc.record({ expression: simplePath, descending: fc.boolean(), position: at0 })),
        position: at0
      }, { requiredKeys: ['kind', 'hierarchy', 'order', 'orderBy', 'position'] })),
    element: fc.oneof<Array<Arbitrary<GroupByElementNode>>>(
      fc.record({ kind: fc.constant('property'), path: dataPath, position: at0 }),
      fc.record({ kind: fc.constant('rollup'), levels: some(dataPath), position: at0 }),
      fc.record({ kind: fc.constant('rollupRecursive'), hierarchy: reference, transformations: some(tie('hierarchical')), position: at0 }, { requiredKeys: ['kind', 'hierarchy', 'position'] }))
  }
})

const itemPath = fc.tuple(few(fc.oneof(anyName.map(name => nameSegment(name)), annotation)), identifier).map((
  [steps, last]
) => [...steps, nameSegment(last)])
const aliases = few(fc.tuple(identifier, expression)).map(entries => new Map(entries))

const selectOptions: Arbitrary<NestedOptions> = fc.record({
  filter: expression, search, orderBy: some(orderByItem), top: fc.nat(), skip: fc.nat(), count: fc.boolean(), compute: some(computeItem)
}, { requiredKeys: [] })

export const expandOptions: Arbitrary<NestedOptions> = fc.record({
  filter: expression,
  search,
  orderBy: some(orderByItem),
  top: fc.nat(),
  count: fc.boolean(),
  levels: fc.oneof(fc.constant('max'), fc.integer({ min: 1, max: 99 })),
  apply: some(transformation),
  compute: some(computeItem),
  aliases: aliases.filter(map => map.size > 0)
}, { requiredKeys: [] })

const selectItem = fc.oneof<Array<Arbitrary<SelectItemNode>>>(
  fc.constant({ kind: 'wildcard', position }),
  fc.record({ kind: fc.constant('allOperations'), namespace: anyName, position: at0 }),
  fc.record({ kind: fc.constant('path'), path: itemPath, parameterNames: some(identifier), options: fc.constant({}), position: at0 }),
  fc.record({ kind: fc.constant('path'), path: itemPath, options: selectOptions, position: at0 })
)

const expandItem = fc.oneof<Array<Arbitrary<ExpandItemNode>>>(
  fc.constant({ kind: 'wildcard', ref: true, options: {}, position }),
  fc.constantFrom<NestedOptions[]>({}, { levels: 2 }, { levels: 'max' }).map(nested => ({ kind: 'wildcard', ref: false, options: nested, position })),
  fc.constant({ kind: 'value', position }),
  fc.record({ kind: fc.constant('path'), path: itemPath, suffix: fc.constantFrom('$ref', '$count'), options, position: at0 }),
  fc.record({ kind: fc.constant('path'), path: itemPath, options: expandOptions, position: at0 })
)

export const queryOptions: Arbitrary<QueryOptions> = fc.record({
  filter: expression,
  orderBy: some(orderByItem),
  select: some(selectItem),
  expand: some(expandItem),
  top: fc.nat(),
  skip: fc.nat(),
  count: fc.boolean(),
  search,
  compute: some(computeItem),
  apply: some(transformation),
  format: fc.constantFrom('json', 'application/json;odata.metadata=full'),
  skipToken: fc.string({ unit: 'binary', minLength: 1 }).filter(text => !/^[ \t]/.test(text)),
  deltaToken: fc.stringMatching(/^[\w=&+%]{1,9}$/),
  index: fc.integer(),
  schemaVersion: fc.constantFrom('*', '1.0'),
  id: fc.webUrl(),
  aliases,
  raw: fc.constant([])
}, { requiredKeys: ['aliases', 'raw'] })
