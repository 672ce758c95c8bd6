/** What a resource path addresses (OData-URL 4.01, section 4). */
import { innerAt } from '../../edm/inner-navigation.js'
import { isStream, itemType, rowTypeOf, underlyingType } from '../../edm/lookup.js'
import { isMedia, mediaStream } from '../../edm/media.js'
import type {
  Action,
  ComplexType,
  EntitySet,
  EntityType,
  KeyProperty,
  NavigationProperty,
  EdmType,
  Property,
  Singleton,
  StructuredType,
  TypeReference
} from '../../edm/types.js'
import { memberOf, rootLocation, singletonLocation } from '../canonical-path.js'
import type { Condition, EntityLocation } from '../canonical-path.js'
import { derivedSets, homeOf, isRelatable, notRelatable, resourceOf } from '../related-entities.js'
import { rootNavigation } from '../root-navigation.js'
import type { ExpressionNode, WindowSegmentNode } from '../url/ast.js'
import { withCasts } from './cast-conditions.js'
import { propertiesTo } from './complex-way.js'
import type { ComplexStep, Inside } from './complex-way.js'
import { bindFilter } from './expression/bind-expression.js'
import { itemScope } from './expression/scope.js'
import { dynamicProperty } from './open-type.js'
import type { ODataPath, PathSegment } from './path.js'
import { isUnsupported, unsupported } from './unsupported.js'
import type { Unsupported } from './unsupported.js'
import type { ValueCast } from './value-cast.js'

/** The entities that one contains, or is related to. */
export interface EntitiesTarget {
  readonly parent: EntityLocation
  readonly property: NavigationProperty
  /** The declared type of the items, or the derived one that a cast names. */
  readonly type: EntityType
  /** Of entities that are not contained: the entity set or singleton that they are in, where the model says so. */
  readonly home?: EntitySet | Singleton | undefined
  /** `/$filter(…)` segments: what the items are that are meant (OData-URL 4.01, section 4.12). */
  readonly filters: readonly ExpressionNode[]
  /** Of the answer of a call: the items that it is. */
  readonly window?: WindowSegmentNode | undefined
}

/** A property of an entity. */
interface OfEntity {
  readonly location: EntityLocation
  readonly property: Property
}

/** A property whose value is a collection of complex values: rows. */
export interface RowsTarget extends OfEntity {
  readonly element: TypeReference & { readonly type: ComplexType }
  readonly filters: readonly ExpressionNode[]
}

interface ItemTarget {
  readonly kind: 'item'
  readonly element: TypeReference
  readonly index: number
  /** Of rows: among which of them it has the place. */
  readonly filters?: readonly ExpressionNode[]
}

interface DynamicTarget {
  readonly kind: 'dynamic'
  readonly declared: boolean
  readonly inner: readonly string[]
  /** The property that the last of them is, where a cast tells it. */
  readonly member?: Property | undefined
  /** What values on the way must be of. */
  readonly casts: readonly ValueCast[]
  readonly raw: boolean
  /** Whether it is the number of items that is meant. */
  readonly counted?: true
  /** The place of an item of it. */
  readonly item?: number
}

export type Target =
  | { readonly kind: 'entity' | 'entityRef', readonly location: EntityLocation }
  | EntitiesTarget & { readonly kind: 'entities' | 'entityCount' | 'entityRefs' }
  /** All items at once (section 4.13). */
  | EntitiesTarget & { readonly kind: 'each' }
  | RowsTarget & { readonly kind: 'rows' | 'rowCount' }
  /** `type`: the declared one, or the derived one that a cast names. */
  | OfEntity & Inside & { readonly kind: 'complex', readonly type: ComplexType }
  /** `raw`: by `/$value`, as text. */
  | OfEntity & Inside & { readonly kind: 'primitive', readonly type: EdmType, readonly raw: boolean }
  /** A property that an open type does not declare, or is declared as any value; or what is inside of the value, by these names. */
  | OfEntity & Inside & DynamicTarget
  /** A property whose value is a collection that is no rows. */
  | OfEntity & Inside & { readonly kind: 'values' | 'valueCount' }
  /** An item of a collection of values or of rows, by its place: from 0, or from the end, which is -1. */
  | OfEntity & Inside & ItemTarget
  | OfEntity & { readonly kind: 'stream' }
  | { readonly kind: 'entityAction', readonly action: Action, readonly location: EntityLocation }
  | EntitiesTarget & { readonly kind: 'collectionAction', readonly action: Action }

