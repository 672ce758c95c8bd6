/** What a new or changed entity may have, and must have, at its place (Capabilities, `InsertRestrictions` and `UpdateRestrictions`). */
import { countOf, memberOf, pathsOf, recordOf, truthOf } from '../../edm/annotation-value.js'
import type { EdmModel } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import { relationsIn } from '../json/related-items.js'
import { nestedValues } from '../json/structured-value.js'
import type { StructuredValue } from '../json/structured-value.js'
import { findCapability } from './capability.js'
import { nameOfPlace } from './restricted-place.js'
import type { RestrictedPlace } from './restricted-place.js'

/** What differs between the two. */
interface Kind {
  readonly term: 'InsertRestrictions' | 'UpdateRestrictions'
  readonly fixed: string
  readonly fixedNavigation: string
  readonly deep: 'DeepInsertSupport' | 'DeepUpdateSupport'
}

export const INSERT: Kind = {
  term: 'InsertRestrictions', fixed: 'NonInsertableProperties', fixedNavigation: 'NonInsertableNavigationProperties', deep: 'DeepInsertSupport'
}
export const UPDATE: Kind = {
  term: 'UpdateRestrictions', fixed: 'NonUpdatableProperties', fixedNavigation: 'NonUpdatableNavigationProperties', deep: 'DeepUpdateSupport'
}

/**
 * @param path of the value in the body, with a slash after it
 * @throws ODataError `modelValidation` with the member of the body and the annotation
 */
export function restrictValue (model: EdmModel, place: RestrictedPlace, value: StructuredValue, kind: Kind, path = ''): void {
  const { term, fixed, fixedNavigation, deep } = kind
  const at = nameOfPlace(place)
  const record = recordOf(findCapability(model, place, term))
  const has = (member: string): boolean => hasPath(value, member.split('/'))
  for (const member of pathsOf(memberOf(record, fixed)) ?? []) {
    if (has(member)) throw refused(path + member, `'${member}' cannot be sent: Capabilities.${term}/${fixed} of '${at}' names it.`)
  }
  for (const member of pathsOf(memberOf(record, fixedNavigation)) ?? []) {
    if (has(member)) throw refused(path + member, `'${member}' cannot be sent: Capabilities.${term}/${fixedNavigation} of '${at}' names it.`)
  }
  // A media entity is created by its bytes, which say nothing of properties.
  for (const member of value.media === undefined ? pathsOf(memberOf(record, 'RequiredProperties')) ?? [] : []) {
    if (!has(member)) throw refused(path + member, `'${member}' is missing: Capabilities.${term}/RequiredProperties of '${at}' names it.`)
  }
  const levels = levelsIn(value)
  const inside = Object.keys({ ...value.contained, ...newRelated(value) })[0]
  if (inside !== undefined && truthOf(memberOf(recordOf(findCapability(model, place, deep)), 'Supported')) === false) {
    throw refused(path + inside, `Entities of '${inside}' cannot be sent inside: Capabilities.${deep}/Supported of '${at}' is false.`)
  }
  const most = countOf(memberOf(record, 'MaxLevels')) ?? -1
  if (most >= 0 && levels > most) throw refused(path + (inside ?? ''), `More than ${most} levels of entities inside one another: Capabilities.${term}/MaxLevels of '${at}'.`)
}

function hasPath (value: StructuredValue, [name = '', ...rest]: readonly string[]): boolean {
  const path = [name, ...rest].join('/')
  if ([name, path].some(way => Object.hasOwn(value.contained ?? {}, way)) || Object.hasOwn(value.related ?? {}, path)) return true
  if (!Object.hasOwn(value.properties, name)) return false
  const inner = value.properties[name]
  if (rest.length === 0) return true
  return typeof inner === 'object' && inner !== null && 'properties' in inner && hasPath(inner, rest)
}

/** Relations with entities that are new, or are changed. */
const newRelated = (value: StructuredValue): object =>
  Object.fromEntries(relationsIn(value).filter(([, { items }]) => nestedValues(items).length > 0))

/** Levels of entities below one: none where it is alone. */
function levelsIn (value: StructuredValue): number {
  const { contained = {} } = value
  const inside = Object.values(contained).flatMap(({ items }) => items.flatMap(item => item.kind === 'entity' ? [item.value] : []))
  const others = relationsIn(value).flatMap(([, { items }]) => nestedValues(items))
  return [...inside, ...others].reduce((most, inner) => Math.max(most, 1 + levelsIn(inner)), 0)
}

const refused = (target: string | undefined, message: string): ODataError => new ODataError('modelValidation', message, { target })
