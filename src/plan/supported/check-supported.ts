/**
 * The stage between binding and planning: refuses with a 501, which names it, what is valid OData and not supported. It visits a bound
 * request once; what it lets through, a plan can be made of and every statement rendered. No other stage refuses for this reason.
 */
import { notImplemented } from '../../errors.js'
import type { OutputMember, Transformation } from '../../odata/bind/apply/apply-expression.js'
import type { AppliedOptions } from '../../odata/bind/apply/apply-options.js'
import type { CrossJoin } from '../../odata/bind/bind-cross-join.js'
import type { BoundRequest } from '../../odata/bind/bind-request.js'
import type { Change } from '../../odata/bind/change.js'
import type { CollectionOptions } from '../../odata/bind/collection-options.js'
import type { EntityOptions } from '../../odata/bind/entity-options.js'
import type { ComputeItem, Expression } from '../../odata/bind/expression/expression.js'
import { isWhole } from '../../odata/bind/expression/expression-type.js'
import { conditionsInPath } from '../../odata/bind/expressions-of.js'
import type { SelectedMember, Selection } from '../../odata/bind/selection.js'
import { isUnsupported } from '../../odata/bind/unsupported.js'
import type { Unsupported } from '../../odata/bind/unsupported.js'
import { isStructured, itemType, rowTypeOf } from '../../edm/lookup.js'
import type { EdmModel, Property, StructuredType, TypeReference } from '../../edm/types.js'
import type { ItemOptions } from '../../odata/bind/item-options.js'
import { conditionsOf } from '../../odata/restrictions/conditions.js'
import { nestedValues } from '../../odata/json/structured-value.js'
import type { PropertyValue, RelatedChange, StructuredValue } from '../../odata/json/structured-value.js'
import { checkCollection as checkOver, checkExpression, checkItemType, checkWhole } from './check-expression.js'
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
export function checkSupported (
  request: BoundRequest | Unsupported,
  { documents, model }: Kept = { documents: false }
): BoundRequest {
  const bound = supported(request)
  const place: Place = { documents }
  for (const condition of conditionsInPath(bound.target)) checkExpression(place, condition)
  if (bound.entity !== undefined) checkEntity(place, bound.entity)
  if (bound.collection !== undefined) checkCollection(place, bound.collection)
  if (bound.items !== undefined && 'property' in bound.target && bound.target.property.kind === 'property') checkItems(place, bound.target.property, bound.items)
  if (bound.change !== undefined) checkChange(place, supported(bound.change), model)
  return bound
}

/** Of an item that has nothing but its entities. */
const NO_SELECTION: Selection = { members: [], text: undefined, unsupported: [], dynamic: [] }

/** The same of `$crossjoin`. */
export function checkCrossJoin ({ filter, compute, orderBy, sets, applied }: CrossJoin, { documents }: Kept): void {
  const place: Place = { documents }
  if (applied !== undefined) checkApplied({ ...applied, selection: applied.keepsItems ? NO_SELECTION : undefined }, place)
  if (filter !== undefined) checkExpression(place, filter)
  checkEach(place, [...compute, ...orderBy])
  for (const { expanded } of sets) if (expanded !== undefined) checkCollection(place, expanded.options)
}

/** A model may declare actions that nothing here carries out. */
function checkChange (place: Place, change: Change, model: EdmModel | undefined): void {
  if (change.kind === 'invoke' && change.action.effect === undefined) throw notImplemented(`The action ${change.action.fullName}`)
  const values: Values = { place, model, seen: new Set() }
  if (change.kind === 'update') checkValue(values, change.values)
  if (change.kind === 'create') checkValue(values, change.value)
  if (change.kind === 'relate') checkRelated(values, change.change)
}

/** What bodies have, and the types whose conditions have been looked at. */
interface Values {
  readonly place: Place
  readonly model: EdmModel | undefined
  readonly seen: Set<StructuredType>
}

/** What entities of a type have to fulfil (vocabulary Validation), where the store could not ask for it. */
function checkConditions ({ place, model, seen }: Values, type: StructuredType): void {
  if (model === undefined || type.kind !== 'entity' || seen.has(type)) return
  seen.add(type)
  const { conditions, unsupported } = conditionsOf(model, type)
  if (unsupported !== undefined) supported(unsupported)
  for (const { expression } of conditions) checkExpression(place, expression)
}

/** What a body says that cannot be stored: some relations between entities, and NaN, for which SQLite has no number. */
function checkValue (values: Values, { type, properties, contained, related, unsupported }: StructuredValue): void {
  checkConditions(values, type)
  if (unsupported !== undefined) supported(unsupported)
  if (related !== undefined) for (const change of Object.values(related)) checkRelated(values, change)
  for (const name in properties) {
    const value = properties[name]!
    if (Array.isArray(value)) for (const item of value as readonly PropertyValue[]) checkStored(values, item)
    else checkStored(values, value)
  }
  if (contained === undefined) return
  for (const { items } of Object.values(contained)) for (const item of items) if (item.kind === 'entity') checkValue(values, item.value)
}

function checkStored (values: Values, value: PropertyValue): void {
  if (Number.isNaN(value)) throw notImplemented('Storing NaN')
  if (typeof value === 'object' && value !== null && 'properties' in value) checkValue(values, value)
}

function checkRelated (values: Values, { items }: RelatedChange): void {
  for (const item of items) if (item.kind === 'unsupported') supported(item)
  for (const value of nestedValues(items)) checkValue(values, value)
}