/** Resolves a bound path; what exists and is not served is not supported. */
export function bindTarget (path: ODataPath): Target | Unsupported {
  const [first, ...rest] = path.segments
  if (first?.kind !== 'singleton' && first?.kind !== 'navigation') return refuse(path)
  const bound = (first.kind === 'singleton' ? rest : path.segments).reduce<Target | Unsupported>(
    (target, segment) => isUnsupported(target) ? target : isUnsupported(segment) ? segment : step(path, target, segment),
    { kind: 'entity', location: first.kind === 'singleton' ? singletonLocation(first.singleton) : rootLocation(first.property.target) }
  )
  return isUnsupported(bound) ? bound : withCasts(path, bound)
}

const refuse = (path: ODataPath): Unsupported => {
  const last = path.segments.at(-1)
  return last?.kind === 'unsupported' ? last : unsupported(describe(path))
}

function step (path: ODataPath, target: Target, segment: Exclude<PathSegment, Unsupported>): Target | Unsupported {
  switch (segment.kind) {
    case 'navigation':
      return stepToNavigation(path, target, segment.property)
    case 'key':
      if (target.kind === 'entities' && target.window === undefined) {
        const location = memberOf(target.parent, target.property, segment.key, target.type, target.home)
        return { kind: 'entity', location: withLast(location, { by: segment.by, others: othersOf(path, target), where: conditionsOf(path, target) }) }
      }
      break
    case 'property':
      return stepToProperty(path, target, segment.property)
    case 'dynamic':
      return stepToDynamic(path, target, segment)
    case 'valueCast':
      if (target.kind === 'dynamic' && target.item === undefined) return { ...target, casts: [...target.casts, { ...segment.cast, depth: target.inner.length }] }
      break
    case 'typeCast':
      return cast(path, target, segment.target)
    case 'operation':
      return stepToAction(path, target, segment.action)
    case 'count':
      if (target.kind === 'entities') return { ...target, kind: 'entityCount' }
      if (target.kind === 'rows') return { ...target, kind: 'rowCount' }
      if (target.kind === 'values') return { ...target, kind: 'valueCount' }
      if (target.kind === 'dynamic') return { ...target, counted: true }
      break
    case 'value':
      if (target.kind === 'stream') return target
      if (target.kind === 'entity' && isMedia(target.location.type)) return { kind: 'stream', location: target.location, property: mediaStream }
      if (target.kind === 'primitive' || target.kind === 'dynamic') return { ...target, raw: true }
      break
    case 'filter':
      if (target.kind === 'entities' || target.kind === 'rows') return { ...target, filters: [...target.filters, segment.predicate] }
      break
    case 'window':
      if (target.kind === 'entities' && isWhole(target)) return { ...target, window: segment.window }
      break
    case 'index':
      if (target.kind === 'dynamic') return { ...target, item: segment.index }
      if (target.kind === 'values' || target.kind === 'rows') {
        const { location, property } = target
        const found = 'way' in target ? { way: target.way } : { way: [], filters: target.filters }
        return { kind: 'item', location, ...found, property, element: itemType(property.type), index: segment.index }
      }
      break
    case 'each':
      if (target.kind === 'entities' && target.window === undefined) return { ...target, kind: 'each' }
      break
    case 'ref':
      if (target.kind === 'entities') return { ...target, kind: 'entityRefs' }
      if (target.kind === 'entity') return { ...target, kind: 'entityRef' }
      break
    default:
  }
  return refuse(path)
}

interface Finding {
  readonly by: readonly KeyProperty[] | undefined
  readonly others: readonly NavigationProperty[]
  readonly where: readonly Condition[]
}

/** Found by an alternate key, in other entity sets, or where conditions hold. */
function withLast (location: EntityLocation, { by, others, where }: Finding): EntityLocation {
  const last = location.steps.at(-1)
  if (last === undefined || (by === undefined && others.length === 0 && where.length === 0)) return location
  const found = { ...last, ...by === undefined ? {} : { by }, ...others.length === 0 ? {} : { others } }
  return { ...location, steps: [...location.steps.slice(0, -1), where.length === 0 ? found : { ...found, where }] }
}

/** What `/$filter(…)` before a key demands of the entity that it names (section 4.12). */
function conditionsOf ({ container, scope: { model, aliases, now } }: ODataPath, target: EntitiesTarget): readonly Condition[] {
  const home = homeOf(container, memberOf(target.parent, target.property, [], target.type, target.home))
  const scope = itemScope({ model, aliases, it: undefined, home }, { type: target.type, nullable: false }, '$filter')
  return target.filters.map(predicate => ({ filter: bindFilter(scope, predicate), variable: scope.current, now }))
}

