/**
 * The one type of what `concat` puts together (Data Aggregation 4.0, section 3.2.4): a member of each name, whose values are of one type.
 */
import type { TypeReference } from '../../../edm/types.js'
import type { OutputMember } from './apply-expression.js'
import { dynamicState, unknown, withComputed } from './bind-apply-state.js'
import type { ApplyState, Bound } from './bind-apply-state.js'
import { isUnknown, primitiveReference } from '../expression/expression-type.js'
import { arithmeticType, isNumeric } from '../expression/numeric-promotion.js'
import { isUnsupported, unsupported } from '../unsupported.js'
import type { Unsupported } from '../unsupported.js'

/** The sequences, bound to `before` each, as one transformation. */
export function concatenated (before: ApplyState, bound: readonly Bound[]): Bound {
  const sequences = bound.map(({ transformations }) => transformations)
  const states = bound.flatMap(({ state }) => state ?? [])
  if (states.length < bound.length) return unknown({ kind: 'concat', sequences, output: [] })
  const result = concatState(before, states)
  return isUnsupported(result)
    ? unknown(result)
    : { transformations: [{ kind: 'concat', sequences, output: result.members }], state: result }
}

/** The items of all the sequences that began with `before`; they stay those of the resource where each sequence leaves them so. */
function concatState (before: ApplyState, results: readonly ApplyState[]): ApplyState | Unsupported {
  const nested = results.flatMap(({ members }) => members).find(member => member.nested !== undefined)
  if (nested !== undefined) return unsupported(`The collection '${nested.name}' of addnested in concat`, before.scope.option)
  const members = unite(before, results)
  if (isUnsupported(members)) return members
  if (!results.every(({ rows }) => rows)) {
    const joined = members.find(member => member.joined !== undefined)
    if (joined !== undefined) return unsupported(`The entity '${joined.name}' that was joined, among other items`, before.scope.option)
    return dynamicState(before.scope, members)
  }
  const known = new Set(before.members.map(({ name }) => name))
  return withComputed(before, members.filter(({ name }) => !known.has(name)))
}

function unite ({ scope: { option } }: ApplyState, results: readonly ApplyState[]): readonly OutputMember[] | Unsupported {
  const united = new Map<string, OutputMember>()
  for (const { members } of results) {
    for (const member of members) {
      const known = united.get(member.name)
      const everywhere = results.every(other => other.members.some(({ name }) => name === member.name))
      const type = known === undefined ? everywhere ? member.type : nullable(member.type) : commonReference(known, member, option)
      if (isUnsupported(type)) return type
      if (known !== undefined && known.made?.text !== member.made?.text) return unsupported(`One name for collections of different items, ${known.name}, in concat`, option)
      if (known !== undefined && known.joined !== member.joined) return unsupported(`One name for entities of different collections, ${known.name}, in concat`, option)
      united.set(member.name, {
        name: member.name,
        type,
        joined: member.joined,
        made: member.made,
        expand: member.expand,
        property: known === undefined || known.property === member.property ? member.property : undefined
      })
    }
  }
  return [...united.values()]
}

const nullable = (type: TypeReference): TypeReference =>
  type.nullable || type.type.kind === 'collection' ? type : { ...type, nullable: true }

function commonReference (known: OutputMember, { type }: OutputMember, option: string): TypeReference | Unsupported {
  if (isUnknown(known) || type === known.type) return known.type
  if (known.type.type === type.type) return known.type.nullable ? known.type : type
  const [left, right] = [known.type.type, type.type]
  if (left.kind === 'primitive' && right.kind === 'primitive' && isNumeric(left.name) && isNumeric(right.name)) {
    return primitiveReference(arithmeticType(left.name, right.name), known.type.nullable || type.nullable)
  }
  return unsupported(`One name for values of different types, ${known.name}, in concat`, option)
}
