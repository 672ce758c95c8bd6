/** Base types: who derives from whom, in an order in which bases come first (OData CSDL 4.01, sections 6.1, 6.2 and 9.1). */
import { quote } from '../csdl-error.js'
import type { StructuredTypeNode } from '../document.js'
import { unresolved } from './binding.js'
import type { Binding, Declared } from './binding.js'

export type DeclaredType = Declared<StructuredTypeNode>

export const isStructuredNode = (declared: Declared): declared is DeclaredType =>
  declared.node.kind === 'entity' || declared.node.kind === 'complex'

/**
 * An abstract entity type may have a base that is not abstract: OData forbids it, but it changes nothing, and Microsoft Graph has such.
 * @throws CsdlError for a base type that is not there, is of another kind, or derives from the type itself
 */
export function inBaseOrder (binding: Binding): ReadonlyMap<DeclaredType, DeclaredType | undefined> {
  const bases = new Map<DeclaredType, DeclaredType | undefined>()
  for (const declared of binding.declared.filter(isStructuredNode)) {
    const chain: DeclaredType[] = []
    const inChain = new Set<DeclaredType>()
    for (let type: DeclaredType | undefined = declared; type !== undefined && !bases.has(type); type = baseOf(binding, type)) {
      if (inChain.has(type)) throw circular(chain.slice(chain.indexOf(type)))
      chain.push(type)
      inChain.add(type)
    }
    for (const type of chain.reverse()) bases.set(type, baseOf(binding, type))
  }
  return bases
}

function baseOf (binding: Binding, { node, fullName, document }: DeclaredType): DeclaredType | undefined {
  if (node.baseType === undefined) return undefined
  const use = { document, at: node.at, path: fullName }
  const base = binding.byName.get(node.baseType)
  if (base === undefined) {
    if (/^Edm\./.test(node.baseType)) throw document.fault(`${fullName} cannot have the base type ${node.baseType}.`, node.at, fullName)
    throw unresolved(binding, 'the base type', node.baseType, use)
  }
  const kind = node.kind === 'entity' ? 'an entity type' : 'a complex type'
  if (!isStructuredNode(base) || base.node.kind !== node.kind) {
    throw document.fault(`${fullName} has the base type ${quote(node.baseType)}, which is not ${kind}.`, node.at, fullName)
  }
  return base
}

/** A long circle is named by its beginning. */
const MAX_NAMED = 5

function circular (circle: readonly DeclaredType[]): Error {
  const [first] = circle as [DeclaredType]
  const names = circle.slice(0, MAX_NAMED).map(({ fullName }) => fullName)
  const way = [...names, ...circle.length > MAX_NAMED ? ['…'] : [], first.fullName].join(' → ')
  return first.document.fault(`${first.fullName} derives from itself: ${way}.`, first.node.at, first.fullName)
}
