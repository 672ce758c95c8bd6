/** From what was read or written to status, headers and text (OData-Protocol 4.01, sections 8 and 9). Refuses nothing. */
import type { BoundRequest } from '../odata/bind/bind-request.js'
import { isPlainText, isRawBinary } from '../odata/bind/raw-value.js'
import { canonicalPath } from '../odata/canonical-path.js'
import type { EntityLocation } from '../odata/canonical-path.js'
import { drop } from '../odata/content.js'
import { etagOf, isUnchanged, strongETagOf } from '../odata/etag.js'
import { parseExactJson } from '../odata/json/exact-json.js'
import { controlName } from '../odata/json/format.js'
import { defaultSrid, isGeo, sridOf } from '../odata/json/geo-json.js'
import { contextUrl, writeEntity } from '../odata/json/write-entity.js'
import { writeComplex, writePage, writePrimitive, writeReference } from '../odata/json/write-property.js'
import { nextLink } from '../odata/next-link.js'
import { COUNT } from '../plan/plan-dynamic-count.js'
import { dynamicItems, dynamicValue } from './dynamic-result.js'
import { insideText } from './inside-text.js'
import { itemText } from './item-text.js'
import { appliedPreferences } from '../odata/preferences.js'
import type { Applied } from '../odata/preferences.js'
import type { ODataRequest, ODataResponse } from '../odata/odata-request.js'
import { contextPath, namesOf } from '../odata/resource-name.js'
import { requestDigest, writeSkipToken } from '../odata/skip-token.js'
import { writeWellKnownText } from '../odata/well-known-text.js'
import { nextToken } from '../plan/plan-collection.js'
import type { EntityResult, ReadPlan, ReadResult, ReadRowsPlan, RowsResult, WritePlan, WriteResult } from '../plan/plan.js'
import { membersInside } from '../plan/members-inside.js'
import { writeStream } from './write-stream-response.js'

const PLAIN_TEXT = 'text/plain;charset=utf-8'

/** The answer to a read. A collection of entities has no ETag: each of its items has one. */
export function writeRead (request: ODataRequest, bound: BoundRequest, plan: ReadPlan, result: ReadResult): ODataResponse {
  if (result.kind === 'stream') return writeStream(request.conditions, result)
  if (result.kind === 'nothing') return withBody({}, bound, plan, undefined)
  if (isCollectionOfEntities(bound.target)) return withBody({}, bound, plan, writeBody(request, bound, plan, result))
  const headers = { ETag: etagOf(result.version) }
  const unchanged = isUnchanged(request.conditions, result.version)
  if (unchanged && !showsOthers(plan)) {
    if (result.kind === 'entity') for (const text of result.members.values()) drop(text)
    return { status: 304, headers, body: undefined }
  }
  return withBody(headers, bound, plan, writeBody(request, bound, plan, result))
}

/** Whether an entity's answer holds what other entities have, which its own ETag knows nothing of. */
const showsOthers = (plan: ReadPlan): boolean =>
  plan.kind === 'readEntity' &&
  (plan.computation !== undefined || membersInside(plan.shape).some(({ kind }) => kind === 'collection'))

const isCollectionOfEntities = ({ kind }: BoundRequest['target']): boolean =>
  kind === 'entities' || kind === 'entityCount' || kind === 'entityRefs'

