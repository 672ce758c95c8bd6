/**
 * Recursive hierarchies (Data Aggregation 4.0, section 5.5.2): the entities of a set, and the annotation of their type that says what
 * identifies a node and what leads to its parent.
 */
import { annotationsOf } from '../../../edm/annotation-lookup.js'
import { memberOf, recordOf } from '../../../edm/annotation-value.js'
import type { AnnotationExpression } from '../../../edm/annotation-expression.js'
import { findByName } from '../../../edm/name-index.js'
import { findNavigationProperty, findProperty } from '../../../edm/lookup.js'
import type { EntityType, NavigationProperty, Property, StructuredType } from '../../../edm/types.js'
import { isRelatable, notRelatable, readNavigation } from '../../related-entities.js'
import type { ExpressionNode } from '../../url/ast.js'
import { bindError, quoted } from '../expression/bind-error.js'
import type { Expression, RangeVariable } from '../expression/expression.js'
import { primitiveName, variableOf } from '../expression/expression-type.js'
import type { Scope } from '../expression/scope.js'
import type { Way } from './value-path.js'
import { unsupported } from '../unsupported.js'
import type { Unsupported } from '../unsupported.js'

export interface Hierarchy {
  /** The entity set whose entities are the nodes, as the service root has it. */
  readonly nodes: NavigationProperty
  readonly type: EntityType
  /** What identifies a node. */
  readonly node: Property
  readonly parent: NavigationProperty
}

/** A hierarchy, and the path that leads from an item to the identifier of a node. */
export interface HierarchyReference {
  readonly hierarchy: Hierarchy
  /** Of an item; of the last variable on the way, where there is one. */
  readonly path: Expression
  /** The way from an item to several nodes. */
  readonly way?: Way
}

const RECURSIVE = 'Org.OData.Aggregation.V1.RecursiveHierarchy'

/** What identifies the node that a variable means. */
export const nodeIdOf = ({ node }: Hierarchy, variable: RangeVariable): Expression =>
  ({ kind: 'property', source: variableOf(variable), property: node, type: node.type })

/** Whether a value can be what identifies a node. */
export const isIdentifierOf = ({ node: { type: { type } } }: Hierarchy, expression: Expression): boolean =>
  type.kind === 'primitive' && primitiveName(expression) === type.name

/** `$root/Set` and a qualifier of an annotation of its type. */
export function findHierarchy (scope: Scope, node: ExpressionNode, qualifier: string): Hierarchy | Unsupported {
  const { model: { container }, option } = scope
  const [first, ...others] = node.kind === 'path' ? node.segments : []
  const isRoot = node.kind === 'path' && node.root?.kind === 'variable' && node.root.name === '$root'
  if (!isRoot || first?.kind !== 'name') throw bindError(scope, { position: node.position, expected: '"$root/" and an entity set', found: 'another path' })
  const set = findByName(container.entitySets, first.name)
  if (set === undefined) throw bindError(scope, { position: first.position, expected: 'an entity set', found: quoted(first.name) })
  if (others.length > 0 || first.parentheses.length > 0) return unsupported('A hierarchy of a part of an entity set', option)
  const record = recordOf(annotationOf(scope, set.type, qualifier))
  if (record === undefined) {
    throw bindError(scope, { position: node.position, expected: `a recursive hierarchy of ${set.type.fullName}`, found: quoted(qualifier) })
  }
  const own = findProperty(set.type, pathOf(memberOf(record, 'NodeProperty')))
  const parent = findNavigationProperty(set.type, pathOf(memberOf(record, 'ParentNavigationProperty')))
  if (own === undefined || parent === undefined || parent.containsTarget) return unsupported(`The hierarchy ${qualifier}, whose node or parent is found by a longer path,`, option)
  return isRelatable(container, parent)
    ? { nodes: readNavigation(scope.model, set), type: set.type, node: own, parent }
    : unsupported(notRelatable(parent), option)
}

/** The type's own, or that of one it derives from. */
function annotationOf ({ model }: Scope, type: StructuredType, qualifier: string): AnnotationExpression | undefined {
  const own = annotationsOf(model, type).find(annotation => annotation.term === RECURSIVE && annotation.qualifier === qualifier)
  return own === undefined && type.baseType !== undefined ? annotationOf({ model } as Scope, type.baseType, qualifier) : own?.value
}

const pathOf = (value: AnnotationExpression | undefined): string =>
  value !== undefined && 'value' in value && typeof value.value === 'string' ? value.value : ''
