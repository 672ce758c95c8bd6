/**
 * `/$all`: the entities of all entity sets, and the singletons (OData-URL 4.01, section 4.16); after a cast, those of a type. Each set is
 * read by a plan of its own, one after the other; a page goes on where the one before it ended.
 */
import { isAssignable } from '../edm/lookup.js'
import type { EntitySet, EntityType, Singleton } from '../edm/types.js'
import { ODataError } from '../errors.js'
import { bindAll } from '../odata/bind/bind-all.js'
import { bindRequest } from '../odata/bind/bind-request.js'
import type { BoundRequest } from '../odata/bind/bind-request.js'
import { controlName, negotiateFormat } from '../odata/json/format.js'
import type { Format } from '../odata/json/format.js'
import { etagOf } from '../odata/etag.js'
import { contextUrl, writeEntity } from '../odata/json/write-entity.js'
import { writePage } from '../odata/json/write-property.js'
import { nextLink } from '../odata/next-link.js'
import { heldPieces } from '../odata/content.js'
import type { ODataRequest, ODataResponse } from '../odata/odata-request.js'
import { appliedPreferences, parsePreferences } from '../odata/preferences.js'
import { responseVersion } from '../odata/protocol-version.js'
import { rootResources } from '../odata/root-navigation.js'
import { readSkipToken, requestDigest, writeSkipToken } from '../odata/skip-token.js'
import { notingTolerances } from '../odata/tolerate.js'
import type { ODataUrl } from '../odata/url/parse-url.js'
import type { SegmentNode } from '../odata/url/ast.js'
import { nextToken, pageSizeOf } from '../plan/plan-collection.js'
import { planRequest } from '../plan/plan-request.js'
import { checkSupported, supported } from '../plan/supported/check-supported.js'
import type { CountRowsPlan, EntityResult, JsonText, ReadEntityPlan, ReadRowsPlan, RowsResult, Scope } from '../plan/plan.js'
import { withIdentity } from '../plan/shape-identity.js'
import type { Service } from './run-request.js'

/** Sets that are looked into for one page: an empty page with a link to the next is one too. */
const MOST_SETS = 100

/** What is being read. */
interface Reading {
  readonly service: Service
  readonly request: ODataRequest
  readonly url: ODataUrl
  readonly scope: Scope
  /** That a cast after `$all` names. */
  readonly type: EntityType | undefined
}

interface Page {
  readonly items: Array<string | Uint8Array>
  /** The set that comes next, and where it goes on. */
  next: readonly [set: number, position: ReadonlyArray<string | null>] | undefined
  left: number | undefined
}

export async function answerAll (service: Service, request: ODataRequest, url: ODataUrl): Promise<ODataResponse> {
  const { model, limits } = service
  const { options } = url
  const { type } = supported(notingTolerances(request.tolerated, () => bindAll(model, request, url)))
  const format = negotiateFormat(responseVersion(request.maxVersion), request.accept, options.format)
  const resources = rootResources(model.container).filter(resource =>
    type === undefined || isAssignable(type, resource.type) || isAssignable(resource.type, type))
  const scope = { tenant: request.tenant, now: request.now, caller: request.caller }
  const reading: Reading = { service, request, url, scope, type }
  const digest = requestDigest('$all', options)
  const token = options.skipToken === undefined ? undefined : readSkipToken(options.skipToken, digest)
  const [first = '0', ...position] = token?.position ?? []
  const page: Page = { items: [], next: [Number(first), position], left: token === undefined ? options.top : token.remaining }
  const preferences = parsePreferences(request.prefer)
  const pageSize = pageSizeOf({ preferences }, limits)
  await fill(reading, resources, page, pageSize)
  const count = options.count === true ? String(await countAll(reading, resources)) : undefined
  const link = page.next === undefined
    ? undefined
    : nextLink(request, options, writeSkipToken({ position: [String(page.next[0]), ...page.next[1]], remaining: page.left }, digest))
  const context = contextUrl(request.serviceRoot, `Collection(${type?.fullName ?? 'Edm.EntityType'})`, undefined)
  const body = writePage({ context, format, count, nextLink: link, items: joined(page.items) })
  const applied = appliedPreferences(preferences, { returned: false, pageSize, omitted: false })
  const headers = { 'Content-Type': format.contentType, ...applied === undefined ? {} : { 'Preference-Applied': applied } }
  return { status: 200, headers, body }
}

/** Reads set after set, until the page is full. */
async function fill (reading: Reading, resources: ReadonlyArray<EntitySet | Singleton>, page: Page, size: number): Promise<void> {
  let [found, looked] = [0, 0]
  while (page.next !== undefined) {
    const [set, position] = page.next
    const resource = resources[set]
    if (resource === undefined || page.left === 0) {
      page.next = undefined
      return
    }
    if (found >= size || looked++ >= MOST_SETS) return
    const most = Math.min(size - found, page.left ?? Infinity)
    const { items, count, next } = await readOf(reading, resource, position, most)
    page.items.push(...count === 0 ? [] : [...page.items.length === 0 ? [] : [','], ...items])
    found += count
    if (page.left !== undefined) page.left -= count
    page.next = next === undefined ? [set + 1, []] : [set, next]
  }
}

