/** Plans of writes (OData-Protocol 4.01, section 11.4), and what is read back of them. */
import { findNavigationProperty, findProperty } from '../edm/lookup.js'
import type { Action, NavigationProperty, PrimitiveValue, Property } from '../edm/types.js'
import { ODataError } from '../errors.js'
import type { Change } from '../odata/bind/change.js'
import type { BoundRequest } from '../odata/bind/bind-request.js'
import type { EntitiesTarget, Target } from '../odata/bind/target.js'
import { memberOf, pathOfNames } from '../odata/canonical-path.js'
import { isConditional } from '../odata/etag.js'
import type { PropertyValue, StructuredValue } from '../odata/json/structured-value.js'
import type { ChangeEachPlan, ReadPlan, ReplaceContainedPlan, SetValuesPlan, WritePlan } from './plan.js'
import { planCollection } from './plan-collection.js'
import { planEntity } from './plan-entity.js'
import { rowsQuery } from './rows-query.js'
import { objectShape } from './shape.js'
import type { ShapeContext } from './shape.js'

export interface ChangeContext {
  /** A key that no entity has had. */
  readonly newKey: () => string
  /** The plan of a read of the same URL. */
  readonly planRead: () => ReadPlan
}

export function planChange (context: ShapeContext, bound: BoundRequest, change: Change, { newKey, planRead }: ChangeContext): WritePlan {
  const { target, conditions } = bound
  checkConditional(context, bound, change)
  switch (change.kind) {
    case 'update': {
      if (target.kind === 'each') return planEach(context, bound, target, change.values)
      if (!('location' in target)) break
      checkStreams(context, bound)
      const read = wantsRepresentation(bound) ? planRead() : undefined
      return {
        kind: 'updateEntity',
        location: target.location,
        change,
        conditions,
        representation: read?.kind === 'readEntity' || read?.kind === 'readRows' ? read : undefined
      }
    }
    case 'create': {
      if (target.kind !== 'entities') break
      checkStreams(context, bound)
      const location = memberOf(target.parent, target.property, newKey(), target.type)
      return {
        kind: 'createEntity',
        location,
        value: change.value,
        conditions,
        representation: wantsRepresentation(bound) ? planEntity(context, location, bound) : undefined
      }
    }
    case 'delete':
      if (target.kind === 'entity') return { kind: 'deleteEntity', location: target.location, conditions }
      if (target.kind === 'each') return planEach(context, bound, target, undefined)
      break
    case 'invoke': return planInvocation(context, bound, change)
    case 'writeStream': {
      if (target.kind !== 'stream') break
      checkStream(context, target.property.name, change.content.length)
      return {
        kind: 'writeStream',
        location: target.location,
        property: target.property,
        content: { mediaType: change.mediaType, bytes: change.content },
        conditions
      }
    }
    case 'deleteStream':
      if (target.kind === 'stream') {
        return { kind: 'writeStream', location: target.location, property: target.property, content: undefined, conditions }
      }
      break
  }
  throw new Error(`${change.kind} of ${target.kind}`)
}

/** 428 (RFC 6585, section 3) for a write of one thing that is there already and has an ETag. */
function checkConditional ({ limits }: ShapeContext, { target, conditions }: BoundRequest, change: Change): void {
  if (
    !limits.requireIfMatch || isConditional(conditions) || !('location' in target) || (change.kind === 'update' && change.mode === 'append')
  ) return
  throw new ODataError(
    'preconditionRequired',
    'This service wants to know which version is meant: send its ETag in If-Match, or If-Match: * for any.',
    { target: 'If-Match' }
  )
}

function planEach (
  context: ShapeContext,
  bound: BoundRequest,
  target: Extract<Target, EntitiesTarget>,
  values: StructuredValue | undefined
): ChangeEachPlan {
  if (values !== undefined) checkStreams(context, bound)
  const read = planCollection(context, bound, { ...target, kind: 'entities' })
  if (read.kind !== 'readRows') throw new Error('each entity is a row')
  return { kind: 'changeEach', read, values, representation: values !== undefined && bound.preferences.return === 'representation' }
}

/** Entities are answered unless the client wants less, properties only if it wants more (Protocol 4.01, section 8.2.8.7). */
function wantsRepresentation ({ preferences, target }: BoundRequest): boolean {
  return preferences.return === undefined ? target.kind === 'entity' || target.kind === 'entities' : preferences.return === 'representation'
}

