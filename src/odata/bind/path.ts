/** The bound resource path: typed segments (OData-URL 4.01, section 4). */
import type {
  Action,
  EdmModel,
  EntityType,
  NavigationProperty,
  Property,
  Singleton,
  StructuredType,
  TypeReference
} from '../../edm/types.js'
import {
  findAction,
  findNavigationProperty,
  findProperty,
  findSingleton,
  findType,
  isAssignable,
  isStream,
  isStructured,
  memberNames
} from '../../edm/lookup.js'
import { ODataError } from '../../errors.js'
import type { ExpressionNode, ParenthesesNode, PlainSegmentNode, SegmentNode } from '../url/ast.js'
import { suggest } from '../../base/suggest.js'
import { unsupported } from './unsupported.js'
import type { Unsupported } from './unsupported.js'

export type PathSegment =
  | { readonly kind: 'singleton', readonly singleton: Singleton, readonly type: TypeReference }
  | { readonly kind: 'navigation', readonly property: NavigationProperty, readonly type: TypeReference }
  | { readonly kind: 'key', readonly key: string, readonly type: TypeReference }
  | { readonly kind: 'property', readonly property: Property, readonly type: TypeReference }
  | { readonly kind: 'typeCast', readonly target: StructuredType, readonly type: TypeReference }
  | { readonly kind: 'operation', readonly action: Action, readonly type: TypeReference | undefined }
  /** `$filter(…)`: the items of a collection that a condition leaves. */
  | { readonly kind: 'filter', readonly predicate: ExpressionNode, readonly type: TypeReference }
  | { readonly kind: 'count' | 'value' | 'ref' | 'each', readonly type: TypeReference | undefined }
  /** Ends the path. */
  | Unsupported & { readonly type?: undefined }

/** At least one segment; the service document and `$metadata` are no resource paths. */
export interface ODataPath {
  readonly segments: readonly PathSegment[]
  /** What the path addresses; undefined for an action without result. */
  readonly type: TypeReference | undefined
}

/** Values of parameter aliases, by their names without `@`. */
type Aliases = ReadonlyMap<string, ExpressionNode>

/**
 * Resolves every segment against the model, as far as it is supported.
 * @throws ODataError `badRequest` for an unknown name, as the real service answers it
 */
export function bindPath (model: EdmModel, nodes: readonly SegmentNode[], aliases: Aliases = new Map()): ODataPath {
  const segments: PathSegment[] = []
  for (const node of nodes) {
    if (segments.at(-1)?.kind === 'unsupported') break
    segments.push(...bindSegment(model, segments.at(-1), node.kind === 'plain' ? withoutAliases(node, aliases) : node))
  }
  return { segments, type: segments.at(-1)?.type }
}

/** Key values may be given as aliases (OData-URL 4.01, section 5.3); one without a value is left as it is, and no key. */
function withoutAliases (node: PlainSegmentNode, aliases: Aliases): PlainSegmentNode {
  const valueOf = (value: ExpressionNode, left = aliases.size): ExpressionNode =>
    value.kind === 'parameterAlias' && left > 0 ? valueOf(aliases.get(value.name) ?? value, left - 1) : value
  const parentheses = node.parentheses.map((list): ParenthesesNode =>
    list.kind === 'key'
      ? { ...list, value: valueOf(list.value) }
      : { ...list, parameters: list.parameters.map(parameter => ({ ...parameter, value: valueOf(parameter.value) })) }
  )
  return { ...node, parentheses }
}

function bindSegment (model: EdmModel, previous: PathSegment | undefined, node: SegmentNode): PathSegment[] {
  switch (node.kind) {
    case 'system': return [bindSystemSegment(previous, node.name)]
    case 'crossJoin': return [unsupported('$crossjoin')]
    case 'filter': return [bindFilterSegment(previous, node.predicate)]
    case 'plain': return previous === undefined ? bindRoot(model, node) : bindMember(model, previous, node)
  }
}

