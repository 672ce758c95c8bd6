/** `groupby` (Data Aggregation 4.0, section 3.2.3), with `rollup`. */
import { isStructured } from '../../../edm/lookup.js'
import type { Property } from '../../../edm/types.js'
import type { DataPathNode, GroupByElementNode, GroupByNode } from '../../url/ast.js'
import type { GroupingKey, OutputMember, Transformation } from './apply-expression.js'
import { concatenated } from './bind-apply-concat.js'
import { dynamicState, unknown } from './bind-apply-state.js'
import type { ApplyState, BindSequence, Bound } from './bind-apply-state.js'
import { bindRollupNodes } from './bind-rollup-nodes.js'
import { groupings, withLevels } from './rollup.js'
import { bindError, quoted } from '../expression/bind-error.js'
import { bindExpression } from '../expression/bind-expression.js'
import type { Expression } from '../expression/expression.js'
import { describeType, primitiveName } from '../expression/expression-type.js'
import type { Scope } from '../expression/scope.js'
import { isUnsupported, unsupported } from '../unsupported.js'
import type { Unsupported } from '../unsupported.js'

/** `groupbyTrafo` (section 3.2.3): the keys come first, unless the items of the groups stay what they are, keys included. */
export function bindGroupBy (state: ApplyState, node: GroupByNode, reserved: ReadonlySet<string>, bindSequence: BindSequence): Bound {
  const nodes = node.elements.find(element => element.kind === 'rollupRecursive')
  if (nodes !== undefined) return bindRollupNodes(state, { node, nodes, reserved }, { bindSequence, bindGroupBy })
  if (node.elements.some(({ kind }) => kind === 'rollup')) return bindRollup(state, node, reserved, bindSequence)
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

/** `rollup` is short for the groups by each of its levels, one after the other (section 3.2.3.2). */
function bindRollup (state: ApplyState, node: GroupByNode, reserved: ReadonlySet<string>, bindSequence: BindSequence): Bound {
  const levels = groupings(node.elements.map(element => withLevels(state.scope, element)))
  return concatenated(state, levels.flatMap(elements => {
    if (elements.length > 0) return [bindGroupBy(state, { ...node, elements }, reserved, bindSequence)]
    return node.transformations === undefined ? [] : [bindSequence(state, node.transformations, reserved)]
  }))
}

function bindKeys (
  scope: Scope,
  members: readonly OutputMember[],
  elements: readonly GroupByElementNode[]
): readonly GroupingKey[] | Unsupported {
  const keys = new Map<string, GroupingKey>()
  for (const element of elements) {
    if (element.kind !== 'property') continue
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
    case 'computed': return isStructured(expression.type.type) ? expression.name : undefined
    case 'property': case 'typeCast': return relatedName(expression.source)
    default: return undefined
  }
}

/** The names of a path as the model writes them. */
function pathName (expression: Expression): string {
  switch (expression.kind) {
    case 'property': case 'navigation': return joinNames(pathName(expression.source), expression.property.name)
    case 'typeCast': return joinNames(pathName(expression.source), expression.target.fullName)
    case 'computed': return expression.name
    default: return ''
  }
}

const joinNames = (before: string, name: string): string => before === '' ? name : `${before}/${name}`

const propertyOf = (expression: Expression): Property | undefined => expression.kind === 'property' ? expression.property : undefined
