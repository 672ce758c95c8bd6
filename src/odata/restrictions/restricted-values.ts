/** Collections of primitive and complex values against what the model says of them (Capabilities, `CollectionPropertyRestrictions`). */
import { itemsOf, memberOf, pathsOf, recordOf, truthOf } from '../../edm/annotation-value.js'
import type { EdmModel } from '../../edm/types.js'
import type { Expression } from '../bind/expression/expression.js'
import type { ItemOptions } from '../bind/item-options.js'
import type { Selection } from '../bind/selection.js'
import { unsupported } from '../bind/unsupported.js'
import type { Unsupported } from '../bind/unsupported.js'
import type { QueryOptions } from '../url/ast.js'
import { findCapability } from './capability.js'
import { usageOf } from './filter-usage.js'
import { isAmong, nameOfPlace } from './restricted-place.js'
import type { RestrictedPlace } from './restricted-place.js'

type Restriction = NonNullable<ReturnType<typeof recordOf>>

const TERM = 'CollectionPropertyRestrictions'

/** What the model says of the collection at a path of the entity. */
function restrictionOf (model: EdmModel, place: RestrictedPlace, path: string): Restriction | undefined {
  const records = itemsOf(findCapability(model, place, TERM))?.map(recordOf) ?? []
  return records.find(record => {
    const property = memberOf(record, 'Property')
    return property !== undefined && 'value' in property && property.value === path
  })
}

/** Which of the options of the collection the model does not support. */
export function restrictValues (
  model: EdmModel,
  place: RestrictedPlace,
  path: string,
  items: ItemOptions | undefined,
  sent: Pick<QueryOptions, 'select'> = {}
): Unsupported | undefined {
  const record = restrictionOf(model, place, path)
  if (record === undefined) return undefined
  const refuse = (option: string, member: string): Unsupported =>
    unsupported(`${option} of '${path}' (Capabilities.${TERM}/${member} of '${nameOfPlace(place)}')`, option)
  const denies = (name: string, member?: string): boolean => {
    const value = memberOf(record, name)
    return truthOf(member === undefined ? value : memberOf(recordOf(value), member)) === false
  }
  if (sent.select !== undefined && denies('SelectSupport', 'Supported')) return refuse('$select', 'SelectSupport/Supported')
  if (items === undefined) return undefined
  const { filter, orderBy, skip, top, variable } = items
  if (top !== undefined && denies('TopSupported')) return refuse('$top', 'TopSupported')
  if (skip > 0 && denies('SkipSupported')) return refuse('$skip', 'SkipSupported')
  if (filter !== undefined && denies('FilterRestrictions', 'Filterable')) return refuse('$filter', 'FilterRestrictions/Filterable')
  if (orderBy.length > 0 && denies('SortRestrictions', 'Sortable')) return refuse('$orderby', 'SortRestrictions/Sortable')
  const uses = (expressions: readonly Expression[], term: string, list: string): boolean => {
    const denied = pathsOf(memberOf(recordOf(memberOf(record, term)), list))
    return expressions.some(expression => usageOf(expression, variable).usages.some(usage => isAmong(denied, usage.path)))
  }
  if (filter !== undefined && uses([filter], 'FilterRestrictions', 'NonFilterableProperties')) {
    return refuse('$filter', 'FilterRestrictions/NonFilterableProperties')
  }
  return uses(orderBy.map(({ expression }) => expression), 'SortRestrictions', 'NonSortableProperties')
    ? refuse('$orderby', 'SortRestrictions/NonSortableProperties')
    : undefined
}

/** Options of collections that `$select` names, inside of complex values too. */
export function restrictSelectedValues (model: EdmModel, place: RestrictedPlace, { members }: Selection, before = ''): Unsupported | undefined {
  for (const member of members) {
    if (member.kind !== 'property') continue
    const path = `${before}${member.property.name}`
    const found = restrictValues(model, place, path, member.items) ??
      (member.selection === undefined ? undefined : restrictSelectedValues(model, place, member.selection, `${path}/`))
    if (found !== undefined) return found
  }
  return undefined
}
