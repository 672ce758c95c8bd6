/** `$crossjoin` obeys what the model says of each of its sets, as a request to that set does. */
import { findAnnotation } from '../../edm/annotation-lookup.js'
import { truthOf } from '../../edm/annotation-value.js'
import type { EdmModel } from '../../edm/types.js'
import type { AppliedJoin } from '../bind/apply/apply-cross-join.js'
import type { Transformation } from '../bind/apply/apply-expression.js'
import { expressionsIn } from '../bind/apply/expressions-in.js'
import type { CrossJoin, JoinedSet } from '../bind/bind-cross-join.js'
import type { Expression } from '../bind/expression/expression.js'
import { expressionsOfOptions } from '../bind/expressions-of.js'
import { unsupported } from '../bind/unsupported.js'
import type { Unsupported } from '../bind/unsupported.js'
import { stepsApplied } from './applied-steps.js'
import { usageOf } from './filter-usage.js'
import { restrictEntities } from './restricted-options.js'
import type { Sent } from './restricted-options.js'
import type { RestrictedPlace } from './restricted-place.js'
import { firstOf, restrictExpression, restrictHierarchies, restrictRead } from './restricted-root.js'

/** What of it the model does not support. @throws ODataError `badRequest` for what the model asks of a filter */
export function restrictCrossJoin (model: EdmModel, join: CrossJoin, sent: Sent): Unsupported | undefined {
  if (model.origin === 'declared') return undefined
  const supported = findAnnotation(model, model.container, 'Org.OData.Capabilities.V1.CrossJoinSupported')
  if (truthOf(supported?.value) === false) return unsupported('$crossjoin (Capabilities.CrossJoinSupported of the model)')
  return firstOf(join.sets, set => restrictSet(model, join, set, sent)) ??
    restrictHierarchies(model, join.applied?.transformations ?? []) ??
    firstOf(expressionsOf(join), expression => restrictExpression(model, expression))
}

const expressionsOf = ({ filter, compute, orderBy, sets, applied }: CrossJoin): readonly Expression[] => [
  ...filter === undefined ? [] : [filter],
  ...applied?.transformations.flatMap(expressionsIn) ?? [],
  ...[...compute, ...orderBy].map(({ expression }) => expression),
  ...sets.flatMap(({ expanded }) => expanded === undefined ? [] : expressionsOfOptions(expanded.options))
]

/** A condition, and an order, is that of the sets which it names. */
function restrictSet (
  model: EdmModel,
  { filter, search, compute, orderBy, applied }: CrossJoin,
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
    applied: applied && { transformations: stepsOf(applied, isOf) },
    variable
  }, sent)
}

/** What is done with the items of the join before others are made of them, without what is about other sets alone. */
function stepsOf ({ filter, transformations }: AppliedJoin, isOf: (expression: Expression) => boolean): readonly Transformation[] {
  const first: readonly Transformation[] = filter === undefined ? [] : [{ kind: 'filter', filter }]
  const { all, inner } = stepsApplied([...first, ...transformations])
  const own = (steps: readonly Transformation[]): readonly Transformation[] => steps.filter(step => {
    switch (step.kind) {
      case 'filter': case 'orderBy': case 'compute': return expressionsIn(step).some(isOf)
      default: return step.kind === 'search' || step.kind === 'top' || step.kind === 'skip'
    }
  })
  return [...own(all), { kind: 'concat', sequences: [own(inner)], output: [] }]
}
