/** `$apply` (Data Aggregation 4.0, section 3): each transformation sees the names that those before it leave. */
import { limits } from '../../../base/limits.js'
import { isStructured } from '../../../edm/lookup.js'
import type { Property } from '../../../edm/types.js'
import type { ComputeTransformationNode, ConcatNode, DataPathNode, GroupByElementNode, GroupByNode, TransformationNode } from '../../url/ast.js'
import { limitError } from '../../url/syntax-error.js'
import { textsIn } from '../expression/computed-texts.js'
import type { AggregateItem, BoundApply, GroupingKey, OutputMember, Transformation } from './apply-expression.js'
import { bindAggregate, takenName } from './bind-apply-aggregate.js'
import { concatState } from './bind-apply-concat.js'
import { dynamicState, initialState, withComputed } from './bind-apply-state.js'
import type { ApplyState } from './bind-apply-state.js'
import { bindCompute } from '../bind-compute.js'
import { bindError, quoted } from '../expression/bind-error.js'
import { bindExpression, bindFilter } from '../expression/bind-expression.js'
import { bindOrderBy } from '../bind-order-by.js'
import { bindSearch } from '../bind-search.js'
import { describeType, primitiveName } from '../expression/expression-type.js'
import type { Expression } from '../expression/expression.js'
import type { Scope } from '../expression/scope.js'
import { isUnsupported, unsupported } from '../unsupported.js'
import type { Unsupported } from '../unsupported.js'

/** `scope` is that of an item of the resource. */
export function bindApply (scope: Scope, nodes: readonly TransformationNode[]): BoundApply {
  checkSize(scope, nodes)
  const { transformations, state } = bindSequence(initialState(scope), nodes, new Set())
  const { members, rows, scope: after } = state ?? { members: [], rows: false, scope }
  return { transformations, output: members, rows, scope: after, unknown: state === undefined }
}

function checkSize ({ option }: Scope, nodes: readonly TransformationNode[]): void {
  if (countNodes(nodes) > limits.transformations.most) throw limitError(option, `more than ${limits.transformations.most} transformations`)
  copiesAfter(1, nodes, option)
}

/** How many times an item of the source may be in what comes out of transformations; 0 where what comes out is one item. */
function copiesAfter (copies: number, nodes: readonly TransformationNode[], option: string): number {
  return nodes.reduce((before, node) => {
    const after = copiesAfterOne(before, node, option)
    if (after > limits.copies.most) throw limitError(option, `more than ${limits.copies.most} copies of the collection by concat`)
    return after
  }, copies)
}

function copiesAfterOne (copies: number, node: TransformationNode, option: string): number {
  switch (node.kind) {
    case 'concat': return node.sequences.reduce((sum, sequence) => sum + copiesAfter(copies, sequence, option), 0)
    case 'groupBy': return copiesAfter(copies, (node.transformations ?? []).filter(({ kind }) => kind !== 'aggregate'), option)
    case 'aggregate': return 0
    default: return copies
  }
}

function countNodes (nodes: readonly TransformationNode[]): number {
  const inside = nodes.map(node =>
    node.kind === 'groupBy' ? countNodes(node.transformations ?? []) : node.kind === 'concat' ? countNodes(node.sequences.flat()) : 0
  )
  return inside.reduce((sum, count) => sum + count, nodes.length)
}

interface Bound {
  readonly transformations: readonly Transformation[]
  /** Undefined behind what is not supported: nothing that follows it is bound. */
  readonly state: ApplyState | undefined
}

const unknown = (transformation: Transformation): Bound => ({ transformations: [transformation], state: undefined })

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
    case 'aggregate': {
      const items = bindAggregate(scope, node, reserved)
      if (isUnsupported(items)) return unknown(items)
      return {
        transformations: [{ kind: 'aggregate', items }],
        state: dynamicState(withTexts(scope, items), items.map(({ name, type }) => ({ name, type, property: undefined })))
      }
    }
    case 'groupBy': return bindGroupBy(state, node, reserved)
    case 'concat': return bindConcat(state, node, reserved)
    case 'nest': return unknownTransformation(node.path === undefined ? 'nest' : 'addnested', scope)
    case 'customFunction': return unknownTransformation(node.name, scope)
    default: return unknownTransformation(node.kind.toLowerCase(), scope)
  }
}

const unknownTransformation = (name: string, { option }: Scope): Bound => unknown(unsupported(`The transformation ${name}`, option))

