/**
 * `$apply` with the options that come after it (Data Aggregation 4.0, section 3.1: $apply is evaluated first), as one list of
 * transformations.
 */
import type { EntityType, StructuredType, TypeReference } from '../../../edm/types.js'
import { ODataError } from '../../../errors.js'
import type { ExpandItemNode, NestedOptions, SelectItemNode, SystemOptions, TransformationNode } from '../../url/ast.js'
import { didYouMean } from '../../url/syntax-error.js'
import { suggest } from '../../../base/suggest.js'
import type { OutputMember, Transformation } from './apply-expression.js'
import { bindApply } from './bind-apply.js'
import { bindCompute } from '../bind-compute.js'
import { bindFilter } from '../expression/bind-expression.js'
import { bindOrderBy } from '../bind-order-by.js'
import type { ComputeItem, FilterExpression } from '../expression/expression.js'
import { bindSearch } from '../bind-search.js'
import { itemScope } from '../expression/scope.js'
import type { Scope, ScopeContext } from '../expression/scope.js'
import { bindSelection } from '../selection.js'
import type { NestedExpansion } from '../beside-item.js'
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
  const apply = bindApply(itemScope(context, element, '$apply'), nodes)
  if (apply.unknown) return { transformations: apply.transformations, selection: undefined, select: undefined, text: '', output: [], unsupported: [] }
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
  const transformations = [...conditions.map(filter => ({ kind: 'filter' as const, filter })), ...apply.transformations, ...after]
  const output = [...apply.output, ...items.map(({ name, expression: { type } }) => ({ name, type, property: undefined }))]
  if (apply.rows) return ofResource(context, apply.scope, output, transformations, options)
  const names = output.map(({ name }) => name)
  const selected = bindSelect(names, options.select)
  const select = selected === undefined ? undefined : new Set(selected.filter(name => typeof name === 'string'))
  return {
    transformations,
    selection: undefined,
    select,
    text: contextText(select === undefined ? output : output.filter(({ name }) => isBelow(select, name))),
    output,
    unsupported: [
      ...selected?.filter(name => typeof name !== 'string') ?? [],
      ...options.expand === undefined ? [] : [unsupported('$expand of what $apply has made', '$expand')]
    ]
  }
}

/** Items that $apply has left as they are: shown as they are shown without it, with what was computed for them. */
function ofResource (
  { aliases, home }: ScopeContext,
  { model, it, current }: Scope,
  output: readonly OutputMember[],
  transformations: readonly Transformation[],
  { select, expand = byDefault(output, transformations) }: SystemOptions
): AppliedOptions {
  const joined = output.flatMap(({ name, joined: navigation, type }) =>
    navigation === undefined ? [] : [{ name, navigation, type: type.type as EntityType }])
  const isComputed = ({ property, joined: entity, nested }: OutputMember): boolean =>
    property === undefined && entity === undefined && nested === undefined
  const computed = output.filter(isComputed)
    .map(({ name, type }): ComputeItem => ({ name, expression: { kind: 'computed', name, type } }))
  const context = { model, aliases, it, computed, home, joined, nested: nestedOf(output) }
  const selection = bindSelection(context, current.type.type as StructuredType, select, expand)
  return { transformations, selection, select: undefined, text: selection.text, output, unsupported: selection.unsupported }
}

/** Collections that `addnested` has made, as what is expanded under another name. */
const nestedOf = (output: readonly OutputMember[]): readonly NestedExpansion[] =>
  output.flatMap(({ name, nested }) =>
    nested === undefined ? [] : [{ name, item: expandItem(nested.path.names, { apply: nested.transformations }) }])

const expandItem = (names: readonly string[], options: NestedOptions): NestedExpansion['item'] =>
  ({ kind: 'path', path: names.map(name => ({ kind: 'name', name, parentheses: [], position: 0 })), options, position: 0 })

/**
 * What is expanded where no `$expand` says what (Data Aggregation 4.0, section 3): what `addnested` made, and the nodes that `traverse` has
 * sorted by.
 */
function byDefault (output: readonly OutputMember[], transformations: readonly Transformation[]): readonly ExpandItemNode[] | undefined {
  const nodes = transformations.flatMap(transformation => transformation.kind === 'traverse' ? transformation.expands ?? [] : [])
  const names = new Set([...nodes, ...nestedOf(output).map(({ name }) => name)])
  if (names.size === 0) return undefined
  return [...names].map(name => expandItem([name], {}))
}

const isBelow = (select: ReadonlySet<string>, name: string): boolean =>
  [...select].some(selected => selected === name || name.startsWith(`${selected}/`))

/** Grouping properties of related entities stand in the parentheses of what leads to them (Protocol 4.01, section 10.8). */
function contextText (output: readonly OutputMember[]): string {
  const parts = new Map<string, string[]>()
  for (const { name, expand } of output) {
    const own = expand === undefined ? name : name.slice(expand.length + 1)
    parts.set(expand ?? name, [...parts.get(expand ?? name) ?? [], ...expand === undefined ? [] : [own]])
  }
  return [...parts].map(([name, inside]) => inside.length === 0 ? name : `${name}(${inside.join(',')})`).join(',')
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
