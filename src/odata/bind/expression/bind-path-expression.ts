/**
 * Member paths (OData-URL 4.01, section 5.1.1.15): `a/b`, `$it/a`, `x/a`, `a/Namespace.Type/b`, and what may end one that leads to a
 * collection.
 */
import { innerAt } from '../../../edm/inner-navigation.js'
import { findNavigationProperty, findProperty, isStructured, memberNames, typeName } from '../../../edm/lookup.js'
import { findByName } from '../../../edm/name-index.js'
import type { NavigationProperty, Property, StructuredType, TypeReference } from '../../../edm/types.js'
import type { AggregateCallNode, CountSegmentNode, FilterSegmentNode, LambdaNode, NameSegmentNode, PathNode, PathSegmentNode } from '../../url/ast.js'
import { isOpen } from '../open-type.js'
import { mayHave } from '../value-cast.js'
import { isRelatable, notRelatable } from '../../related-entities.js'
import { suggest } from '../../../base/suggest.js'
import { areRelated, resolveStructured, typeCast } from './bind-cast.js'
import { bindAggregate, bindCount, bindLambda } from './bind-collection-path.js'
import { bindBoundCall } from './bind-bound-call.js'
import { bindError, quoted } from './bind-error.js'
import { bindKey } from './bind-keyed.js'
import { bindRollupNode } from './bind-rollup-node.js'
import { bindRootResource } from './bind-root.js'
import { bindUntyped } from './bind-expression.js'
import { bindHierarchyCall } from './bind-hierarchy-call.js'
import { anyValueOf, castAtEnd, castDynamic, dynamicOf, isDynamic, itemsOfDynamic, valueOf } from './dynamic-value.js'
import type { DynamicExpression, Expression } from './expression.js'
import { describeType, isUnknown, notSupported, variableOf } from './expression-type.js'
import type { Binding } from './scope.js'
import { unknownFunction } from './unknown-function.js'
import { wayTo } from './way-to.js'

/** A path as far as it is bound. */
export interface BoundPath {
  readonly expression: Expression
  /** `$filter(…)` segments that wait for the `any`, `all` or `$count` they belong to. */
  readonly filters: readonly FilterSegmentNode[]
}

/** How a path begins, and how many of its segments that takes. */
interface Start {
  readonly path: BoundPath
  readonly length: number
}

export function bindPathExpression (binding: Binding, node: PathNode): Expression {
  const start = bindGrouped(binding, node) ?? bindFromRoot(binding, node)
  const path = node.segments.slice(start?.length ?? 0).reduce<BoundPath | undefined>(
    (bound, segment) => bindSegment(binding, bound, segment),
    start?.path ?? bindRoot(binding, node)
  )
  if (path === undefined) return notSupported(binding, 'An empty path')
  if (isUnknown(path.expression)) return path.expression
  if (path.filters.length > 0) return notSupported(binding, '$filter(…) without any, all or $count after it')
  return path.expression
}

/** What was grouped by a path has the whole path for its name: the longest that is one. */
function bindGrouped ({ computed, current }: Binding, { root, segments }: PathNode): Start | undefined {
  if (isStructured(current.type.type) && current.type.type.properties.length > 0) return undefined
  if (root !== undefined && !(root.kind === 'variable' && (root.name === '$it' || root.name === '$this'))) return undefined
  const end = segments.findIndex(segment => segment.kind !== 'name' || segment.parentheses.length > 0)
  const names = segments.slice(0, end < 0 ? segments.length : end).map(segment => segment.kind === 'name' ? segment.name : '')
  for (let { length } = names; length > (root === undefined ? 1 : 0); length--) {
    const name = names.slice(0, length).join('/')
    const type = computed.get(name)
    if (type !== undefined) return { path: plain({ kind: 'computed', name, type }), length }
  }
  return undefined
}

/** `$root` and the name after it. */
function bindFromRoot (binding: Binding, { root, segments: [first], position }: PathNode): Start | undefined {
  if (root?.kind !== 'variable' || root.name !== '$root') return undefined
  if (first?.kind === 'name') return { path: plain(bindRootResource(binding, first)), length: 1 }
  throw bindError(binding, { position: first?.position ?? position, expected: 'an entity set or a singleton after "$root"', found: 'another segment' })
}

function bindRoot (binding: Binding, { root }: PathNode): BoundPath | undefined {
  if (root === undefined) return undefined
  return plain(bindUntyped(binding, root))
}

