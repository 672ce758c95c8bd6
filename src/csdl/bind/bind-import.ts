/** Action and function imports (OData CSDL 4.01, sections 13.5 and 13.6). */
import type { Action, ActionImport, EdmFunction, FunctionImport, Operation } from '../../edm/types.js'
import { quote } from '../csdl-error.js'
import type { ImportNode } from '../document.js'
import { unresolved } from './binding.js'
import type { Binding, Use } from './binding.js'
import { descriptionOf } from './description.js'

/** @throws CsdlError when nothing unbound has the name of the operation */
export function bindImport (binding: Binding, node: ImportNode, use: Use): ActionImport | FunctionImport {
  const common = {
    name: node.name,
    entitySet: node.entitySet,
    description: descriptionOf(node.annotations),
    annotations: node.annotations
  }
  if (node.kind === 'actionImport') {
    const [action] = unboundOverloads<Action>(binding, binding.actions, node, use)
    return { kind: 'actionImport', ...common, action }
  }
  const functions = unboundOverloads<EdmFunction>(binding, binding.functions, node, use)
  return { kind: 'functionImport', ...common, functions, includeInServiceDocument: node.includeInServiceDocument }
}

function unboundOverloads<Kind extends Operation> (
  binding: Binding, operations: readonly Kind[], { kind, operation }: ImportNode, use: Use
): readonly [Kind, ...Kind[]] {
  const what = kind === 'actionImport' ? 'action' : 'function'
  const overloads = operations.filter(({ fullName }) => fullName === operation)
  if (overloads.length === 0) throw unresolved(binding, `the ${what}`, operation, use)
  const [first, ...others] = overloads.filter(({ bound }) => !bound)
  if (first === undefined) {
    throw use.document.fault(`${use.path} imports ${quote(operation)}, which is bound; an import is of an unbound ${what}.`, use.at, use.path)
  }
  return [first, ...others]
}
