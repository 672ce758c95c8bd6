/** Which system query options a model supports at a place, before there is a request: for what describes the service. */
import { itemType } from '../../edm/lookup.js'
import type { EdmModel } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import { bindCollectionOptions } from '../bind/collection-options.js'
import { pathInside, propertiesTo } from '../bind/complex-way.js'
import type { Inside } from '../bind/complex-way.js'
import { bindItemOptions } from '../bind/item-options.js'
import { isUnsupported } from '../bind/unsupported.js'
import type { Unsupported } from '../bind/unsupported.js'
import type { QueryOptions } from '../url/ast.js'
import { parseQueryOptions } from '../url/parse-query.js'
import { forbidsOption, isSwitched } from './forbidden-option.js'
import { isExpandable, restrictEntities, restrictSelection } from './restricted-options.js'
import type { RestrictedPlace } from './restricted-place.js'
import { restrictValues } from './restricted-values.js'

/** What the options are of: a collection of entities, its count and its references, or one entity. */
export type QueriedKind = 'entities' | 'entity'

/** A system query option and its value, not percent-encoded. */
type Query = readonly [option: string, value: string]

/** Whether there is any value with which the option is not refused. Nothing computed for one entity is. */
export function isOptionSupported (model: EdmModel, place: RestrictedPlace, kind: QueriedKind, option: string): boolean {
  if (model.origin === 'declared' || !isSwitched(option) || (kind === 'entity' && option === '$compute')) return true
  return option === '$expand' ? isExpandable(model, place) : forbidsOption(model, place, option) === undefined
}

/** Whether a request with the one option has nothing that the model forbids, or lacks what it asks for. */
export function isQuerySupported (
  model: EdmModel,
  place: RestrictedPlace,
  kind: QueriedKind,
  query: Query
): boolean {
  return isAnswered(model, query, options => {
    const bound = bindCollectionOptions(
      { model, aliases: options.aliases, it: undefined, home: homeOfPlace(place) },
      { type: place.type, nullable: false },
      options
    )
    return bound.unsupported[0] ??
      (kind === 'entity' ? restrictSelection(model, place, bound.selection) : restrictEntities(model, place, bound, NOTHING))
  })
}

/** The same of the values of a property of the place. */
export function isValuesQuerySupported (
  model: EdmModel,
  place: RestrictedPlace,
  inside: Inside,
  query: Query
): boolean {
  return isAnswered(model, query, options => {
    const items = bindItemOptions(
      { model, aliases: options.aliases, it: undefined, within: propertiesTo(inside), home: homeOfPlace(place) },
      itemType(inside.property.type),
      options
    )
    return items !== undefined && isUnsupported(items) ? items : restrictValues(model, place, pathInside(inside), items, options)
  })
}

/** Whether the query is parsed and bound, and `refuse` finds nothing in it. */
function isAnswered (model: EdmModel, [option, value]: Query, refuse: (options: QueryOptions) => Unsupported | undefined): boolean {
  if (model.origin === 'declared') return true
  try {
    return refuse(parseQueryOptions(`${option}=${encodeURIComponent(value)}`)) === undefined
  } catch (error) {
    if (error instanceof ODataError) return false
    throw error
  }
}

/** Of what is sent beside. */
const NOTHING = { top: false, skip: false, count: false, select: false }

const homeOfPlace = ({ resource, way, home }: RestrictedPlace): { readonly resource: RestrictedPlace['resource'], readonly names: readonly string[] } =>
  home === undefined ? { resource, names: way.map(({ name }) => name) } : { resource: home, names: [] }
