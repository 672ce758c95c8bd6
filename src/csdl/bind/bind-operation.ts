/** Actions, functions and terms (OData CSDL 4.01, sections 12 and 14.1). */
import { typeName } from '../../edm/lookup.js'
import type { Action, EdmFunction, Operation, Parameter, ReturnType, Term } from '../../edm/types.js'
import { quote } from '../csdl-error.js'
import type { OperationNode, ParameterNode, TermNode } from '../document.js'
import { bindTypeReference } from './bind-type-reference.js'
import { schemaChild } from './bind-value-types.js'
import type { Binding, Declared } from './binding.js'
import { descriptionOf, optionalityOf } from './description.js'

/** @throws CsdlError */
export function bindOperation (binding: Binding, declared: Declared<OperationNode>): Operation {
  const { node, fullName, document } = declared
  const common = {
    ...schemaChild(declared),
    bound: node.bound,
    parameters: bindParameters(binding, declared),
    entitySetPath: node.entitySetPath
  }
  if (node.bound && node.parameters.length === 0) {
    throw document.fault(`${fullName} is bound and has no parameter; the first one is what it is bound to.`, node.at, fullName)
  }
  const returnType = bindReturnType(binding, declared)
  if (node.kind === 'action') return { kind: 'action', ...common, returnType, otherNamespaces: [], effect: undefined }
  if (returnType === undefined) throw document.fault(`The function ${fullName} has no ReturnType.`, node.at, fullName)
  return { kind: 'function', ...common, returnType, composable: node.composable }
}

function bindReturnType (binding: Binding, { node: { returnType }, fullName, document }: Declared<OperationNode>): ReturnType | undefined {
  if (returnType === undefined) return undefined
  const { type, annotations, at } = returnType
  return {
    ...bindTypeReference(binding, type, { document, at, path: `${fullName}/$ReturnType` }),
    description: descriptionOf(annotations),
    annotations
  }
}

function bindParameters (binding: Binding, { node: { parameters }, fullName, document }: Declared<OperationNode>): readonly Parameter[] {
  const names = new Set<string>()
  return parameters.map((node: ParameterNode) => {
    const path = `${fullName}/${node.name}`
    if (names.has(node.name)) throw document.fault(`${fullName} has the parameter ${quote(node.name)} twice.`, node.at, path)
    names.add(node.name)
    return {
      name: node.name,
      type: bindTypeReference(binding, node.type, { document, at: node.at, path }),
      ...optionalityOf(node.annotations),
      description: descriptionOf(node.annotations),
      annotations: node.annotations
    }
  })
}

/**
 * Overloads differ (sections 12.2 and 12.4): unbound actions by name, bound actions by the type they are bound to, functions also by the
 * names of their other parameters.
 * @throws CsdlError for two that do not
 */
export function checkOverloads (operations: ReadonlyMap<Operation, Declared>): void {
  const seen = new Map<string, Operation>()
  for (const [operation, { document, node, fullName }] of operations) {
    const signature = signatureOf(operation)
    if (seen.has(signature)) {
      const bound = operation.bound ? ` bound to ${typeName((operation.parameters[0] as Parameter).type.type)}` : ''
      const parameters = operation.kind === 'function' ? ' with parameters of the same names' : ''
      throw document.fault(`The ${operation.kind} ${fullName}${bound}${parameters} appears twice.`, node.at, fullName)
    }
    seen.set(signature, operation)
  }
}

function signatureOf ({ kind, fullName, bound, parameters }: Action | EdmFunction): string {
  const [binding, ...others] = bound ? parameters : [undefined, ...parameters]
  const names = kind === 'function' ? others.flatMap(parameter => parameter === undefined ? [] : [parameter.name]).sort() : []
  return [kind, fullName, binding === undefined ? '' : typeName(binding.type.type), ...names].join(' ')
}

/** @throws CsdlError */
export function bindTerm (binding: Binding, declared: Declared<TermNode>): Term {
  const { node, fullName, document } = declared
  return {
    kind: 'term',
    ...schemaChild(declared),
    type: bindTypeReference(binding, node.type, { document, at: node.at, path: fullName }),
    baseTerm: node.baseTerm,
    defaultValue: node.defaultValue,
    appliesTo: node.appliesTo
  }
}
