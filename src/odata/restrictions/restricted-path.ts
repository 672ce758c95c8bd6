/** Paths against what a model says of keys and navigation (Capabilities: `IndexableByKey`, `Navigability`, `KeyAsSegmentSupported`). */
import { findAnnotation } from '../../edm/annotation-lookup.js'
import { memberOf, recordOf, truthOf } from '../../edm/annotation-value.js'
import type { EdmModel } from '../../edm/types.js'
import type { EntityLocation } from '../canonical-path.js'
import { conjoin } from '../bind/expression/bind-collection-path.js'
import type { FilterExpression } from '../bind/expression/expression.js'
import type { Target } from '../bind/target.js'
import { unsupported } from '../bind/unsupported.js'
import type { Unsupported } from '../bind/unsupported.js'
import { findCapability } from './capability.js'
import { restrictFilter } from './restricted-filter.js'
import { nameOfPlace, placeOfTarget } from './restricted-place.js'
import type { RestrictedPlace } from './restricted-place.js'

/** What of the way to a target the model does not support. */
export function restrictPath (model: EdmModel, target: Target): Unsupported | undefined {
  if (model.origin === 'declared') return undefined
  const location = 'location' in target ? target.location : target.parent
  for (let length = 1; length <= location.steps.length; length++) {
    const found = restrictStep(model, stepsOf(location, length))
    if (found !== undefined) return found
  }
  return 'location' in target ? undefined : restrictNavigation(model, placeOfTarget(model, target))
}

function stepsOf ({ singleton, steps }: EntityLocation, length: number): EntityLocation {
  const part = steps.slice(0, length)
  return { singleton, steps: part, type: part.at(-1)!.type }
}

function restrictStep (model: EdmModel, location: EntityLocation): Unsupported | undefined {
  const place = placeOfTarget(model, { kind: 'entity', location })
  if (place === undefined) return undefined
  return forbidsKeys(model, place) ?? restrictConditions(model, place, location) ?? restrictNavigation(model, place)
}

/** Conditions before the key of the last step, as those of the collection are. */
function restrictConditions (model: EdmModel, place: RestrictedPlace, { steps }: EntityLocation): Unsupported | undefined {
  const conditions = (steps.at(-1)?.where ?? []).filter(({ says }) => says === undefined)
  const [first] = conditions
  if (first === undefined) return undefined
  const filter = conditions.map(condition => condition.filter).reduce<FilterExpression | undefined>(conjoin, undefined)
  return restrictFilter(model, { ...place, byKey: false }, { filter, variable: first.variable })
}

/** `IndexableByKey` of a set that an entity of is meant by its key: false. */
export const forbidsKeys = (model: EdmModel, place: RestrictedPlace): Unsupported | undefined =>
  place.byKey && truthOf(findCapability(model, place, 'IndexableByKey')) === false
    ? unsupported(`Addressing an entity of '${nameOfPlace(place)}' by its key (Capabilities.IndexableByKey of the model)`)
    : undefined

/** `Navigability` of a navigation property: None. */
export function restrictNavigation (model: EdmModel, place: RestrictedPlace | undefined, option?: string): Unsupported | undefined {
  if (place === undefined || place.way.length === 0) return undefined
  const own = findCapability(model, place, 'Navigability')
  const navigability = own ?? memberOf(recordOf(findCapability(model, { ...place, way: place.way.slice(0, -1), home: undefined }, 'NavigationRestrictions')), 'Navigability')
  if (navigability?.kind !== 'enumMember' || !navigability.members.includes('None')) return undefined
  return unsupported(`Navigating to '${nameOfPlace(place)}' (Capabilities.NavigationRestrictions/Navigability of the model)`, option)
}

/** Whether `/People/ann` addresses an entity; where the model does not say, both spellings are read. */
export const readsKeySegments = (model: EdmModel): boolean =>
  truthOf(findAnnotation(model, model.container, 'Org.OData.Capabilities.V1.KeyAsSegmentSupported')?.value) !== false
