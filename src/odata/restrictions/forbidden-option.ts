/** System query options that a model can forbid as a whole, each by one annotation (vocabulary Capabilities). */
import { memberOf, recordOf, truthOf } from '../../edm/annotation-value.js'
import type { AnnotationExpression, EdmModel } from '../../edm/types.js'
import { findCapability } from './capability.js'
import type { RestrictedPlace } from './restricted-place.js'

/** The term, or the member of a record, and the member inside that says no when it is false. */
const switches = {
  $top: ['TopSupported'],
  $skip: ['SkipSupported'],
  $count: ['CountRestrictions', 'Countable'],
  $select: ['SelectSupport', 'Supported'],
  $compute: ['ComputeSupported'],
  $search: ['SearchRestrictions', 'Searchable'],
  $orderby: ['SortRestrictions', 'Sortable'],
  $filter: ['FilterRestrictions', 'Filterable'],
  $expand: ['ExpandRestrictions', 'Expandable']
} as const satisfies Readonly<Record<string, readonly [term: string, member?: string]>>

export type SwitchedOption = keyof typeof switches

/** The annotation by which the model forbids the option at a place, `SortRestrictions/Sortable`; undefined where it does not. */
export const forbidsOption = (model: EdmModel, place: RestrictedPlace, option: SwitchedOption): string | undefined =>
  forbidsOptionBy(option, term => findCapability(model, place, term))

/** The same by whatever has the annotations. */
export function forbidsOptionBy (option: SwitchedOption, valueOf: (term: string) => AnnotationExpression | undefined): string | undefined {
  const [term, member] = switches[option] as readonly [string, string?]
  const value = valueOf(term)
  if (truthOf(member === undefined ? value : memberOf(recordOf(value), member)) !== false) return undefined
  return member === undefined ? term : `${term}/${member}`
}

export const isSwitched = (option: string): option is SwitchedOption => Object.hasOwn(switches, option)
