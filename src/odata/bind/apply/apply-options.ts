/**
 * `$apply` with the options that come after it (Data Aggregation 4.0, section 3.1: $apply is evaluated first), as one list of
 * transformations.
 */
import type { TypeReference } from '../../../edm/types.js'
import { ODataError } from '../../../errors.js'
import type { SelectItemNode, SystemOptions, TransformationNode } from '../../url/ast.js'
import { didYouMean } from '../../url/syntax-error.js'
import { suggest } from '../../../base/suggest.js'
import type { OutputMember, Transformation } from './apply-expression.js'
import { bindApply } from './bind-apply.js'
import { bindCompute } from '../bind-compute.js'
import { bindFilter } from '../expression/bind-expression.js'
import { bindOrderBy } from '../bind-order-by.js'
import { bindSearch } from '../bind-search.js'
import { itemScope } from '../expression/scope.js'
import type { ScopeContext } from '../expression/scope.js'
import { unsupported } from '../unsupported.js'
import type { Unsupported } from '../unsupported.js'

export interface AppliedOptions {
  readonly transformations: readonly Transformation[]
  /** The members of an item that `$select` leaves; undefined for all. */
  readonly select: ReadonlySet<string> | undefined
  /** The members of the result for the context URL. */
  readonly text: string
  /** Every member of an item. */
  readonly output: readonly OutputMember[]
  /** What of the options after it is not supported. */
  readonly unsupported: readonly Unsupported[]
}

export function bindAppliedOptions (
  context: ScopeContext,
  element: TypeReference,
  nodes: readonly TransformationNode[],
  options: SystemOptions
): AppliedOptions {
  const apply = bindApply(itemScope(context, element, '$apply'), nodes)
  if (apply.unknown) return { transformations: apply.transformations, select: undefined, text: '', output: [], unsupported: [] }
  const { items, scope } = bindCompute({ ...apply.scope, option: '$compute' }, options.compute ?? [])
  const after: Transformation[] = [
    ...items.length === 0 ? [] : [{ kind: 'compute' as const, items }],
    ...options.search === undefined ? [] : [{ kind: 'search' as const, search: bindSearch(options.search) }],
    ...options.filter === undefined
      ? []
      : [{ kind: 'filter' as const, filter: bindFilter({ ...scope, option: '$filter' }, options.filter) }],
    ...options.orderBy === undefined
      ? []
      : [{ kind: 'orderBy' as const, items: bindOrderBy({ ...scope, option: '$orderby' }, options.orderBy) }]
  ]
  const output = [...apply.output, ...items.map(({ name, expression: { type } }) => ({ name, type, property: undefined }))]
  const names = output.map(({ name }) => name)
  const selected = bindSelect(names, options.select)
  const select = selected === undefined ? undefined : new Set(selected.filter(name => typeof name === 'string'))
  return {
    transformations: [...apply.transformations, ...after],
    select,
    text: (select === undefined ? names : names.filter(name => select.has(name))).join(','),
    output,
    unsupported: selected?.filter(name => typeof name !== 'string') ?? []
  }
}

/** Undefined for all. */
function bindSelect (
  names: readonly string[],
  items: readonly SelectItemNode[] | undefined
): ReadonlyArray<string | Unsupported> | undefined {
  if (items === undefined || items.some(({ kind }) => kind === 'wildcard')) return undefined
  return items.flatMap(item => item.kind === 'path' ? [selectedName(names, item)] : [])
}

function selectedName (
  names: readonly string[],
  { path, options }: Extract<SelectItemNode, { kind: 'path' }>
): string | Unsupported {
  const [first, second] = path
  if (first?.kind !== 'name' || second !== undefined || Object.keys(options).length > 0) {
    return unsupported('A path or nested options in $select after $apply', '$select')
  }
  const name = names.find(candidate => candidate === first.name) ??
    names.find(candidate => candidate.toLowerCase() === first.name.toLowerCase())
  if (name !== undefined) return name
  throw new ODataError(
    'badRequest',
    `$select: the result of $apply has no member '${first.name}' (position ${first.position + 1}).${
      didYouMean(suggest(first.name, names))
    }`,
    { target: '$select' }
  )
}
