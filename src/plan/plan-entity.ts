/** Plans of reads of one entity. */
import type { BoundRequest } from '../odata/bind/bind-request.js'
import { canonicalPath, pathOfNames } from '../odata/canonical-path.js'
import type { EntityLocation } from '../odata/canonical-path.js'
import type { ReadEntityPlan } from './plan.js'
import { objectShape } from './shape.js'
import type { ObjectShape, Place, ShapeContext } from './shape.js'

const rootPlace = ({ serviceRoot }: ShapeContext, location: EntityLocation): Place => ({
  kind: 'root',
  link: `${serviceRoot}/${canonicalPath(location)}`,
  path: pathOfNames(location)
})

/** Reads an entity as `$select`, `$expand` and `$compute` want it. */
export function planEntity (context: ShapeContext, location: EntityLocation, { entity }: BoundRequest): ReadEntityPlan {
  const shape = objectShape(context, location.type, entity?.selection, rootPlace(context, location))
  const computed = (shape.variants ?? [shape]).some(({ members }) => members.some(({ kind }) => kind === 'computed'))
  const items = computed ? entity?.selection.members.flatMap(member => member.kind === 'computed' ? [member.item] : []) ?? [] : []
  return {
    ...planMembers(context, location, shape),
    computation: items.length === 0 || entity === undefined ? undefined : { items, variable: entity.variable }
  }
}

/** Reads some members of an entity. */
export function planMembers (
  { serviceRoot }: ShapeContext,
  location: EntityLocation,
  shape: ObjectShape
): ReadEntityPlan {
  return { kind: 'readEntity', location, shape, serviceRoot, computation: undefined }
}
