/**
 * The stage between binding and planning: refuses with a 501, which names it, what is valid OData and not supported. It visits a bound
 * request once; what it lets through, a plan can be made of and every statement rendered. No other stage refuses for this reason.
 */
import { notImplemented } from '../../errors.js'
import type { Transformation } from '../../odata/bind/apply/apply-expression.js'
import type { AppliedOptions } from '../../odata/bind/apply/apply-options.js'
import type { BoundRequest } from '../../odata/bind/bind-request.js'
import type { Change } from '../../odata/bind/change.js'
import type { CollectionOptions } from '../../odata/bind/collection-options.js'
import type { EntityOptions } from '../../odata/bind/entity-options.js'
import type { Expression } from '../../odata/bind/expression/expression.js'
import type { SelectedMember, Selection } from '../../odata/bind/selection.js'
import { isUnsupported } from '../../odata/bind/unsupported.js'
import type { Unsupported } from '../../odata/bind/unsupported.js'
import { checkExpression } from './check-expression.js'
import type { Place } from './row-path.js'

/**
 * What was bound, as it is.
 * @throws ODataError `notImplemented`
 */
export function supported<Bound extends object> (bound: Bound | Unsupported): Bound {
  if (isUnsupported(bound)) throw notImplemented(bound.what, bound.option)
  return bound
}

/**
 * The request, when all of it is supported.
 * @throws ODataError `notImplemented`
 */
export function checkSupported (request: BoundRequest | Unsupported): BoundRequest {
  const bound = supported(request)
  if (bound.entity !== undefined) checkEntity(bound.entity)
  if (bound.collection !== undefined) checkCollection(bound.collection)
  if (bound.change !== undefined) checkChange(supported(bound.change))
  return bound
}

/** A model may declare actions that nothing here carries out. */
function checkChange (change: Change): void {
  if (change.kind === 'invoke' && change.action.effect === undefined) throw notImplemented(`The action ${change.action.fullName}`)
}

/** About items as they are stored. */
const WHOLE: Place = { detached: false, declared: [] }
/** About items inside of `$apply`. */
const DETACHED: Place = { detached: true, declared: [] }

const checkEach = (place: Place, items: ReadonlyArray<{ readonly expression: Expression | undefined }>): void => {
  for (const { expression } of items) if (expression !== undefined) checkExpression(place, expression)
}

function checkEntity ({ compute, selection }: EntityOptions): void {
  checkEach(WHOLE, compute)
  checkSelection(selection)
}

function checkCollection ({ compute, filter, orderBy, selection, applied, unsupported }: CollectionOptions): void {
  unsupported.forEach(supported)
  checkEach(WHOLE, compute)
  if (filter !== undefined) checkExpression(WHOLE, filter)
  checkEach(WHOLE, orderBy)
  if (applied !== undefined) checkApplied(applied)
  checkSelection(selection)
}

function checkSelection ({ members, unsupported }: Selection): void {
  unsupported.forEach(supported)
  members.forEach(checkMember)
}

function checkMember (member: SelectedMember): void {
  switch (member.kind) {
    case 'computed': checkAnswered(member.item.expression, '$compute'); break
    case 'expanded': checkCollection(member.options); break
    case 'property':
      if (member.selection !== undefined) checkSelection(member.selection)
      if (member.options !== undefined) checkCollection(member.options)
      break
  }
}

/** A computed value in an answer: the database writes its JSON. */
function checkAnswered ({ type: { type } }: Pick<Expression, 'type'>, option: string): void {
  if (type.kind === 'primitive' && (type.name === 'Edm.Duration' || type.name === 'Edm.Binary')) {
    throw notImplemented(`A computed value of type ${type.name} in an answer`, option)
  }
}

/** `$apply`, and the options after it. */
export function checkApplied ({ transformations, output, unsupported }: Pick<AppliedOptions, 'transformations' | 'output' | 'unsupported'>): void {
  transformations.forEach(checkTransformation)
  unsupported.forEach(supported)
  for (const member of output) checkAnswered(member, '$apply')
}

/** One transformation, and those inside it. */
function checkTransformation (transformation: Transformation): void {
  switch (transformation.kind) {
    case 'unsupported': supported(transformation); break
    case 'filter': checkExpression(DETACHED, transformation.filter); break
    case 'compute': case 'orderBy': case 'aggregate': checkEach(DETACHED, transformation.items); break
    case 'groupBy':
      checkEach(DETACHED, transformation.keys)
      transformation.transformations?.forEach(checkTransformation)
      break
    case 'concat': transformation.sequences.flat().forEach(checkTransformation); break
    case 'search': case 'top': case 'skip': break
  }
}
