/** The bound resource path: typed segments (OData-URL 4.01, section 4). */
import type {
  EdmModel,
  EdmType,
  EntityContainer,
  EntityType,
  KeyProperty,
  NavigationProperty,
  Property,
  Singleton,
  StructuredType,
  TypeReference
} from '../../edm/types.js'
import { dialectOf } from '../../dialect/service-dialect.js'
import {
  findNavigationProperty,
  findProperty,
  findSingleton,
  findType,
  isAssignable,
  isStructured,
  memberNames
} from '../../edm/lookup.js'
import type { ExpressionNode, FilterSegmentNode, ParenthesesNode, PlainSegmentNode, SegmentNode, WindowSegmentNode } from '../url/ast.js'
import type { EntityKey } from '../canonical-path.js'
import { findImport } from '../operations/find-operations.js'
import { findRoot, rootNavigation, rootResources, singletonsAlwaysThere } from '../root-navigation.js'
import { readsKeySegments } from '../restrictions/restricted-path.js'
import { isOpen, isUntyped, untyped } from './open-type.js'
import { operationSegment } from './call-segment.js'
import type { ActionSegment, CallSegment } from './call-segment.js'
import { bindKey, impliedAfter, keySegment } from './key-segment.js'
import { bindSystemSegment } from './system-segment.js'
import { unknownSegment } from './unknown-segment.js'
import { unsupported } from './unsupported.js'
import type { Unsupported } from './unsupported.js'
import { alternateKey } from './alternate-key.js'
import { bindInValue } from './path-in-value.js'
import type { ValueCast } from './value-cast.js'

export type PathSegment =
  | { readonly kind: 'singleton', readonly singleton: Singleton, readonly type: TypeReference }
  | { readonly kind: 'navigation', readonly property: NavigationProperty, readonly type: TypeReference }
  /** `by`: of which properties, where it is an alternate key. */
  | { readonly kind: 'key', readonly key: EntityKey, readonly by?: readonly KeyProperty[], readonly type: TypeReference }
  | { readonly kind: 'property', readonly property: Property, readonly type: TypeReference }
  /** A name that an open type does not declare, or one inside of the value that it may have: `member` where a cast tells that. */
  | { readonly kind: 'dynamic', readonly name: string, readonly type: TypeReference, readonly member?: Property }
  | { readonly kind: 'typeCast', readonly target: StructuredType, readonly type: TypeReference }
  /** Of such a value. */
  | { readonly kind: 'valueCast', readonly cast: Omit<ValueCast, 'depth'>, readonly type: TypeReference }
  | ActionSegment
  | CallSegment
  /** `$filter(…)`: the items of a collection that a condition leaves. */
  | { readonly kind: 'filter', readonly predicate: ExpressionNode, readonly type: TypeReference }
  /** Items that the answer of a call is. */
  | { readonly kind: 'window', readonly window: WindowSegmentNode, readonly type: TypeReference }
  | { readonly kind: 'count' | 'value' | 'ref' | 'each', readonly type: TypeReference | undefined }
  /** An item of a collection by its place in it (OData-URL 4.01, section 4.10). */
  | { readonly kind: 'index', readonly index: number, readonly type: TypeReference }
  /** Ends the path. */
  | Unsupported & { readonly type?: undefined }

/** At least one segment; the service document and `$metadata` are not resource paths. */
export interface ODataPath {
  readonly segments: readonly PathSegment[]
  /** What the path addresses; undefined for an action without result. */
  readonly type: TypeReference | undefined
  /** Where entity sets are looked up. */
  readonly container: EntityContainer
  /** Whether an entity set of a base type has the entities of sets of derived types, too. */
  readonly spansDerivedSets: boolean
  /** What expressions in it are bound with; `now` is the time of the request as an instant. */
  readonly scope: { readonly model: EdmModel, readonly aliases: Aliases, readonly now: string }
}

/** Values of parameter aliases, by their names without `@`. */
type Aliases = ReadonlyMap<string, ExpressionNode>

/**
 * Resolves every segment against the model, as far as it is supported.
 * @throws ODataError `badRequest` for an unknown name, as the real service answers it
 */
export function bindPath (model: EdmModel, nodes: readonly SegmentNode[], aliases: Aliases = new Map(), now = ''): ODataPath {
  const segments: PathSegment[] = []
  for (const [index, node] of nodes.entries()) {
    const last = segments.at(-1)?.kind
    if (last === 'unsupported' || last === 'call') break
    segments.push(...bindSegment(model, segments, withoutAliases(node, aliases), index))
  }
  const { spansDerivedSets } = dialectOf(model)
  return { segments, type: segments.at(-1)?.type, container: model.container, spansDerivedSets, scope: { model, aliases, now } }
}

