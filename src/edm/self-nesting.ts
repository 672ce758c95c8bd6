/** Complex types that can hold themselves (OData CSDL 4.01, section 9): how deep their values may be, for bodies and answers alike. */
import { limits } from '../base/limits.js'
import { isStructured, itemType } from './lookup.js'
import type { StructuredType } from './types.js'

/** The type that a hierarchy begins with. */
export function topmost (type: StructuredType): StructuredType {
  let top = type
  while (top.baseType !== undefined) top = top.baseType
  return top
}

/** Whether a value of the type may be inside of another one of its hierarchy; where that is not plain, it may. */
export function canNest (type: StructuredType): boolean {
  const top = topmost(type)
  const found = known.get(top)
  if (found !== undefined) return found
  const nests = leadsTo(top, top, new Set())
  known.set(top, nests)
  return nests
}

const known = new WeakMap<StructuredType, boolean>()

function leadsTo (from: StructuredType, top: StructuredType, seen: Set<StructuredType>): boolean {
  if (seen.has(from)) return false
  seen.add(from)
  for (const type of [from, ...from.concreteTypes]) {
    if (type.namespace === 'Edm' || type.navigationProperties.length > 0) return true
    for (const property of type.properties) {
      const inner = itemType(property.type).type
      if (isStructured(inner) && (topmost(inner) === top || leadsTo(topmost(inner), top, seen))) return true
    }
  }
  return false
}

/** Whether the last of the types is there once more than it may be. */
export function isTooDeep (around: readonly StructuredType[]): boolean {
  const last = around.at(-1)
  return around.length > limits.selfNesting.most && around.filter(type => type === last).length > limits.selfNesting.most
}
