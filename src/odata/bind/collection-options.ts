/** The system query options of a collection of structured values (OData-URL 4.01, section 5.1), in the order they apply. */
import { limits } from '../../base/limits.js'
import type { StructuredType, TypeReference } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import type { ExpressionNode, SystemOptions, WindowSegmentNode } from '../url/ast.js'
import { limitError } from '../url/syntax-error.js'
import { bindAppliedOptions } from './apply/apply-options.js'
import type { AppliedOptions } from './apply/apply-options.js'
import { bindCompute } from './bind-compute.js'
import { conjoin } from './expression/bind-collection-path.js'
import { bindFilter } from './expression/bind-expression.js'
import { bindOrderBy } from './bind-order-by.js'
import { bindSearch } from './bind-search.js'
import { searchByProperty } from './search-by-property.js'
import { expandedSize } from './expression/expression-size.js'
import type { ComputeItem, FilterExpression, OrderByItem, RangeVariable, SearchExpression } from './expression/expression.js'
import { itemScope } from './expression/scope.js'
import type { Scope, ScopeContext } from './expression/scope.js'
import { optionsName, transformationNames } from './names-variable.js'
import { bindSelection } from './selection.js'
import type { Selection } from './selection.js'
import { unsupported } from './unsupported.js'
import type { Unsupported } from './unsupported.js'

export interface CollectionOptions {
  readonly search: SearchExpression | undefined
  /** Whether `$search` was sent, which may have become a part of `filter`. */
  readonly searches?: boolean
  readonly filter: FilterExpression | undefined
  readonly compute: readonly ComputeItem[]
  readonly orderBy: readonly OrderByItem[]
  readonly skip: number
  /** Rows at most; undefined for all. */
  readonly top: number | undefined
  readonly count: boolean
  readonly selection: Selection
  /** With `$apply`: what it and the options after it amount to; then only `skip`, `top` and `count` are beside it. */
  readonly applied: AppliedOptions | undefined
  /** The item that the expressions are about. */
  readonly variable: RangeVariable
  /** Whether an expression in or below them names `$it` where that is not the item, but the one around it that the resource path names. */
  readonly usesIt: boolean
  /** Of the answer of a call that has a part of a collection: that part. The order of `orderBy` is its own too. */
  readonly window?: Window | undefined
  /** Options among these that are not supported here. */
  readonly unsupported: readonly Unsupported[]
}

/** The first items of a collection, after so many, by an order. */
export interface Window extends Pick<CollectionOptions, 'search' | 'filter' | 'orderBy' | 'skip' | 'top'> {}

/**
 * Binds what there is; what a place does not allow is the caller's to refuse. `segments` are the conditions of `/$filter(…)` in the path,
 * which come first.
 */
export function bindCollectionOptions (
  context: ScopeContext,
  element: TypeReference,
  options: SystemOptions,
  segments: readonly ExpressionNode[] = [],
  window?: WindowSegmentNode
): CollectionOptions {
  const type = element.type as StructuredType
  if (options.expand !== undefined && type.kind === 'complex') {
    throw new ODataError('badRequest', `$expand: '${type.fullName}' has no navigation property.`, { target: '$expand' })
  }
  const start = itemScope(context, element, '$compute')
  const inPath = segments.map(predicate => bindFilter({ ...start, option: '$filter' }, predicate))
  const refused = unsupportedOptions(options, window)
  const around = window === undefined ? undefined : bindWindow(start, window)
  if (options.apply !== undefined) {
    const applied = bindAppliedOptions(context, element, options.apply, options, inPath)
    return {
      ...page(options),
      ...nothing,
      selection: applied.selection ?? bindSelection({ ...context, it: start.it, computed: [] }, type, undefined),
      applied,
      variable: start.current,
      usesIt: false,
      unsupported: [
        ...refused,
        ...context.it !== undefined && applied.transformations.some(transformation => transformationNames(start.it, transformation))
          ? [unsupported('$it in $apply of nested options', '$apply')]
          : []
      ]
    }
  }
  const { items: compute, scope } = bindCompute(start, options.compute ?? [], 'any')
  if (compute.length > 0 && expandedSize(compute) > limits.nodes.most) {
    throw limitError('$compute', `more than ${limits.nodes.most} values and operators, computed names replaced`)
  }
  const searched = options.search === undefined ? undefined : searchByProperty(context.model, type, options.search)
  const bound: Omit<CollectionOptions, 'usesIt'> = {
    ...page(options),
    search: options.search === undefined || searched !== undefined ? undefined : bindSearch(options.search),
    ...options.search === undefined ? {} : { searches: true },
    filter: [
      ...inPath,
      ...searched === undefined ? [] : [bindFilter({ ...scope, option: '$search' }, searched)],
      ...options.filter === undefined ? [] : [bindFilter({ ...scope, option: '$filter' }, options.filter)]
    ].reduce<FilterExpression | undefined>(conjoin, undefined),
    compute,
    orderBy: [...options.orderBy === undefined ? [] : bindOrderBy({ ...scope, option: '$orderby' }, options.orderBy), ...around?.orderBy ?? []],
    ...around === undefined ? {} : { window: around },
    selection: bindSelection({ ...context, it: start.it, computed: compute }, type, options.select, options.expand),
    applied: undefined,
    variable: start.current,
    unsupported: refused
  }
  return { ...bound, usesIt: context.it !== undefined && optionsName(context.it, bound) }
}

const bindWindow = (scope: Scope, { filter, search, orderBy, skip = 0, top }: WindowSegmentNode): Window => ({
  search: search === undefined ? undefined : bindSearch(search),
  filter: filter === undefined ? undefined : bindFilter({ ...scope, option: '$filter' }, filter),
  orderBy: orderBy === undefined ? [] : bindOrderBy({ ...scope, option: '$orderby' }, orderBy),
  skip,
  top
})

const unsupportedOptions = (
  { levels, index, apply }: SystemOptions,
  window: WindowSegmentNode | undefined
): readonly Unsupported[] => [
  ...levels === undefined ? [] : [unsupported('$levels')],
  ...index === undefined ? [] : [unsupported('$index')],
  ...apply === undefined || window === undefined ? [] : [unsupported('$apply after a call whose answer is a part of a collection', '$apply')]
]

const nothing = { search: undefined, filter: undefined, compute: [], orderBy: [] } as const

const page = ({ skip = 0, top, count = false }: SystemOptions): Pick<CollectionOptions, 'skip' | 'top' | 'count'> => ({ skip, top, count })