function bindConcat (state: ApplyState, { sequences: nodes }: ConcatNode, reserved: ReadonlySet<string>): Bound {
  const bound = nodes.map(sequence => bindSequence(state, sequence, reserved))
  const sequences = bound.map(({ transformations }) => transformations)
  const states = bound.flatMap(({ state }) => state ?? [])
  if (states.length < bound.length) return unknown({ kind: 'concat', sequences, output: [] })
  const result = concatState(state, states)
  return isUnsupported(result)
    ? unknown(result)
    : { transformations: [{ kind: 'concat', sequences, output: result.members }], state: result }
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

/** `groupbyTrafo` (section 3.2.3): the keys come first, unless the items of the groups stay what they are, keys included. */
function bindGroupBy (state: ApplyState, node: GroupByNode, reserved: ReadonlySet<string>): Bound {
  const keys = bindKeys(state.scope, state.members, node.elements)
  if (isUnsupported(keys)) return unknown(keys)
  const names = new Set(keys.map(({ name }) => name))
  const members = keys.map(({ name, type, property, expand }): OutputMember => ({ name, type, property, expand }))
  if (node.transformations === undefined) {
    return { transformations: [{ kind: 'groupBy', keys, transformations: undefined }], state: dynamicState(state.scope, members) }
  }
  const { transformations, state: result } = bindSequence(state, node.transformations, new Set([...reserved, ...names]))
  const transformation: Transformation = { kind: 'groupBy', keys, transformations }
  if (result === undefined || result === state || result.rows) return { transformations: [transformation], state: result }
  return {
    transformations: [transformation],
    state: dynamicState(state.scope, [...members, ...result.members.filter(({ name }) => !names.has(name))])
  }
}

function bindKeys (
  scope: Scope,
  members: readonly OutputMember[],
  elements: readonly GroupByElementNode[]
): readonly GroupingKey[] | Unsupported {
  const keys = new Map<string, GroupingKey>()
  for (const element of elements) {
    if (element.kind !== 'property') {
      return unsupported(`${element.kind === 'rollup' ? 'rollup' : 'rolluprecursive'} in groupby`, scope.option)
    }
    const key = bindKey(scope, members, element.path)
    if (isUnsupported(key)) return key
    if (keys.has(key.name)) {
      throw bindError(scope, { position: element.position, expected: 'each grouping property once', found: quoted(key.name) })
    }
    keys.set(key.name, key)
  }
  return [...keys.values()]
}

/** `groupingProperty`: a single value of the item itself, or one that a path of single values leads to (section 3.2.3.1). */
function bindKey (scope: Scope, members: readonly OutputMember[], { names, position }: DataPathNode): GroupingKey | Unsupported {
  const expression = bindExpression(scope, {
    kind: 'path',
    segments: names.map(name => ({ kind: 'name', name, parentheses: [], position })),
    position
  })
  if (isUnsupported(expression)) return expression
  if (isStructured(expression.type.type)) return unsupported('Grouping by a structured value', scope.option)
  const type = primitiveName(expression)
  if ((type === undefined && expression.type.type.kind !== 'enum') || type === 'Edm.Stream' || type?.startsWith('Edm.Geo') === true) {
    throw bindError(scope, { position, expected: 'a single primitive property to group by', found: describeType(expression) })
  }
  const name = expression.kind === 'computed' ? expression.name : pathName(expression)
  const member = members.find(candidate => candidate.name === name)
  const property = member === undefined ? propertyOf(expression) : member.property
  return { name, type: expression.type, property, expand: relatedName(expression), expression }
}

/** The names that lead to the last related entity of a path. */
function relatedName (expression: Expression): string | undefined {
  switch (expression.kind) {
    case 'navigation': return pathName(expression)
    case 'property': case 'typeCast': return relatedName(expression.source)
    default: return undefined
  }
}

/** The names of a path as the model writes them. */
function pathName (expression: Expression): string {
  switch (expression.kind) {
    case 'property': case 'navigation': return joinNames(pathName(expression.source), expression.property.name)
    case 'typeCast': return joinNames(pathName(expression.source), expression.target.fullName)
    default: return ''
  }
}

const joinNames = (before: string, name: string): string => before === '' ? name : `${before}/${name}`

const propertyOf = (expression: Expression): Property | undefined => expression.kind === 'property' ? expression.property : undefined