const plain = (expression: Expression): BoundPath => ({ expression, filters: [] })

/** Behind what is not supported nothing is bound. */
function bindSegment (binding: Binding, path: BoundPath | undefined, segment: PathSegmentNode): BoundPath {
  if (path !== undefined && isUnknown(path.expression)) return path
  switch (segment.kind) {
    case 'name': return plain(path === undefined ? bindFirstName(binding, segment) : bindMember(binding, path, segment))
    case 'annotation': return plain(notSupported(binding, 'An annotation in an expression'))
  }
  return bindCollectionSegment(binding, path ?? plain(valueOf(binding.current)), segment)
}

function bindCollectionSegment (binding: Binding, path: BoundPath, segment: CollectionSegmentNode): BoundPath {
  if (isDynamic(path.expression)) return bindCollectionSegment(binding, { ...path, expression: itemsOfDynamic(path.expression) }, segment)
  if (path.expression.type.type.kind !== 'collection') {
    const expected = `a collection before "/${nameOf(segment)}"`
    throw bindError(binding, { position: segment.position, expected, found: describeType(path.expression) })
  }
  switch (segment.kind) {
    case 'filter': return { ...path, filters: [...path.filters, segment] }
    case 'lambda': return plain(bindLambda(binding, path, segment))
    case 'count': return plain(bindCount(binding, path, segment))
    case 'aggregateCall': return plain(bindAggregate(binding, path, segment))
  }
}

type CollectionSegmentNode = AggregateCallNode | CountSegmentNode | FilterSegmentNode | LambdaNode

function nameOf (segment: CollectionSegmentNode): string {
  switch (segment.kind) {
    case 'lambda': return segment.operator
    case 'aggregateCall': return 'aggregate'
    default: return `$${segment.kind}`
  }
}

/** A lambda variable, a computed name, a member of the current item, in this order. */
function bindFirstName (binding: Binding, segment: NameSegmentNode): Expression {
  const { name, parentheses, position } = segment
  if (parentheses.length > 0) {
    const called = bindHierarchyCall(binding, segment) ?? bindRollupNode(binding, segment) ??
      bindBoundCall(binding, variableOf(binding.current), segment)
    return called ?? bindKeyed(binding, segment)
  }
  const variable = binding.variables.get(name)
  if (variable !== undefined) return valueOf(variable)
  const computed = binding.computed.get(name)
  if (computed !== undefined) return { kind: 'computed', name, type: computed }
  if (binding.nested?.has(name) === true && binding.current.type.type.kind !== 'primitive') return notSupported(binding, `The collection '${name}' that $apply has made in an expression`)
  const others = [...binding.variables.keys(), ...binding.computed.keys()]
  const { current, current: { type: { type } } } = binding
  if (type.kind !== 'primitive') return bindNameOf(binding, valueOf(current), segment, others)
  const expected = `${[current.name, ...others].join(' or ')}, because the item is an ${type.name},`
  throw bindError(binding, { position, expected, found: quoted(name), suggestion: suggest(name, others) })
}

/** A name with a key: a member of the current item. */
export function bindKeyed (binding: Binding, segment: NameSegmentNode): Expression {
  const { name, position } = segment
  const { current, current: { type: { type } } } = binding
  const member = isStructured(type) ? findProperty(type, name) ?? findNavigationProperty(type, name) : undefined
  if (member === undefined || binding.variables.has(name)) return unknownFunction(binding, name, position)
  return bindNameOf(binding, variableOf(current), segment, [])
}

function bindMember (binding: Binding, { expression, filters }: BoundPath, segment: NameSegmentNode): Expression {
  if (filters.length > 0) {
    throw bindError(binding, {
      position: segment.position,
      expected: 'any, all, $count or $filter after "$filter(…)"',
      found: quoted(segment.name)
    })
  }
  return bindNameOf(binding, expression, segment, [])
}

/** What a name after an expression means: a member of its value, or a type that it is cast to. */
export const bindStep = (binding: Binding, source: Expression, segment: NameSegmentNode): Expression =>
  bindNameOf(binding, source, segment, [])

