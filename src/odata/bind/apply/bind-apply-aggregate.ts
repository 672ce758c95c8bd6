/** `aggregate(…)` (Data Aggregation 4.0, section 3.2.1) */
import { limits } from '../../../base/limits.js'
import { isStructured } from '../../../edm/lookup.js'
import type { AggregateNode, AggregateTransformationNode } from '../../url/ast.js'
import { limitError } from '../../url/syntax-error.js'
import { aggregateType, isMethod } from './aggregate-type.js'
import type { AggregateItem } from './apply-expression.js'
import { isDeclared, takenName } from './bind-apply-state.js'
import { bindError, quoted } from '../expression/bind-error.js'
import { bindExpression } from '../expression/bind-expression.js'
import { convertTo } from '../expression/conversions.js'
import type { Expression } from '../expression/expression.js'
import { countReference, isUnknown, isUntypedNull, notSupported } from '../expression/expression-type.js'
import type { Scope } from '../expression/scope.js'
import { findCustomAggregate } from './custom-aggregate.js'
import { isUnsupported, unsupported } from '../unsupported.js'
import type { Unsupported } from '../unsupported.js'
import { bindValuePath } from './value-path.js'
import type { ValuePath, Way } from './value-path.js'

/** `reserved`: names the result has already, those of the grouping properties around. */
export function bindAggregate (
  scope: Scope,
  { items }: AggregateTransformationNode,
  reserved: ReadonlySet<string>
): readonly AggregateItem[] | Unsupported {
  const taken = new Set(reserved)
  if (items.length > limits.computed.most) throw limitError(scope.option, `more than ${limits.computed.most} computed values`)
  const bound: AggregateItem[] = []
  for (const node of items) {
    const item = bindAggregateItem(scope, node)
    if (isUnsupported(item)) return item
    if (taken.has(item.name) || (isDeclared(scope, item.name) && node.alias !== undefined)) throw takenName(scope, node.position, item.name)
    taken.add(item.name)
    bound.push(item)
  }
  return bound
}

function bindAggregateItem (scope: Scope, node: AggregateNode): AggregateItem | Unsupported {
  const { alias: name, method, expression } = node
  if (method === undefined) {
    if (name === undefined || !isCount(expression)) return bindCustom(scope, node)
    return bindCount(scope, name, expression)
  }
  if (!isMethod(method)) return unsupported(`The aggregation method ${method}`, scope.option)
  if (name === undefined) {
    throw bindError(scope, { position: node.position, expected: 'an aggregate with "as" and a name', found: `"${method}" without` })
  }
  const path = bindValuePath(scope, expression)
  if (path !== undefined && isUnsupported(path.value)) return path.value
  const way = path !== undefined && needsWay(path, method) ? path.way : undefined
  if (way !== undefined && path?.value.kind === 'variable' && isStructured(path.value.type.type)) return countEntities(scope, node, name, way)
  const operand = way === undefined || path === undefined ? bindOperand(scope, node) : path.value
  if (isUnknown(operand)) return isUnsupported(operand) ? operand : { name, method, expression: operand, type: operand.type }
  return { name, method, expression: operand, way, type: aggregateType(scope, node, method, operand) }
}

/** Of single values the least, the greatest and the different ones are the same, however often an entity is come to. */
const needsWay = ({ way: { hops }, collections, value }: ValuePath, method: string): boolean =>
  collections || (hops.length > 0 && (method === 'sum' || method === 'average' || value.kind === 'variable'))

/** `Product with countdistinct`: how many entities there are. */
function countEntities (scope: Scope, { method, position }: AggregateNode, name: string, way: Way): AggregateItem | Unsupported {
  if (method !== 'countdistinct') {
    throw bindError(scope, { position, expected: `a property before "with ${method ?? ''}"`, found: 'structured values' })
  }
  return way.hops.at(-1)?.entities === true
    ? { name, method: 'count', expression: undefined, way, type: countReference }
    : unsupported('Counting different structured values', scope.option)
}

/** `$count` of the items, or of what a path leads to, which may be what has other conditions of its own. */
function bindCount (scope: Scope, name: string, expression: AggregateNode['expression']): AggregateItem | Unsupported {
  const count = { name, method: 'count', type: countReference } as const
  if (expression.kind !== 'path' || isCountOfItems(expression)) return { ...count, expression: undefined }
  const last = expression.segments.at(-1)
  const isPlain = last?.kind === 'count' && Object.keys(last.options).length === 0
  const path = isPlain ? bindValuePath(scope, { ...expression, segments: expression.segments.slice(0, -1) }) : undefined
  if (path !== undefined && isUnsupported(path.value)) return path.value
  return path?.way.hops.some(({ entities }) => entities) === true && path.value.kind === 'variable'
    ? { ...count, expression: undefined, way: path.way }
    : { ...count, expression: bindExpression(scope, expression) }
}

/** A custom aggregate that the model declares: of the property of its name, by the method that is recommended for it. */
function bindCustom (scope: Scope, node: AggregateNode): AggregateItem | Unsupported {
  const { expression, alias, position } = node
  const name = expression.kind === 'path' ? expression.segments.map(segment => segment.kind === 'name' ? segment.name : '').join('/') : ''
  const custom = findCustomAggregate(scope, name)
  if (custom === undefined) throw bindError(scope, { position, expected: '"with" and a method, or a custom aggregate of the model', found: quoted(name) })
  if (custom.method === undefined) return unsupported(`The custom aggregate ${custom.name}, whose method the model does not tell,`, scope.option)
  return bindAggregateItem(scope, { ...node, method: custom.method, alias: alias ?? custom.name })
}

const isCount = (node: AggregateNode['expression']): boolean => node.kind === 'path' && node.segments.at(-1)?.kind === 'count'

/** `$count` alone. */
const isCountOfItems = (node: AggregateNode['expression']): boolean =>
  node.kind === 'path' && node.root === undefined && node.segments.length === 1

function bindOperand (scope: Scope, { expression }: AggregateNode): Expression {
  const operand = bindExpression(scope, expression)
  if (operand.type.type.kind === 'collection') return notSupported(scope, 'Aggregating the items of a collection of each item')
  return isUntypedNull(operand) ? convertTo('Edm.String', operand) : operand
}
