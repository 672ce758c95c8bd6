/** Everything an answer shows of an object, whatever its type is. */
import type { ObjectShape, ShapeMember } from './shape.js'

/** Its members, and those of the complex values in it, each once; not of values that are rows. */
export function membersInside (shape: ObjectShape): readonly ShapeMember[] {
  const found = new Set<ShapeMember>()
  collect(shape, found)
  return [...found]
}

function collect ({ members, variants = [] }: ObjectShape, found: Set<ShapeMember>): void {
  for (const member of members) {
    if (found.has(member)) continue
    found.add(member)
    if (member.kind === 'property' && member.shape !== undefined && member.rows === undefined) collect(member.shape, found)
  }
  for (const variant of variants) collect(variant, found)
}
