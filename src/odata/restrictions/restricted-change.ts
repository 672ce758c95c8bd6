/** Bodies of creates and updates against what the model says of inserts and updates (vocabularies Capabilities and Core). */
import { memberOf, recordOf, textsOf, truthOf } from '../../edm/annotation-value.js'
import { findRelation } from '../../edm/inner-navigation.js'
import { resolveAlias } from '../../edm/lookup.js'
import type { EdmModel } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import type { Change } from '../bind/change.js'
import type { Target } from '../bind/target.js'
import { isAmongTypes } from '../json/check-rules.js'
import type { StructuredValue } from '../json/structured-value.js'
import { findCapability } from './capability.js'
import { forbidsEffect } from './permitted-methods.js'
import { restrictNested } from './restricted-nested.js'
import { INSERT, restrictValue, UPDATE } from './restricted-value.js'
import { nameOfPlace, placeBeyond, placeOfTarget } from './restricted-place.js'
import type { RestrictedPlace } from './restricted-place.js'

/** @throws ODataError `modelValidation` with the member of the body and the annotation */
export function restrictChange (model: EdmModel, target: Target, change: Change): void {
  const place = model.origin === 'declared' ? undefined : placeOfTarget(model, target)
  if (place === undefined) return
  if (change.kind === 'create') {
    restrictNested(model, place, change.value, 'new')
    restrictType(model, place, change.value, '')
    restrictValue(model, place, change.value, INSERT)
  }
  if (change.kind === 'update') restrictNested(model, place, change.values, 'changed')
  if (change.kind === 'update' && (target.kind === 'entity' || target.kind === 'each')) restrictValue(model, place, change.values, UPDATE)
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