/** The entity sets of derived types that a set of a base type stands for. */
function othersOf ({ container, spansDerivedSets }: ODataPath, { parent, property }: EntitiesTarget): readonly NavigationProperty[] {
  if (!spansDerivedSets || parent.singleton !== undefined || parent.steps.length > 0) return []
  return derivedSets(container, container.entitySets.find(({ name }) => name === property.name)).map(rootNavigation)
}

function stepToNavigation (path: ODataPath, target: Target, named: NavigationProperty): Target | Unsupported {
  if (target.kind !== 'entity' && target.kind !== 'complex') return refuse(path)
  const { container } = path
  const property = target.kind === 'complex' ? innerAt(propertiesTo(target), named) : named
  if (property === undefined) return refuse(path)
  if (!isRelatable(container, property)) return unsupported(notRelatable(property))
  const home = property.containsTarget ? undefined : resourceOf(container, homeOf(container, target.location), property)
  return property.collection
    ? { kind: 'entities', parent: target.location, property, type: property.target, home, filters: [] }
    : { kind: 'entity', location: memberOf(target.location, property, [], property.target, home) }
}

function stepToProperty (path: ODataPath, target: Target, property: Property): Target | Unsupported {
  if (target.kind !== 'entity' && target.kind !== 'complex') return refuse(path)
  const { location } = target
  const way = wayBelow(target)
  const { type } = property.type
  if (type.kind === 'complex') return { kind: 'complex', location, way, property, type }
  if (type.kind === 'builtIn') return { kind: 'dynamic', location, way, property, declared: true, inner: [], casts: [], raw: false }
  if (isStream(property)) return way.length === 0 ? { kind: 'stream', location, property } : refuse(path)
  if (type.kind === 'enum' || underlyingType(type).kind === 'primitive') return { kind: 'primitive', location, way, property, type, raw: false }
  if (type.kind === 'collection' && rowTypeOf(property) === undefined) return { kind: 'values', location, way, property }
  if (type.kind !== 'collection' || way.length > 0) return refuse(path)
  return { kind: 'rows', location, property, element: type.elementType as RowsTarget['element'], filters: [] }
}

function stepToDynamic (path: ODataPath, target: Target, { name, member }: Extract<PathSegment, { kind: 'dynamic' }>): Target | Unsupported {
  if (target.kind === 'dynamic') return { ...target, inner: [...target.inner, name], member }
  if (target.kind !== 'entity' && target.kind !== 'complex') return refuse(path)
  const property = dynamicProperty(name)
  return { kind: 'dynamic', location: target.location, way: wayBelow(target), property, declared: false, inner: [], casts: [], raw: false }
}

/** The complex values on the way to a member of an entity, or of the complex value that is addressed. */
const wayBelow = (target: Target): readonly ComplexStep[] =>
  target.kind === 'complex' ? [...target.way, { property: target.property, type: target.type }] : []

function stepToAction (path: ODataPath, target: Target, action: Action): Target | Unsupported {
  if (target.kind === 'entity') return { kind: 'entityAction', action, location: target.location }
  if (target.kind === 'entities' && isWhole(target)) return { ...target, kind: 'collectionAction', action }
  return refuse(path)
}

/** A cast that names the type a value has anyway says nothing. */
function cast (path: ODataPath, target: Target, type: StructuredType): Target | Unsupported {
  switch (target.kind) {
    case 'entities': return { ...target, type: type as EntityType }
    case 'entity': {
      const { location, location: { singleton, steps } } = target
      const last = steps.at(-1)
      return {
        kind: 'entity',
        location: last === undefined
          ? location
          : { singleton, steps: [...steps.slice(0, -1), { ...last, type: type as EntityType }], type: type as EntityType }
      }
    }
    case 'complex': return { ...target, type: type as ComplexType }
    case 'rows': if (type === target.element.type) return target; break
    default:
  }
  return refuse(path)
}

/** The number of the items of a value that nothing is declared of. */
export const isDynamicCount = (target: Target): boolean => target.kind === 'dynamic' && target.counted === true

/** Whether all items are meant. */
export const isWhole = ({ filters, window }: EntitiesTarget): boolean => filters.length === 0 && window === undefined

function describe (path: ODataPath): string {
  const last = path.segments.at(-1)
  switch (last?.kind) {
    case 'property': case 'navigation': return `Addressing '${last.property.name}' by a path of its own`
    case 'operation': return `The action '${last.action.name}'`
    case 'call': return `The call of '${last.operations[0].fullName}' in this place`
    case undefined: return 'The service document'
    default: return 'This resource path'
  }
}
