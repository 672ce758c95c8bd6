/**
 * A request, start to end: parse → bind → plan → execute → write. Every stage but execute is a pure function and owns its
 * rejections: parse refuses syntax, bind unknown names and types, plan what is not supported, execute conflicts and what is
 * missing; write refuses nothing. See ARCHITECTURE.md.
 */
import type { EdmModel } from '../edm/types.js'
import { bindAddressOrCall, bindBody, bindRequestOrCall, methodsOf, takesJson } from '../odata/bind/bind-request.js'
import { isLongBody, parseBody } from '../odata/json/parse-in-pieces.js'
import { readQueryBody } from '../odata/query-in-body.js'
import { addressesMetadata } from '../odata/metadata/metadata-path.js'
import { responseVersion } from '../odata/protocol-version.js'
import { checkConditionSyntax } from '../odata/etag.js'
import { notingTolerances, tolerateAll } from '../odata/tolerate.js'
import type { Tolerated } from '../odata/tolerate.js'
import { innerTiming, pathAndQuery, READ_ONLY_METHODS } from '../odata/odata-request.js'
import type { Method, ODataRequest, ODataResponse, Timing } from '../odata/odata-request.js'
import { isInvocation } from '../odata/operations/bind-invocation.js'
import { parseUrl } from '../odata/url/parse-url.js'
import type { ODataUrl } from '../odata/url/parse-url.js'
import { mayBeSystemSegment } from '../odata/url/system-path.js'
import { checkResult } from './check-result.js'
import { hasOwnAddresses, resolveAddress } from '../odata/bind/resolve-address.js'
import { partOf, preconditionOf } from './preconditions.js'
import type { Prepared, PreparedRequests } from './prepared-requests.js'
import type { Addressed, PreparedWrites } from './prepared-writes.js'
import { writeRead, writeWritten } from './write-response.js'
import { planRequest } from '../plan/plan-request.js'
import { checkCall } from '../plan/supported/check-call.js'
import { checkSupported, supported } from '../plan/supported/check-supported.js'
import type { Kept } from '../plan/supported/check-supported.js'
import type { PageLimits } from '../plan/page-limits.js'
import { isWrite } from '../plan/plan.js'
import type { Scope, Store } from '../plan/plan.js'

export interface Service {
  readonly model: EdmModel
  readonly store: Store
  readonly limits: PageLimits
  readonly prepared: Omit<PreparedRequests, 'found'>
  /** Makes the data of a tenant what they were at first; undefined where that cannot be, as in a transaction. */
  readonly reset?: ((tenant: string) => Promise<void>) | undefined
}

/** Answers one request. Throws ODataError for everything that is wrong with it. */
export async function runRequest (service: Service, sent: ODataRequest, timing: Timing): Promise<ODataResponse> {
  const { model } = service
  const read = readQueryBody(model, sent)
  const request = hasOwnAddresses(model)
    ? await resolveAddress(model, read, async asked => await runRequest(service, asked, () => undefined))
    : read
  if (addressesMetadata(request.path)) {
    const { answerMetadata } = await import('../odata/metadata/answer-metadata.js')
    return answerMetadata(model, request, responseVersion(request.maxVersion), timing)
  }
  if (request.method === 'OPTIONS') {
    return { status: 204, headers: { Allow: allowedMethods(model, request).join(', ') }, body: undefined }
  }
  if (isAllSegment(request.path)) {
    checkConditionSyntax(request.conditions)
    const { answerAll } = await import('./all-entities.js')
    return await answerAll(service, request, parseUrl(pathAndQuery(request)))
  }
  if (isCrossJoin(request.path)) {
    checkConditionSyntax(request.conditions)
    const { answerCrossJoin } = await import('./cross-join.js')
    return await answerCrossJoin(service, request, parseUrl(pathAndQuery(request)), timing)
  }
  const prepared = request.method === 'GET' || request.method === 'HEAD'
    ? service.prepared.prepare(request, timing, slots => prepareRead(service, request, parseUrl(pathAndQuery(request), slots), timing))
    : await prepareWrite(service, request, () => parseUrl(pathAndQuery(request)), timing, service.prepared)
  checkConditionSyntax(request.conditions)
  for (const name of prepared.tolerated ?? []) request.tolerated?.add(name)
  return await runPrepared(service, request, prepared, timing)
}

/** `$all` is answered of many plans. */
const isAllSegment = (path: string): boolean => mayBeSystemSegment(path) && /^\/?(?:\$|%24)all(?:\/|$)/i.test(path)

