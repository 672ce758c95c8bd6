/**
 * `addnested` (Data Aggregation 4.0, section 3.4.3): items get a collection more, of what transformations make of related entities. It is
 * shown as what is expanded is, and no transformation after it asks for it.
 */
import { isStructured } from '../../../edm/lookup.js'
import type { DataPathNode, NestNode } from '../../url/ast.js'
import type { OutputMember } from './apply-expression.js'
import { bindDataPath, isDeclared, stateOfItems, takenName, unknown } from './bind-apply-state.js'
import type { ApplyState, BindSequence, Bound } from './bind-apply-state.js'
import { bindError, quoted } from '../expression/bind-error.js'
import type { Expression } from '../expression/expression.js'
import { describeType } from '../expression/expression-type.js'
import type { Scope } from '../expression/scope.js'
import { transformationNames } from '../names-variable.js'
import { isUnsupported, unsupported } from '../unsupported.js'

export function bindAddNested (state: ApplyState, { items }: NestNode, path: DataPathNode, bindSequence: BindSequence): Bound {
  const { scope } = state
  if (!state.rows) return unknown(unsupported('addnested for items that transformations have made', scope.option))
  const { position } = path
  const source = bindDataPath(scope, path)
  if (isUnsupported(source)) return unknown(source)
  if (source.kind !== 'computed' && isBeside(source)) throw pathError(scope, path)
  const { type } = source.type
  const element = type.kind === 'collection' ? type.elementType.type : type
  if (!isStructured(element)) throw bindError(scope, { position, expected: 'related entities', found: describeType(source) })
  if (element.kind === 'complex' || type.kind !== 'collection') return unknown(unsupported('addnested of what is no collection of entities', scope.option))
  const added: OutputMember[] = []
  for (const { alias: name, transformations: nodes } of items) {
    if (isDeclared(scope, name) || [...state.members, ...added].some(member => member.name === name)) throw takenName(scope, position, name)
    const { transformations, state: after } = bindSequence(stateOfItems(scope, element).state, nodes, new Set())
    if (after === undefined) return { transformations, state: undefined }
    if (transformations.some(transformation => transformationNames(scope.it, transformation))) return unknown(unsupported('$it in addnested', scope.option))
    added.push({ name, type: source.type, property: undefined, nested: { path, transformations: nodes } })
  }
  const nested = new Set([...scope.nested ?? [], ...added.map(({ name }) => name)])
  return { transformations: [], state: { ...state, scope: { ...scope, nested }, members: [...state.members, ...added] } }
}

/** "The path p MUST NOT contain any navigation properties prior to the last segment." */
const pathError = (scope: Scope, { names, position }: DataPathNode): Error =>
  bindError(scope, { position, expected: 'a path without navigation properties but its last', found: quoted(names.join('/')) })

/** Whether a path leads on from an entity that `join` or `$crossjoin` has put beside the item. */
function isBeside (path: Expression): boolean {
  switch (path.kind) {
    case 'computed': return true
    case 'property': case 'navigation': case 'typeCast': return isBeside(path.source)
    default: return false
  }
}
