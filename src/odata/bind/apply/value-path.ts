/**
 * Paths of values to aggregate that lead through related entities or collections (Data Aggregation 4.0, sections 3.1.3 and 3.2.1.1): each
 * entity that a path comes to counts once, however many items lead to it.
 */
import { limits } from '../../../base/limits.js'
import { isStructured } from '../../../edm/lookup.js'
import type { TypeReference } from '../../../edm/types.js'
import type { ExpressionNode, NameSegmentNode } from '../../url/ast.js'
import { limitError } from '../../url/syntax-error.js'
import { itemType } from '../expression/bind-collection-path.js'
import { bindStep } from '../expression/bind-path-expression.js'
import type { Expression, RangeVariable } from '../expression/expression.js'
import { isUnknown, variableOf } from '../expression/expression-type.js'
import { startBinding } from '../expression/scope.js'
import type { Scope } from '../expression/scope.js'

/** One step from an item to others. */
export interface Hop {
  /** What it leads to; a single entity too is a collection here. */
  readonly collection: Expression
  /** One of them. */
  readonly variable: RangeVariable
  /** Whether they are entities, rather than values. */
  readonly entities: boolean
}

/** A way from the items of a sequence to what is aggregated. */
export interface Way {
  readonly hops: readonly Hop[]
  /** What tells it from others. */
  readonly text: string
}

export interface ValuePath {
  readonly way: Way
  /** Of the last hop's variable: a value, or the item itself. */
  readonly value: Expression
  /** Whether the path goes through a collection. */
  readonly collections: boolean
}

/** The path that an expression is; undefined for other expressions, and for what transformations have made. */
export function bindValuePath (scope: Scope, node: ExpressionNode): ValuePath | undefined {
  const segments = node.kind === 'path' && node.root === undefined ? node.segments.filter(isPlainName) : []
  if (node.kind !== 'path' || segments.length === 0 || segments.length < node.segments.length) return undefined
  const binding = startBinding(scope)
  const start: ValuePath = { way: { hops: [], text: '' }, value: variableOf(scope.current), collections: false }
  const [first] = segments
  const joined = first === undefined ? undefined : scope.computed.get(first.name)
  const isJoined = joined?.type.kind === 'entity'
  const isMade = !isJoined && [...scope.computed.keys()].some(name => name === first?.name || name.startsWith(`${first?.name ?? ''}/`))
  if (isMade || scope.current.type.type.kind === 'primitive') return undefined
  const path = segments.reduce((before, segment) => {
    if (isUnknown(before.value)) return before
    const next = isJoined && segment === first ? joinedEntity(first.name, joined.type) : bindStep(binding, before.value, segment)
    return follow(before, next, segment)
  }, start)
  if (path.way.hops.length > limits.lambdas.most) throw limitError(scope.option, `a path through more than ${limits.lambdas.most} navigation properties and collections`)
  return path
}

const isPlainName = (segment: { readonly kind: string }): segment is NameSegmentNode =>
  segment.kind === 'name' && (segment as NameSegmentNode).parentheses.length === 0

/** A path, one segment further. A cast directly after a hop leaves what is of its type. */
function follow (path: ValuePath, next: Expression, { name }: NameSegmentNode): ValuePath {
  const { way: { hops, text: before } } = path
  const text = `${before}/${name.toLowerCase()}`
  const last = hops.at(-1)
  if (next.kind === 'typeCast' && last !== undefined && next.source.kind === 'variable' && next.source.variable === last.variable) {
    const { target } = next
    const collection: Expression = { kind: 'typeCast', source: last.collection, target, type: collectionOf({ type: target, nullable: false }) }
    return hop({ ...path, way: { hops: hops.slice(0, -1), text: before } }, collection, text, last.entities)
  }
  if (next.kind === 'computed') return hop(path, { ...next, type: collectionOf(next.type) }, text, true)
  if (next.kind === 'navigation') {
    const { property: { collection: isCollection, target } } = next
    const collection: Expression = isCollection ? next : { ...next, type: collectionOf({ type: target, nullable: false }) }
    return { ...hop(path, collection, text, true), collections: path.collections || isCollection }
  }
  if (next.type.type.kind === 'collection') return { ...hop(path, next, text, false), collections: true }
  return { ...path, value: next, way: { hops, text: isStructured(next.type.type) ? text : before } }
}

/** What `join` has given a name. */
const joinedEntity = (name: string, type: TypeReference['type']): Expression => ({ kind: 'computed', name, type: { type, nullable: false } })

function hop ({ way, collections }: ValuePath, collection: Expression, text: string, entities: boolean): ValuePath {
  const variable: RangeVariable = { name: '$each', type: itemType(collection) }
  return { way: { hops: [...way.hops, { collection, variable, entities }], text }, value: variableOf(variable), collections }
}

const collectionOf = (elementType: TypeReference): TypeReference => ({ type: { kind: 'collection', elementType }, nullable: false })
