/**
 * Operations in `$select` (OData-URL 4.01, section 5.1.4): `Ns.operation` and `Ns.*`. Only full metadata announces them, selected or not,
 * so that they add nothing.
 */
import { isAssignable, resolveAlias } from '../../edm/lookup.js'
import type { EdmModel, StructuredType } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import { suggest } from '../../base/suggest.js'
import type { SelectItemNode } from '../url/ast.js'
import { didYouMean } from '../url/syntax-error.js'

/** Whether a qualified name is that of an operation bound to a type or to a collection of it. */
export function isOperationOf (model: EdmModel, type: StructuredType, name: string): boolean {
  const fullName = resolveAlias(model.aliases, name)
  return [...model.actions, ...model.functions].some(({ bound, name: own, namespace, parameters: [binding], ...operation }) => {
    const namespaces = [namespace, ...'otherNamespaces' in operation ? operation.otherNamespaces : []]
    if (!bound || binding === undefined || namespaces.every(prefix => `${prefix}.${own}` !== fullName)) return false
    const { type: on } = binding.type
    const element = on.kind === 'collection' ? on.elementType.type : on
    return (element.kind === 'entity' || element.kind === 'complex') && (isAssignable(type, element) || isAssignable(element, type))
  })
}

/** @throws ODataError 400 where `Ns.*` names no schema of the model. */
export function checkNamespace (
  { schemas, actions, aliases }: EdmModel,
  { namespace, position }: Extract<SelectItemNode, { kind: 'allOperations' }>
): void {
  const ofActions = actions.flatMap(({ otherNamespaces }) => otherNamespaces)
  const namespaces = [...schemas.map(schema => schema.namespace), ...aliases.keys(), ...ofActions]
  if (namespaces.includes(namespace)) return
  throw new ODataError(
    'badRequest',
    `$select: the model has no namespace '${namespace}' (position ${position + 1}).${didYouMean(suggest(namespace, namespaces))}`,
    { target: '$select' }
  )
}
