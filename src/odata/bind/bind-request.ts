/** From syntax to meaning: the path, the options and the body against the model. Unknown names and unfitting types end here, with a 400. */
import { dialectOf } from '../../dialect/service-dialect.js'
import { itemType, rowTypeOf } from '../../edm/lookup.js'
import type { EdmModel, TypeReference } from '../../edm/types.js'
import { methodNotAllowed } from '../../errors.js'
import { createBodyReading } from '../json/body-reading.js'
import type { BodyReading } from '../json/body-reading.js'
import { isIeee754Compatible, negotiateFormat } from '../json/format.js'
import { responseVersion } from '../protocol-version.js'
import type { Format } from '../json/format.js'
import { parsePreferences } from '../preferences.js'
import type { Preferences } from '../preferences.js'
import { locationAround } from '../canonical-path.js'
import type { EntityLocation } from '../canonical-path.js'
import type { Method, ODataRequest } from '../odata-request.js'
import { namesOf } from '../resource-name.js'
import { forbiddenBy, permittedMethods } from '../restrictions/permitted-methods.js'
import { restrictChange, wantsVersion } from '../restrictions/restricted-change.js'
import { restrictOptions } from '../restrictions/restricted-options.js'
import { restrictPath } from '../restrictions/restricted-path.js'
import { restrictRoot } from '../restrictions/restricted-root.js'
import { tolerateAll } from '../tolerate.js'
import { readSkipToken, requestDigest } from '../skip-token.js'
import type { SkipToken } from '../skip-token.js'
import { checkSchemaVersion } from '../schema-version.js'
import type { QueryOptions } from '../url/ast.js'
import type { ODataUrl } from '../url/parse-url.js'
import { checkConsistency } from './advanced-query.js'
import { checkOptions } from './allowed-options.js'
import { readChange } from './change.js'
import type { Change } from './change.js'
import { bindCollectionOptions } from './collection-options.js'
import type { CollectionOptions } from './collection-options.js'
import { propertiesTo } from './complex-way.js'
import { bindItemOptions } from './item-options.js'
import type { ItemOptions } from './item-options.js'
import { bindEntityOptions, homeOfTarget } from './entity-options.js'
import type { EntityOptions } from './entity-options.js'
import type { RangeVariable } from './expression/expression.js'
import { bindInvocation, callIn, methodsOfCall } from '../operations/bind-invocation.js'
import type { Invocation } from '../operations/bind-invocation.js'
import { sendsStream } from './media-body.js'
import { untyped } from './open-type.js'
import { checkPairs } from './paired-lists.js'
import { dereference, isEntitySegment } from './dereference.js'
import { bindPath } from './path.js'
import type { ODataPath } from './path.js'
import { checkPropertyRules, uncheckableIn } from './property-rules.js'
import { checkStreamSizes } from './stream-size.js'
import type { StreamLimit } from './stream-size.js'
import { isPlainText, isRaw } from './raw-value.js'
import { allowedMethods } from './allowed-methods.js'
import { bindTarget, isDynamicCount } from './target.js'
import type { Target } from './target.js'
import { withCreated } from './created-options.js'
import { isUnsupported } from './unsupported.js'
import type { Unsupported } from './unsupported.js'
import { readPayloadETag } from './write-body.js'

export interface BoundRequest {
  readonly target: Target
  /** Of an entity or a complex value. */
  readonly entity: EntityOptions | undefined
  /** Of an entity that a write may create: the same, with what the body has inside. */
  readonly created?: EntityOptions
  /** Of rows and of entities. */
  readonly collection: CollectionOptions | undefined
  /** Of a collection of values that are not rows. */
  readonly items?: ItemOptions | undefined
  /** What pages depend on: the items asked for and their order. */
  readonly options: QueryOptions
  /** Where the page before ended. */
  readonly skipToken: SkipToken | undefined
  readonly format: Format
  readonly preferences: Preferences
  /** `@odata.etag` of the body of a write. */
  readonly payloadETag: string | undefined
  /** Undefined for a read. */
  readonly change: Change | undefined
  /** Of a write: what of its body is still to be read before the change is whole. */
  readonly reading: BodyReading | undefined
  /** Whether the model demands that a write to what is there names its version: in 4.01 (Protocol 4.01, section 11.4.1.1). */
  readonly wantsVersion: boolean
}

