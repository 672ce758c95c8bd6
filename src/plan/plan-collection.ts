/** Plans of collections: pages, counts, references, and what `$apply` makes of them. */
import type { BoundRequest } from '../odata/bind/bind-request.js'
import type { Selection } from '../odata/bind/selection.js'
import type { EntitiesTarget, RowsTarget, Target } from '../odata/bind/target.js'
import { below, isServiceRoot, locationAround, pathOfNames } from '../odata/canonical-path.js'
import type { EntityLocation } from '../odata/canonical-path.js'
import { readNavigation } from '../odata/related-entities.js'
import { contextPath } from '../odata/resource-name.js'
import { findRoot } from '../odata/root-navigation.js'
import type { SkipToken } from '../odata/skip-token.js'
import type { PageLimits } from './page-limits.js'
import type { CountRowsPlan, ReadRowsPlan, RowsQuery } from './plan.js'
import { rowsQuery } from './rows-query.js'
import { objectShape, referenceShape } from './shape.js'
import type { ObjectShape, ShapeContext } from './shape.js'

export type CollectionTarget = Extract<
  Target,
  EntitiesTarget & { kind: 'entities' | 'entityCount' | 'entityRefs' } | RowsTarget & { kind: 'rows' | 'rowCount' }
>

/** The entity whose collection it is. */
export const ownerOf = (target: CollectionTarget): EntityLocation => 'parent' in target ? target.parent : target.location

export function planCollection (
  context: ShapeContext,
  bound: BoundRequest,
  target: CollectionTarget
): ReadRowsPlan | CountRowsPlan {
  const { collection } = bound
  if (collection === undefined) throw new Error('a collection without options')
  const location = ownerOf(target)
  const shapeOf = (selection: Selection): ObjectShape => itemShape(context, bound, target, selection)
  const home = 'home' in target ? target.home : undefined
  const property = readBy(context, target)
  const rows = rowsQuery(context, property, collection, shapeOf(collection.selection), { home, path: contextPath(target), shapeOf })
  if (target.kind === 'rowCount' || target.kind === 'entityCount') return { kind: 'countRows', location, rows }
  return planPage(bound, { kind: 'readRows', location, rows, pageSize: pageSizeOf(bound, context.limits), after: undefined })
}

/** An entity set that stands for those of derived types has their entities too. */
function readBy ({ model }: ShapeContext, target: CollectionTarget): RowsQuery['property'] {
  const resource = 'parent' in target && isServiceRoot(target.parent) ? findRoot(model, target.property.name) : undefined
  return resource === undefined ? target.property : readNavigation(model, resource)
}

function itemShape (
  context: ShapeContext,
  { skipToken: token }: BoundRequest,
  target: CollectionTarget,
  selection: Selection
): ObjectShape {
  switch (target.kind) {
    case 'rows':
    case 'rowCount':
      return objectShape(context, target.element.type, selection)
    case 'entityRefs':
      return referenceShape(context, target.type)
    default:
      return objectShape(context, target.type, selection, {
        kind: 'item',
        path: below(pathOfNames(target.parent), target.property.name),
        below: token?.around === undefined ? 0 : token.around + 1,
        declared: target.property.target
      })
  }
}

/** A page goes on where the token says; `$skip` has been done, and `$top` has become what is left of it. */
function planPage (bound: BoundRequest, plan: ReadRowsPlan): ReadRowsPlan {
  const { skipToken: token } = bound
  if (token === undefined) return plan
  const it = token.around === undefined ? undefined : locationAround(plan.location, token.around)
  return { ...plan, after: token.position, it, rows: { ...plan.rows, skip: 0, top: token.remaining } }
}

export function pageSizeOf ({ preferences }: Pick<BoundRequest, 'preferences'>, { pageSize, maxPageSize }: PageLimits): number {
  return Math.min(preferences.maxPageSize ?? pageSize, maxPageSize)
}

/** The token of the page after the one that a plan read. */
export function nextToken (plan: ReadRowsPlan, next: SkipToken['position']): SkipToken {
  const { it, rows: { top } } = plan
  return {
    position: next,
    remaining: top === undefined ? undefined : top - plan.pageSize,
    around: it === undefined ? undefined : plan.location.steps.length - it.steps.length
  }
}