/** The answer to a write: the resource as it is now, or 204 when the client prefers to be told no more. */
export function writeWritten (
  request: ODataRequest,
  bound: BoundRequest,
  plan: WritePlan,
  { version, representation, created: place }: WriteResult
): ODataResponse {
  const etag =
    plan.kind === 'deleteEntity' || plan.kind === 'relate' || plan.kind === 'setValues' || plan.kind === 'changeEach' ||
      (plan.kind === 'writeStream' && plan.content === undefined)
      ? {}
      : { ETag: plan.kind === 'writeStream' ? strongETagOf(version) : etagOf(version) }
  const created = place === undefined ? {} : createdHeaders(request, canonicalPath(place), representation === undefined)
  const returned = 'representation' in plan && plan.kind !== 'replaceContained'
  const read = readOf(plan, place !== undefined)
  const headers = { ...etag, ...created }
  if (representation === undefined || read === undefined) {
    return { status: 204, headers: withPreferences(headers, bound, { returned, pageSize: undefined, omitted: false }), body: undefined }
  }
  const shown = place === undefined || bound.created === undefined ? bound : { ...bound, entity: bound.created }
  const response = withBody(headers, bound, read, writeBody(request, shown, read, representation), returned)
  return place === undefined ? response : { ...response, status: 201 }
}

/** What was read back. */
function readOf (plan: WritePlan, isCreated: boolean): ReadPlan | undefined {
  switch (plan.kind) {
    case 'changeEach': return plan.read
    case 'createEntity': return plan.representation ?? plan.issued?.representationAt(plan.location)
    case 'updateEntity': return isCreated ? plan.ifCreated ?? plan.representation : plan.representation
    case 'replaceContained': return plan.representation
    default: return undefined
  }
}

/** Names of models may have letters that a header cannot have. */
const asciiUrl = (url: string): string => url.replace(/\P{ASCII}+/gu, encodeURIComponent)

/** Sections 8.3.2 and 8.3.4. */
function createdHeaders ({ serviceRoot }: ODataRequest, path: string, withoutBody: boolean): Readonly<Record<string, string>> {
  const url = asciiUrl(`${serviceRoot}/${path}`)
  return { Location: url, ...withoutBody ? { 'OData-EntityId': url } : {} }
}

/** A value that is null has no body (Protocol 4.01, section 11.2.4). */
function withBody (
  headers: Readonly<Record<string, string>>,
  bound: BoundRequest,
  plan: ReadPlan,
  body: ODataResponse['body'],
  returned = false
): ODataResponse {
  const { format, target } = bound
  if (body === undefined) {
    return { status: 204, headers: withPreferences(headers, bound, { returned, pageSize: undefined, omitted: false }), body }
  }
  const plain = isPlainText(target)
  const pageSize = 'pageSize' in plan ? plan.pageSize : undefined
  const omitted = !plain && target.kind !== 'primitive' && target.kind !== 'dynamic' && target.kind !== 'entityRef' && target.kind !== 'entityRefs'
  return {
    status: 200,
    headers: withPreferences({ 'Content-Type': isRawBinary(target) ? 'application/octet-stream' : plain ? PLAIN_TEXT : format.contentType, ...headers }, bound, { returned, pageSize, omitted }),
    body
  }
}

function withPreferences (
  headers: Readonly<Record<string, string>>,
  { preferences }: BoundRequest,
  applied: Applied
): Readonly<Record<string, string>> {
  const text = appliedPreferences(preferences, applied)
  return text === undefined ? headers : { ...headers, 'Preference-Applied': text }
}

function writeBody (request: ODataRequest, bound: BoundRequest, plan: ReadPlan, result: ReadResult): ODataResponse['body'] {
  const { target } = bound
  if (target.kind === 'item') return writeItem(request, bound, target, itemText(target, result))
  switch (result.kind) {
    case 'count': return result.count
    case 'rows': return writeRows(request, bound, plan as ReadRowsPlan, result)
    case 'entity': return writeSingle(request, bound, result)
    case 'nothing': return undefined
    case 'stream': throw new Error('a stream has no JSON')
  }
}

/** An item that is null is not content. */
function writeItem (
  { serviceRoot }: ODataRequest,
  { entity, collection, format }: BoundRequest,
  target: Extract<BoundRequest['target'], { kind: 'item' }>,
  text: string
): ODataResponse['body'] {
  if (text === 'null') return undefined
  const context = contextUrl(serviceRoot, contextPath(target), (collection ?? entity)?.selection.text)
  return text.startsWith('{') ? writeComplex(context, format, text) : writePrimitive(context, format, text)
}

