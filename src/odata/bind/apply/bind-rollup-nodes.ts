/** `rolluprecursive` in `groupby` (Data Aggregation 4.0, section 6.3): a group for each node, of its items and those of all below it. */
import { isStream, isStructured, underlyingType } from '../../../edm/lookup.js'
import type { GroupByElementNode, GroupByNode } from '../../url/ast.js'
import type { GroupingKey, RollupNodesTransformation, Transformation } from './apply-expression.js'
import { bindHierarchy, bindNodes } from './bind-apply-hierarchy.js'
import { dynamicState, unknown } from './bind-apply-state.js'
import type { ApplyState, BindSequence, Bound } from './bind-apply-state.js'
import type { HierarchyReference } from './hierarchy.js'
import type { Expression, RangeVariable } from '../expression/expression.js'
import { variableOf } from '../expression/expression-type.js'
import { rollupNodeName } from '../expression/scope.js'
import { isUnsupported, unsupported } from '../unsupported.js'

type RollupRecursive = Extract<GroupByElementNode, { kind: 'rollupRecursive' }>

interface Asked {
  readonly node: GroupByNode
  /** The first of its elements of this kind. */
  readonly nodes: RollupRecursive
  readonly reserved: ReadonlySet<string>
}

interface Binders {
  readonly bindSequence: BindSequence
  readonly bindGroupBy: (state: ApplyState, node: GroupByNode, reserved: ReadonlySet<string>, bindSequence: BindSequence) => Bound
}

/** What else there is to group by groups the items of each node. */
export function bindRollupNodes (state: ApplyState, { node, nodes, reserved }: Asked, { bindSequence, bindGroupBy }: Binders): Bound {
  const { scope } = state
  const reference = bindHierarchy(scope, nodes.hierarchy)
  if (isUnsupported(reference)) return unknown(reference)
  const among = bindNodes(scope, reference.hierarchy, nodes.transformations, bindSequence)
  if (isUnsupported(among)) return unknown(among)
  const { item, keys } = keysOf(reference)
  const names = new Set(keys.map(({ name }) => name))
  const elements = node.elements.filter(element => element !== nodes)
  const taken = new Set([...reserved, ...names])
  const nodesAround = scope.rollupNodes?.within === node.transformations ? scope.rollupNodes?.types ?? [] : []
  const rollupNodes = { within: node.transformations, types: [...nodesAround, item.type] }
  const own: ApplyState = { ...state, scope: { ...scope, rollupNodes } }
  const inner = elements.length === 0 && node.transformations !== undefined
    ? bindSequence(own, node.transformations, taken)
    : bindGroupBy(own, { ...node, elements }, taken, bindSequence)
  const name = rollupNodeName(rollupNodes.types.length)
  const transformation: Transformation = { kind: 'rollupNodes', ...reference, item, name, keys, among, transformations: inner.transformations }
  if (inner.state === undefined) return { transformations: [transformation], state: undefined }
  if (inner.state.rows) return unknown(unsupported('rolluprecursive with transformations that leave items as they are', scope.option))
  const shown = keys.map(({ name, type, property, expand }) => ({ name, type, property, expand }))
  return {
    transformations: [transformation],
    state: dynamicState(scope, [...shown, ...inner.state.members.filter(({ name }) => !names.has(name))])
  }
}

/** The single values of a node, by the names of the path that leads to it. */
function keysOf ({ hierarchy: { type, node }, path }: HierarchyReference): Pick<RollupNodesTransformation, 'item' | 'keys'> {
  const item: RangeVariable = { name: '$node', type: { type, nullable: false } }
  const prefix = namesTo(path)
  const shown = type.properties.filter(property => {
    const own = underlyingType(property.type.type)
    return property === node || own.kind === 'enum' || (own.kind === 'primitive' && !isStream(property) && !own.name.startsWith('Edm.Geo'))
  })
  const keys = shown.map((property): GroupingKey => ({
    name: [...prefix, property.name].join('/'),
    type: property.type,
    property,
    expand: prefix.length === 0 ? undefined : prefix.join('/'),
    expression: { kind: 'property', source: variableOf(item), property, type: property.type }
  }))
  return { item, keys }
}

/** The navigation properties of a path, as far as it leads to entities. */
function namesTo (path: Expression): readonly string[] {
  switch (path.kind) {
    case 'navigation': return [...namesTo(path.source), path.property.name]
    case 'property': case 'typeCast': return namesTo(path.source)
    case 'computed': {
      const names = path.name.split('/')
      return isStructured(path.type.type) ? names : names.slice(0, -1)
    }
    default: return []
  }
}