/** What a request comes to without its body: the same for every body. */
export type BoundAddress = Omit<BoundRequest, 'created' | 'payloadETag' | 'change' | 'reading'>

/** What of a request that depends on, beside its URL. */
export type Addressing = Pick<ODataRequest, 'method' | 'serviceRoot' | 'accept' | 'prefer' | 'maxVersion' | 'eventual' | 'ofEffect'>

/** The request bound, or the call of an action or function that it is. */
export function bindRequestOrCall (
  model: EdmModel,
  url: ODataUrl,
  request: ODataRequest,
  limit: StreamLimit
): BoundRequest | Invocation | Unsupported {
  const found = bindAddressOrCall(model, url, request)
  return 'kind' in found ? found : bindBody(model, found, request, limit)
}

/** The same without the body; with the whole request only for a call. */
export function bindAddressOrCall (model: EdmModel, url: ODataUrl, request: ODataRequest): BoundAddress | Invocation | Unsupported {
  tolerateAll(model, url.liberties)
  checkSchemaVersion(model, url.options)
  const found = dereference(model, url, request)
  const path = bindPath(model, found.segments, found.options.aliases, request.now)
  const call = callIn(path)
  return call === undefined ? bindAddress(model, found, request, path) : bindInvocation(model, found, call, request)
}

/** The request bound; of one whose path or options lead to what is not supported, just that. */
export function bindRequest (
  model: EdmModel,
  url: ODataUrl,
  request: ODataRequest,
  limit: StreamLimit = { maxStreamBytes: Infinity }
): BoundRequest | Unsupported {
  const address = bindAddress(model, url, request, bindPath(model, url.segments, url.options.aliases, request.now))
  return isUnsupported(address) ? address : bindBody(model, address, request, limit)
}

function bindAddress (model: EdmModel, { options }: ODataUrl, request: Addressing, path: ODataPath): BoundAddress | Unsupported {
  const target = bindTarget(path)
  if (isUnsupported(target)) return target
  // What the model forbids, it forbids clients.
  const isRestricted = request.ofEffect !== true
  checkMethod(model, target, request.method, isRestricted)
  const unsupported = checkOptions(target, request.method, options) ?? (isRestricted ? restrictPath(model, target) : undefined)
  if (unsupported !== undefined) return unsupported
  const version = responseVersion(request.maxVersion)
  const reads = isRead(request)
  const element = reads || target.kind !== 'entities' ? elementOf(target) : undefined
  const skipToken = options.skipToken === undefined ? undefined : readSkipToken(options.skipToken, requestDigest(namesOf(target), options))
  const items = reads && (target.kind === 'values' || target.kind === 'valueCount' || (target.kind === 'dynamic' && isDynamicCount(target)))
    ? bindItemOptions(
      { model, aliases: options.aliases, it: undefined, within: propertiesTo(target), home: homeOfTarget(model, target) },
      target.kind === 'dynamic' ? untyped : itemType(target.property.type),
      options
    )
    : undefined
  if (items !== undefined && isUnsupported(items)) return items
  return {
    target,
    entity: element === undefined ? bindEntityOptions(model, target, options) : undefined,
    collection: element === undefined
      ? undefined
      : checkConsistency(model, target, bindCollectionOptions(
        { model, aliases: options.aliases, it: itOf(target, skipToken), home: homeOfTarget(model, target) },
        element,
        options,
        'filters' in target ? target.filters ?? [] : [],
        'window' in target ? target.window : undefined
      ), request),
    items,
    options,
    skipToken,
    format: negotiateFormat(version, isText(target) ? undefined : request.accept, options.format),
    preferences: parsePreferences(request.prefer),
    wantsVersion: isRestricted && !reads && version === '4.01' && wantsVersion(model, target)
  }
}

