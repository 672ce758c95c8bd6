/** The elements of all documents by name; a name is used once (OData CSDL 4.01, section 5). */
import { quote } from '../csdl-error.js'
import type { CsdlDocument, SchemaElementNode } from '../document.js'
import type { Binding, Declared } from './binding.js'

const kinds: Readonly<Record<SchemaElementNode['kind'], string>> = {
  entity: 'an EntityType',
  complex: 'a ComplexType',
  enum: 'an EnumType',
  typeDefinition: 'a TypeDefinition',
  action: 'an Action',
  function: 'a Function',
  term: 'a Term',
  container: 'an EntityContainer'
}

/** The overloads of an operation share a name. */
const isOperation = ({ kind }: SchemaElementNode): boolean => kind === 'action' || kind === 'function'

/**
 * Types, terms and containers have a name each. An operation may have that of a type: OData forbids it, but Microsoft Graph has such.
 * @throws CsdlError for a namespace or a name that is used twice
 */
export function declareNames (documents: readonly CsdlDocument[]): Pick<Binding, 'declared' | 'byName'> {
  const declared: Declared[] = []
  const byName = new Map<string, Declared>()
  const namespaces = new Set<string>()
  for (const document of documents) {
    for (const { namespace, elements, at } of document.schemas) {
      if (namespaces.has(namespace)) throw document.fault(`The namespace ${quote(namespace)} is used twice; a schema is in one piece.`, at)
      namespaces.add(namespace)
      for (const node of elements) {
        const element = { node, namespace, fullName: `${namespace}.${node.name}`, document }
        declared.push(element)
        if (isOperation(node)) continue
        const before = byName.get(element.fullName)
        if (before !== undefined) throw usedTwice(element, before)
        byName.set(element.fullName, element)
      }
    }
  }
  return { declared, byName }
}

const usedTwice = ({ document, node, fullName }: Declared, before: Declared): Error =>
  document.fault(`The name ${quote(fullName)} is used twice: for ${kinds[before.node.kind]} and for ${kinds[node.kind]}.`, node.at, fullName)