/** Key values may be given as aliases (OData-URL 4.01, section 5.3); one without a value is left as it is, and no key. */
function withoutAliases (node: SegmentNode, aliases: Aliases): SegmentNode {
  if (!('parentheses' in node)) return node
  const valueOf = (value: ExpressionNode, left = aliases.size): ExpressionNode =>
    value.kind === 'parameterAlias' && left > 0 ? valueOf(aliases.get(value.name) ?? value, left - 1) : value
  const parentheses = node.parentheses.map((list): ParenthesesNode =>
    list.kind === 'key'
      ? { ...list, value: valueOf(list.value) }
      : { ...list, parameters: list.parameters.map(parameter => ({ ...parameter, value: valueOf(parameter.value) })) }
  )
  return { ...node, parentheses }
}

function bindSegment (model: EdmModel, segments: readonly PathSegment[], node: SegmentNode, index: number): PathSegment[] {
  const previous = segments.at(-1)
  switch (node.kind) {
    case 'system': return [bindSystemSegment(dialectOf(model), previous, node.name)]
    case 'crossJoin': throw unknownSegment(dialectOf(model), '$crossjoin')
    case 'filter': return bindFilterSegment(model, segments, node)
    case 'window': return previous?.type === undefined ? [] : [{ kind: 'window', window: node, type: previous.type }]
    case 'plain': return previous === undefined ? bindRoot(model, node) : bindMember(model, previous, segments, node, index)
  }
}

function bindRoot (model: EdmModel, node: PlainSegmentNode): PathSegment[] {
  const dialect = dialectOf(model)
  if (singletonsAlwaysThere(model)) {
    const singleton = node.parentheses.length === 0 ? findSingleton(model, node.text) : undefined
    if (singleton !== undefined) return [{ kind: 'singleton', singleton, type: { type: singleton.type, nullable: false } }]
  }
  const name = node.name ?? node.text
  const resource = findRoot(model, name)
  const { container } = model
  if (resource !== undefined) return bindNavigation(model, rootNavigation(resource), node)
  const imported = findImport(model, name)
  if (imported === undefined) throw unknownSegment(dialect, node.text, rootResources(container).map(({ name }) => name))
  return [{ kind: 'call', operations: imported.kind === 'actionImport' ? [imported.action] : imported.functions, node, index: 0 }]
}

/** A navigation property, with the key of one of its entities where parentheses follow; `before`: the segments that lead to it. */
function bindNavigation (
  model: EdmModel,
  property: NavigationProperty,
  node: PlainSegmentNode,
  before: readonly PathSegment[] = []
): PathSegment[] {
  const dialect = dialectOf(model)
  const entity: TypeReference = { type: property.target, nullable: false }
  if (!property.collection) {
    if (node.parentheses.length > 0) throw unknownSegment(dialect, node.text)
    return [{ kind: 'navigation', property, type: entity }]
  }
  const collection: PathSegment = { kind: 'navigation', property, type: { type: { kind: 'collection', elementType: entity }, nullable: false } }
  if (node.parentheses.length === 0) return [collection]
  const alternate = alternateKey(model, property, property.target, node)
  return [collection, alternate === undefined ? keySegment(model, property.target, node, impliedAfter([...before, collection])) : { kind: 'key', ...alternate, type: entity }]
}

const FOLLOWED_BY_NO_NAME: ReadonlySet<PathSegment['kind']> = new Set(['count', 'value', 'ref', 'each'])

