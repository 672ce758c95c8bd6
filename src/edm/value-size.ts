/** How large a value of a type can be written out: members of complex values inside one another, where types hold one another. */
import { familyProperties, itemType } from './lookup.js'
import { isTooDeep, topmost } from './self-nesting.js'
import type { StructuredType } from './types.js'

export interface ValueSize {
  /** Members in all. */
  readonly members: number
  /** Values inside one another. */
  readonly depth: number
}

/** Counts to `most` members or levels and no further. */
export function valueSize (type: StructuredType, most: ValueSize): ValueSize {
  const size = { members: 0, depth: 0 }
  count(type, [], size, most)
  return size
}

function count (type: StructuredType, outer: readonly StructuredType[], size: { members: number, depth: number }, most: ValueSize): void {
  const around = type.kind === 'complex' ? [...outer, topmost(type)] : outer
  size.depth = Math.max(size.depth, around.length)
  if (around.length > most.depth || isTooDeep(around)) return
  for (const property of familyProperties(type).keys()) {
    if (size.members > most.members || size.depth > most.depth) return
    size.members++
    const inner = itemType(property.type).type
    if (inner.kind === 'complex') count(inner, around, size, most)
  }
}
