/** From syntax to meaning: the path, the options and the body against the model. Unknown names and unfitting types end here, with a 400. */
import type { EdmModel } from '../../edm/types.js'
import { notImplemented, ODataError } from '../../errors.js'
import type { Conditions } from '../etag.js'
import { negotiateFormat } from '../json/format.js'
import type { Format } from '../json/format.js'
import { readStructured } from '../json/read-body.js'
import type { PropertyValue, StructuredValue } from '../json/structured-value.js'
import { parsePreferences } from '../preferences.js'
import type { Preferences } from '../preferences.js'
import type { Method, ODataRequest } from '../request.js'
import type { QueryOptions } from '../url/ast.js'
import type { ODataUrl } from '../url/parse-url.js'
import { bindCollectionOptions } from './collection-options.js'
import type { CollectionOptions } from './collection-options.js'
import { bindEntityOptions } from './entity-options.js'
import type { EntityOptions } from './entity-options.js'
import { bindPath } from './path.js'
import { allowedMethods, bindTarget } from './target.js'
import type { Target } from './target.js'
import { readJson, readRows, readWrapped } from './write-body.js'

/** What a write does to the values it names (Protocol 4.01, sections 11.4.3, 11.4.9 and 11.4.10). */
export interface Change {
  readonly values: StructuredValue
  /** `merge`: members that are not sent stay; `replace`: they take their defaults; `append`: rows are added. */
  readonly mode: 'merge' | 'replace' | 'append'
}

export interface BoundRequest {
  readonly target: Target
  /** Of an entity or a complex value. */
  readonly entity: EntityOptions | undefined
  /** Of rows. */
  readonly collection: CollectionOptions | undefined
  /** What pages depend on: the rows asked for and their order. */
  readonly options: QueryOptions
  readonly format: Format
  readonly preferences: Preferences
  readonly conditions: Conditions
  /** Undefined for a read. */
  readonly change: Change | undefined
}

export function bindRequest (model: EdmModel, url: ODataUrl, request: ODataRequest): BoundRequest {
  const target = bindTarget(bindPath(model, url.segments))
  checkMethod(target, request.method)
  checkOptions(target, request.method, url.options)
  const { options } = url
  const isRows = target.kind === 'rows' || target.kind === 'rowCount'
  return {
    target,
    entity: isRows ? undefined : bindEntityOptions(model, target, options),
    collection: isRows ? bindCollectionOptions({ model, aliases: options.aliases }, target.element, options) : undefined,
    options,
    format: negotiateFormat(isText(target) ? undefined : request.accept, options.format),
    preferences: parsePreferences(request.prefer),
    conditions: request.conditions,
    change: request.method === 'GET' || request.method === 'HEAD' ? undefined : readChange(model, target, request)
  }
}

/** The methods that the resource of a URL answers. */
export function methodsOf (model: EdmModel, url: ODataUrl): readonly Method[] {
  return allowedMethods(bindTarget(bindPath(model, url.segments)))
}

/** Answers that are plain text whatever the client accepts: there is one form of them. */
const isText = (target: Target): boolean => target.kind === 'rowCount' || (target.kind === 'primitive' && target.raw)

function checkMethod (target: Target, method: Method): void {
  const allowed = allowedMethods(target)
  if (allowed.includes(method)) return
  throw new ODataError('methodNotAllowed', 'Specified HTTP method is not allowed for the request target.', { headers: { Allow: allowed.join(', ') } })
}

const collectionOptions = ['$filter', '$orderby', '$top', '$skip', '$count', '$search', '$apply', '$skiptoken']

const allowedOptions: Readonly<Record<Target['kind'], readonly string[]>> = {
  entity: ['$select', '$compute', '$format'],
  rows: ['$filter', '$orderby', '$top', '$skip', '$count', '$search', '$skiptoken', '$apply', '$select', '$compute', '$format'],
  rowCount: ['$filter', '$search'],
  complex: ['$select', '$format'],
  primitive: ['$format']
}

const kinds: Readonly<Record<Target['kind'], string>> = {
  entity: 'a single entity',
  rows: 'a collection of complex values',
  rowCount: 'a count',
  complex: 'a single complex value',
  primitive: 'a primitive value'
}

/** Options that do not fit what is addressed are refused, never ignored (Protocol 4.01, section 11.2.1): 400, or 501 where they could fit. */
function checkOptions (target: Target, method: Method, { raw }: QueryOptions): void {
  const reads = method === 'GET' || method === 'HEAD'
  for (const { kind, name } of raw) {
    if (kind !== 'system') continue
    const allowed = allowedOptions[target.kind]
    if (allowed.includes(name) && (reads || !collectionOptions.includes(name))) continue
    if (allowed.includes(name)) throw new ODataError('badRequest', `${name}: not allowed with ${method}.`, { target: name })
    if (collectionOptions.includes(name) && target.kind !== 'rows' && !(target.kind === 'rowCount' && name === '$apply')) {
      throw new ODataError('badRequest', `${name}: not allowed here: the resource is ${kinds[target.kind]}, not a collection.`, { target: name })
    }
    throw notImplemented(name, name)
  }
}

function readChange (model: EdmModel, target: Target, request: ODataRequest): Change {
  const of = (name: string, value: PropertyValue, mode: Change['mode']): Change => ({ values: { type: target.singleton.type, properties: { [name]: value } }, mode })
  switch (target.kind) {
    case 'entity': return { values: readStructured(model, target.singleton.type, readJson(request)), mode: 'merge' }
    case 'rows': {
      if (request.method === 'DELETE') return of(target.property.name, [], 'replace')
      if (request.method === 'POST') return of(target.property.name, readRows(model, target.property.type, target.element, readJson(request)), 'append')
      return of(target.property.name, readWrapped(model, target.property.type, readJson(request)), 'replace')
    }
    case 'complex': {
      if (request.method === 'DELETE') return of(target.property.name, null, 'replace')
      return of(target.property.name, readStructured(model, target.type, readJson(request)), request.method === 'PUT' ? 'replace' : 'merge')
    }
    case 'primitive': {
      const value = request.method === 'DELETE' ? null : readWrapped(model, target.property.type, readJson(request))
      if (target.parent === undefined) return of(target.property.name, value, 'merge')
      return of(target.parent.name, { type: target.parent.type.type as StructuredValue['type'], properties: { [target.property.name]: value } }, 'merge')
    }
    case 'rowCount': throw new Error('a count is only read')
  }
}