/** `$crossjoin` has no one resource that plans are about. */
const isCrossJoin = (path: string): boolean => mayBeSystemSegment(path) && /^\/?(?:\$|%24)crossjoin(?:\(|%28)/i.test(path)

/** The same for a URL that has been parsed, or put together. */
async function runUrl (service: Service, request: ODataRequest, url: ODataUrl, timing: Timing): Promise<ODataResponse> {
  const reads = request.method === 'GET' || request.method === 'HEAD'
  const prepared = reads ? prepareRead(service, request, url, timing) : await prepareWrite(service, request, () => url, timing)
  return await runPrepared(service, request, prepared, timing)
}

async function runPrepared (service: Service, request: ODataRequest, prepared: Prepared, timing: Timing): Promise<ODataResponse> {
  const { store } = service
  if ('call' in prepared) {
    const { invokeOperation } = await import('./operations/invoke-operation.js')
    const response = await invokeOperation(service, request, prepared.call, { runRequest, runUrl, timing: innerTiming(timing) })
    timing('execute')
    return response
  }
  const { bound, plan, literals } = prepared
  const { tenant, now, caller } = request
  const { onStatement } = timing
  if (!isWrite(plan)) {
    const scope: Scope = { tenant, now, caller, onStatement, literals }
    const result = await store.read(plan, plan.kind === 'readStream' ? { ...scope, choosePart: partOf(request) } : scope)
    checkResult(request, bound, result)
    timing('execute')
    const response = writeRead(request, bound, plan, result)
    timing('write')
    return response
  }
  const precondition = preconditionOf(service.limits, request, bound)
  const result = await store.write(plan, { tenant, now, caller, onStatement, literals, precondition })
  timing('execute')
  const response = writeWritten(request, bound, plan, result)
  timing('write')
  return response
}

function prepareRead ({ model, limits }: Service, request: ODataRequest, url: ODataUrl, timing: Timing): Prepared {
  timing('parse')
  const tolerated: Tolerated = new Set()
  try {
    const found = notingTolerances(tolerated, () => bindRequestOrCall(model, url, request, limits))
    timing('bind')
    if (isInvocation(found)) return { call: checkCall(model, found), tolerated }
    const bound = checkSupported(found, keptBy(model))
    const plan = planRequest(model, bound, request, limits)
    timing('plan')
    return { bound, plan, tolerated }
  } catch (error) {
    for (const name of tolerated) request.tolerated?.add(name)
    throw error
  }
}

/** A long body is parsed and read in many turns, so that nobody else waits for it. */
async function prepareWrite (
  { model, limits }: Service,
  sent: ODataRequest,
  url: () => ODataUrl,
  timing: Timing,
  remembered?: PreparedWrites
): Promise<Prepared> {
  const { body } = sent
  const parsed = sent.parsed ?? (isLongBody(body) && takesJson(model, url(), sent.contentType) ? await parseBody(body) : undefined)
  const request = parsed === undefined ? sent : { ...sent, parsed }
  const bind = (): Addressed => bindAddressed(model, request, url(), timing)
  const { found: address, tolerated } = remembered === undefined ? bind() : remembered.address(request, timing, bind)
  for (const name of tolerated) request.tolerated?.add(name)
  const found = 'kind' in address ? address : notingTolerances(sent.tolerated, () => bindBody(model, address, request, limits))
  if ('reading' in found) await found.reading?.finish()
  timing('bind')
  if (isInvocation(found)) return { call: checkCall(model, found) }
  const bound = checkSupported(found, keptBy(model))
  const plan = planRequest(model, bound, request, limits, remembered === undefined ? undefined : plan => remembered.readBack(request, plan))
  timing('plan')
  return { bound, plan }
}

function bindAddressed (model: EdmModel, request: ODataRequest, url: ODataUrl, timing: Timing): Addressed {
  timing('parse')
  const tolerated: Tolerated = new Set()
  try {
    return { found: notingTolerances(tolerated, () => bindAddressOrCall(model, url, request)), tolerated }
  } catch (error) {
    for (const name of tolerated) request.tolerated?.add(name)
    throw error
  }
}

const keptBy = (model: EdmModel): Kept => ({ documents: model.origin === 'document', model })

const allowedMethods = (model: EdmModel, { path, query, tolerated }: ODataRequest): readonly Method[] =>
  notingTolerances(tolerated, () => allowedMethodsOf(model, path, query))

/** The methods of the resource, document or service document below the service root. @throws ODataError when there is none. */
export function allowedMethodsOf (model: EdmModel, path: string, query: string): readonly Method[] {
  if (isAllSegment(path)) {
    tolerateAll(model, parseUrl(pathAndQuery({ path, query })).liberties)
    return READ_ONLY_METHODS
  }
  if (isCrossJoin(path) || addressesMetadata(path)) return READ_ONLY_METHODS
  return supported(methodsOf(model, parseUrl(pathAndQuery({ path, query }))))
}