interface Part {
  readonly items: ReadonlyArray<string | Uint8Array>
  readonly count: number
  readonly next: ReadonlyArray<string | null> | undefined
}

const NOTHING: Part = { items: [], count: 0, next: undefined }

/** Some entities of one set, or the singleton when it is there. */
async function readOf (
  reading: Reading,
  resource: EntitySet | Singleton,
  position: ReadonlyArray<string | null>,
  most: number
): Promise<Part> {
  const { service: { store }, scope } = reading
  const bound = bind(reading, resource)
  const plan = planRequest(reading.service.model, bound, reading.request, reading.service.limits)
  const { format } = bound
  if (plan.kind === 'readRows') {
    const rows = { ...plan.rows, shape: withIdentity(plan.rows.shape, format), top: undefined, skip: 0, count: false }
    const read: ReadRowsPlan = { ...plan, rows, pageSize: most, after: position.length === 0 ? undefined : position }
    const { text, size, next } = await store.read(read, scope) as RowsResult
    const items = typeof text === 'string' ? text === '' ? [] : [text] : text
    return { items, count: size, next: next === undefined ? undefined : nextToken(read, next).position }
  }
  if (plan.kind !== 'readEntity' || reading.url.options.filter !== undefined || reading.url.options.search !== undefined) return NOTHING
  const entity = await readSingle(reading, { ...plan, shape: withIdentity(plan.shape, format) })
  if (entity === undefined) return NOTHING
  return { items: writeSingle(entity, format, `${reading.request.serviceRoot}/${resource.name}`), count: 1, next: undefined }
}

async function readSingle ({ service: { store }, scope }: Reading, plan: ReadEntityPlan): Promise<EntityResult | undefined> {
  try {
    const result = await store.read(plan, scope)
    return result.kind === 'entity' ? result : undefined
  } catch (error) {
    if (error instanceof ODataError && error.kind === 'notFound') return undefined
    throw error
  }
}

function writeSingle ({ version, shape, members, counts }: EntityResult, format: Format, id: string): ReadonlyArray<string | Uint8Array> {
  const plain: Format = { ...format, metadata: 'none' }
  const written = writeEntity({ contextUrl: '', version, format: plain, members: shape.members, texts: members, counts })
  if (format.metadata === 'none') return heldPieces(written)
  const control = { [controlName(format, 'id')]: id, [controlName(format, 'etag')]: etagOf(version) }
  const [start = '', ...rest] = heldPieces(written)
  return [`${JSON.stringify(control).slice(0, -1)},${String(start).slice(1)}`, ...rest]
}

/** Text where all of it is text. */
const joined = (items: ReadonlyArray<string | Uint8Array>): JsonText =>
  items.every(item => typeof item === 'string') ? items.join('') : items.map(item => typeof item === 'string' ? Buffer.from(item) : item)

async function countAll (reading: Reading, resources: ReadonlyArray<EntitySet | Singleton>): Promise<number> {
  const { service: { model, store, limits }, request, scope } = reading
  let total = 0
  for (const resource of resources) {
    const bound = bind(reading, resource)
    const plan = planRequest(model, bound, request, limits)
    if (plan.kind === 'readRows') {
      const counted: CountRowsPlan = { kind: 'countRows', location: plan.location, rows: { ...plan.rows, skip: 0, top: undefined } }
      const result = await store.read(counted, scope)
      total += result.kind === 'count' ? Number(result.count) : 0
    } else {
      total += (await readOf(reading, resource, [], 1)).count
    }
  }
  return total
}

/** One set, or one singleton, by itself, with the options that are about its entities. */
function bind ({ service: { model, limits }, request, url: sent, type }: Reading, resource: EntitySet | Singleton): BoundRequest {
  const { segments: [, ...cast], options } = sent
  const { filter, search, top: _top, count: _count, skipToken: _token, ...shown } = options
  const isNarrower = type !== undefined && type !== resource.type && isAssignable(type, resource.type)
  const root: SegmentNode = { kind: 'plain', text: resource.name, name: resource.name, parentheses: [], position: 0 }
  const conditions = resource.kind === 'entitySet'
    ? { ...filter === undefined ? {} : { filter }, ...search === undefined ? {} : { search } }
    : {}
  const url: ODataUrl = { segments: isNarrower ? [root, ...cast] : [root], options: { ...shown, ...conditions, raw: [] } }
  return checkSupported(notingTolerances(request.tolerated, () => bindRequest(model, url, { ...request, method: 'GET' }, limits)), { documents: model.origin === 'document' })
}
