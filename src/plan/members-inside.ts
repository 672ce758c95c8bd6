/** Everything an answer shows of an object, whatever its type is. */
import type { ObjectShape, ShapeMember } from './shape.js'

/** Its members, and those of the complex values in it; not of values that are rows. */
export const membersInside = ({ members, variants = [] }: ObjectShape): readonly ShapeMember[] => [
  ...members.flatMap(member => member.kind === 'property' && member.shape !== undefined && member.rows === undefined
    ? [member, ...membersInside(member.shape)]
    : [member]),
  ...variants.flatMap(membersInside)
]
