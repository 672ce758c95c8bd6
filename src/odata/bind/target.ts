/** What a resource path addresses below the singleton, and the methods that answers (OData-Protocol 4.01, section 11.4). */
import type { ComplexType, PrimitiveType, Property, Singleton, StructuredType, TypeReference } from '../../edm/types.js'
import { notImplemented } from '../../errors.js'
import type { Method } from '../request.js'
import type { ODataPath, PathSegment } from './path.js'

/** A property whose value is a collection of complex values: rows. */
export interface RowsTarget {
  readonly singleton: Singleton
  readonly property: Property
  readonly element: TypeReference & { readonly type: ComplexType }
}

export type Target =
  | { readonly kind: 'entity', readonly singleton: Singleton }
  | RowsTarget & { readonly kind: 'rows' }
  | RowsTarget & { readonly kind: 'rowCount' }
  | { readonly kind: 'complex', readonly singleton: Singleton, readonly property: Property, readonly type: ComplexType }
  /** `parent`: the complex property it is a member of. `raw`: by `/$value`, as text. */
  | { readonly kind: 'primitive', readonly singleton: Singleton, readonly parent: Property | undefined, readonly property: Property, readonly type: PrimitiveType, readonly raw: boolean }

/** Resolves a bound path; 501 for what exists and is not served. */
export function bindTarget (path: ODataPath): Target {
  const segments = path.segments.filter(isStep)
  const [first, ...rest] = segments
  if (first?.kind !== 'singleton') throw notImplemented(describe(path))
  const { singleton } = first
  const last = rest.at(-1)
  const count = last?.kind === 'count'
  const raw = last?.kind === 'value'
  const properties = (count || raw ? rest.slice(0, -1) : rest).flatMap(segment => segment.kind === 'property' ? [segment.property] : [])
  if (properties.length !== rest.length - (count || raw ? 1 : 0)) throw notImplemented(describe(path))
  const [property, member] = properties
  if (property === undefined) return { kind: 'entity', singleton }
  return member === undefined ? ofProperty(path, singleton, property, { count, raw }) : ofMember(path, singleton, property, member, raw)
}

/** A cast that names the type a value has anyway says nothing. */
function isStep (segment: PathSegment, index: number, segments: readonly PathSegment[]): boolean {
  if (segment.kind !== 'typeCast') return true
  const before = segments[index - 1]?.type?.type
  const element = before?.kind === 'collection' ? before.elementType.type : before
  return element !== (segment.target as StructuredType)
}

function ofProperty (path: ODataPath, singleton: Singleton, property: Property, { count, raw }: { count: boolean, raw: boolean }): Target {
  const { type } = property.type
  if (type.kind === 'complex') return { kind: 'complex', singleton, property, type }
  if (type.kind === 'primitive') return { kind: 'primitive', singleton, parent: undefined, property, type, raw }
  if (type.kind === 'collection' && type.elementType.type.kind === 'complex') {
    return { kind: count ? 'rowCount' : 'rows', singleton, property, element: type.elementType as RowsTarget['element'] }
  }
  throw notImplemented(describe(path))
}

function ofMember (path: ODataPath, singleton: Singleton, parent: Property, property: Property, raw: boolean): Target {
  const { type } = property.type
  if (type.kind !== 'primitive') throw notImplemented(describe(path))
  return { kind: 'primitive', singleton, parent, property, type, raw }
}

const READ: readonly Method[] = ['GET', 'HEAD']

/** The methods a target answers; the rest is a 405 (Protocol 4.01, section 9.3.4). */
export function allowedMethods (target: Target): readonly Method[] {
  switch (target.kind) {
    case 'entity': return [...READ, 'PATCH', 'OPTIONS']
    case 'rows': return [...READ, 'PUT', 'POST', 'DELETE', 'OPTIONS']
    case 'rowCount': return [...READ, 'OPTIONS']
    case 'complex': return [...READ, 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
    case 'primitive': {
      if (target.raw || target.property.readOnly) return [...READ, 'OPTIONS']
      return target.property.type.nullable ? [...READ, 'PUT', 'DELETE', 'OPTIONS'] : [...READ, 'PUT', 'OPTIONS']
    }
  }
}

function describe (path: ODataPath): string {
  const last = path.segments.at(-1)
  switch (last?.kind) {
    case 'property': case 'navigation': return `Addressing '${last.property.name}' by a path of its own`
    case 'operation': return `The action '${last.action.name}'`
    case undefined: return 'The service document'
    default: return 'This resource path'
  }
}
