/** From a bound request to a plan: pages, shapes, what to read back. What is valid but not supported ends here, with a 501 that names it. */
import type { EdmModel, Property } from '../edm/types.js'
import type { AppliedOptions } from '../odata/bind/apply-options.js'
import type { CollectionOptions } from '../odata/bind/collection-options.js'
import type { BoundRequest } from '../odata/bind/request.js'
import type { Target } from '../odata/bind/target.js'
import type { ODataRequest } from '../odata/request.js'
import { readSkipToken, requestDigest } from '../odata/skip-token.js'
import type { SkipToken } from '../odata/skip-token.js'
import type { Plan, ReadAppliedPlan, ReadEntityPlan, ReadPlan, ReadRowsPlan } from './plan.js'
import { rowsQuery } from './rows-query.js'
import { objectShape } from './shape.js'
import type { ObjectShape, ShapeContext } from './shape.js'

/** How many rows a page may have. */
export interface PageLimits {
  /** Without a wish of the client. */
  readonly pageSize: number
  /** Whatever the client wishes. */
  readonly maxPageSize: number
}

export function planRequest (model: EdmModel, bound: BoundRequest, request: ODataRequest, limits: PageLimits): Plan {
  const read = planRead({ model, format: bound.format, now: request.now }, bound, limits)
  if (bound.change === undefined) return read
  const preference = bound.preferences.return
  const wanted = preference === undefined ? bound.target.kind === 'entity' : preference === 'representation'
  return {
    kind: 'updateEntity',
    singleton: bound.target.singleton,
    change: bound.change,
    conditions: bound.conditions,
    representation: wanted && (read.kind === 'readEntity' || read.kind === 'readRows') ? read : undefined
  }
}

function planRead (context: ShapeContext, bound: BoundRequest, limits: PageLimits): ReadPlan {
  const { target } = bound
  switch (target.kind) {
    case 'entity': return planEntity(context, target, objectShape(context, target.singleton.type, bound.entity?.selection), bound)
    case 'complex': return planEntity(context, target, propertyShape(context, target.property, bound), bound)
    case 'primitive': return planEntity(context, target, propertyShape(context, target.parent ?? target.property, bound), bound)
    case 'rows': case 'rowCount': return planRows(context, bound, limits)
  }
}

function planEntity ({ now }: ShapeContext, { singleton }: Target, shape: ObjectShape, { entity }: BoundRequest): ReadEntityPlan {
  const items = shape.members.some(({ kind }) => kind === 'computed') ? entity?.selection.members.flatMap(member => member.kind === 'computed' ? [member.item] : []) ?? [] : []
  return { kind: 'readEntity', singleton, shape, now, computation: items.length === 0 || entity === undefined ? undefined : { items, variable: entity.variable } }
}

/** The singleton with one property alone. */
function propertyShape (context: ShapeContext, property: Property, { target, entity }: BoundRequest): ObjectShape {
  const { type } = property.type
  const shape = type.kind === 'complex' ? objectShape(context, type, target.kind === 'complex' ? entity?.selection : undefined) : undefined
  return { type: target.singleton.type, members: [{ kind: 'property', name: property.name, property, shape, rows: undefined }] }
}

function planRows (context: ShapeContext, bound: BoundRequest, limits: PageLimits): ReadPlan {
  const { target, collection } = bound
  if ((target.kind !== 'rows' && target.kind !== 'rowCount') || collection === undefined) throw new Error('rows without options')
  if (collection.applied !== undefined) return planApplied(context, bound, limits, collection, collection.applied)
  const rows = rowsQuery(target.property, collection, objectShape(context, target.element.type, collection.selection), context.now)
  if (target.kind === 'rowCount') return { kind: 'countRows', singleton: target.singleton, rows }
  return planPage(bound, { kind: 'readRows', singleton: target.singleton, rows, pageSize: pageSizeOf(bound, limits), after: undefined })
}

function planApplied ({ format, now }: ShapeContext, bound: BoundRequest, limits: PageLimits, { skip, top, count }: CollectionOptions, { transformations, select }: AppliedOptions): ReadAppliedPlan {
  const { target } = bound
  if (target.kind !== 'rows') throw new Error('$apply without rows')
  const token = readToken(bound)
  return {
    kind: 'readApplied',
    singleton: target.singleton,
    property: target.property,
    type: target.element.type,
    transformations,
    format: { metadata: format.metadata, asText: format.ieee754Compatible, ...select === undefined ? {} : { select } },
    count,
    skip: token === undefined ? skip : 0,
    top: token === undefined ? top : token.remaining,
    pageSize: pageSizeOf(bound, limits),
    after: token?.position,
    now
  }
}

/** A page goes on where the token says; `$skip` has been done, and `$top` has become what is left of it. */
function planPage (bound: BoundRequest, plan: ReadRowsPlan): ReadRowsPlan {
  const token = readToken(bound)
  return token === undefined ? plan : { ...plan, after: token.position, rows: { ...plan.rows, skip: 0, top: token.remaining } }
}

function readToken ({ options, target }: BoundRequest): SkipToken | undefined {
  return options.skipToken === undefined ? undefined : readSkipToken(options.skipToken, requestDigest(resourceName(target), options))
}

export function resourceName (target: Target): string {
  return 'property' in target ? `${target.singleton.name}/${target.property.name}` : target.singleton.name
}

export function pageSizeOf ({ preferences }: BoundRequest, { pageSize, maxPageSize }: PageLimits): number {
  return Math.min(preferences.maxPageSize ?? pageSize, maxPageSize)
}

/** The token of the page after the one that a plan read. */
export function nextToken (plan: ReadRowsPlan | ReadAppliedPlan, next: SkipToken['position']): SkipToken {
  const top = plan.kind === 'readRows' ? plan.rows.top : plan.top
  return { position: next, remaining: top === undefined ? undefined : top - plan.pageSize }
}
