/** Plans of reads of one entity. */
import type { BoundRequest } from '../odata/bind/bind-request.js'
import { canonicalPath, endsInSingle, pathOfNames } from '../odata/canonical-path.js'
import type { EntityOptions } from '../odata/bind/entity-options.js'
import { childrenOf } from '../odata/bind/expression/expression-children.js'
import type { ComputeItem, Expression } from '../odata/bind/expression/expression.js'
import type { EntityLocation } from '../odata/canonical-path.js'
import type { ReadEntityPlan } from './plan.js'
import { objectShape, referenceShape } from './shape.js'
import type { ObjectPlace, ObjectShape, ShapeContext } from './shape.js'

/** Whether only the store knows the key: that of what is related, or is found by an alternate one. */
const hasUnknownKey = (location: EntityLocation): boolean => {
  const last = location.steps.at(-1)
  return last?.by !== undefined || (endsInSingle(location) && last?.home?.kind === 'entitySet')
}

const rootPlace = ({ serviceRoot }: ShapeContext, location: EntityLocation): ObjectPlace => ({
  kind: 'root',
  link: hasUnknownKey(location) ? undefined : `${serviceRoot}/${canonicalPath(location)}`,
  path: pathOfNames(location),
  below: 0,
  declared: location.steps.at(-1)?.property.target ?? location.type
})

/** Reads an entity as `$select`, `$expand` and `$compute` ask for it. */
export function planEntity (context: ShapeContext, location: EntityLocation, { entity }: BoundRequest): ReadEntityPlan {
  const shape = objectShape(context, location.type, entity?.selection, rootPlace(context, location))
  const items = entity === undefined ? [] : evaluatedItems(entity)
  return {
    ...planMembers(context, location, shape),
    ...endsInSingle(location) ? { optional: true } : {},
    computation: items.length === 0 || entity === undefined ? undefined : { items, variable: entity.variable }
  }
}

/** The computed values that are selected, and those that they are computed of. */
function evaluatedItems ({ compute, selection }: EntityOptions): readonly ComputeItem[] {
  const names = new Set(selection.members.flatMap(member => member.kind === 'computed' ? [member.item.name] : []))
  return compute.toReversed().filter(({ name, expression }) => {
    if (!names.has(name)) return false
    for (const other of namesIn(expression)) names.add(other)
    return true
  }).toReversed()
}

/** The computed names that an expression reads. */
const namesIn = (expression: Expression): readonly string[] =>
  [...expression.kind === 'computed' ? [expression.name] : [], ...childrenOf(expression).flatMap(namesIn)]

/** Reads some members of an entity. */
export function planMembers (
  { serviceRoot }: ShapeContext,
  location: EntityLocation,
  shape: ObjectShape
): ReadEntityPlan {
  return { kind: 'readEntity', location, shape, serviceRoot, computation: undefined }
}

/** Reads where an entity is (JSON format 4.01, section 14); the store, where only it knows the key. */
export function planReference (context: ShapeContext, location: EntityLocation): ReadEntityPlan {
  const single = endsInSingle(location)
  const shape = hasUnknownKey(location) ? referenceShape(context, location.type) : { type: location.type, members: [] }
  return { ...planMembers(context, location, shape), ...single ? { optional: true } : {} }
}
