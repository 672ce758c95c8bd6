/**
 * `any`, `all` (OData-URL 4.01, section 5.1.1.13) and `$count` (section 4.8) of a collection, with the `$filter(…)` segments before them.
 */
import { isStructured } from '../../../edm/lookup.js'
import type { TypeReference } from '../../../edm/types.js'
import type { AggregateCallNode, CountSegmentNode, ExpressionNode, LambdaNode } from '../../url/ast.js'
import { aggregateType, isMethod } from '../apply/aggregate-type.js'
import { bindError, quoted } from './bind-error.js'
import { bindBoolean, bindNode } from './bind-expression.js'
import { bindStep } from './bind-path-expression.js'
import type { BoundPath } from './bind-path-expression.js'
import { bindSearch } from '../bind-search.js'
import type { CountExpression, Expression, LambdaExpression, RangeVariable } from './expression.js'
import { booleanReference, countReference, isUnknown, literalOf, notSupported, primitiveReference } from './expression-type.js'
import { enterLoop } from './scope.js'
import type { Binding } from './scope.js'
import { wayTo } from './way-to.js'

export function bindLambda (binding: Binding, path: BoundPath, node: LambdaNode): LambdaExpression {
  const { operator } = node
  const lambda = { kind: 'lambda', operator, collection: path.expression, type: booleanReference } as const
  if (node.variable === undefined && path.filters.length === 0) return { ...lambda, variable: undefined, predicate: undefined }
  const variable: RangeVariable = { name: node.variable ?? '$this', type: itemType(path.expression), ...valuesOf(path.expression) }
  const inner = enterLoop(binding, variable, rootOf(path.expression) === binding.loop.item)
  const condition = bindFilters(inner, variable, path.filters.map(({ predicate }) => predicate))
  const predicate = node.predicate === undefined ? undefined : bindPredicate(inner, variable, node, node.predicate)
  return { ...lambda, variable, predicate: operator === 'any' ? conjoin(condition, predicate) : exclude(condition, predicate) }
}

function bindPredicate (binding: Binding, variable: RangeVariable, node: LambdaNode, predicate: ExpressionNode): Expression {
  if (binding.variables.has(variable.name)) {
    throw bindError(binding, {
      position: node.position,
      expected: `a new name for the variable of "${node.operator}"`,
      found: quoted(variable.name)
    })
  }
  const variables = new Map(binding.variables).set(variable.name, variable)
  return bindBoolean({ ...binding, variables }, predicate, ` in "${node.operator}"`)
}

export function bindCount (binding: Binding, path: BoundPath, { options }: CountSegmentNode): CountExpression {
  const variable: RangeVariable = { name: '$this', type: itemType(path.expression), ...valuesOf(path.expression) }
  const inner = enterLoop(binding, variable, rootOf(path.expression) === binding.loop.item)
  const predicates = [...path.filters.map(({ predicate }) => predicate), ...options.filter === undefined ? [] : [options.filter]]
  return {
    kind: 'count',
    collection: path.expression,
    variable,
    filter: bindFilters(inner, variable, predicates),
    search: options.search === undefined ? undefined : bindSearch(options.search),
    type: countReference
  }
}

/** What `aggregate` says alone, or of what a path leads to that goes on from the items. */
export function bindAggregate (binding: Binding, path: BoundPath, { aggregate, position }: AggregateCallNode): Expression {
  const { expression, method, from } = aggregate
  if (method === undefined) {
    const isCount = expression.kind === 'path' && expression.segments.length === 1 && expression.segments[0]?.kind === 'count'
    return isCount ? bindCount(binding, path, { kind: 'count', options: {}, position }) : notSupported(binding, 'A custom aggregate in an expression')
  }
  if (!isMethod(method)) return notSupported(binding, `The aggregation method ${method}`)
  if (from.length > 0) return notSupported(binding, '"from" in an expression')
  const variable: RangeVariable = { name: '$this', type: itemType(path.expression) }
  const inner = enterLoop(binding, variable, rootOf(path.expression) === binding.loop.item)
  const ofItem: Binding = { ...inner, current: variable, computed: new Map() }
  if (leadsToSeveral(ofItem, expression)) return notSupported(binding, 'Aggregating in an expression what a path through another collection leads to')
  const operand = bindNode(ofItem, expression)
  if (isUnknown(operand)) return operand
  if (isStructured(operand.type.type)) return notSupported(binding, 'Aggregating structured values in an expression')
  const type = aggregateType(binding, aggregate, method, operand)
  const filter = bindFilters(inner, variable, path.filters.map(({ predicate }) => predicate))
  return { kind: 'aggregate', collection: path.expression, variable, filter, method, operand, type }
}

/** Whether names that end an expression stand behind a collection. */
function leadsToSeveral (binding: Binding, node: ExpressionNode): boolean {
  if (node.kind !== 'path' || node.root !== undefined || node.segments.some(({ kind }) => kind !== 'name')) return false
  const [first, ...others] = node.segments.filter(segment => segment.kind === 'name')
  if (first === undefined) return false
  let before = bindNode(binding, { ...node, segments: [first] })
  for (const segment of others) {
    if (isUnknown(before)) return false
    if (before.type.type.kind === 'collection' && !segment.name.includes('.')) return true
    before = bindStep(binding, before, segment)
  }
  return false
}

/** Conditions on the items of a collection: bare names and `$this` mean the item, what was computed for another item is out of sight. */
function bindFilters (binding: Binding, current: RangeVariable, predicates: readonly ExpressionNode[]): Expression | undefined {
  const inner: Binding = { ...binding, current, computed: new Map() }
  return predicates.map(predicate => bindBoolean(inner, predicate, ' in "$filter"')).reduce<Expression | undefined>(conjoin, undefined)
}

const nullableOf = (left: Expression, right: Expression): TypeReference =>
  primitiveReference('Edm.Boolean', left.type.nullable || right.type.nullable)

/** Both conditions, or the one there is. */
export function conjoin (left: Expression | undefined, right: Expression | undefined): Expression | undefined {
  if (left === undefined || right === undefined) return left ?? right
  return { kind: 'binary', operator: 'and', left, right, type: nullableOf(left, right) }
}

/** `all` asks nothing of an item that the filter leaves out, be it for false or for null. */
function exclude (condition: Expression | undefined, predicate: Expression | undefined): Expression | undefined {
  if (condition === undefined || predicate === undefined) return predicate
  const left: Expression = {
    kind: 'binary',
    operator: 'ne',
    left: condition,
    right: literalOf('Edm.Boolean', true),
    type: booleanReference
  }
  return { kind: 'binary', operator: 'or', left, right: predicate, type: nullableOf(left, predicate) }
}

/** The variable whose value a path begins at. */
function rootOf (path: Expression): RangeVariable | undefined {
  switch (path.kind) {
    case 'variable': return path.variable
    case 'property': case 'navigation': case 'typeCast': case 'dynamic': return rootOf(path.source)
    default: return undefined
  }
}

const valuesOf = (collection: Expression): Pick<RangeVariable, 'of' | 'way'> => ({
  ...collection.kind === 'property' ? { of: collection.property } : {},
  ...itemType(collection).type.kind === 'complex' ? { way: wayTo(collection).way } : {}
})

/** The type of one item of a collection. */
export function itemType ({ type }: Expression): TypeReference {
  const item = type.type.kind === 'collection' ? type.type.elementType : type
  return item.type.kind === 'typeDefinition' ? { ...item, type: item.type.underlyingType } : item
}