function bindMember (
  model: EdmModel,
  previous: PathSegment,
  segments: readonly PathSegment[],
  node: PlainSegmentNode,
  index: number
): PathSegment[] {
  const dialect = dialectOf(model)
  const { type } = previous
  if (previous.kind === 'index') throw unknownSegment(dialect, node.text, [], ' Nothing can follow the position of an item (`ordinalIndex` of the ABNF).')
  const operation = type === undefined || node.name === undefined ? undefined : operationSegment(model, type, node, index)
  if (previous.kind === 'each' && operation !== undefined) return [unsupported(`Calling '${node.text}' for each item`)]
  if (type === undefined || FOLLOWED_BY_NO_NAME.has(previous.kind)) throw unknownSegment(dialect, node.text)
  if (operation !== undefined) return [operation]
  const element = type.type.kind === 'collection' ? type.type.elementType.type : type.type
  if (isUntyped(previous)) {
    if (INDEX.test(node.text)) return [indexSegment(element, node)]
    return [bindInValue(model, previous, type, node)]
  }
  if (!isStructured(element)) {
    if (type.type.kind === 'collection' && previous.kind === 'property' && INDEX.test(node.text)) return [indexSegment(element, node)]
    throw unknownSegment(dialect, node.text)
  }
  if (node.name?.includes('.') === true) {
    // One cast at a time (ABNF, `collectionNavPath`, `singleNavigation`).
    if (previous.kind === 'typeCast') throw unknownSegment(dialect, node.name)
    return bindCastAndKey(model, segments, element, node.name, node)
  }
  if (type.type.kind === 'collection') {
    // An item that has no key has an index, and nothing else (section 4.10).
    if (element.kind !== 'entity') {
      if (!INDEX.test(node.text)) throw unknownSegment(dialect, node.text)
      return [indexSegment(element, node)]
    }
    if (!readsKeySegments(model)) throw unknownSegment(dialect, node.text, [], ' Keys are written in parentheses here: Capabilities.KeyAsSegmentSupported of the model is false.')
    return [bindKey(dialect, element, node, impliedAfter(segments))]
  }
  return bindStructuredMember(model, segments, element, node)
}

function bindStructuredMember (
  model: EdmModel,
  segments: readonly PathSegment[],
  type: StructuredType,
  node: PlainSegmentNode
): PathSegment[] {
  const dialect = dialectOf(model)
  const name = node.name ?? node.text
  const property = findProperty(type, name)
  if (property !== undefined && node.parentheses.length === 0) return [{ kind: 'property', property, type: property.type }]
  const navigation = findNavigationProperty(type, name)
  if (navigation === undefined) {
    if (isOpen(model, type) && node.parentheses.length === 0) return [dynamicSegment(type, name)]
    throw unknownSegment(dialect, node.text, memberNames(type))
  }
  return bindNavigation(model, navigation, node, segments)
}

function dynamicSegment ({ concreteTypes }: StructuredType, name: string): PathSegment {
  const declaring = concreteTypes.find(derived => (findProperty(derived, name) ?? findNavigationProperty(derived, name)) !== undefined)
  if (declaring !== undefined) return unsupported(`Addressing '${name}', which '${declaring.fullName}' declares, without a cast to that type`)
  return { kind: 'dynamic', name, type: untyped }
}

/** An index counts from 0, a negative one from the end; more digits than these count more items than there can be. */
const INDEX = /^(?:-0*[1-9]\d{0,8}|0*\d{1,9})$/

const indexSegment = (element: EdmType, { text }: PlainSegmentNode): PathSegment =>
  ({ kind: 'index', index: Number(text), type: { type: element, nullable: true } })

/** `Namespace.Type`, and of a collection `Namespace.Type('id')` too. */
function bindCastAndKey (
  model: EdmModel,
  segments: readonly PathSegment[],
  element: StructuredType,
  name: string,
  node: PlainSegmentNode
): PathSegment[] {
  const type = segments.at(-1)?.type as TypeReference
  const cast = bindTypeCast(model, type, element, name)
  if (node.parentheses.length === 0) return [cast]
  if (type.type.kind !== 'collection' || element.kind !== 'entity') throw unknownSegment(dialectOf(model), node.text)
  return [cast, keySegment(model, (cast as Extract<PathSegment, { kind: 'typeCast' }>).target as EntityType, node, impliedAfter(segments))]
}

function bindTypeCast (model: EdmModel, type: TypeReference, element: StructuredType, name: string): PathSegment {
  const target = findType(model, name)
  if (target === undefined || !isAssignable(target, element)) throw unknownSegment(dialectOf(model), name)
  const cast: TypeReference = { type: target, nullable: false }
  return {
    kind: 'typeCast',
    target,
    type: type.type.kind === 'collection' ? { type: { kind: 'collection', elementType: cast }, nullable: false } : cast
  }
}

/** `filterInPath` (OData-URL 4.01, section 4.12) */
function bindFilterSegment (
  model: EdmModel,
  segments: readonly PathSegment[],
  { predicate, parentheses }: FilterSegmentNode
): PathSegment[] {
  const type = segments.at(-1)?.type
  if (type?.type.kind !== 'collection' || type.type.elementType.type.kind === 'primitive') throw unknownSegment(dialectOf(model), '$filter')
  const filter: PathSegment = { kind: 'filter', predicate, type }
  if (parentheses === undefined) return [filter]
  const element = type.type.elementType.type
  if (element.kind !== 'entity') throw unknownSegment(dialectOf(model), '$filter')
  return [filter, keySegment(model, element, { text: '$filter', parentheses }, impliedAfter(segments))]
}