/** A type cast or a member of the source; `others` are names that could have been meant too. */
function bindNameOf (binding: Binding, source: Expression, segment: NameSegmentNode, others: readonly string[]): Expression {
  const { name, parentheses, position } = segment
  if (source.kind === 'dynamic') return bindInnerName(binding, source, segment)
  const called = parentheses.length > 0 ? bindBoundCall(binding, source, segment) : undefined
  if (called !== undefined) return called
  const { type } = source.type
  const element = type.kind === 'collection' ? type.elementType.type : type
  if (name.includes('.') && isStructured(element)) {
    return bindTypeCast(binding, source, element, segment)
  }
  if (type.kind === 'collection') {
    throw bindError(binding, { position, expected: `any, all, $count or $filter after ${describeType(source)}`, found: quoted(name) })
  }
  if (!isStructured(type)) {
    throw bindError(binding, { position, expected: `nothing after a value of type ${typeName(type)}`, found: quoted(name) })
  }
  return bindMemberOf(binding, source, type, segment, others)
}

/** A member of the value that a dynamic property has. */
function bindInnerName (binding: Binding, source: DynamicExpression, { name, parentheses, position }: NameSegmentNode): Expression {
  if (parentheses.length > 0) return notSupported(binding, 'A key after a dynamic property')
  const cast = castAtEnd(source)
  if (name.includes('.')) {
    const found = castDynamic(binding, source, name)
    if (found !== undefined) return found
    throw bindError(binding, { position, expected: cast === undefined ? 'the qualified name of a complex type' : 'a property after the cast', found: quoted(name) })
  }
  if (cast === undefined || mayHave(binding.model, cast, name)) return dynamicOf(source, name)
  const suggestion = suggest(name, memberNames(cast.type))
  throw bindError(binding, { position, expected: `a property of ${cast.type.fullName}`, found: quoted(name), suggestion })
}

function bindTypeCast (
  binding: Binding,
  source: Expression,
  element: StructuredType,
  { name, parentheses, position }: NameSegmentNode
): Expression {
  const target = resolveStructured(binding, name, position)
  if (areRelated(element, target)) return bindKey(binding, typeCast(source, target), parentheses)
  throw bindError(binding, { position, expected: `${element.fullName} or a type derived from it`, found: target.fullName })
}

function bindMemberOf (
  binding: Binding,
  source: Expression,
  type: StructuredType,
  segment: NameSegmentNode,
  others: readonly string[]
): Expression {
  const { name, parentheses, position } = segment
  const { it, parts = [] } = binding
  const part = source.kind === 'variable' && source.variable === it && parentheses.length === 0 ? findByName(parts, name) : undefined
  if (part !== undefined) return variableOf(part)
  const member = findProperty(type, name) ?? findNavigationProperty(type, name)
  if (member === undefined && isOpen(binding.model, type)) {
    return parentheses.length === 0 ? dynamicOf(source, name) : unknownFunction(binding, name, position)
  }
  if (member === undefined) {
    const suggestion = suggest(name, [...others, ...memberNames(type), ...parts.map(other => other.name)])
    throw bindError(binding, { position, expected: `a property of ${type.fullName}`, found: quoted(name), suggestion })
  }
  if (member.kind === 'property') return bindKey(binding, propertyOf(source, member), parentheses)
  if (!isRelatable(binding.model.container, member)) return notSupported(binding, notRelatable(member))
  if (source.type.type.kind !== 'complex') return bindKey(binding, navigationOf(source, member), parentheses)
  const { base, way } = wayTo(source)
  const inner = innerAt(way, member)
  if (inner === undefined) return notSupported(binding, `The navigation property '${name}' ${member.containsTarget ? 'of values in a collection' : 'of values inside of themselves'}`)
  return bindKey(binding, navigationOf(base, inner), parentheses)
}

/** A property of null is null; a collection is never null. */
function propertyOf (source: Expression, property: Property): Expression {
  if (property.type.type.kind === 'builtIn') return anyValueOf(source, property)
  const nullable = property.type.nullable || (source.type.nullable && property.type.type.kind !== 'collection')
  const { type } = property.type
  const underlying = type.kind === 'typeDefinition' ? { ...property.type, type: type.underlyingType } : property.type
  return { kind: 'property', source, property, type: nullable === underlying.nullable ? underlying : { ...underlying, nullable } }
}

export function navigationOf (source: Expression, property: NavigationProperty): Expression {
  const elementType: TypeReference = { type: property.target, nullable: false }
  const type: TypeReference = property.collection
    ? { type: { kind: 'collection', elementType }, nullable: false }
    : { type: property.target, nullable: true }
  return { kind: 'navigation', source, property, type }
}
