/**
 * A request, start to end: parse → bind → plan → execute → write. Every stage but execute is a pure function and owns its
 * rejections: parse refuses syntax, bind unknown names and types, plan what is not supported, execute conflicts and what is
 * missing; write refuses nothing. See ARCHITECTURE.md.
 */
import type { EdmModel } from '../edm/types.js'
import { bindRequest, methodsOf, takesJson } from '../odata/bind/bind-request.js'
import { isLongBody, parseBody } from '../odata/json/parse-in-pieces.js'
import { readQueryBody } from '../odata/query-in-body.js'
import { addressesMetadata, answerMetadata, METADATA_METHODS } from '../odata/metadata/answer-metadata.js'
import { responseVersion } from '../odata/protocol-version.js'
import type { Method, ODataRequest, ODataResponse, Timing } from '../odata/odata-request.js'
import { parseUrl } from '../odata/url/parse-url.js'
import type { Slots } from '../odata/url/query-shape.js'
import { checkResult } from './check-result.js'
import { partOf, preconditionOf } from './preconditions.js'
import type { PreparedRequest, PreparedRequests } from './prepared-requests.js'
import { writeRead, writeWritten } from './write-response.js'
import { planRequest } from '../plan/plan-request.js'
import { checkSupported, supported } from '../plan/supported/check-supported.js'
import type { PageLimits } from '../plan/page-limits.js'
import { isWrite } from '../plan/plan.js'
import type { Scope, Store } from '../plan/plan.js'

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
    return { status: 204, headers: { Allow: allowedMethodsOf(model, request.path, request.query).join(', ') }, body: undefined }
  }
  const { bound, plan, literals } = request.method === 'GET' || request.method === 'HEAD'
    ? service.prepared.prepare(request, timing, slots => prepareRead(service, request, timing, slots))
    : { ...await prepareWrite(service, request, timing), literals: undefined }
  const scope: Scope = { tenant: request.tenant, now: request.now, caller: request.caller, literals }
  if (!isWrite(plan)) {
    const result = await store.read(plan, plan.kind === 'readStream' ? { ...scope, choosePart: partOf(request) } : scope)
    checkResult(request, bound, result)
    timing('execute')
    const response = writeRead(request, bound, plan, result)
    timing('write')
    return response
  }
  const result = await store.write(plan, { ...scope, precondition: preconditionOf(service.limits, request, bound) })
  timing('execute')
  const response = writeWritten(request, bound, plan, result)
  timing('write')
  return response
}

function prepareRead ({ model, limits }: Service, request: ODataRequest, timing: Timing, slots: Slots | undefined): PreparedRequest {
  const url = parseUrl(urlOf(request), slots)
  timing('parse')
  const found = bindRequest(model, url, request, limits)
  timing('bind')
  const bound = checkSupported(found)
  const plan = planRequest(model, bound, request, limits)
  timing('plan')
  return { bound, plan }
}

/** A long body is parsed and read in many turns, so that nobody else waits for it. */
async function prepareWrite ({ model, limits }: Service, sent: ODataRequest, timing: Timing): Promise<PreparedRequest> {
  const url = parseUrl(urlOf(sent))
  const { body } = sent
  const parsed = sent.parsed ?? (isLongBody(body) && takesJson(model, url) ? await parseBody(body) : undefined)
  const request = parsed === undefined ? sent : { ...sent, parsed }
  timing('parse')
  const found = bindRequest(model, url, request, limits)
  if ('reading' in found) await found.reading?.finish()
  timing('bind')
  const bound = checkSupported(found)
  const plan = planRequest(model, bound, request, limits)
  timing('plan')
  return { bound, plan }
}

/** The methods of the resource, document or service document below the service root. @throws ODataError when there is none. */
export function allowedMethodsOf (model: EdmModel, path: string, query: string): readonly Method[] {
  return addressesMetadata(path) ? METADATA_METHODS : supported(methodsOf(model, parseUrl(urlOf({ path, query }))))
}

const urlOf = ({ path, query }: Pick<ODataRequest, 'path' | 'query'>): string => query === '' ? path : `${path}?${query}`
