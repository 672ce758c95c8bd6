/** `$apply` (Data Aggregation 4.0, section 3): each transformation sees the names that those before it leave. */
import type { AggregateTransformationNode, ComputeTransformationNode, TransformationNode } from '../../url/ast.js'
import { textsIn } from '../expression/computed-texts.js'
import type { AggregateItem, BoundApply, Transformation } from './apply-expression.js'
import { stepsOfFrom } from './aggregate-from.js'
import { checkSize } from './apply-size.js'
import { bindAggregate } from './bind-apply-aggregate.js'
import { concatenated } from './bind-apply-concat.js'
import { bindExtremes } from './bind-apply-extremes.js'
import { bindGroupBy } from './bind-apply-group.js'
import { bindRelatives, bindTraverse } from './bind-apply-hierarchy.js'
import { bindJoin } from './bind-apply-join.js'
import { bindAddNested } from './bind-add-nested.js'
import { bindNest } from './bind-nest.js'
import { dynamicState, initialState, takenName, unknown, withComputed } from './bind-apply-state.js'
import type { ApplyState, Bound } from './bind-apply-state.js'
import { bindCompute } from '../bind-compute.js'
import { bindFilter } from '../expression/bind-expression.js'
import { bindOrderBy } from '../bind-order-by.js'
import { bindSearch } from '../bind-search.js'
import type { Scope } from '../expression/scope.js'
import { isUnsupported, unsupported } from '../unsupported.js'

/** `scope` is that of an item of the resource, of which `start` says what it has. */
export function bindApply (scope: Scope, nodes: readonly TransformationNode[], start: ApplyState = initialState(scope)): BoundApply {
  checkSize(scope, nodes)
  const { transformations, state } = bindSequence(start, nodes, new Set())
  const { members, rows, scope: after } = state ?? { members: [], rows: false, scope }
  return { transformations, output: members, rows, scope: after, unknown: state === undefined }
}

/** `reserved`: names that the result of the sequence gets from the `groupby` around it. */
function bindSequence (start: ApplyState, nodes: readonly TransformationNode[], reserved: ReadonlySet<string>): Bound {
  return nodes.reduce<Bound>((bound, node) => {
    if (bound.state === undefined) return bound
    const { transformations, state } = bindTransformation(bound.state, node, reserved)
    return { transformations: [...bound.transformations, ...transformations], state }
  }, { transformations: [], state: start })
}

function bindTransformation (state: ApplyState, node: TransformationNode, reserved: ReadonlySet<string>): Bound {
  const { scope } = state
  const same = (transformation: Transformation): Bound => ({ transformations: [transformation], state })
  switch (node.kind) {
    case 'identity': return { transformations: [], state }
    case 'filter': return same({ kind: 'filter', filter: bindFilter(scope, node.predicate) })
    case 'search': return same({ kind: 'search', search: bindSearch(node.search) })
    case 'orderBy': return same({ kind: 'orderBy', items: bindOrderBy(scope, node.items) })
    case 'top': case 'skip': return same({ kind: node.kind, value: node.value })
    case 'compute': return bindComputation(state, node, reserved)
    case 'aggregate': return bindAggregation(state, node, reserved)
    case 'groupBy': return bindGroupBy(state, node, reserved, bindSequence)
    case 'topCount': case 'topSum': case 'topPercent': case 'bottomCount': case 'bottomSum': case 'bottomPercent': {
      const extremes = bindExtremes(scope, node)
      return isUnsupported(extremes) ? unknown(extremes) : same(extremes)
    }
    case 'join': case 'outerJoin': return bindJoin(state, node, reserved, bindSequence)
    case 'ancestors': case 'descendants': return bindRelatives(state, node, bindSequence)
    case 'traverse': return bindTraverse(state, node, bindSequence)
    case 'concat': return concatenated(state, node.sequences.map(sequence => bindSequence(state, sequence, reserved)))
    case 'nest': return node.path === undefined ? bindNest(state, node, reserved, bindSequence) : bindAddNested(state, node, node.path, bindSequence)
    case 'customFunction': return unknownTransformation(node.name, scope)
    default: return unknownTransformation(node.kind.toLowerCase(), scope)
  }
}

const unknownTransformation = (name: string, { option }: Scope): Bound => unknown(unsupported(`The transformation ${name}`, option))

/** `aggregate`; with `from`, as what that is short for. */
function bindAggregation (state: ApplyState, node: AggregateTransformationNode, reserved: ReadonlySet<string>): Bound {
  const { scope } = state
  if (node.items.some(({ from }) => from.length > 0)) {
    const steps = stepsOfFrom(node)
    return steps === undefined ? unknown(unsupported('"from" beside other aggregates', scope.option)) : bindSequence(state, steps, reserved)
  }
  const items = bindAggregate(scope, node, reserved)
  if (isUnsupported(items)) return unknown(items)
  return {
    transformations: [{ kind: 'aggregate', items }],
    state: dynamicState(withTexts(scope, items), items.map(({ name, type }) => ({ name, type, property: undefined })))
  }
}

/** The least and the greatest of texts are as long as these may be. */
function withTexts (scope: Scope, items: readonly AggregateItem[]): Scope {
  const added = items.map(({ name, expression }) => [name, expression === undefined ? 1 : textsIn(expression, scope.texts)] as const)
  return { ...scope, texts: new Map([...scope.texts ?? [], ...added]) }
}

function bindComputation (state: ApplyState, { items: nodes }: ComputeTransformationNode, reserved: ReadonlySet<string>): Bound {
  const { items, scope: { texts } } = bindCompute(state.scope, nodes)
  const taken = nodes.find(({ name }) => reserved.has(name) && !state.rows)
  if (taken !== undefined) throw takenName(state.scope, taken.position, taken.name)
  return {
    transformations: [{ kind: 'compute', items }],
    state: withComputed(
      { ...state, scope: { ...state.scope, ...texts === undefined ? {} : { texts } } },
      items.map(({ name, expression: { type } }) => ({ name, type, property: undefined }))
    )
  }
}
