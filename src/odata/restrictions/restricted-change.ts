/** Bodies of creates and updates against what the model says of inserts and updates (vocabularies Capabilities and Core). */
import { countOf, memberOf, pathsOf, recordOf, textsOf, truthOf } from '../../edm/annotation-value.js'
import { findRelation } from '../../edm/inner-navigation.js'
import { resolveAlias } from '../../edm/lookup.js'
import type { EdmModel } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import type { Change } from '../bind/change.js'
import type { Target } from '../bind/target.js'
import { isAmongTypes } from '../json/check-rules.js'
import { nestedValues } from '../json/structured-value.js'
import type { StructuredValue } from '../json/structured-value.js'
import { findCapability } from './capability.js'
import { forbidsEffect } from './permitted-methods.js'
import { restrictNested } from './restricted-nested.js'
import { nameOfPlace, placeBeyond, placeOfTarget } from './restricted-place.js'
import type { RestrictedPlace } from './restricted-place.js'

/** What differs between the two. */
interface Kind {
  readonly term: 'InsertRestrictions' | 'UpdateRestrictions'
  readonly fixed: string
  readonly fixedNavigation: string
  readonly deep: 'DeepInsertSupport' | 'DeepUpdateSupport'
}

const INSERT: Kind = {
  term: 'InsertRestrictions', fixed: 'NonInsertableProperties', fixedNavigation: 'NonInsertableNavigationProperties', deep: 'DeepInsertSupport'
}
const UPDATE: Kind = {
  term: 'UpdateRestrictions', fixed: 'NonUpdatableProperties', fixedNavigation: 'NonUpdatableNavigationProperties', deep: 'DeepUpdateSupport'
}

/** @throws ODataError `modelValidation` with the member of the body and the annotation */
export function restrictChange (model: EdmModel, target: Target, change: Change): void {
  const place = model.origin === 'declared' ? undefined : placeOfTarget(model, target)
  if (place === undefined) return
  if (change.kind === 'create') restrictNested(model, place, change.value)
  if (change.kind === 'update') restrictNested(model, place, change.values)
  if (change.kind === 'create') {
    restrictType(model, place, change.value, '')
    restrictValue(model, place, change.value, INSERT)
  }
  if (change.kind === 'update' && (target.kind === 'entity' || target.kind === 'each')) restrictValue(model, place, change.values, UPDATE)
}

function restrictValue (model: EdmModel, place: RestrictedPlace, value: StructuredValue, kind: Kind): void {
  const { term, fixed, fixedNavigation, deep } = kind
  const at = nameOfPlace(place)
  const record = recordOf(findCapability(model, place, term))
  const has = (path: string): boolean => hasPath(value, path.split('/'))
  for (const path of pathsOf(memberOf(record, fixed)) ?? []) {
    if (has(path)) throw refused(path, `'${path}' cannot be sent: Capabilities.${term}/${fixed} of '${at}' names it.`)
  }
  for (const path of pathsOf(memberOf(record, fixedNavigation)) ?? []) {
    if (has(path)) throw refused(path, `'${path}' cannot be sent: Capabilities.${term}/${fixedNavigation} of '${at}' names it.`)
  }
  // A media entity is created by its bytes, which say nothing of properties.
  for (const path of value.media === undefined ? pathsOf(memberOf(record, 'RequiredProperties')) ?? [] : []) {
    if (!has(path)) throw refused(path, `'${path}' is missing: Capabilities.${term}/RequiredProperties of '${at}' names it.`)
  }
  const levels = levelsIn(value)
  const inside = Object.keys({ ...value.contained, ...newRelated(value) })[0]
  if (inside !== undefined && truthOf(memberOf(recordOf(findCapability(model, place, deep)), 'Supported')) === false) {
    throw refused(inside, `Entities of '${inside}' cannot be sent inside: Capabilities.${deep}/Supported of '${at}' is false.`)
  }
  const most = countOf(memberOf(record, 'MaxLevels')) ?? -1
  if (most >= 0 && levels > most) throw refused(inside, `More than ${most} levels of entities inside one another: Capabilities.${term}/MaxLevels of '${at}'.`)
}

/** `DerivedTypeConstraint` of entity sets, singletons and navigation properties (vocabulary Validation). */
function restrictType (model: EdmModel, place: RestrictedPlace, value: StructuredValue, path: string): void {
  const { type, contained = {}, related = {} } = value
  const constraint = textsOf(findCapability(model, place, 'DerivedTypeConstraint', VALIDATION))
  const names = constraint?.map(name => resolveAlias(model.aliases, name) ?? name)
  if (names !== undefined && !isAmongTypes(model, names, type)) {
    throw refused(path === '' ? undefined : path, `A '${type.fullName}' cannot be in '${nameOfPlace(place)}': Validation.DerivedTypeConstraint allows ${names.join(', ')}.`)
  }
  for (const [name, { items }] of [...Object.entries(contained), ...Object.entries(related)]) {
    const navigation = findRelation(type, name)
    items.forEach((item, index) => {
      if (item.kind !== 'entity' || navigation === undefined) return
      const home = 'home' in item ? item.home : undefined
      restrictType(model, placeBeyond(place, navigation, navigation.target, home), item.value, `${path === '' ? '' : `${path}/`}${name}/${index}`)
    })
  }
}

const VALIDATION = 'Org.OData.Validation.V1.'

function hasPath (value: StructuredValue, [name = '', ...rest]: readonly string[]): boolean {
  if (Object.hasOwn(value.contained ?? {}, name) || Object.hasOwn(value.related ?? {}, [name, ...rest].join('/'))) return true
  if (!Object.hasOwn(value.properties, name)) return false
  const inner = value.properties[name]
  if (rest.length === 0) return true
  return typeof inner === 'object' && inner !== null && 'properties' in inner && hasPath(inner, rest)
}

/** Relations with entities that are new, or are changed. */
const newRelated = ({ related = {} }: StructuredValue): object =>
  Object.fromEntries(Object.entries(related).filter(([, { items }]) => nestedValues(items).length > 0))

/** Levels of entities below one: none where it is alone. */
function levelsIn ({ contained = {}, related = {} }: StructuredValue): number {
  const inside = Object.values(contained).flatMap(({ items }) => items.flatMap(item => item.kind === 'entity' ? [item.value] : []))
  const others = Object.values(related).flatMap(({ items }) => nestedValues(items))
  return [...inside, ...others].reduce((most, value) => Math.max(most, 1 + levelsIn(value)), 0)
}

const refused = (target: string | undefined, message: string): ODataError => new ODataError('modelValidation', message, { target })

/** Whether a write has to name the version that it is about (Core, `OptimisticConcurrency`; Protocol 4.01, section 11.4.1.1). */
export function wantsVersion (model: EdmModel, target: Target): boolean {
  const place = model.origin === 'declared' ? undefined : placeOfTarget(model, target)
  const value = place === undefined ? undefined : findCapability(model, place, 'OptimisticConcurrency', 'Org.OData.Core.V1.')
  return value !== undefined && truthOf(value) !== false
}

/** Whether a PUT or PATCH creates what is not there, as far as the model is concerned. */
export function isUpsertable (model: EdmModel, target: Target): boolean {
  const place = placeOfTarget(model, target)
  if (place === undefined || model.origin === 'declared') return true
  const upsertable = truthOf(memberOf(recordOf(findCapability(model, place, 'UpdateRestrictions')), 'Upsertable'))
  return upsertable !== false && forbidsEffect(model, place, 'Insert') === undefined
}
