/** `$crossjoin` obeys what the model says of each of its sets, as a request to that set does. */
import { findAnnotation } from '../../edm/annotation-lookup.js'
import { truthOf } from '../../edm/annotation-value.js'
import type { EdmModel } from '../../edm/types.js'
import type { CrossJoin, JoinedSet } from '../bind/bind-cross-join.js'
import type { Expression } from '../bind/expression/expression.js'
import { expressionsOfOptions } from '../bind/expressions-of.js'
import { unsupported } from '../bind/unsupported.js'
import type { Unsupported } from '../bind/unsupported.js'
import { usageOf } from './filter-usage.js'
import { restrictEntities } from './restricted-options.js'
import type { Sent } from './restricted-options.js'
import type { RestrictedPlace } from './restricted-place.js'
import { firstOf, restrictExpression, restrictRead } from './restricted-root.js'

/** What of it the model does not support. @throws ODataError `badRequest` for what the model asks of a filter */
export function restrictCrossJoin (model: EdmModel, join: CrossJoin, sent: Sent): Unsupported | undefined {
  if (model.origin === 'declared') return undefined
  const supported = findAnnotation(model, model.container, 'Org.OData.Capabilities.V1.CrossJoinSupported')
  if (truthOf(supported?.value) === false) return unsupported('$crossjoin (Capabilities.CrossJoinSupported of the model)')
  return firstOf(join.sets, set => restrictSet(model, join, set, sent)) ??
    firstOf(expressionsIn(join), expression => restrictExpression(model, expression))
}

const expressionsIn = ({ filter, compute, orderBy, sets }: CrossJoin): readonly Expression[] => [
  ...filter === undefined ? [] : [filter],
  ...[...compute, ...orderBy].map(({ expression }) => expression),
  ...sets.flatMap(({ expanded }) => expanded === undefined ? [] : expressionsOfOptions(expanded.options))
]

/** A condition, and an order, is that of the sets which it names. */
function restrictSet (
  model: EdmModel,
  { filter, search, compute, orderBy }: CrossJoin,
  { set, variable, expanded }: JoinedSet,
  sent: Sent
): Unsupported | undefined {
  const place: RestrictedPlace = { resource: set, way: [], type: set.type, home: undefined, byKey: false }
  const isOf = (expression: Expression): boolean => usageOf(expression, variable).usages.length > 0
  return restrictRead(model, place) ?? restrictEntities(model, place, {
    search,
    filter: filter !== undefined && isOf(filter) ? filter : undefined,
    compute: compute.filter(({ expression }) => isOf(expression)),
    orderBy: orderBy.filter(({ expression }) => isOf(expression)),
    selection: expanded?.options.selection ?? { members: [], text: undefined, unsupported: [], dynamic: [] },
    applied: undefined,
    variable
  }, sent)
}
