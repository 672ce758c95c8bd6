/**
 * A request, start to end: parse → bind → plan → execute → write. Every stage but execute is a pure function and owns its
 * rejections: parse refuses syntax, bind unknown names and types, plan what is not supported, execute conflicts and what is
 * missing; write refuses nothing. See ARCHITECTURE.md.
 */
import type { EdmModel } from '../edm/types.js'
import { bindRequest, methodsOf } from '../odata/bind/bind-request.js'
import { readQueryBody } from '../odata/query-in-body.js'
import { addressesMetadata, answerMetadata } from '../odata/metadata/answer-metadata.js'
import { responseVersion } from '../odata/protocol-version.js'
import type { ODataRequest, ODataResponse, Timing } from '../odata/odata-request.js'
import { parseUrl } from '../odata/url/parse-url.js'
import { writeRead, writeWritten } from './write-response.js'
import type { PreparedRequests } from './prepared-requests.js'
import { planRequest } from '../plan/plan-request.js'
import type { PageLimits } from '../plan/page-limits.js'
import { isWrite } from '../plan/plan.js'
import type { Store } from '../plan/plan.js'

export interface Service {
  readonly model: EdmModel
  readonly store: Store
  readonly limits: PageLimits
  readonly prepared: PreparedRequests
}

/** Answers one request. Throws ODataError for everything that is wrong with it. */
export async function runRequest (service: Service, sent: ODataRequest, timing: Timing): Promise<ODataResponse> {
  const { model, store } = service
  const request = readQueryBody(sent)
  if (addressesMetadata(request.path)) return answerMetadata(model, request, responseVersion(request.maxVersion), timing)
  if (request.method === 'OPTIONS') {
    return { status: 204, headers: { Allow: methodsOf(model, parseUrl(urlOf(request))).join(', ') }, body: undefined }
  }
  const { bound, plan } = service.prepared.prepare(request, timing, slots => {
    const url = parseUrl(urlOf(request), slots)
    timing('parse')
    const bound = bindRequest(model, url, request)
    timing('bind')
    const plan = planRequest(model, bound, request, service.limits)
    timing('plan')
    return { bound, plan }
  })
  if (!isWrite(plan)) {
    const result = await store.read(plan, { tenant: request.tenant, caller: request.caller })
    timing('execute')
    const response = writeRead(request, bound, plan, result)
    timing('write')
    return response
  }
  const result = await store.write(plan, { tenant: request.tenant, at: request.now, caller: request.caller })
  timing('execute')
  const response = writeWritten(request, bound, plan, result)
  timing('write')
  return response
}

const urlOf = ({ path, query }: ODataRequest): string => query === '' ? path : `${path}?${query}`