/** The request, with what it sends to the address. */
export function bindBody (model: EdmModel, address: BoundAddress, request: ODataRequest, limit: StreamLimit): BoundRequest | Unsupported {
  const { target, entity, collection, items, options, skipToken, format, preferences, wantsVersion } = address
  const reads = isRead(request)
  const reading = reads ? undefined : createBodyReading(isIeee754Compatible(request.contentType))
  // Made for every write, and so member by member: a spread takes several times as long.
  const bound: BoundRequest = {
    target,
    entity,
    collection,
    items,
    options,
    skipToken,
    format,
    preferences,
    wantsVersion,
    payloadETag: reads || target.kind === 'stream' ? undefined : readPayloadETag(request),
    change: reading === undefined ? undefined : bindChange(model, target, request, limit, reading, options.id),
    reading
  }
  const isRestricted = request.ofEffect !== true
  const refused = isRestricted ? restrictOptions(model, bound, options) ?? restrictRoot(model, bound) : undefined
  return refused ?? withCreated(model, bound, isRestricted)
}

const isRead = ({ method }: Addressing): boolean => method === 'GET' || method === 'HEAD'

/** `$it` of a page of what was expanded: the entity around it that the resource path of the first request named. */
function itOf (target: Target, token: SkipToken | undefined): RangeVariable | undefined {
  const owner = token?.around === undefined ? undefined : ownerOf(target)
  return owner === undefined ? undefined : { name: '$it', type: { type: locationAround(owner, token?.around ?? 0).type, nullable: false } }
}

/** The entity that has the collection, where one is addressed. */
const ownerOf = (target: Target): EntityLocation | undefined =>
  'parent' in target ? target.parent : target.kind === 'rows' ? target.location : undefined

function bindChange (
  model: EdmModel,
  target: Target,
  request: ODataRequest,
  limit: StreamLimit,
  reading: BodyReading,
  id: string | undefined
): Change {
  const change = withUnsupported(readChange(model, target, request, reading, id), uncheckableIn(model, target))
  const check = (): void => {
    if (change.kind === 'invoke') checkPairs(change.action, change.parameters)
    checkStreamSizes(limit, target, change, reading)
    if (request.ofEffect !== true) restrictChange(model, target, change)
    checkPropertyRules(model, target, change)
  }
  if (reading.isWaiting()) reading.atEnd(check)
  else check()
  return change
}

const withUnsupported = (change: Change, unsupported: Unsupported | undefined): Change =>
  unsupported === undefined || change.kind !== 'update' ? change : { ...change, values: { ...change.values, unsupported } }

/** Whether the body of a write to this resource is JSON. */
export function takesJson (model: EdmModel, url: ODataUrl, contentType: string | undefined): boolean {
  if (isEntitySegment(url.segments[0])) return false
  const target = bindTarget(bindPath(model, url.segments, url.options.aliases))
  if (isUnsupported(target)) return true
  if (target.kind === 'entities') return !sendsStream(model, target.type, contentType)
  return !(target.kind === 'stream' || isRaw(target))
}

/** The type of an item of a collection that is read or returned. */
function elementOf (target: Target): TypeReference | undefined {
  switch (target.kind) {
    case 'rows': case 'rowCount': return target.element
    case 'item': return rowTypeOf(target.property) === undefined ? undefined : target.element
    case 'entities': case 'entityCount': case 'entityRefs': case 'each': return { type: target.type, nullable: false }
    case 'entityAction': case 'collectionAction': {
      const type = target.action.returnType?.type
      return type?.kind === 'collection' ? type.elementType : undefined
    }
    default: return undefined
  }
}

/** The methods that the resource of a URL answers. */
export function methodsOf (model: EdmModel, { segments, options, liberties }: ODataUrl): readonly Method[] | Unsupported {
  tolerateAll(model, liberties)
  if (isEntitySegment(segments[0])) return ['GET', 'HEAD', 'OPTIONS']
  const path = bindPath(model, segments, options.aliases)
  const call = callIn(path)
  if (call !== undefined) return methodsOfCall(call)
  const target = bindTarget(path)
  return isUnsupported(target) ? target : permittedMethods(model, target)
}

/** Answers that have one form, whatever the client accepts: plain text, and streams. */
const isText = (target: Target): boolean => target.kind === 'stream' || isPlainText(target)

function checkMethod (model: EdmModel, target: Target, method: Method, isRestricted: boolean): void {
  const forbidden = isRestricted ? forbiddenBy(model, target, method) : undefined
  const reason = forbidden ?? (allowedMethods(target, dialectOf(model)).includes(method) ? undefined : '')
  if (reason === undefined) return
  throw methodNotAllowed(permittedMethods(model, target).join(', '), reason)
}
