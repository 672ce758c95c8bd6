/** From what was read or written to status, headers and text (OData-Protocol 4.01, sections 8 and 9). Refuses only what is not there. */
import { ODataError } from './errors.js'
import type { BoundRequest } from './odata/bind/request.js'
import { etagOf, isNotModified } from './odata/etag.js'
import { contextUrl, writeEntity } from './odata/json/write-entity.js'
import { writeComplex, writePage, writePrimitive } from './odata/json/write-property.js'
import { nextLink } from './odata/next-link.js'
import type { ODataRequest, ODataResponse } from './odata/request.js'
import { requestDigest, writeSkipToken } from './odata/skip-token.js'
import type { EntityResult, ReadAppliedPlan, ReadEntityPlan, ReadPlan, ReadResult, ReadRowsPlan, RowsResult, UpdateEntityPlan, WriteResult } from './plan/plan.js'
import { nextToken, resourceName } from './plan/plan-request.js'

const PLAIN_TEXT = 'text/plain;charset=utf-8'

/** The answer to a read. */
export function writeRead (request: ODataRequest, bound: BoundRequest, plan: ReadPlan, result: ReadResult): ODataResponse {
  const headers = { ETag: etagOf(result.version) }
  if (isNotModified(bound.conditions, result.version)) return { status: 304, headers, body: undefined }
  return withBody(headers, bound, writeBody(request, bound, plan, result))
}

/** The answer to a write: the resource as it is now, or 204 when the client prefers to be told no more. */
export function writeWritten (request: ODataRequest, bound: BoundRequest, plan: UpdateEntityPlan, { version, representation }: WriteResult): ODataResponse {
  const preference = bound.preferences.return
  const headers = { ETag: etagOf(version), ...preference === undefined ? {} : { 'Preference-Applied': `return=${preference}` } }
  if (representation === undefined || plan.representation === undefined) return { status: 204, headers, body: undefined }
  return withBody(headers, bound, writeBody(request, bound, plan.representation, representation))
}

/** A value that is null has no body (Protocol 4.01, section 11.2.4). */
function withBody (headers: Readonly<Record<string, string>>, { format, target, preferences }: BoundRequest, body: ODataResponse['body']): ODataResponse {
  if (body === undefined) return { status: 204, headers, body }
  const plain = target.kind === 'rowCount' || (target.kind === 'primitive' && target.raw)
  const applied = target.kind === 'rows' && preferences.maxPageSize !== undefined ? [headers['Preference-Applied'], `odata.maxpagesize=${preferences.maxPageSize}`].filter(text => text !== undefined).join(', ') : undefined
  return { status: 200, headers: { 'Content-Type': plain ? PLAIN_TEXT : format.contentType, ...headers, ...applied === undefined ? {} : { 'Preference-Applied': applied } }, body }
}

function writeBody (request: ODataRequest, bound: BoundRequest, plan: ReadPlan, result: ReadResult): ODataResponse['body'] {
  switch (result.kind) {
    case 'count': return result.count
    case 'rows': return writeRows(request, bound, plan as ReadRowsPlan | ReadAppliedPlan, result)
    case 'entity': return writeSingle(request, bound, plan as ReadEntityPlan, result)
  }
}

function writeRows (request: ODataRequest, { target, collection, options, format }: BoundRequest, plan: ReadRowsPlan | ReadAppliedPlan, { text, count, next }: RowsResult): ODataResponse['body'] {
  const resource = resourceName(target)
  const token = next === undefined ? undefined : writeSkipToken(nextToken(plan, next), requestDigest(resource, options))
  return writePage({
    context: contextUrl(request.serviceRoot, resource, collection?.applied?.text ?? collection?.selection.text),
    format,
    count,
    nextLink: token === undefined ? undefined : nextLink(request, options, token),
    items: text
  })
}

function writeSingle ({ serviceRoot }: ODataRequest, { target, entity, format }: BoundRequest, { shape }: ReadEntityPlan, { version, members, counts }: EntityResult): ODataResponse['body'] {
  const selected = entity?.selection.text
  switch (target.kind) {
    case 'complex': {
      const text = String(members.get(target.property.name))
      return text === 'null' ? undefined : writeComplex(contextUrl(serviceRoot, resourceName(target), selected), format, text)
    }
    case 'primitive': {
      const path = target.parent === undefined ? target.property.name : `${target.parent.name}/${target.property.name}`
      const text = primitiveText(target.parent?.name, target.property.name, members)
      if (text === 'null') return undefined
      return target.raw ? String(JSON.parse(text)) : writePrimitive(contextUrl(serviceRoot, `${target.singleton.name}/${path}`, undefined), format, text)
    }
    default: return writeEntity({ contextUrl: contextUrl(serviceRoot, target.singleton.name, selected), version, format, members: shape.members, texts: members, counts })
  }
}

/** The JSON text of a primitive property, or of a member of a complex one: 404 where that is null and so has no members. */
function primitiveText (parent: string | undefined, name: string, members: EntityResult['members']): string {
  if (parent === undefined) return String(members.get(name))
  const value = JSON.parse(String(members.get(parent))) as Record<string, unknown> | null
  if (value === null) throw new ODataError('notFound', `'${parent}' is null, so it has no '${name}'.`)
  return JSON.stringify(value[name])
}
