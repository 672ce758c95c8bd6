/** The plan of `$crossjoin`: an item is an entity of each set, as a link or expanded. */
import type { CrossJoin, JoinedSet } from '../odata/bind/bind-cross-join.js'
import type { ComputeItem } from '../odata/bind/expression/expression.js'
import { rootLocation } from '../odata/canonical-path.js'
import { controlName } from '../odata/json/format.js'
import { NO_QUERY } from '../odata/nested-query.js'
import { readNavigation } from '../odata/related-entities.js'
import type { SkipToken } from '../odata/skip-token.js'
import type { JoinedEntities, ReadCrossJoinPlan } from './plan.js'
import { appliedQuery, rowsQuery } from './rows-query.js'
import { objectShape, referenceShape } from './shape.js'
import type { CollectionMember, LinkMember, ObjectShape, ShapeContext } from './shape.js'
import { withContext } from './shape-collections.js'
import { computedMembers } from './shape-computed.js'

export function planCrossJoin (context: ShapeContext, join: CrossJoin, pageSize: number, token: SkipToken | undefined): ReadCrossJoinPlan {
  const { filter, search, compute, orderBy, variable, count, shown, applied } = join
  const sets = join.sets.map((joined): JoinedEntities => ({
    property: readNavigation(context.model, joined.set),
    variable: joined.variable,
    member: memberOf(context, joined)
  }))
  const type = variable.type.type
  if (type.kind !== 'complex') throw new Error('items of $crossjoin are complex values')
  const entities = sets.flatMap(({ member }) => member ?? [])
  const shapeOf = (computed: readonly ComputeItem[]): ObjectShape =>
    ({ type, members: [...entities, ...computed.flatMap(item => computedMembers(context, item))] })
  const computed = applied === undefined ? compute : applied.output.map(({ name, type }): ComputeItem => ({ name, expression: { kind: 'computed', name, type } }))
  const shape = shapeOf(computed.filter(({ name }) => shown.has(name)))
  const made = applied && appliedQuery(context, { ...applied, selection: applied.keepsItems ? shape : undefined }, {
    shapeOf: ({ members }) => shapeOf(members.flatMap(member => member.kind === 'computed' ? [member.item] : []))
  })
  const [skip, top] = token === undefined ? [join.skip, join.top] : [0, token.remaining]
  const computation = { items: compute, variable }
  const { serviceRoot } = context
  return {
    kind: 'readCrossJoin',
    location: rootLocation(join.sets[0]!.set.type),
    join: { sets, filter, search, computation, orderBy, skip, top, count, shape, serviceRoot, applied: made },
    pageSize,
    after: token?.position
  }
}

/** The read URL of the entity is its navigation link. */
function memberOf (context: ShapeContext, { set, selected, expanded }: JoinedSet): LinkMember | CollectionMember | undefined {
  const { format } = context
  if (expanded !== undefined) return expandedSet(context, set, expanded)
  if (!selected || format.metadata === 'none') return undefined
  return { kind: 'link', name: controlName(format, 'navigationLink', set.name), suffix: '', around: ['', ''] }
}

function expandedSet (context: ShapeContext, set: JoinedSet['set'], { form, type, options }: NonNullable<JoinedSet['expanded']>): CollectionMember {
  const { format } = context
  const { selection } = options
  const shape: ObjectShape = form === 'refs'
    ? referenceShape(context, type)
    : withContext(context, objectShape(context, type, selection, { kind: 'item', path: set.name, below: 0, declared: set.type }), {
      name: type === set.type ? set.name : `${set.name}/${type.fullName}`
    }, selection.text)
  return {
    kind: 'collection',
    name: set.name,
    form: 'single',
    ofItem: false,
    joined: set.name,
    rows: rowsQuery(context, readNavigation(context.model, set), options, shape),
    pageSize: 1,
    contextSuffix: undefined,
    next: { suffix: '', query: NO_QUERY.text, digest: '', around: undefined },
    format
  }
}