/** How complex values are stored. */
export interface Kept {
  /** As JSON, with the collections of complex values that no annotation says to be more. */
  readonly documents: boolean
  /** What entities have to fulfil is known of a model alone. */
  readonly model?: EdmModel
}

const checkEach = (place: Place, items: ReadonlyArray<{ readonly expression: Expression | undefined }>): void => {
  for (const { expression } of items) if (expression !== undefined) checkExpression(place, expression)
}

function checkComputed (place: Place, items: readonly ComputeItem[]): void {
  for (const { expression } of items) {
    if (isWhole(expression)) checkWhole(place, expression)
    else checkExpression(place, expression)
  }
}

function checkEntity (place: Place, { compute, selection }: EntityOptions): void {
  checkComputed(place, compute)
  checkSelection(place, selection)
}

function checkCollection (place: Place, { compute, filter, orderBy, window, selection, applied, unsupported }: CollectionOptions): void {
  unsupported.forEach(supported)
  checkComputed(place, compute)
  if (filter !== undefined) checkExpression(place, filter)
  for (const { expression } of orderBy) checkExpression(place, expression)
  if (window?.filter !== undefined) checkExpression(place, window.filter)
  if (applied !== undefined) checkApplied(applied, place)
  checkSelection(place, selection)
}

function checkSelection (place: Place, { members, unsupported }: Selection): void {
  unsupported.forEach(supported)
  for (const member of members) checkMember(place, member)
}

function checkMember (place: Place, member: SelectedMember): void {
  switch (member.kind) {
    case 'computed': break
    case 'expanded': checkCollection(place, member.options); break
    case 'property':
      if (member.items !== undefined) checkItems(place, member.property, member.items)
      if (member.selection !== undefined) {
        if (rowTypeOf(member.property) === undefined && !place.documents) checkNoItems(member.selection)
        checkSelection(place, member.selection)
      }
      if (member.options !== undefined) checkCollection(place, member.options)
      break
  }
}

/** Values as text of JSON must be what compares and sorts, where they are compared or sorted. */
function checkItems (place: Place, property: Property, { filter, orderBy }: ItemOptions): void {
  if (filter === undefined && orderBy.length === 0) return
  if (property.type.type.kind !== 'builtIn') checkItemType(property)
  if (filter !== undefined) checkExpression(place, filter)
  for (const { expression } of orderBy) checkExpression(place, expression)
}

/** Inside of a complex value nothing but all values of a collection can be read. */
function checkNoItems ({ members }: Selection): void {
  for (const member of members) {
    if (member.kind !== 'property') continue
    if (member.items !== undefined) throw notImplemented(`Options of '${member.property.name}', which is inside of a complex value,`, '$select')
    if (member.selection !== undefined) checkNoItems(member.selection)
  }
}

/** `$apply`, and the options after it. */
export function checkApplied (
  { transformations, output, selection, unsupported }: Pick<AppliedOptions, 'transformations' | 'output' | 'selection' | 'unsupported'>,
  place: Place = { documents: false }
): void {
  for (const transformation of transformations) checkTransformation(place, transformation)
  unsupported.forEach(supported)
  checkShown(place, selection, output)
}

/** What is shown of items: what is chosen of those of the resource, else all that they have. */
function checkShown (place: Place, selection: Selection | undefined, output: readonly OutputMember[]): void {
  if (selection !== undefined) return checkSelection(place, selection)
  const isShown = ({ type, made }: OutputMember): boolean =>
    made !== undefined || !isStructured(itemType(type).type) || isShownWhole(place, type)
  const structured = output.find(member => !isShown(member))
  if (structured !== undefined) throw notImplemented(`The structured value of '${structured.name}' among other items of $apply`, '$apply')
}

/** Complex values that are JSON in one column. */
const isShownWhole = ({ documents }: Place, type: TypeReference): boolean => documents && itemType(type).type.kind === 'complex'

/** One transformation, and those inside it. */
function checkTransformation (place: Place, transformation: Transformation): void {
  switch (transformation.kind) {
    case 'unsupported': supported(transformation); break
    case 'filter': checkExpression(place, transformation.filter); break
    case 'extremes': checkExpression(place, transformation.expression); break
    case 'compute': case 'orderBy': checkEach(place, transformation.items); break
    case 'aggregate':
      for (const { collection } of transformation.items.flatMap(({ way }) => way?.hops ?? [])) checkOver(place, collection)
      checkEach(place, transformation.items)
      break
    case 'groupBy':
      checkEach(place, transformation.keys)
      for (const inner of transformation.transformations ?? []) checkTransformation(place, inner)
      break
    case 'join':
      checkOver(place, transformation.collection)
      for (const inner of transformation.transformations) checkTransformation(place, inner)
      break
    case 'relatives': case 'traverse': case 'rollupNodes':
      for (const { collection } of transformation.way?.hops ?? []) checkOver(place, collection)
      checkExpression(place, transformation.path)
      if (transformation.kind === 'traverse') checkEach(place, transformation.orderBy)
      else for (const inner of transformation.transformations) checkTransformation(place, inner)
      if (transformation.kind !== 'relatives') for (const inner of transformation.among) checkTransformation(place, inner)
      break
    case 'concat': for (const inner of transformation.sequences.flat()) checkTransformation(place, inner); break
    case 'nest':
      for (const { transformations, selection, output } of transformation.items) {
        for (const inner of transformations) checkTransformation(place, inner)
        checkShown(place, selection, output)
      }
      break
    case 'search': case 'top': case 'skip': break
  }
}
