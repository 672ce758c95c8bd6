/** The functions of the aggregation vocabulary that ask for the place of a node in a hierarchy (Data Aggregation 4.0, section 5.5.2.1). */
import { limits } from '../../../base/limits.js'
import type { ExpressionNode, NameSegmentNode } from '../../url/ast.js'
import { limitError } from '../../url/syntax-error.js'
import { findHierarchy, isIdentifierOf } from '../apply/hierarchy.js'
import { isUnsupported } from '../unsupported.js'
import { bindError, quoted } from './bind-error.js'
import { bindNode } from './bind-expression.js'
import type { Expression, HierarchyTest } from './expression.js'
import { booleanReference, describeType, isUnknown, notSupported } from './expression-type.js'
import type { Binding } from './scope.js'
import { settle } from './slot-expression.js'

/** The parameter that names the other node of each. */
const others: Readonly<Record<HierarchyTest, string | undefined>> = {
  isroot: undefined,
  isdescendant: 'Ancestor',
  isancestor: 'Descendant',
  issibling: 'Other',
  isleaf: undefined
}

const NAMESPACES = ['Aggregation', 'Org.OData.Aggregation.V1']

/** Undefined for what is none of them. */
export function bindHierarchyCall (binding: Binding, { name, parentheses: [list], position }: NameSegmentNode): Expression | undefined {
  const test = name.slice(name.lastIndexOf('.') + 1)
  if (!isTest(test) || !NAMESPACES.includes(name.slice(0, -test.length - 1)) || list?.kind !== 'parameters') return undefined
  const values = new Map(list.parameters.map(({ name: parameter, value }) => [parameter, value]))
  const other = others[test]
  checkNames(binding, position, [...values.keys()], other)
  const required = (parameter: string): ExpressionNode => {
    const value = values.get(parameter)
    if (value === undefined) throw bindError(binding, { position, expected: `the parameter ${parameter}`, found: quoted(name) })
    return value
  }
  const hierarchy = findHierarchy(binding, required('HierarchyNodes'), String(constantOf(binding, required('HierarchyQualifier'), 'Edm.String')))
  if (isUnsupported(hierarchy)) return notSupported(binding, hierarchy.what)
  const operands = ['Node', ...other === undefined ? [] : [other]].map(required).map(node => ({ node, operand: bindNode(binding, node) }))
  const unknown = operands.find(({ operand }) => isUnknown(operand))
  if (unknown !== undefined) return unknown.operand
  for (const { node, operand } of operands) {
    if (isIdentifierOf(hierarchy, operand)) continue
    throw bindError(binding, { position: node.position, expected: `a value as ${hierarchy.node.name} of ${hierarchy.type.fullName} is`, found: describeType(operand) })
  }
  const [distance, self] = [values.get('MaxDistance'), values.get('IncludeSelf')]
  return {
    kind: 'hierarchy',
    test,
    hierarchy,
    arguments: operands.map(({ operand }) => operand),
    distance: distance === undefined ? undefined : distanceOf(binding, distance),
    self: self !== undefined && constantOf(binding, self, 'Edm.Boolean') === true,
    type: booleanReference
  }
}

const isTest = (name: string): name is HierarchyTest => Object.hasOwn(others, name)

function checkNames (binding: Binding, position: number, names: readonly string[], other: string | undefined): void {
  const isWalk = other === 'Ancestor' || other === 'Descendant'
  const known = ['HierarchyNodes', 'HierarchyQualifier', 'Node', ...other === undefined ? [] : [other], ...isWalk ? ['MaxDistance', 'IncludeSelf'] : []]
  const stranger = names.find(name => !known.includes(name))
  if (stranger !== undefined) throw bindError(binding, { position, expected: known.join(', '), found: quoted(stranger) })
}

/** What is written, not what is computed of an item. */
export function constantOf (binding: Binding, node: ExpressionNode, type: 'Edm.String' | 'Edm.Boolean' | 'Edm.Int32'): unknown {
  const value = settle(bindNode(binding, node))
  if (value.kind === 'literal' && value.value !== null && value.type.type.kind === 'primitive' && value.type.type.name === type) return value.value
  throw bindError(binding, { position: node.position, expected: `a literal of type ${type}`, found: describeType(value) })
}

function distanceOf (binding: Binding, node: ExpressionNode): number {
  const distance = Number(constantOf(binding, node, 'Edm.Int32'))
  if (distance > limits.distance.most) throw limitError(binding.option, `a distance of more than ${limits.distance.most} in a hierarchy`)
  if (distance >= 1) return distance
  throw bindError(binding, { position: node.position, expected: 'a distance of 1 or more', found: String(distance) })
}
