/** From syntax to meaning: the path, the options and the body against the model. Unknown names and unfitting types end here, with a 400. */
import type { EdmModel, TypeReference } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import type { Conditions } from '../etag.js'
import { createBodyReading } from '../json/body-reading.js'
import type { BodyReading } from '../json/body-reading.js'
import { negotiateFormat } from '../json/format.js'
import { responseVersion } from '../protocol-version.js'
import type { Format } from '../json/format.js'
import { parsePreferences } from '../preferences.js'
import type { Preferences } from '../preferences.js'
import type { Method, ODataRequest } from '../odata-request.js'
import type { QueryOptions } from '../url/ast.js'
import type { ODataUrl } from '../url/parse-url.js'
import { checkOptions } from './allowed-options.js'
import { readChange } from './change.js'
import type { Change } from './change.js'
import { bindCollectionOptions } from './collection-options.js'
import type { CollectionOptions } from './collection-options.js'
import { bindEntityOptions } from './entity-options.js'
import type { EntityOptions } from './entity-options.js'
import { bindPath } from './path.js'
import { allowedMethods, bindTarget } from './target.js'
import type { Target } from './target.js'
import { readPayloadETag } from './write-body.js'

export interface BoundRequest {
  readonly target: Target
  /** Of an entity or a complex value. */
  readonly entity: EntityOptions | undefined
  /** Of rows and of entities. */
  readonly collection: CollectionOptions | undefined
  /** What pages depend on: the items asked for and their order. */
  readonly options: QueryOptions
  readonly format: Format
  readonly preferences: Preferences
  readonly conditions: Conditions
  /** Undefined for a read. */
  readonly change: Change | undefined
  /** Of a write: what of its body is still to be read before the change is whole. */
  readonly reading: BodyReading | undefined
}

export function bindRequest (model: EdmModel, url: ODataUrl, request: ODataRequest): BoundRequest {
  const target = bindTarget(bindPath(model, url.segments, url.options.aliases))
  checkMethod(target, request.method)
  checkOptions(target, request.method, url.options)
  const { options } = url
  const reads = request.method === 'GET' || request.method === 'HEAD'
  const reading = reads ? undefined : createBodyReading()
  const element = reads || target.kind !== 'entities' ? elementOf(target) : undefined
  return {
    target,
    entity: element === undefined ? bindEntityOptions(model, target, options) : undefined,
    collection: element === undefined
      ? undefined
      : bindCollectionOptions({ model, aliases: options.aliases }, element, options, 'filters' in target ? target.filters : []),
    options,
    format: negotiateFormat(responseVersion(request.maxVersion), isText(target) ? undefined : request.accept, options.format),
    preferences: parsePreferences(request.prefer),
    conditions: reads ? request.conditions : { ...request.conditions, inPayload: readPayloadETag(request) },
    change: reading === undefined ? undefined : readChange(model, target, request, reading),
    reading
  }
}

/** Whether the body of a write to this resource is JSON. */
export const takesJson = (model: EdmModel, url: ODataUrl): boolean =>
  bindTarget(bindPath(model, url.segments, url.options.aliases)).kind !== 'stream'

/** The type of an item of a collection that is read or returned. */
function elementOf (target: Target): TypeReference | undefined {
  switch (target.kind) {
    case 'rows': case 'rowCount': return target.element
    case 'entities': case 'entityCount': case 'entityRefs': case 'each': return { type: target.type, nullable: false }
    case 'entityAction': case 'collectionAction': {
      const type = target.action.returnType?.type
      return type?.kind === 'collection' ? type.elementType : undefined
    }
    default: return undefined
  }
}

/** The methods that the resource of a URL answers. */
export function methodsOf (model: EdmModel, url: ODataUrl): readonly Method[] {
  return allowedMethods(bindTarget(bindPath(model, url.segments, url.options.aliases)))
}

/** Answers that have one form, whatever the client accepts: plain text, and streams. */
const isText = (target: Target): boolean =>
  target.kind === 'rowCount' || target.kind === 'entityCount' || target.kind === 'stream' || (target.kind === 'primitive' && target.raw)

function checkMethod (target: Target, method: Method): void {
  const allowed = allowedMethods(target)
  if (allowed.includes(method)) return
  throw new ODataError('methodNotAllowed', 'Specified HTTP method is not allowed for the request target.', {
    headers: { Allow: allowed.join(', ') }
  })
}