function planInvocation (
  context: ShapeContext,
  bound: BoundRequest,
  { action, parameters }: Extract<Change, { kind: 'invoke' }>
): WritePlan {
  const { target } = bound
  const { effect } = action
  if (effect.kind === 'replaceContained' && target.kind === 'entityAction') {
    return planReplace(context, bound, target, parameters[effect.parameter] as readonly StructuredValue[])
  }
  if (effect.kind === 'setByPosition' && target.kind === 'collectionAction') return planSetValues(target, action, parameters)
  throw new Error(`the action ${action.name} does not fit its binding`)
}

function planReplace (
  context: ShapeContext,
  bound: BoundRequest,
  { location, action: { effect } }: Extract<Target, { kind: 'entityAction' }>,
  values: readonly StructuredValue[]
): ReplaceContainedPlan {
  const { collection, conditions } = bound
  const property = effect.kind === 'replaceContained'
    ? findNavigationProperty(location.type, effect.navigationProperty, 'exact')
    : undefined
  if (property === undefined || collection === undefined) throw new Error('an action that replaces needs what it replaces')
  const shape = objectShape(context, property.target, collection.selection, {
    kind: 'item',
    path: `${pathOfNames(location)}/${property.name}`
  })
  const rows = rowsQuery(context, property, collection, shape)
  return {
    kind: 'replaceContained',
    location,
    property,
    values,
    conditions,
    representation: { kind: 'readRows', location, rows, pageSize: Math.max(values.length, 1), after: undefined }
  }
}

/** The two lists pair by position; a key or a value that is there twice would not say what is meant. */
function planSetValues (
  { parent, property: collection }: Extract<Target, { kind: 'collectionAction' }>,
  { name, effect }: Action,
  parameters: Readonly<Record<string, PropertyValue>>
): SetValuesPlan {
  if (effect.kind !== 'setByPosition') throw new Error(`${name} sets nothing by position`)
  const keys = parameters[effect.keys] as ReadonlyArray<string | null>
  const values = parameters[effect.values] as readonly PrimitiveValue[]
  if (keys.length !== values.length) {
    throw refused(
      effect.values,
      `'${effect.keys}' has ${keys.length} items and '${effect.values}' has ${values.length}; they pair by position.`
    )
  }
  const missing = keys.findIndex(key => key === null)
  if (missing !== -1) throw refused(`${effect.keys}/${missing}`, 'An id cannot be null.')
  for (const [list, items] of [[effect.keys, keys], [effect.values, values]] as const) {
    const twice = repeatedIndex(items)
    if (twice !== undefined) throw refused(`${list}/${twice}`, `'${String(items[twice])}' is there more than once.`)
  }
  return {
    kind: 'setValues',
    parent,
    collection,
    property: propertyOf(collection, effect.property),
    pairs: keys.map((key, index) => ({ key: String(key), value: values[index] as PrimitiveValue }))
  }
}

/** The position of the first item that was there before. */
function repeatedIndex (items: ReadonlyArray<PrimitiveValue | null>): number | undefined {
  const seen = new Set<PrimitiveValue | null>()
  const index = items.findIndex(item => seen.has(item) || !seen.add(item))
  return index === -1 ? undefined : index
}

function propertyOf ({ target }: NavigationProperty, name: string): Property {
  const property = findProperty(target, name, 'exact')
  if (property === undefined) throw new Error(`${target.name} has no property ${name}`)
  return property
}

const refused = (target: string, message: string): ODataError => new ODataError('modelValidation', message, { target })

/** Streams inside a body are no longer than those with a URL of their own. */
function checkStreams (context: ShapeContext, { reading }: BoundRequest): void {
  const longest = reading?.longestStream()
  if (longest !== undefined) checkStream(context, longest.name, longest.bytes)
}

function checkStream ({ limits: { maxStreamBytes } }: ShapeContext, name: string, length: number): void {
  if (length > maxStreamBytes) {
    throw new ODataError(
      'payloadTooLarge',
      `'${name}' is larger than the ${maxStreamBytes} bytes that a stream may have (MAX_STREAM_BYTES).`,
      { target: name }
    )
  }
}
