/** Entities inside of a body, where the model forbids to create, change or delete them (vocabulary Capabilities). */
import { findRelation } from '../../edm/inner-navigation.js'
import type { EdmModel, EntitySet, NavigationProperty, Singleton } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import { nestedValues } from '../json/structured-value.js'
import type { RelatedItem, StructuredValue } from '../json/structured-value.js'
import { homeOf } from '../related-entities.js'
import { forbidsEffect } from './permitted-methods.js'
import type { Effect } from './permitted-methods.js'
import { placeBeyond } from './restricted-place.js'
import type { RestrictedPlace } from './restricted-place.js'

const effects: Readonly<Record<RelatedItem['kind'], Effect | undefined>> = {
  entity: 'Insert', changed: 'Update', deleted: 'Delete', reference: undefined, removed: undefined, unsupported: undefined
}

/** @throws ODataError `modelValidation` with the way to the entity and the annotation */
export function restrictNested (model: EdmModel, place: RestrictedPlace, value: StructuredValue, path = ''): void {
  const { type, contained = {}, related = {} } = value
  const each = (changes: object): ReadonlyArray<readonly [string, NavigationProperty]> =>
    Object.keys(changes).flatMap(name => {
      const navigation = findRelation(type, name)
      return navigation === undefined ? [] : [[name, navigation] as const]
    })
  for (const [name, navigation] of each(related)) {
    related[name]?.items.forEach((item, index) => {
      const effect = effects[item.kind]
      const inner = placeBeyond(place, navigation, navigation.target, homeOfItem(model, item))
      const at = `${path}${name}/${index}`
      const forbidden = effect === undefined ? undefined : forbidsEffect(model, inner, effect)
      if (forbidden !== undefined) throw new ODataError('modelValidation', forbidden, { target: at })
      nestedValues([item]).forEach(nested => { restrictNested(model, inner, nested, `${at}/`) })
    })
  }
  for (const [name, navigation] of each(contained)) {
    contained[name]?.items.forEach((item, index) => {
      if (item.kind !== 'entity') return
      restrictNested(model, placeBeyond(place, navigation, navigation.target, undefined), item.value, `${path}${name}/${index}/`)
    })
  }
}

function homeOfItem ({ container }: EdmModel, item: RelatedItem): EntitySet | Singleton | undefined {
  if (item.kind === 'entity') return item.home
  return 'location' in item ? homeOf(container, item.location).resource : undefined
}
