/** Collections of primitive and complex values against what the model says of them (Capabilities, `CollectionPropertyRestrictions`). */
import { itemsOf, memberOf, pathsOf, recordOf } from '../../edm/annotation-value.js'
import type { EdmModel } from '../../edm/types.js'
import type { Expression } from '../bind/expression/expression.js'
import type { ItemOptions } from '../bind/item-options.js'
import type { Selection } from '../bind/selection.js'
import { unsupported } from '../bind/unsupported.js'
import type { Unsupported } from '../bind/unsupported.js'
import type { QueryOptions } from '../url/ast.js'
import { findCapability } from './capability.js'
import { usageOf } from './filter-usage.js'
import { forbidsOptionBy } from './forbidden-option.js'
import type { SwitchedOption } from './forbidden-option.js'
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
  const refused = (isSent: boolean, option: SwitchedOption): Unsupported | undefined => {
    const member = isSent ? forbidsOptionBy(option, term => memberOf(record, term)) : undefined
    return member === undefined ? undefined : refuse(option, member)
  }
  const ofSelect = refused(sent.select !== undefined, '$select')
  if (ofSelect !== undefined || items === undefined) return ofSelect
  const { filter, orderBy, skip, top, variable } = items
  const found = refused(top !== undefined, '$top') ?? refused(skip > 0, '$skip') ?? refused(filter !== undefined, '$filter') ??
    refused(orderBy.length > 0, '$orderby')
  if (found !== undefined) return found
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

/** Whether the model supports an option of the collection at a path, of those that `CollectionPropertyRestrictions` can forbid. */
export function isValuesOptionSupported (model: EdmModel, place: RestrictedPlace, path: string, option: string): boolean {
  const record = restrictionOf(model, place, path)
  const isRefusable = option === '$select' || option === '$top' || option === '$skip' || option === '$filter' || option === '$orderby'
  return record === undefined || !isRefusable || forbidsOptionBy(option, term => memberOf(record, term)) === undefined
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
