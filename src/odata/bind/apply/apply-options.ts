/**
 * `$apply` with the options that come after it (Data Aggregation 4.0, section 3.1: $apply is evaluated first), as one list of
 * transformations.
 */
import type { TypeReference } from '../../../edm/types.js'
import { ODataError } from '../../../errors.js'
import type { SelectItemNode, SystemOptions, TransformationNode } from '../../url/ast.js'
import { didYouMean } from '../../url/syntax-error.js'
import { suggest } from '../../../base/suggest.js'
import type { BoundApply, OutputMember, Transformation } from './apply-expression.js'
import { bindApply } from './bind-apply.js'
import { initialState } from './bind-apply-state.js'
import type { ApplyState } from './bind-apply-state.js'
import { contextText, selectionOfItems } from './shown-items.js'
import { bindCompute } from '../bind-compute.js'
import { bindFilter } from '../expression/bind-expression.js'
import { bindOrderBy } from '../bind-order-by.js'
import type { FilterExpression } from '../expression/expression.js'
import { bindSearch } from '../bind-search.js'
import { itemScope } from '../expression/scope.js'
import type { Scope, ScopeContext } from '../expression/scope.js'
import type { Selection } from '../selection.js'
import { unsupported } from '../unsupported.js'
import type { Unsupported } from '../unsupported.js'

export interface AppliedOptions {
  /** What is shown of items that are still those of the resource; undefined when they are not. */
  readonly selection: Selection | undefined
  readonly transformations: readonly Transformation[]
  /** The members of an item that `$select` leaves; undefined for all. */
  readonly select: ReadonlySet<string> | undefined
  /** The members of the result for the context URL; undefined for those that an item of the resource has. */
  readonly text: string | undefined
  /** Every member of an item. */
  readonly output: readonly OutputMember[]
  /** What of the options after it is not supported. */
  readonly unsupported: readonly Unsupported[]
}

/** `conditions`: of `/$filter(…)` in the path, which come first. */
export function bindAppliedOptions (
  context: ScopeContext,
  element: TypeReference,
  nodes: readonly TransformationNode[],
  options: SystemOptions,
  conditions: readonly FilterExpression[] = []
): AppliedOptions {
  const start = initialState(itemScope(context, element, '$apply'))
  const { apply, transformations: made, output } = bindMaking(start, nodes, options)
  const transformations = [...conditions.map(filter => ({ kind: 'filter' as const, filter })), ...made]
  if (apply.rows && !apply.unknown) return ofResource(apply.scope, output, transformations, options)
  return { transformations, selection: undefined, output, ...apply.unknown ? NOTHING_SHOWN : shownOfMade(output, options) }
}

/** What makes the items of the answer, and what they have. */
interface Making {
  readonly apply: BoundApply
  readonly transformations: readonly Transformation[]
  readonly output: readonly OutputMember[]
}

/** `$apply`, and after it the options that choose, sort and compute. */
export function bindMaking (start: ApplyState, nodes: readonly TransformationNode[], options: SystemOptions): Making {
  const apply = bindApply(start.scope, nodes, start)
  if (apply.unknown) return { apply, transformations: apply.transformations, output: [] }
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
  return {
    apply,
    transformations: [...apply.transformations, ...after],
    output: [...apply.output, ...items.map(({ name, expression: { type } }) => ({ name, type, property: undefined }))]
  }
}

/** After what is not supported. */
export const NOTHING_SHOWN = { select: undefined, text: '', unsupported: [] } as const

/** What is shown of items that are not those of the resource. */
export function shownOfMade (
  output: readonly OutputMember[],
  options: Pick<SystemOptions, 'select' | 'expand'>
): Pick<AppliedOptions, 'select' | 'text' | 'unsupported'> {
  const selected = bindSelect(output.map(({ name }) => name), options.select)
  const select = selected === undefined ? undefined : new Set(selected.filter(name => typeof name === 'string'))
  return {
    select,
    text: contextText(select === undefined ? output : output.filter(({ name }) => isBelow(select, name))),
    unsupported: [
      ...selected?.filter(name => typeof name !== 'string') ?? [],
      ...options.expand === undefined ? [] : [unsupported('$expand of what $apply has made', '$expand')]
    ]
  }
}

/** Items that $apply has left as they are: shown as they are shown without it, with what was computed for them. */
function ofResource (
  scope: Scope,
  output: readonly OutputMember[],
  transformations: readonly Transformation[],
  options: SystemOptions
): AppliedOptions {
  const selection = selectionOfItems(scope, output, transformations, options)
  return { transformations, selection, select: undefined, text: selection.text, output, unsupported: selection.unsupported }
}

const isBelow = (select: ReadonlySet<string>, name: string): boolean =>
  [...select].some(selected => selected === name || name.startsWith(`${selected}/`))

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
  const [first] = path
  const steps = path.flatMap(step => step.kind === 'name' ? [step.name] : [])
  if (first === undefined || steps.length < path.length || Object.keys(options).length > 0) {
    return unsupported('An annotation or nested options in $select after $apply', '$select')
  }
  const asked = steps.join('/')
  const known = names.flatMap(name => [name, ...name.split('/').slice(0, -1).map((_part, index, parts) => parts.slice(0, index + 1).join('/'))])
  const name = known.find(candidate => candidate === asked) ?? known.find(candidate => candidate.toLowerCase() === asked.toLowerCase())
  if (name !== undefined) return name
  throw new ODataError(
    'badRequest',
    `$select: the result of $apply has no member '${asked}' (position ${first.position + 1}).${
      didYouMean(suggest(asked, names))
    }`,
    { target: '$select' }
  )
}
