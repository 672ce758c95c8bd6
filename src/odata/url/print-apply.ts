/** `$apply` back to text. */
import type { GroupByElementNode, HierarchyReferenceNode, NestNode, TransformationNode, TransformationsNode } from './ast.js'
import { printCompute, printOrderBy } from './print-options.js'
import { printAggregate, printDataPath, printExpression, printParameters, printSearch } from './print.js'

export const printApply = (transformations: TransformationsNode): string => transformations.map(printTransformation).join('/')

function printTransformation (node: TransformationNode): string {
  switch (node.kind) {
    case 'identity':
      return 'identity'
    case 'aggregate':
      return call('aggregate', ...node.items.map(printAggregate))
    case 'compute':
      return call('compute', printCompute(node.items))
    case 'concat':
      return call('concat', ...node.sequences.map(printApply))
    case 'expand':
      return call('expand', printDataPath(node.path), ...node.sequences.map(printApply))
    case 'filter':
      return call('filter', printExpression(node.predicate))
    case 'search':
      return call('search', printSearch(node.search))
    case 'groupBy':
      return call('groupby', `(${node.elements.map(printElement).join(',')})`, ...optional(node.transformations))
    case 'nest':
      return node.path === undefined
        ? call('nest', ...printNestItems(node))
        : call('addnested', printDataPath(node.path), ...printNestItems(node))
    case 'join':
    case 'outerJoin':
      return call(node.kind.toLowerCase(), `${printDataPath(node.path)} as ${node.alias}`, ...optional(node.transformations))
    case 'orderBy': return call('orderby', printOrderBy(node.items))
    case 'top': case 'skip': return call(node.kind, String(node.value))
    case 'topCount': case 'topSum': case 'topPercent': case 'bottomCount': case 'bottomSum': case 'bottomPercent':
      return call(node.kind.toLowerCase(), printExpression(node.amount), printExpression(node.value))
    case 'ancestors': case 'descendants':
      return call(node.kind, printReference(node.hierarchy), printApply(node.transformations),
        ...(node.distance === undefined ? [] : [String(node.distance)]), ...(node.keepStart ? ['keep start'] : []))
    case 'traverse':
      return call(node.kind, printReference(node.hierarchy), node.order, ...optional(node.transformations),
        ...(node.orderBy.length === 0 ? [] : [printOrderBy(node.orderBy)]))
    case 'customFunction': return call(node.name, printParameters(node.parameters))
  }
}

const call = (name: string, ...parameters: readonly string[]): string => `${name}(${parameters.join(',')})`

const optional = (transformations: TransformationsNode | undefined): string[] =>
  transformations === undefined ? [] : [printApply(transformations)]

const printNestItems = ({ items }: NestNode): string[] =>
  items.map(({ transformations, alias }) => `${printApply(transformations)} as ${alias}`)

const printReference = ({ nodes, qualifier, property }: HierarchyReferenceNode): string =>
  `${printExpression(nodes)},${qualifier},${printDataPath(property)}`

function printElement (element: GroupByElementNode): string {
  switch (element.kind) {
    case 'property': return printDataPath(element.path)
    case 'rollup': return call('rollup', ...element.levels.map(printDataPath))
    case 'rollupRecursive': return call('rolluprecursive', printReference(element.hierarchy), ...optional(element.transformations))
  }
}
