/** `join` and `outerjoin` (Data Aggregation 4.0, section 3.5.1): each item again for every one of a collection that it leads to. */
import { isStructured } from '../../../edm/lookup.js'
import type { EntityType, NavigationProperty } from '../../../edm/types.js'
import type { JoinNode } from '../../url/ast.js'
import { isAnnotation } from './apply-expression.js'
import type { JoinTransformation, OutputMember } from './apply-expression.js'
import { bindDataPath, isTaken, stateOfItems, takenName, unknown, withComputed } from './bind-apply-state.js'
import type { ApplyState, BindSequence, Bound } from './bind-apply-state.js'
import { bindError } from '../expression/bind-error.js'
import type { Expression } from '../expression/expression.js'
import { describeType } from '../expression/expression-type.js'
import { transformationNames } from '../names-variable.js'
import { isUnsupported, unsupported } from '../unsupported.js'

/** The collection that a join goes through. */
interface Joined {
  readonly collection: Expression
  readonly navigation: NavigationProperty
  readonly type: EntityType
}

export function bindJoin (state: ApplyState, node: JoinNode, reserved: ReadonlySet<string>, bindSequence: BindSequence): Bound {
  const { scope } = state
  const joined = bindJoined(state, node)
  if ('kind' in joined) return unknown(joined)
  const { alias: name, position, kind } = node
  if (reserved.has(name) || isTaken(scope, name)) throw takenName(scope, position, name)
  const { item, state: inner } = stateOfItems(scope, joined.type)
  const { transformations, state: after } = bindSequence(inner, node.transformations ?? [], new Set())
  if (after === undefined) return { transformations, state: undefined }
  if (!after.rows || after.members.some(({ name }) => !isAnnotation(name) && inner.members.every(member => member.name !== name))) return unknown(unsupported(`${kind.toLowerCase()} with transformations that make other items`, scope.option))
  if (transformations.some(transformation => transformationNames(scope.it, transformation))) return unknown(unsupported(`$it in ${kind.toLowerCase()}`, scope.option))
  const member: OutputMember = { name, type: { type: joined.type, nullable: kind === 'outerJoin' }, property: undefined, joined: joined.navigation }
  const transformation: JoinTransformation = { kind: 'join', outer: kind === 'outerJoin', collection: joined.collection, item, member, transformations }
  return { transformations: [transformation], state: withComputed(state, [member]) }
}

/** A collection-valued navigation property of the item, perhaps with a cast after it. */
function bindJoined ({ scope }: ApplyState, { path, path: { position } }: JoinNode): Joined | ReturnType<typeof unsupported> {
  const collection = bindDataPath(scope, path)
  if (isUnsupported(collection)) return collection
  const { type } = collection.type
  if (type.kind !== 'collection' || !isStructured(type.elementType.type)) {
    throw bindError(scope, { position, expected: 'a collection of entities to join', found: describeType(collection) })
  }
  const navigation = collection.kind === 'typeCast' ? collection.source : collection
  const isOwn = navigation.kind === 'navigation' && ['variable', 'typeCast', 'computed'].includes(navigation.source.kind)
  return isOwn && type.elementType.type.kind === 'entity'
    ? { collection, navigation: navigation.property, type: type.elementType.type }
    : unsupported('Joining a collection that is not one of related entities of the item', scope.option)
}
