/** Plans of writes (OData-Protocol 4.01, section 11.4), and what is read back of them. */
import { findNavigationProperty, findProperty } from '../edm/lookup.js'
import type { Action, NavigationProperty, PrimitiveValue, Property } from '../edm/types.js'
import type { Change } from '../odata/bind/change.js'
import type { BoundRequest } from '../odata/bind/bind-request.js'
import type { EntitiesTarget, Target } from '../odata/bind/target.js'
import { keyOfNew } from '../odata/bind/issued-key.js'
import { rootNavigation } from '../odata/root-navigation.js'
import { below, memberOf, pathOfNames, rootLocation, unconditional } from '../odata/canonical-path.js'
import type { EntityKey, EntityLocation } from '../odata/canonical-path.js'
import type { PropertyValue, StructuredValue } from '../odata/json/structured-value.js'
import type { ChangeEachPlan, ReadEntityPlan, ReadPlan, ReadRowsPlan, ReplaceContainedPlan, SetValuesPlan, WritePlan } from './plan.js'
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
  const { target } = bound
  switch (change.kind) {
    case 'update': {
      if (target.kind === 'each') return planEach(context, bound, target, change.values)
      if (!('location' in target)) break
      const read = wantsRepresentation(bound) ? planRead() : undefined
      const ifCreated = read === undefined || bound.created === undefined
        ? undefined
        : planEntity(context, unconditional(target.location), { ...bound, entity: bound.created })
      return {
        kind: 'updateEntity',
        location: target.location,
        change,
        representation: read?.kind === 'readEntity' || read?.kind === 'readRows' ? withoutConditions(read) : undefined,
        ...ifCreated === undefined ? {} : { ifCreated }
      }
    }
    case 'create': {
      if (target.kind !== 'entities') break
      const representationAt = (location: EntityLocation): ReadEntityPlan | undefined =>
        wantsRepresentation(bound) ? planEntity(context, location, { ...bound, entity: bound.created ?? bound.entity }) : undefined
      const { value } = change
      const key = keyOfNew(target.property.target, value, newKey)
      const location = locationOfNew(target, key ?? [])
      const relatedTo = target.property.containsTarget ? {} : { relatedTo: { location: target.parent, navigation: target.property } }
      if (key === undefined) return { kind: 'createEntity', location, value, representation: undefined, issued: { representationAt }, ...relatedTo }
      return { kind: 'createEntity', location, value, representation: representationAt(location), ...relatedTo }
    }
    case 'relate': return { kind: 'relate', location: change.source, navigation: change.navigation, change: change.change }
    case 'delete':
      if (target.kind === 'entity') return { kind: 'deleteEntity', location: target.location }
      if (target.kind === 'stream') return { kind: 'deleteEntity', location: target.location, stream: target.property }
      if (target.kind === 'each') return planEach(context, bound, target, undefined)
      break
    case 'invoke': return planInvocation(context, bound, change)
    case 'writeStream': {
      if (target.kind !== 'stream') break
      const { location, property } = target
      const { content, creates } = change
      return { kind: 'writeStream', location, property, content, ...creates === undefined ? {} : { creates } }
    }
    case 'deleteStream':
      if (target.kind === 'stream') {
        return { kind: 'writeStream', location: target.location, property: target.property, content: undefined }
      }
      break
  }
  throw new Error(`${change.kind} of ${target.kind}`)
}

/** What is not contained is created in its entity set (Protocol 4.01, section 11.4.2). */
function locationOfNew ({ parent, property, type, home }: EntitiesTarget, key: EntityKey): EntityLocation {
  return property.containsTarget || home === undefined
    ? memberOf(parent, property, key, type)
    : memberOf(rootLocation(home.type), rootNavigation(home), key, type)
}

function planEach (
  context: ShapeContext,
  bound: BoundRequest,
  target: Extract<Target, EntitiesTarget>,
  values: StructuredValue | undefined
): ChangeEachPlan {
  const read = planCollection(context, bound, { ...target, kind: 'entities' })
  if (read.kind !== 'readRows') throw new Error('each entity is a row')
  return { kind: 'changeEach', read, values, representation: values !== undefined && bound.preferences.return === 'representation' }
}

/** What was found is read back, whatever has become of it. A plan without conditions stays itself: by it its statement is remembered. */
function withoutConditions<Read extends ReadEntityPlan | ReadRowsPlan> (read: Read): Read {
  return read.location.steps.some(({ where }) => where !== undefined) ? { ...read, location: unconditional(read.location) } : read
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
  if (effect?.kind === 'replaceContained' && target.kind === 'entityAction') {
    return planReplace(context, bound, target, parameters[effect.parameter] as readonly StructuredValue[])
  }
  if (effect?.kind === 'setByPosition' && target.kind === 'collectionAction') return planSetValues(target, action, parameters)
  throw new Error(`the action ${action.name} does not fit its binding`)
}

function planReplace (
  context: ShapeContext,
  bound: BoundRequest,
  { location, action: { effect } }: Extract<Target, { kind: 'entityAction' }>,
  values: readonly StructuredValue[]
): ReplaceContainedPlan {
  const { collection } = bound
  const property = effect?.kind === 'replaceContained'
    ? findNavigationProperty(location.type, effect.navigationProperty, 'exact')
    : undefined
  if (property === undefined || collection === undefined) throw new Error('an action that replaces needs what it replaces')
  const shape = objectShape(context, property.target, collection.selection, {
    kind: 'item',
    path: below(pathOfNames(location), property.name),
    below: 0
  })
  const rows = rowsQuery(context, property, collection, shape)
  return {
    kind: 'replaceContained',
    location,
    property,
    values,
    representation: { kind: 'readRows', location, rows, pageSize: Math.max(values.length, 1), after: undefined }
  }
}

/** The two lists pair by position: the binder has seen to it that they do. */
function planSetValues (
  { parent, property: collection }: Extract<Target, { kind: 'collectionAction' }>,
  { name, effect }: Action,
  parameters: Readonly<Record<string, PropertyValue>>
): SetValuesPlan {
  if (effect?.kind !== 'setByPosition') throw new Error(`${name} sets nothing by position`)
  const keys = parameters[effect.keys] as readonly string[]
  const values = parameters[effect.values] as readonly PrimitiveValue[]
  return {
    kind: 'setValues',
    parent,
    collection,
    property: propertyOf(collection, effect.property),
    pairs: keys.map((key, index) => ({ key, value: values[index] as PrimitiveValue }))
  }
}

function propertyOf ({ target }: NavigationProperty, name: string): Property {
  const property = findProperty(target, name, 'exact')
  if (property === undefined) throw new Error(`${target.name} has no property ${name}`)
  return property
}
