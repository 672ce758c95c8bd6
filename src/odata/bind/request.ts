/** From syntax to meaning: the path, the options and the body against the model. Unknown names and unfitting types end here, with a 400. */
import type { EdmModel, EntityType, Property, Singleton } from '../../edm/types.js'
import { findNavigationProperty, findProperty, memberNames } from '../../edm/lookup.js'
import { notImplemented, ODataError } from '../../errors.js'
import type { Conditions } from '../etag.js'
import { negotiateFormat } from '../json/format.js'
import type { Format } from '../json/format.js'
import { parseJson } from '../json/parse-json.js'
import { readStructured } from '../json/read-body.js'
import type { StructuredValue } from '../json/structured-value.js'
import { parsePreferences } from '../preferences.js'
import type { Preferences } from '../preferences.js'
import type { Method, ODataRequest } from '../request.js'
import type { QueryOptions, SelectItemNode } from '../url/ast.js'
import type { ODataUrl } from '../url/parse-url.js'
import { didYouMean } from '../url/syntax-error.js'
import { suggest } from '../url/suggest.js'
import { bindPath } from './path.js'
import type { ODataPath } from './path.js'

interface BoundRequestBase {
  readonly singleton: Singleton
  /** What `$select` leaves of the properties, in declared order. */
  readonly properties: readonly Property[]
  /** The canonical text of `$select` for the context URL; undefined without one. */
  readonly selected: string | undefined
  readonly format: Format
  readonly preferences: Preferences
  readonly conditions: Conditions
}

export type BoundRequest =
  | BoundRequestBase & { readonly kind: 'read' }
  | BoundRequestBase & { readonly kind: 'update', readonly values: StructuredValue }

export function bindRequest (model: EdmModel, url: ODataUrl, request: ODataRequest): BoundRequest {
  const path = bindPath(model, url.segments)
  const singleton = bindSingleton(path, request.method)
  const { properties, selected } = bindSelect(singleton.type, url.options.select)
  refuseUnsupported(url.options)
  const base: BoundRequestBase = {
    singleton,
    properties,
    selected,
    format: negotiateFormat(request.accept, url.options.format),
    preferences: parsePreferences(request.prefer),
    conditions: request.conditions
  }
  if (request.method !== 'PATCH') return { kind: 'read', ...base }
  return { kind: 'update', ...base, values: readStructured(model, singleton.type, parseJson(request.contentType, request.body)) }
}

/** The methods a path answers; the rest is a 405 (Protocol 4.01, section 9.3.4). */
export function allowedMethods (path: ODataPath): readonly Method[] {
  const [first, second] = path.segments
  if (first?.kind !== 'singleton' || second !== undefined) throw notImplemented(describe(path))
  return ['GET', 'HEAD', 'PATCH', 'OPTIONS']
}

function bindSingleton (path: ODataPath, method: Method): Singleton {
  const allowed = allowedMethods(path)
  if (!allowed.includes(method)) {
    throw new ODataError('methodNotAllowed', 'Specified HTTP method is not allowed for the request target.', { headers: { Allow: allowed.join(', ') } })
  }
  const [first] = path.segments
  if (first?.kind !== 'singleton') throw notImplemented(describe(path))
  return first.singleton
}

function describe (path: ODataPath): string {
  const last = path.segments.at(-1)
  switch (last?.kind) {
    case 'property': case 'navigation': return `Addressing '${last.property.name}' by a path of its own`
    case 'operation': return `The action '${last.action.name}'`
    case 'singleton': return `'${last.singleton.name}'`
    case undefined: return 'The service document'
    default: return 'This resource path'
  }
}

/** `$select` of properties by name (OData-URL 4.01, section 5.1.4). */
function bindSelect (type: EntityType, items: readonly SelectItemNode[] | undefined): { properties: readonly Property[], selected: string | undefined } {
  if (items === undefined || items.some(item => item.kind === 'wildcard')) {
    return { properties: type.properties, selected: items === undefined ? undefined : '*' }
  }
  const chosen = new Set(items.flatMap(item => bindSelectItem(type, item)))
  const properties = type.properties.filter(property => chosen.has(property))
  return { properties, selected: properties.map(({ name }) => name).join(',') }
}

function bindSelectItem (type: EntityType, item: SelectItemNode): Property[] {
  if (item.kind !== 'path') return []
  const [first, second] = item.path
  if (first?.kind !== 'name' || first.name.includes('.')) throw notImplemented('A type cast or an annotation in $select', '$select')
  const property = findProperty(type, first.name)
  if (property === undefined) {
    if (findNavigationProperty(type, first.name) !== undefined) return []
    throw new ODataError('badRequest', `$select: '${type.fullName}' has no property '${first.name}' (position ${first.position + 1}).${didYouMean(suggest(first.name, memberNames(type)))}`, { target: '$select' })
  }
  if (second !== undefined || Object.keys(item.options).length > 0) throw notImplemented('A path or nested options in $select', '$select')
  return [property]
}

const collectionOnly = ['$filter', '$orderby', '$top', '$skip', '$count', '$search', '$apply', '$skiptoken']
const supported = ['$select', '$format']

/** A singleton is no collection, so some options do not fit it (400); others could be, and are not yet (501). */
function refuseUnsupported ({ raw }: QueryOptions): void {
  for (const { kind, name } of raw) {
    if (kind !== 'system' || supported.includes(name)) continue
    if (collectionOnly.includes(name)) throw new ODataError('badRequest', `${name}: not allowed here: the resource is a single entity, not a collection.`, { target: name })
    throw notImplemented(name, name)
  }
}
