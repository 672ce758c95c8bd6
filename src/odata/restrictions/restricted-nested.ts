/** Entities inside of a body, where the model forbids to create, change or delete them (vocabulary Capabilities). */
import { namedValues } from '../../base/named-values.js'
import { findRelation } from '../../edm/inner-navigation.js'
import { isKeyProperty } from '../../edm/lookup.js'
import type { EdmModel, EntitySet, NavigationProperty, Singleton } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import { relationsIn } from '../json/related-items.js'
import { nestedValues } from '../json/structured-value.js'
import type { ContainedItem, RelatedItem, StructuredValue } from '../json/structured-value.js'
import { homeOf } from '../related-entities.js'
import { forbidsEffect } from './permitted-methods.js'
import type { Effect } from './permitted-methods.js'
import { placeBeyond } from './restricted-place.js'
import type { RestrictedPlace } from './restricted-place.js'
import { INSERT, restrictValue, UPDATE } from './restricted-value.js'

const effects: Readonly<Record<RelatedItem['kind'], Effect | undefined>> = {
  entity: 'Insert', changed: 'Update', deleted: 'Delete', reference: undefined, removed: undefined, unsupported: undefined
}

/** Of what is contained it may be for what is stored to tell whether it is new. */
const effectOn = (item: ContainedItem, isNew: boolean): Effect | undefined =>
  item.kind === 'removed' ? 'Delete' : isNew ? 'Insert' : undefined

/**
 * @param around whether the entity that has the others is a new one
 * @throws ODataError `modelValidation` with the way to the entity and the annotation
 */
export function restrictNested (model: EdmModel, place: RestrictedPlace, value: StructuredValue, around: 'new' | 'changed', path = ''): void {
  const { type, contained = {} } = value
  const each = <Change>(changes: ReadonlyArray<readonly [string, Change]>): ReadonlyArray<readonly [string, NavigationProperty, Change]> =>
    changes.flatMap(([name, change]) => {
      const navigation = findRelation(type, name)
      return navigation === undefined ? [] : [[name, navigation, change] as const]
    })
  const restrict = (inner: RestrictedPlace, effect: Effect | undefined, values: readonly StructuredValue[], at: string): void => {
    const forbidden = effect === undefined ? undefined : forbidsEffect(model, inner, effect)
    if (forbidden !== undefined) throw new ODataError('modelValidation', forbidden, { target: at })
    for (const nested of values) {
      restrictNested(model, inner, nested, effect === 'Insert' ? 'new' : 'changed', `${at}/`)
      if (effect === 'Insert') restrictValue(model, inner, nested, INSERT, `${at}/`)
      else if (!saysKeyAlone(nested)) restrictValue(model, inner, withoutKey(nested), UPDATE, `${at}/`)
    }
  }
  for (const [name, navigation, { items }] of each(relationsIn(value))) {
    items.forEach((item, index) => {
      const inner = placeBeyond(place, navigation, navigation.target, homeOfItem(model, item))
      restrict(inner, effects[item.kind], nestedValues([item]), `${path}${name}/${index}`)
    })
  }
  for (const [name, navigation, { items }] of each(Object.entries(contained))) {
    const inner = placeBeyond(place, navigation, navigation.target, undefined)
    items.forEach((item, index) => {
      const isNew = around === 'new' || (navigation.collection && item.key === undefined)
      restrict(inner, effectOn(item, isNew), item.kind === 'entity' ? [item.value] : [], `${path}${name}/${index}`)
    })
  }
}

/** What tells only which entity is meant changes nothing of it. */
const saysKeyAlone = ({ properties, contained, related, dynamic, media, ...value }: StructuredValue): boolean =>
  contained === undefined && related === undefined && dynamic === undefined && media === undefined &&
  Object.keys(withoutKey({ ...value, properties }).properties).length === 0

function withoutKey (value: StructuredValue): StructuredValue {
  const { type, properties } = value
  const others = Object.entries(properties).filter(([name]) => type.kind !== 'entity' || !isKeyProperty(type, name))
  return { ...value, properties: namedValues(Object.fromEntries(others)) }
}

function homeOfItem ({ container }: EdmModel, item: RelatedItem): EntitySet | Singleton | undefined {
  if (item.kind === 'entity') return item.home
  return 'location' in item ? homeOf(container, item.location).resource : undefined
}
