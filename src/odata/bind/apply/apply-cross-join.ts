/**
 * `$apply` of `$crossjoin` (Data Aggregation 4.0, section 4): an item has an entity of each set, as `join` gives items one, so that paths
 * lead on from the name of the set.
 */
import type { EntitySet } from '../../../edm/types.js'
import { readNavigation } from '../../related-entities.js'
import type { SystemOptions, TransformationNode } from '../../url/ast.js'
import { bindMaking, NOTHING_SHOWN, shownOfMade } from './apply-options.js'
import type { AppliedOptions } from './apply-options.js'
import type { OutputMember } from './apply-expression.js'
import { checkSize } from './apply-size.js'
import type { ApplyState } from './bind-apply-state.js'
import { bindFilter } from '../expression/bind-expression.js'
import { conjoin } from '../expression/bind-collection-path.js'
import type { Expression, SearchExpression } from '../expression/expression.js'
import type { Scope } from '../expression/scope.js'
import { bindSearch } from '../bind-search.js'

export interface AppliedJoin extends Omit<AppliedOptions, 'selection'> {
  /** Whether items still are those of the cross join, perhaps with computed members. */
  readonly keepsItems: boolean
  /** Names of entities that `join` has put beside those of the cross join. */
  readonly joined: readonly string[]
  /** What the first transformations leave of the pairs, as far as these are filters and searches: the others see no more. */
  readonly filter: Expression | undefined
  readonly search: SearchExpression | undefined
}

/** `scope`: of an item of the cross join, as its other options have it. */
export function bindAppliedJoin (
  scope: Scope,
  sets: readonly EntitySet[],
  nodes: readonly TransformationNode[],
  options: SystemOptions
): AppliedJoin {
  const own = { ...scope, option: '$apply' }
  checkSize(own, nodes)
  const end = nodes.findIndex(({ kind }) => kind !== 'filter' && kind !== 'search' && kind !== 'identity')
  const [first, rest] = end < 0 ? [nodes, []] : [nodes.slice(0, end), nodes.slice(end)]
  const { apply, transformations, output } = bindMaking(startOf(own, sets), rest, options)
  const keepsItems = apply.rows && !apply.unknown
  return {
    keepsItems,
    joined: output.filter(({ joined, name }) => joined !== undefined && !sets.some(set => set.name === name)).map(({ name }) => name),
    filter: first.flatMap(node => node.kind === 'filter' ? [bindFilter(own, node.predicate)] : []).reduce<Expression | undefined>(conjoin, undefined),
    search: first.flatMap(node => node.kind === 'search' ? [bindSearch(node.search)] : []).reduce<SearchExpression | undefined>(
      (left, right) => left === undefined ? right : { kind: 'and', left, right }, undefined),
    transformations,
    output,
    ...keepsItems ? { ...NOTHING_SHOWN, text: undefined } : apply.unknown ? NOTHING_SHOWN : shownOfMade(output, options),
  }
}

function startOf ({ parts: _parts, ...scope }: Scope, sets: readonly EntitySet[]): ApplyState {
  const members = sets.map((set): OutputMember =>
    ({ name: set.name, type: { type: set.type, nullable: false }, property: undefined, joined: readNavigation(scope.model, set) }))
  return { scope: { ...scope, computed: new Map(members.map(({ name, type }) => [name, type])) }, members, rows: true }
}
