/** `ancestors`, `descendants` and `traverse` (Data Aggregation 4.0, section 6.2): items by the nodes that they are related to. */
import { limits } from '../../../base/limits.js'
import type { HierarchyNode, HierarchyReferenceNode, TransformationNode, TraverseNode } from '../../url/ast.js'
import { limitError } from '../../url/syntax-error.js'
import type { OutputMember, Transformation } from './apply-expression.js'
import type { ApplyState, BindSequence, Bound } from './bind-apply-state.js'
import { stateOfItems, unknown } from './bind-apply-state.js'
import { findHierarchy, isIdentifierOf } from './hierarchy.js'
import type { Hierarchy, HierarchyReference } from './hierarchy.js'
import { bindError } from '../expression/bind-error.js'
import { bindExpression } from '../expression/bind-expression.js'
import { bindOrderBy } from '../bind-order-by.js'
import type { Expression, RangeVariable } from '../expression/expression.js'
import { describeType, primitiveReference } from '../expression/expression-type.js'
import type { Scope } from '../expression/scope.js'
import { bindValuePath } from './value-path.js'
import { isUnsupported, unsupported } from '../unsupported.js'
import type { Unsupported } from '../unsupported.js'

export function bindRelatives (state: ApplyState, node: HierarchyNode, bindSequence: BindSequence): Bound {
  const { scope } = state
  const { kind: direction, distance, keepStart, position } = node
  const reference = bindNodesOf(scope, node.hierarchy)
  if (isUnsupported(reference)) return unknown(reference)
  if (distance === 0) throw bindError(scope, { position, expected: 'a distance of 1 or more', found: '0' })
  if (distance !== undefined && distance > limits.distance.most) throw limitError(scope.option, `a distance of more than ${limits.distance.most} in a hierarchy`)
  const { transformations, state: after } = bindSequence(state, node.transformations, new Set())
  if (after === undefined) return { transformations, state: undefined }
  return { transformations: [{ kind: 'relatives', direction, ...reference, transformations, distance, keepStart }], state }
}

export function bindTraverse (state: ApplyState, traversed: TraverseNode, bindSequence: BindSequence): Bound {
  const { scope } = state
  const { hierarchy: node, order, transformations, orderBy } = traversed
  const reference = bindHierarchy(scope, node)
  if (isUnsupported(reference)) return unknown(reference)
  const { hierarchy: { type }, path } = reference
  const among = bindNodes(scope, reference.hierarchy, transformations, bindSequence)
  if (isUnsupported(among)) return unknown(among)
  const item: RangeVariable = { name: '$this', type: { type, nullable: false } }
  const items = bindOrderBy({ ...scope, it: item, current: item, computed: new Map(), variables: new Map() }, orderBy)
  const isGeneral = reference.hierarchy.parent.collection || among.length > 0
  const upPath = isGeneral && isOwn(reference) ? upPathOf(node.qualifier) : undefined
  const traverse: Transformation = { kind: 'traverse', ...reference, order, orderBy: items, item, expands: related(path), among, upPath }
  const members = upPath === undefined ? state.members : [...state.members.filter(({ name }) => name !== upPath.name), upPath]
  return { transformations: [traverse], state: { ...state, members } }
}

/** Whether the items are the nodes. */
const isOwn = ({ hierarchy, path }: HierarchyReference): boolean =>
  path.kind === 'property' && path.property === hierarchy.node && path.source.kind === 'variable'

/** The identifiers of the nodes above, the nearest first. */
const upPathOf = (qualifier: string): OutputMember => ({
  name: `@Org.OData.Aggregation.V1.UpPath#${qualifier}`,
  type: { type: { kind: 'collection', elementType: primitiveReference('Edm.String', false) }, nullable: false },
  property: undefined
})

/** What makes of all nodes of a hierarchy those that are meant: they stay nodes. */
export function bindNodes (
  scope: Scope,
  { type }: Hierarchy,
  nodes: readonly TransformationNode[] = [],
  bindSequence: BindSequence
): readonly Transformation[] | Unsupported {
  const { item, state } = stateOfItems(scope, type)
  const { transformations, state: after } = bindSequence({ ...state, scope: { ...state.scope, it: item } }, nodes, new Set())
  const other = transformations.find(isUnsupported)
  if (other !== undefined) return other
  return after?.rows === true ? transformations : unsupported('A part of a hierarchy whose nodes are not nodes any more', scope.option)
}

/** The navigation property of the item that a path begins with. */
function related (path: Expression): string | undefined {
  switch (path.kind) {
    case 'navigation': return path.source.kind === 'variable' ? path.property.name : undefined
    case 'property': case 'typeCast': return related(path.source)
    default: return undefined
  }
}

/** A hierarchy, of which an item is related to one node. @throws as {@link bindNodesOf} */
export function bindHierarchy (scope: Scope, node: HierarchyReferenceNode): HierarchyReference | Unsupported {
  const reference = bindNodesOf(scope, node)
  return !isUnsupported(reference) && reference.way !== undefined
    ? unsupported('Showing one of several nodes that a path from an item leads to', scope.option)
    : reference
}

/** @throws ODataError `badRequest` where there is no such hierarchy, or the path leads to no identifier of its nodes */
function bindNodesOf (scope: Scope, { nodes, qualifier, property }: HierarchyReferenceNode): HierarchyReference | Unsupported {
  const hierarchy = findHierarchy(scope, nodes, qualifier)
  if (isUnsupported(hierarchy)) return hierarchy
  const { names, position } = property
  const written = { kind: 'path', segments: names.map(name => ({ kind: 'name', name, parentheses: [], position } as const)), position } as const
  const several = bindValuePath(scope, written)
  const path = several?.collections === true ? several.value : bindExpression(scope, written)
  if (isUnsupported(path)) return path
  if (isIdentifierOf(hierarchy, path)) return { hierarchy, path, ...several?.collections === true ? { way: several.way } : {} }
  throw bindError(scope, { position, expected: `a path to a value as ${hierarchy.node.name} of ${hierarchy.type.fullName} is`, found: describeType(path) })
}
