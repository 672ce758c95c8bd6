/** How many entities are made of each collection of a model, decided before the first one is. */
import { suggest } from '../../base/suggest.js'
import { containmentsOf } from '../../edm/inner-navigation.js'
import type { EdmModel, EntityType, NavigationProperty } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import { standsForOthers } from '../../odata/related-entities.js'
import { rootNavigation, rootResources } from '../../odata/root-navigation.js'
import { keyCapacity } from '../../samples/sample-key.js'
import { MAX_ENTITIES, MAX_LEVELS } from './data-schemas.js'
import type { DataOrder } from './data-schemas.js'

/** Entities that are made of a navigation property: in all, or inside each entity around them. */
export interface PlannedCollection {
  readonly navigation: NavigationProperty
  /** `People/Trips` */
  readonly path: string
  readonly count: number
  /** What is inside each, by concrete type. */
  readonly inside: ReadonlyMap<EntityType, readonly PlannedCollection[]>
  /** An entity and all inside it, at most. */
  readonly size: number
}

/** An entity is made, read and written in one go with what it contains. */
const MAX_INSIDE = 1000
/** As deep as data are made when nobody says how deep. */
const USUAL_LEVELS = 2
/** Collections that are looked at for one of the root. */
const MAX_VISITS = 20_000

/** @throws ODataError `badRequest` for a path that is none, and for more than can be made */
export function planData (model: EdmModel, order: DataOrder): readonly PlannedCollection[] {
  const plan = planLevels(model, order)
  checkPaths(plan, order)
  const total = totalOf(plan)
  if (total > MAX_ENTITIES) throw refused(`This would make ${total} entities; ${MAX_ENTITIES} can be made at once.`, 'count')
  return plan
}

export const totalOf = (plan: readonly PlannedCollection[]): number => plan.reduce((sum, { count, size }) => sum + count * size, 0)

/** As deep as is usual, or as the paths that are named; less deep where too much would be inside. */
function planLevels (model: EdmModel, order: DataOrder): readonly PlannedCollection[] {
  if (order.levels !== undefined) return planRoots(model, order, order.levels)
  const named = Math.min(MAX_LEVELS, Math.max(0, ...Object.keys(order.counts).map(path => path.split('/').length - 1)))
  for (let levels = Math.max(USUAL_LEVELS, named); levels > named; levels--) {
    try {
      return planRoots(model, order, levels)
    } catch (error) {
      if (!(error instanceof TooLarge)) throw error
    }
  }
  return planRoots(model, order, named)
}

/** An entity with more inside than is made. */
class TooLarge extends ODataError {
  constructor (path: string) {
    super('badRequest', `An entity of ${path} would have more than ${MAX_INSIDE} entities inside. Ask for fewer (levels, contained, counts).`, {
      target: 'levels'
    })
  }
}

const planRoots = (model: EdmModel, order: DataOrder, levels: number): readonly PlannedCollection[] =>
  rootResources(model.container).flatMap(resource => {
    const usual = standsForOthers(model, resource) ? 0 : resource.kind === 'entitySet' ? order.count : 1
    const bounds = { room: { left: MAX_INSIDE }, visits: { left: MAX_VISITS } }
    return planCollection(rootNavigation(resource), { order, path: resource.name, usual, levels, ...bounds })
  })

interface Planning {
  readonly order: DataOrder
  readonly path: string
  /** Where the order says no number for the path. */
  readonly usual: number
  readonly levels: number
  /** How many more entities fit into the entity of the root. */
  readonly room: { left: number }
  /** How many more collections are looked at: of many types that may stand in one place, each has its own inside. */
  readonly visits: { left: number }
}

/** None for a type that no entity can be of. */
function planCollection (navigation: NavigationProperty, planning: Planning): readonly PlannedCollection[] {
  const { order, path, usual, levels, room, visits } = planning
  const { target } = navigation
  if (visits.left-- < 0) throw new TooLarge(path)
  const given = Object.hasOwn(order.counts, path) ? order.counts[path]! : Math.min(usual, keyCapacity(target))
  const count = navigation.collection ? given : Math.min(1, given)
  if (target.concreteTypes.length === 0) return []
  if (count > keyCapacity(target) && navigation.collection) {
    throw refused(`The key of ${path} has room for ${keyCapacity(target)} entities, not for ${count}.`, 'counts')
  }
  const isEmpty = count === 0 || levels === 0
  const inside = new Map(target.concreteTypes.map(type =>
    [type, isEmpty ? [] : planInside(type, { ...planning, room: { ...room } })] as const
  ))
  const sizes = [...inside.values()].map(collections => 1 + totalOf(collections))
  return [{ navigation, path, count, inside, size: Math.max(...sizes) }]
}

function planInside (type: EntityType, { order, path, levels, room, visits }: Planning): readonly PlannedCollection[] {
  return containmentsOf(type).flatMap(navigation => {
    const usual = navigation.collection ? order.contained : 1
    const planned = planCollection(navigation, { order, path: `${path}/${navigation.name}`, usual, levels: levels - 1, room, visits })
    room.left -= totalOf(planned)
    if (room.left < 0) throw new TooLarge(path)
    return planned
  })
}

/** Every number that is asked for belongs to a collection that is made. */
function checkPaths (plan: readonly PlannedCollection[], { counts }: DataOrder): void {
  const known = new Set(pathsOf(plan))
  for (const path of Object.keys(counts)) {
    if (known.has(path)) continue
    const near = suggest(path, known)
    const hint = near === undefined ? '' : ` Did you mean '${near}'?`
    throw refused(`There is no collection '${path.slice(0, 100)}' among those that are made.${hint}`, 'counts')
  }
}

function * pathsOf (plan: readonly PlannedCollection[]): Generator<string> {
  for (const { path, inside } of plan) {
    yield path
    for (const collections of inside.values()) yield * pathsOf(collections)
  }
}

const refused = (message: string, target: string): ODataError => new ODataError('badRequest', message, { target })