function bindRoot (model: EdmModel, node: PlainSegmentNode): PathSegment[] {
  const singleton = node.parentheses.length === 0 ? findSingleton(model, node.text) : undefined
  if (singleton === undefined) throw unknownSegment(node.text, model.container.singletons.map(({ name }) => name))
  return [{ kind: 'singleton', singleton, type: { type: singleton.type, nullable: false } }]
}

function bindMember (model: EdmModel, previous: PathSegment, node: PlainSegmentNode): PathSegment[] {
  const { type } = previous
  if (type === undefined || previous.kind === 'count' || previous.kind === 'value' || previous.kind === 'ref' || previous.kind === 'each') {
    throw unknownSegment(node.text)
  }
  const operation = node.name === undefined ? undefined : bindOperation(model, previous, node.name)
  if (operation !== undefined) return [operation]
  const element = type.type.kind === 'collection' ? type.type.elementType.type : type.type
  if (!isStructured(element)) throw unknownSegment(node.text)
  if (node.name?.includes('.') === true) {
    // One cast at a time (ABNF, `collectionNavPath`, `singleNavigation`).
    if (previous.kind === 'typeCast') throw unknownSegment(node.name)
    return bindCastAndKey(model, type, element, node.name, node)
  }
  if (type.type.kind === 'collection') return [bindKey(previous, element, node)]
  return bindStructuredMember(element, node)
}

function bindStructuredMember (type: StructuredType, node: PlainSegmentNode): PathSegment[] {
  const name = node.name ?? node.text
  const property = findProperty(type, name)
  if (property !== undefined && node.parentheses.length === 0) return [{ kind: 'property', property, type: property.type }]
  const navigation = findNavigationProperty(type, name)
  if (navigation === undefined) throw unknownSegment(node.text, memberNames(type))
  const collection: PathSegment = {
    kind: 'navigation',
    property: navigation,
    type: { type: { kind: 'collection', elementType: { type: navigation.target, nullable: false } }, nullable: false }
  }
  return node.parentheses.length === 0 ? [collection] : [collection, keySegment(navigation.target, node)]
}

/** `/{id}` and `('{id}')`: key-as-segment and the canonical form (OData-URL 4.01, sections 4.3.1 and 4.3.6). */
function bindKey (previous: PathSegment, element: StructuredType, node: PlainSegmentNode): PathSegment {
  if (previous.kind === 'property') {
    // An item has an index, and nothing else (section 4.10).
    if (!/^-?\d+$/.test(node.text)) throw unknownSegment(node.text)
    return unsupported('Addressing a member of a collection of complex values')
  }
  return { kind: 'key', key: possibleKey(node.text), type: { type: element, nullable: false } }
}

function keySegment (target: EntityType, node: PlainSegmentNode): PathSegment {
  const [parentheses, more] = node.parentheses
  const values = parentheses?.kind === 'key'
    ? [parentheses.value]
    : parentheses?.parameters.filter(({ name }) => name.toLowerCase() === 'id').map(({ value }) => value)
  const [value] = values ?? []
  if (more !== undefined || value?.kind !== 'literal' || value.literalKind !== keyKind(target)) throw unknownSegment(node.text)
  return { kind: 'key', key: possibleKey(value.text), type: { type: target, nullable: false } }
}

/** The key. @throws ODataError `notFound` for one that no entity can have: no database stores U+0000 in a text, nor is asked for it. */
function possibleKey (key: string): string {
  if (!key.includes('\u0000')) return key
  throw new ODataError('notFound', `Resource '${key.replaceAll('\u0000', '%00')}' does not exist: no id has the character U+0000.`)
}

/** How a key value of the type is written (ABNF, `keyPropertyValue`): a guid is no string. */
function keyKind ({ key: [key] }: EntityType): 'string' | 'guid' {
  const type = key?.property.type.type
  return type?.kind === 'primitive' && type.name === 'Edm.Guid' ? 'guid' : 'string'
}

