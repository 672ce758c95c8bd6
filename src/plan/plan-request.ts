/** From a bound request to a plan: pages, shapes, what to read back. What is valid but not supported was refused before, by `supported`. */
import { itemType } from '../edm/lookup.js'
import type { EdmModel } from '../edm/types.js'
import type { BoundRequest } from '../odata/bind/bind-request.js'
import type { Inside } from '../odata/bind/complex-way.js'
import type { Target } from '../odata/bind/target.js'
import { pathOfNames } from '../odata/canonical-path.js'
import type { EntityLocation } from '../odata/canonical-path.js'
import type { ODataRequest } from '../odata/odata-request.js'
import { readsContentOf } from '../odata/odata-request.js'
import type { PageLimits } from './page-limits.js'
import type { Plan, ReadPlan } from './plan.js'
import { planChange } from './plan-change.js'
import { planCollection } from './plan-collection.js'
import { withCount } from './plan-dynamic-count.js'
import { planEntity, planMembers, planReference } from './plan-entity.js'
import { everyItem } from '../odata/bind/item-options.js'
import { rowsQuery } from './rows-query.js'
import { objectShape } from './shape.js'
import { countOf, valuesMember } from './shape-values.js'
import type { ObjectPlace, ObjectShape, ShapeContext, ShapeMember } from './shape.js'

/** @param remembered The plan of a read of the same URL, made or made before: what a write reads back. */
export function planRequest (
  model: EdmModel,
  bound: BoundRequest,
  request: ODataRequest,
  limits: PageLimits,
  remembered: (plan: () => ReadPlan) => ReadPlan = plan => plan()
): Plan {
  const context: ShapeContext = {
    model,
    format: bound.format,
    serviceRoot: request.serviceRoot,
    limits,
    omitValues: bound.preferences.omitValues
  }
  return bound.change === undefined
    ? planRead(context, bound, request)
    : planChange(context, bound, bound.change, {
      newKey: request.newKey,
      planRead: () => remembered(() => planRead(context, bound, request))
    })
}

function planRead (context: ShapeContext, bound: BoundRequest, request: ODataRequest): ReadPlan {
  const { target } = bound
  switch (target.kind) {
    case 'entity':
      return planEntity(context, target.location, bound)
    case 'entityRef':
      return planReference(context, target.location)
    case 'complex':
      return planMembers(context, target.location, valueShape(context, target, bound))
    case 'values':
      return planMembers(context, target.location, valuesShape(context, target, bound))
    case 'item':
      return planItem(context, bound, target)
    case 'valueCount':
      return planMembers(context, target.location, countShape(context, target, bound))
    case 'primitive': {
      const members = [valuesMember(context, target.property, undefined, undefined)]
      return planMembers(context, target.location, shapeInside(context, target, members))
    }
    case 'dynamic': {
      const { property, declared } = target
      const member: ShapeMember = declared ? valuesMember(context, property, undefined, undefined) : { kind: 'dynamic', name: property.name }
      const plan = planMembers(context, target.location, shapeInside(context, target, [member]))
      return bound.items === undefined ? plan : withCount(plan, target, bound.items)
    }
    case 'stream':
      return {
        kind: 'readStream',
        location: target.location,
        property: target.property,
        content: readsContentOf(request)
      }
    case 'rows':
    case 'rowCount':
    case 'entities':
    case 'entityCount':
    case 'entityRefs':
      return planCollection(context, bound, target)
    case 'entityAction':
    case 'collectionAction':
    case 'each':
      throw new Error(`${target.kind} is not read`)
  }
}

/** What is in an entity, perhaps inside of complex values of it. */
type InEntity = Inside & { readonly location: EntityLocation }

/** An entity with one property alone, and of that and what is inside of it nothing but the way to these members. */
const shapeInside = (context: ShapeContext, { location, way }: InEntity, members: readonly ShapeMember[]): ObjectShape => ({
  type: location.type,
  members: way.reduceRight((inner, { property, type }) => [valuesMember(context, property, { type, members: inner }, undefined)], members)
})

const valueIn = ({ location }: InEntity): ObjectPlace => ({ kind: 'value', entity: { path: pathOfNames(location), below: 0 } })

/** An entity with one complex value alone. */
function valueShape (context: ShapeContext, target: Extract<Target, { kind: 'complex' }>, { entity }: BoundRequest): ObjectShape {
  const shape = objectShape(context, target.type, entity?.selection, valueIn(target))
  return shapeInside(context, target, [valuesMember(context, target.property, shape, undefined)])
}

/** An entity with one collection of values alone, complex ones or others. */
function valuesShape (context: ShapeContext, target: InEntity, { entity, items }: Pick<BoundRequest, 'entity' | 'items'>): ObjectShape {
  const { property } = target
  const element = itemType(property.type).type
  const shape = element.kind === 'complex' ? objectShape(context, element, entity?.selection, valueIn(target)) : undefined
  return shapeInside(context, target, [...countOf(context, property, items, ''), valuesMember(context, property, shape, items)])
}

/** One row, or a collection of values with one of them: the one at a place, counted from the end where the index is negative. */
function planItem (
  context: ShapeContext,
  bound: BoundRequest,
  target: Extract<Target, { kind: 'item' }>
): ReadPlan {
  const { location, property, element, index } = target
  const place = { skip: index < 0 ? -index - 1 : index, top: 1, reversed: index < 0 }
  const { collection } = bound
  if (collection === undefined || element.type.kind !== 'complex') {
    const items = { ...everyItem(property), ...place }
    return planMembers(context, location, valuesShape(context, target, { ...bound, items }))
  }
  const rows = rowsQuery(context, property, collection, objectShape(context, element.type, collection.selection))
  return { kind: 'readRows', location, rows: { ...rows, ...place }, pageSize: 1, after: undefined }
}

/** An entity with nothing but the number of the values of a collection. */
function countShape (context: ShapeContext, target: InEntity, { items = everyItem(target.property) }: BoundRequest): ObjectShape {
  const { property } = target
  return shapeInside(context, target, [{ kind: 'itemCount', name: property.name, property, items, asText: false }])
}