function writeRows (
  request: ODataRequest,
  { target, collection, options, format }: BoundRequest,
  plan: ReadRowsPlan,
  { text, count, next }: RowsResult
): ODataResponse['body'] {
  const token = next === undefined ? undefined : writeSkipToken(nextToken(plan, next), requestDigest(namesOf(target), options))
  const selected = target.kind === 'entityRefs' ? undefined : collection?.applied?.text ?? collection?.selection.text
  return writePage({
    context: contextUrl(request.serviceRoot, contextPath(target), selected),
    format,
    count,
    nextLink: token === undefined ? undefined : nextLink(request, options, token),
    items: text
  })
}

function writeSingle (
  { serviceRoot }: ODataRequest,
  { target, entity, format }: BoundRequest,
  { version, shape, members, counts }: EntityResult
): ODataResponse['body'] {
  const context = contextUrl(serviceRoot, contextPath(target), entity?.selection.text)
  switch (target.kind) {
    case 'complex': {
      const text = insideText(target, members) ?? 'null'
      return text === 'null' ? undefined : writeComplex(context, format, text)
    }
    case 'values': {
      const text = insideText(target, members) ?? '[]'
      const url = contextUrl(serviceRoot, contextPath(target), entity?.selection.text)
      return writePrimitive(url, format, text, { count: insideText(target, members, controlName(format, 'count')) })
    }
    case 'valueCount': return insideText(target, members)
    case 'primitive': {
      const text = insideText(target, members) ?? 'null'
      if (text === 'null') return undefined
      if (target.raw) return isRawBinary(target) ? [Buffer.from(rawText(text), 'base64url')] : rawText(text, sridOf(target.property.type))
      return writePrimitive(contextUrl(serviceRoot, contextPath(target), undefined), format, text)
    }
    case 'dynamic': {
      if (target.counted === true) return String(members.get(COUNT) ?? dynamicItems(target, members)?.length ?? 0)
      const { text, kind, type } = dynamicValue(target, members)
      if (kind === 'null') return undefined
      if (isRawBinary(target)) return [Buffer.from(rawText(text), 'base64url')]
      if (target.raw) return rawText(text, defaultSrid(type ?? ''))
      const url = contextUrl(serviceRoot, contextPath(target), undefined)
      return kind === 'complex' ? writeComplex(url, format, text) : writePrimitive(url, format, text, { type })
    }
    case 'entityRef': {
      const link = members.get(controlName(format, 'id'))
      const found = link === undefined ? undefined : (JSON.parse(`{${String(link)}}`) as Record<string, string>)[controlName(format, 'id')]
      return writeReference(contextUrl(serviceRoot, contextPath(target), undefined), format, found ?? `${serviceRoot}/${canonicalPath(target.location)}`)
    }
    default:
      return writeEntity({
        contextUrl: isItem(target) ? `${context}/$entity` : context,
        version,
        format,
        members: shape.members,
        texts: members,
        counts
      })
  }
}

/** An entity of a collection, as opposed to a singleton (section 10.3 and 10.5). */
const isItem = (target: BoundRequest['target']): boolean =>
  target.kind === 'entities' || (target.kind === 'entity' && isItemOf(target.location))

/** What has no collection around it is named by its path alone. */
function isItemOf ({ steps }: EntityLocation): boolean {
  const last = steps.at(-1)
  if (last !== undefined && steps.length > 1 && !last.property.containsTarget) return last.home?.kind === 'entitySet'
  return steps.length > 1 || steps.some(({ property }) => property.collection)
}

/** Without quotes; a number with the digits it has; a geography as well-known text. */
function rawText (json: string, srid = 0): string {
  if (json.startsWith('"')) return String(JSON.parse(json))
  const value = json.startsWith('{') ? parseExactJson(json) : undefined
  return isGeo(value) ? writeWellKnownText(value, srid) : json
}
