/** Complex types that can hold themselves (OData CSDL 4.01, section 9): how deep their values may be, for bodies and answers alike. */
import { limits } from '../base/limits.js'
import type { StructuredType } from './types.js'

/** The type that a hierarchy begins with. */
export function topmost (type: StructuredType): StructuredType {
  let top = type
  while (top.baseType !== undefined) top = top.baseType
  return top
}

/** Whether the last of the types is there once more than it may be. */
export function isTooDeep (around: readonly StructuredType[]): boolean {
  const last = around.at(-1)
  return around.length > limits.selfNesting.most && around.filter(type => type === last).length > limits.selfNesting.most
}