function bindOperation (model: EdmModel, previous: PathSegment, name: string): PathSegment | undefined {
  const action = findAction(model, name)
  const binding = action?.parameters[0]?.type
  if (action === undefined || binding === undefined || previous.type === undefined) return undefined
  return fitsBinding(previous.type, binding) ? { kind: 'operation', action, type: action.returnType } : undefined
}

function fitsBinding (type: TypeReference, binding: TypeReference): boolean {
  if (type.type.kind === 'collection') {
    return binding.type.kind === 'collection' && fitsBinding(type.type.elementType, binding.type.elementType)
  }
  return type.type.kind === 'entity' && binding.type.kind === 'entity' && isAssignable(type.type, binding.type)
}

/** `Namespace.Type`, and of a collection `Namespace.Type('id')` too. */
function bindCastAndKey (
  model: EdmModel,
  type: TypeReference,
  element: StructuredType,
  name: string,
  node: PlainSegmentNode
): PathSegment[] {
  const cast = bindTypeCast(model, type, element, name)
  if (node.parentheses.length === 0) return [cast]
  if (type.type.kind !== 'collection' || element.kind !== 'entity') throw unknownSegment(node.text)
  return [cast, keySegment((cast as Extract<PathSegment, { kind: 'typeCast' }>).target as EntityType, node)]
}

function bindTypeCast (model: EdmModel, type: TypeReference, element: StructuredType, name: string): PathSegment {
  const target = findType(model, name)
  if (target === undefined || !isAssignable(target, element)) throw unknownSegment(name)
  const cast: TypeReference = { type: target, nullable: false }
  return {
    kind: 'typeCast',
    target,
    type: type.type.kind === 'collection' ? { type: { kind: 'collection', elementType: cast }, nullable: false } : cast
  }
}

const countType: TypeReference = { type: { kind: 'primitive', name: 'Edm.Int64' }, nullable: false }

function bindSystemSegment (previous: PathSegment | undefined, name: string): PathSegment {
  const type = previous?.type
  switch (name) {
    case '$count':
      if (type?.type.kind !== 'collection' || previous?.kind === 'operation') throw unknownSegment(name)
      return { kind: 'count', type: countType }
    case '$value':
      // A stream property is its value (section 4.7).
      if (previous?.kind !== 'property' || type?.type.kind !== 'primitive' || isStream(previous.property)) throw unknownSegment(name)
      return { kind: 'value', type }
    case '$ref':
      if (!isEntity(type)) throw unknownSegment(name)
      return { kind: 'ref', type }
    case '$each':
      if (type?.type.kind !== 'collection') throw unknownSegment(name)
      return { kind: 'each', type: type.type.elementType }
    case '$query':
      throw new ODataError(
        'methodNotAllowed',
        'Specified HTTP method is not allowed for the request target. Send the query options in the body of a POST.',
        { headers: { Allow: 'POST' } }
      )
    default:
      return unsupported(`The path segment ${name}`)
  }
}

/** One entity, or a collection of them. */
const isEntity = (type: TypeReference | undefined): boolean =>
  (type?.type.kind === 'collection' ? type.type.elementType.type.kind : type?.type.kind) === 'entity'

/** `filterInPath` (OData-URL 4.01, section 4.12) */
function bindFilterSegment (previous: PathSegment | undefined, predicate: ExpressionNode): PathSegment {
  const type = previous?.type
  if (type?.type.kind !== 'collection' || type.type.elementType.type.kind === 'primitive') throw unknownSegment('$filter')
  return { kind: 'filter', predicate, type }
}

function unknownSegment (segment: string, candidates: readonly string[] = []): ODataError {
  const near = suggest(segment, candidates)
  return new ODataError(
    'badRequest',
    `Resource not found for the segment '${segment}'.${near === undefined ? '' : ` Did you mean '${near}'?`}`
  )
}
