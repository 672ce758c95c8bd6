/** What is expanded inside of complex values is a member of theirs (OData-URL 4.01, section 5.1.3). */
import { isStructured, itemType } from '../../edm/lookup.js'
import type { StructuredType } from '../../edm/types.js'
import type { ComplexStep, ExpandedMember } from './bind-expand.js'
import type { SelectedMember, Selection } from './selection.js'
import { whole } from './whole-property.js'

/** Nothing but what is expanded, of a value that is not selected. */
const NOTHING: Selection = { members: [], text: '', unsupported: [], dynamic: [] }

/** Members, and after them what is expanded, each in the value that has it. `allOf`: all that a type has. */
export function withExpanded (
  members: readonly SelectedMember[],
  expanded: readonly ExpandedMember[],
  allOf: (type: StructuredType) => Selection
): readonly SelectedMember[] {
  type Members = readonly SelectedMember[]
  const put = (around: Members, member: ExpandedMember, [step, ...rest]: readonly ComplexStep[]): Members => {
    if (step === undefined) return [...around, member]
    const { property } = step
    const { type } = itemType(property.type)
    const index = around.findIndex(other => other.kind === 'property' && other.property === property)
    const found = around[index]
    if (!isStructured(type)) return around
    const own = found?.kind === 'property' ? found : whole(step, true)
    const selection = found === undefined ? NOTHING : own.selection ?? allOf(type)
    const changed = { ...own, selection: { ...selection, members: put(selection.members, member, rest) } }
    return found === undefined ? [...around, changed] : around.with(index, changed)
  }
  return expanded.reduce((all, member) => put(all, member, member.way), members)
}
