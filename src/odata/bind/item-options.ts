/**
 * The options of a collection of values, primitive ones or complex ones that are not rows (OData-URL 4.01, section 5.1): which of them, in
 * which order. Values have no identity, so there are no pages of them.
 */
import { isStructured, itemType } from '../../edm/lookup.js'
import type { Property, TypeReference } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import type { SystemOptions } from '../url/ast.js'
import { bindOrderBy } from './bind-order-by.js'
import { bindSearch } from './bind-search.js'
import { bindFilter } from './expression/bind-expression.js'
import type { FilterExpression, OrderByItem, RangeVariable, SearchExpression } from './expression/expression.js'
import { itemScope } from './expression/scope.js'
import type { ScopeContext } from './expression/scope.js'
import { unsupported } from './unsupported.js'
import type { Unsupported } from './unsupported.js'

export interface ItemOptions {
  readonly filter: FilterExpression | undefined
  /** Of text: values that are a string, and complex ones that have one. */
  readonly search?: SearchExpression | undefined
  readonly orderBy: readonly OrderByItem[]
  readonly skip: number
  /** Values at most; undefined for all. */
  readonly top: number | undefined
  readonly count: boolean
  /** Whether they are counted and shown from the last to the first. */
  readonly reversed?: boolean
  /** The value that the expressions are about. */
  readonly variable: RangeVariable
}

/** All values, in their order. */
export const everyItem = ({ type }: Property): ItemOptions =>
  ({ filter: undefined, orderBy: [], skip: 0, top: undefined, count: false, variable: { name: '$it', type: itemType(type) } })

/**
 * Undefined without an option of these. `$select` and `$expand` are the caller's.
 * @throws ODataError `badRequest` for what primitive values have no members for
 */
export function bindItemOptions (
  context: ScopeContext,
  element: TypeReference,
  options: SystemOptions
): ItemOptions | Unsupported | undefined {
  const { filter, orderBy, skip = 0, top, count = false, search, compute, apply, levels, index, select, expand } = options
  if (!isStructured(element.type)) {
    if (select !== undefined) throw refusal('$select', 'primitive values have no members to choose from')
    if (expand !== undefined) throw refusal('$expand', 'primitive values have no navigation properties')
  }
  const other = Object.entries({ $compute: compute, $apply: apply, $levels: levels, $index: index })
    .find(([, value]) => value !== undefined)?.[0]
  if (other !== undefined) return unsupported(`${other} of a collection of values`, other)
  if ([filter, search, orderBy, options.skip, top, options.count].every(option => option === undefined)) return undefined
  const scope = itemScope(context, element, '$filter')
  return {
    filter: filter === undefined ? undefined : bindFilter(scope, filter),
    search: search === undefined ? undefined : bindSearch(search),
    orderBy: orderBy === undefined ? [] : bindOrderBy({ ...scope, option: '$orderby' }, orderBy),
    skip,
    top,
    count,
    variable: scope.current
  }
}

const refusal = (option: string, reason: string): ODataError => new ODataError('badRequest', `${option}: ${reason}.`, { target: option })
