/** The methods that a model leaves of those that a resource has (Capabilities, `ReadRestrictions` and its three siblings). */
import { dialectOf } from '../../dialect/service-dialect.js'
import { memberOf, pathsOf, recordOf, truthOf } from '../../edm/annotation-value.js'
import { mediaStream } from '../../edm/media.js'
import { findRelation } from '../../edm/inner-navigation.js'
import type { EdmModel, EntityType, NavigationProperty } from '../../edm/types.js'
import { pathInside, propertiesTo } from '../bind/complex-way.js'
import type { Inside } from '../bind/complex-way.js'
import { allowedMethods } from '../bind/allowed-methods.js'
import type { Target } from '../bind/target.js'
import { withDescendants } from '../containment.js'
import type { Forbidden } from '../json/structured-value.js'
import type { Method } from '../odata-request.js'
import type { Home } from '../related-entities.js'
import { findCapability } from './capability.js'
import { isAmong, nameOfPlace, placeOfTarget } from './restricted-place.js'
import type { RestrictedPlace } from './restricted-place.js'

/** What a method does to the entities of a place. */
export type Effect = 'Read' | 'Insert' | 'Update' | 'Delete'

/** Why the model forbids the method; undefined where it does not. A declared model forbids nothing but what it has no methods for. */
export function forbiddenBy (model: EdmModel, target: Target, method: Method): string | undefined {
  const effect = effectOf(target, method)
  const place = model.origin === 'declared' || effect === undefined ? undefined : placeOfTarget(model, target)
  if (place === undefined || effect === undefined) return undefined
  return forbidsEffect(model, place, effect) ??
    forbidsUpdateMethod(model, place, target, method) ??
    forbidsProperty(model, place, target, effect)
}

/** Those of the resource, without those that the model forbids. */
export const permittedMethods = (model: EdmModel, target: Target): readonly Method[] =>
  allowedMethods(target, dialectOf(model)).filter(method => forbiddenBy(model, target, method) === undefined)

/** Whether the model leaves a method of a collection of entities, of one of them, or of a part of one. */
export function isPermittedAt (model: EdmModel, place: RestrictedPlace, method: string, kind: 'entities' | 'entity' | 'stream'): boolean {
  const effect = method === 'GET' ? 'Read' : method === 'POST' ? 'Insert' : method === 'DELETE' && kind === 'entity' ? 'Delete' : 'Update'
  return forbidsEffect(model, place, effect) === undefined && forbidsUpdateMethod(model, place, { kind }, method) === undefined
}

/** Whether the model leaves a method of a property, or of one inside of its value. */
export function isPropertyPermitted (model: EdmModel, place: RestrictedPlace, inside: Inside, method: string): boolean {
  const effect = method === 'GET' ? 'Read' : 'Update'
  return forbidsEffect(model, place, effect) === undefined && forbidsInside(model, place, inside, effect) === undefined
}

function effectOf (target: Target, method: Method): Effect | undefined {
  if (method === 'OPTIONS' || target.kind === 'entityAction' || target.kind === 'collectionAction') return undefined
  if (method === 'GET' || method === 'HEAD') return 'Read'
  if (target.kind === 'entityRef' || target.kind === 'entityRefs') return undefined
  if (target.kind === 'entities') return 'Insert'
  const deletes = method === 'DELETE' && (target.kind === 'entity' || target.kind === 'each' || (target.kind === 'stream' && target.property === mediaStream))
  return deletes ? 'Delete' : 'Update'
}

const flags: Readonly<Record<Effect, string>> = { Read: 'Readable', Insert: 'Insertable', Update: 'Updatable', Delete: 'Deletable' }

export function forbidsEffect (model: EdmModel, place: RestrictedPlace, effect: Effect): string | undefined {
  const record = recordOf(findCapability(model, place, `${effect}Restrictions`))
  const flag = flags[effect]
  const byKey = effect === 'Read' && place.byKey ? truthOf(memberOf(recordOf(memberOf(record, 'ReadByKeyRestrictions')), flag)) : undefined
  if ((byKey ?? truthOf(memberOf(record, flag))) !== false) return undefined
  return `Capabilities.${effect}Restrictions/${byKey === undefined ? '' : 'ReadByKeyRestrictions/'}${flag} of '${nameOfPlace(place)}' is false.`
}

/** What the model forbids to do with the entities of a place, and why; nothing where the model does not tell the place. */
export function forbiddenAt (model: EdmModel, { resource, names }: Home): Forbidden {
  const way = model.origin === 'declared' || resource === undefined ? undefined : wayOf(resource.type, names)
  if (way === undefined || resource === undefined) return {}
  const place: RestrictedPlace = { resource, way, type: way.at(-1)?.target ?? resource.type, home: undefined, byKey: false }
  return Object.fromEntries((['Insert', 'Update', 'Delete'] as const).flatMap(effect => {
    const reason = forbidsEffect(model, place, effect)
    return reason === undefined ? [] : [[effect, reason]]
  }))
}

/** The navigation properties of these names, the first of them one of the type or of what derives from it. */
function wayOf (type: EntityType, [name, ...rest]: readonly string[]): readonly NavigationProperty[] | undefined {
  if (name === undefined) return []
  const navigation = withDescendants(type).map(own => findRelation(own, name)).find(found => found !== undefined)
  const beyond = navigation === undefined ? undefined : wayOf(navigation.target, rest)
  return navigation === undefined || beyond === undefined ? undefined : [navigation, ...beyond]
}

/** `UpdateMethod`: PATCH, PUT, or both. */
function forbidsUpdateMethod (model: EdmModel, place: RestrictedPlace, { kind }: Pick<Target, 'kind'>, method: string): string | undefined {
  if (kind !== 'entity' || (method !== 'PUT' && method !== 'PATCH')) return undefined
  const allowed = memberOf(recordOf(findCapability(model, place, 'UpdateRestrictions')), 'UpdateMethod')
  if (allowed?.kind !== 'enumMember' || allowed.members.includes(method)) return undefined
  return `Capabilities.UpdateRestrictions/UpdateMethod of '${nameOfPlace(place)}' is ${allowed.members.join(', ')}.`
}

/** A property by its own path: one that must not be changed, or not be read. */
function forbidsProperty (model: EdmModel, place: RestrictedPlace, target: Target, effect: Effect): string | undefined {
  if (!('location' in target) || !('property' in target) || target.property === mediaStream) return undefined
  return forbidsInside(model, place, { way: 'way' in target ? target.way : [], property: target.property }, effect)
}

function forbidsInside (model: EdmModel, place: RestrictedPlace, inside: Inside, effect: Effect): string | undefined {
  const [path, properties] = [pathInside(inside), propertiesTo(inside)]
  if (effect === 'Read') return properties.some(({ writeOnly }) => writeOnly === true) ? `Core.Permissions of '${path}' is Write.` : undefined
  const fixed = pathsOf(memberOf(recordOf(findCapability(model, place, 'UpdateRestrictions')), 'NonUpdatableProperties'))
  if (isAmong(fixed, path)) return `Capabilities.UpdateRestrictions/NonUpdatableProperties of '${nameOfPlace(place)}' has '${path}'.`
  if (properties.some(({ immutable }) => immutable === true)) return `'${path}' is Core.Immutable.`
  return properties.some(({ readOnly }) => readOnly) ? `'${path}' is read-only: Core.Computed or Core.Permissions.` : undefined
}
