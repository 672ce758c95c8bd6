/** From what was read or written to status, headers and text (OData-Protocol 4.01, sections 8 and 9). Refuses nothing. */
import type { EntityResult, Plan, ReadEntityPlan, WriteResult } from './plan/plan.js'
import type { BoundRequest } from './odata/bind/request.js'
import { etagOf, isNotModified } from './odata/etag.js'
import { singletonContext, writeEntity } from './odata/json/write-entity.js'
import type { ODataRequest, ODataResponse } from './odata/request.js'

/** The answer to a read. */
export function writeRead (request: ODataRequest, bound: BoundRequest, plan: ReadEntityPlan, result: EntityResult): ODataResponse {
  const headers = { ETag: etagOf(result.version) }
  if (isNotModified(bound.conditions, result.version)) return { status: 304, headers, body: undefined }
  return { status: 200, headers: { 'Content-Type': bound.format.contentType, ...headers }, body: entityText(request, bound, plan, result) }
}

/** The answer to a write: the entity as it is now, or 204 when the client prefers to be told no more. */
export function writeWritten (request: ODataRequest, bound: BoundRequest, plan: Exclude<Plan, ReadEntityPlan>, { version, representation }: WriteResult): ODataResponse {
  const preference = bound.preferences.return
  const headers = { ETag: etagOf(version), ...preference === undefined ? {} : { 'Preference-Applied': `return=${preference}` } }
  if (representation === undefined || plan.representation === undefined) return { status: 204, headers, body: undefined }
  return { status: 200, headers: { 'Content-Type': bound.format.contentType, ...headers }, body: entityText(request, bound, plan.representation, representation) }
}

function entityText ({ serviceRoot }: ODataRequest, { singleton, selected, format }: BoundRequest, { shape }: ReadEntityPlan, { version, members }: EntityResult): string | readonly string[] {
  return writeEntity({ contextUrl: singletonContext(serviceRoot, singleton.name, selected), version, format, members: shape.members, texts: members })
}
