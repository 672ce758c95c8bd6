/**
 * `nest` (Data Aggregation 4.0, section 3.6): one item, whose collections are what sequences of transformations make of all items. No
 * transformation after it asks for them.
 */
import type { NestNode } from '../../url/ast.js'
import type { NestItem, OutputMember } from './apply-expression.js'
import { dynamicCollection, dynamicState, takenName, unknown } from './bind-apply-state.js'
import type { ApplyState, BindSequence, Bound } from './bind-apply-state.js'
import { contextText, selectionOfItems } from './shown-items.js'

export function bindNest (state: ApplyState, node: NestNode, reserved: ReadonlySet<string>, bindSequence: BindSequence): Bound {
  const { scope } = state
  const { items, position } = node
  const bound: NestItem[] = []
  for (const { alias: name, transformations: nodes } of items) {
    if (reserved.has(name) || bound.some(({ member }) => member.name === name)) throw takenName(scope, position, name)
    const { transformations, state: after } = bindSequence(state, nodes, new Set())
    if (after === undefined) return { transformations, state: undefined }
    const selection = after.rows ? selectionOfItems(after.scope, after.members, transformations, {}) : undefined
    const [refused] = selection?.unsupported ?? []
    if (refused !== undefined) return unknown(refused)
    const text = selection === undefined ? contextText(after.members) : selection.text
    const member: OutputMember = { name, type: dynamicCollection, property: undefined, made: { text } }
    bound.push({ member, transformations, selection, output: after.members })
  }
  return { transformations: [{ kind: 'nest', items: bound }], state: dynamicState(scope, bound.map(({ member }) => member)) }
}
