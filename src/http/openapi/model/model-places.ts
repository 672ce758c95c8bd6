/**
 * The resources of a model that its document describes: breadth first from the service root, some levels deep, and so many at most, as
 * pages that show the document grow slow with it. The names of requests follow from them.
 */
import { mediaStream, streamsOf } from '../../../edm/media.js'
import { containmentsOf } from '../../../edm/inner-navigation.js'
import type { EdmModel, EntityType, NavigationProperty } from '../../../edm/types.js'
import { rootNavigation, rootResources } from '../../../odata/root-navigation.js'
import { isCountable } from '../../../odata/restrictions/restricted-options.js'
import { forbidsKeys, restrictNavigation } from '../../../odata/restrictions/restricted-path.js'
import { isPermittedAt } from '../../../odata/restrictions/permitted-methods.js'
import { isOptionSupported } from '../../../odata/restrictions/supported-query.js'
import type { RestrictedPlace } from '../../../odata/restrictions/restricted-place.js'
import type { NamedCall } from '../documentation.js'
import { itemPlace, operationId } from '../resources/resource-place.js'
import { streamCalls } from '../resources/stream-operations.js'
import type { DocumentSetting, Place } from '../resources/resource-place.js'
import { componentsAt } from './restricted-components.js'
import { examplesAt } from './restricted-examples.js'

/** Collections and single entities of a document at most. */
export const MAX_RESOURCES = 100
/** Levels of them: those of the root, what is inside, and what is inside that. */
export const MAX_LEVELS = 3

/** A collection of entities, or a single one. */
export interface DocumentedResource {
  readonly navigation: NavigationProperty
  readonly place: Place
  /** Of an entity of the collection; the place itself where there is one alone. */
  readonly item: Place
  /** Whether the entity has a path: not where the model lets none be meant by its key. */
  readonly hasItem: boolean
  /** Whether it is an entity set or singleton. */
  readonly isRoot: boolean
  /** Where the model restricts what can be done with it. */
  readonly restricted: RestrictedPlace
}

export interface DocumentedResources {
  readonly resources: readonly DocumentedResource[]
  /** Entity sets and singletons that are left out. */
  readonly leftOut: readonly string[]
  /** Whether some of what entities contain is left out. */
  readonly cut: boolean
}

export function documentedResources (model: EdmModel, setting: DocumentSetting): DocumentedResources {
  const roots = rootResources(model.container)
  const at = (navigation: NavigationProperty, place: Place, restricted: RestrictedPlace): DocumentedResource =>
    resourceAt(model, navigation, { ...place, setting: settingAt(model, setting, restricted) }, restricted)
  const resources: DocumentedResource[] = roots.slice(0, MAX_RESOURCES).map(resource => {
    const { name } = resource
    const navigation = rootNavigation(resource)
    const place = { path: `/${name}`, prefix: name, noun: '', names: name, tag: name, parameters: {}, setting }
    return at(navigation, place, restrictedAt(navigation, { resource, way: [] }))
  })
  let cut = false
  const levels = new Map<DocumentedResource, number>(resources.map(resource => [resource, 1]))
  for (const resource of resources) {
    const inside = resource.hasItem ? containedIn(resource.navigation.target) : []
    const level = levels.get(resource) ?? 1
    for (const navigation of inside) {
      if (level === MAX_LEVELS || resources.length >= MAX_RESOURCES) {
        cut = true
        break
      }
      const { restricted: around } = resource
      const restricted = restrictedAt(navigation, { ...around, way: [...around.way, navigation] })
      if (restrictNavigation(model, restricted) !== undefined) continue
      const found = at(navigation, placeInside(resource.item, navigation), restricted)
      levels.set(found, level + 1)
      resources.push(found)
    }
  }
  return { resources, leftOut: roots.slice(MAX_RESOURCES).map(({ name }) => name), cut }
}

/** What the document says at a place in the model. */
export const settingAt = (model: EdmModel, setting: DocumentSetting, restricted: RestrictedPlace): DocumentSetting =>
  ({
    ...setting,
    isSupported: (option, of) => of === 'values' || isOptionSupported(model, restricted, of, option),
    examples: examplesAt(model, setting.examples, restricted),
    components: componentsAt(model, setting.components, restricted)
  })

/** What entities of a type contain. */
export const containedIn = (type: EntityType): readonly NavigationProperty[] => containmentsOf(type)

/** Of a property of an entity, or of one inside of it. */
export const placeInside = (item: Place, { name }: Pick<NavigationProperty, 'name'>): Place => {
  const names = `${item.names}.${name.replaceAll('/', '.')}`
  return { ...item, path: `${item.path}/${name}`, prefix: names, names }
}

const restrictedAt = ({ target }: NavigationProperty, { resource, way }: Pick<RestrictedPlace, 'resource' | 'way'>): RestrictedPlace =>
  ({ resource, way, type: target, home: undefined, byKey: false })

const resourceAt = (model: EdmModel, navigation: NavigationProperty, place: Place, restricted: RestrictedPlace): DocumentedResource => ({
  navigation,
  place,
  item: navigation.collection ? itemPlace(place, navigation.target) : place,
  hasItem: forbidsKeys(model, { ...restricted, byKey: navigation.collection }) === undefined,
  isRoot: restricted.way.length === 0,
  restricted
})

/** Whether the model leaves a method of a path of the resource. */
export function isPermitted (
  model: EdmModel,
  { place, item, hasItem, navigation, restricted }: DocumentedResource,
  { method, path }: Pick<NamedCall, 'method' | 'path'>
): boolean {
  const isCount = path === `${place.path}/$count`
  if (isCount && !isCountable(model, restricted)) return false
  const isOfAll = navigation.collection && (path === place.path || path === `${place.path}/$ref`)
  if (isCount || isOfAll) return isPermittedAt(model, restricted, method, 'entities')
  if (!hasItem) return false
  const isWhole = path === item.path || (method === 'DELETE' && path === `${item.path}/${mediaStream.name}`)
  return isPermittedAt(model, { ...restricted, byKey: navigation.collection }, method, isWhole ? 'entity' : 'stream')
}

/** The names of everything that the document describes, without making the document. */
export function namedCalls (model: EdmModel, { resources }: DocumentedResources, upserts: boolean): readonly NamedCall[] {
  return resources.flatMap(resource => {
    const { navigation, place, item } = resource
    const call = ({ path, ...at }: Place, method: string, verb: string, segment = ''): NamedCall =>
      ({ method, path: `${path}${segment}`, id: operationId(at, verb) })
    return [
      ...navigation.collection ? [call(place, 'GET', 'List'), call(place, 'POST', 'Create'), call(place, 'GET', 'Count', '/$count'), call(place, 'GET', 'ListRef', '/$ref')] : [],
      call(item, 'GET', 'Get'),
      call(item, 'PATCH', 'Update'),
      ...upserts ? [call(item, 'PUT', 'Replace')] : [],
      ...navigation.collection ? [call(item, 'DELETE', 'Delete')] : [],
      call(item, 'GET', 'GetRef', '/$ref'),
      ...streamsOf(navigation.target).flatMap(stream => streamCalls(item, stream))
    ].filter(named => isPermitted(model, resource, named))
  })
}
