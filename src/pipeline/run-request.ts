/**
 * A request, start to end: parse → bind → plan → execute → write. Every stage but execute is a pure function and owns its
 * rejections: parse refuses syntax, bind unknown names and types, plan what is not supported, execute conflicts and what is
 * missing; write refuses nothing. See ARCHITECTURE.md.
 */
import type { Soon } from '../base/soon.js'
import type { EdmModel } from '../edm/types.js'
import type { BoundRequest } from '../odata/bind/bind-request.js'
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
import type { Slots } from '../odata/url/query-shape.js'
import { parseUrl } from '../odata/url/parse-url.js'
import type { ODataUrl } from '../odata/url/parse-url.js'
import { mayBeSystemSegment } from '../odata/url/system-path.js'
import { checkResult } from './check-result.js'
import { hasOwnAddresses, resolveAddress } from '../odata/bind/resolve-address.js'
import { partOf, preconditionOf } from './preconditions.js'
import type { Prepared, PreparedRequest, PreparedRequests } from './prepared-requests.js'
import type { Addressed, PreparedWrites } from './prepared-writes.js'
import { writeRead, writeWritten } from './write-response.js'
import { planRequest } from '../plan/plan-request.js'
import type { SupportedCall } from '../plan/supported/check-call.js'
import { checkCall } from '../plan/supported/check-call.js'
import { checkSupported, supported } from '../plan/supported/check-supported.js'
import type { Kept } from '../plan/supported/check-supported.js'
import type { PageLimits } from '../plan/page-limits.js'
import { isWrite } from '../plan/plan.js'
import type { ReadPlan, ReadResult, Scope, Store, WritePlan } from '../plan/plan.js'

export interface Service {
  readonly model: EdmModel
  readonly store: Store
  readonly limits: PageLimits
  readonly prepared: Omit<PreparedRequests, 'found'>
  /** Makes the data of a tenant what they were at first; undefined where that cannot be, as in a transaction. */
  readonly reset?: ((tenant: string) => Promise<void>) | undefined
}

/** Answers one request, at once where nothing has to be waited for. Throws ODataError for everything that is wrong with it. */
export function runRequest (service: Service, sent: ODataRequest, timing: Timing): Soon<ODataResponse> {
  const { model } = service
  const read = readQueryBody(model, sent)
  if (!hasOwnAddresses(model)) return runResolved(service, read, timing)
  return resolveAddress(model, read, async asked => await runRequest(service, asked, () => undefined))
    .then(request => runResolved(service, request, timing))
}

function runResolved (service: Service, request: ODataRequest, timing: Timing): Soon<ODataResponse> {
  const { model } = service
  if (addressesMetadata(request.path)) return answerDocument(model, request, timing)
  if (request.method === 'OPTIONS') {
    return { status: 204, headers: { Allow: allowedMethods(model, request).join(', ') }, body: undefined }
  }
  if (isAllSegment(request.path) || isCrossJoin(request.path)) return answerMany(service, request, timing)
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return prepareWrite(service, request, () => parseUrl(pathAndQuery(request)), timing, service.prepared)
      .then(prepared => runTolerating(service, request, prepared, timing))
  }
  const prepare = (slots?: Slots): Prepared => prepareRead(service, request, parseUrl(pathAndQuery(request), slots), timing)
  return runTolerating(service, request, service.prepared.prepare(request, timing, prepare), timing)
}

async function answerDocument (model: EdmModel, request: ODataRequest, timing: Timing): Promise<ODataResponse> {
  const { answerMetadata } = await import('../odata/metadata/answer-metadata.js')
  return answerMetadata(model, request, responseVersion(request.maxVersion), timing)
}

/** Of many plans. */
async function answerMany (service: Service, request: ODataRequest, timing: Timing): Promise<ODataResponse> {
  checkConditionSyntax(request.conditions)
  if (isAllSegment(request.path)) {
    const { answerAll } = await import('./all-entities.js')
    return await answerAll(service, request, parseUrl(pathAndQuery(request)))
  }
  const { answerCrossJoin } = await import('./cross-join.js')
  return await answerCrossJoin(service, request, parseUrl(pathAndQuery(request)), timing)
}

function runTolerating (service: Service, request: ODataRequest, prepared: Prepared, timing: Timing): Soon<ODataResponse> {
  checkConditionSyntax(request.conditions)
  if (prepared.tolerated !== undefined) for (const name of prepared.tolerated) request.tolerated?.add(name)
  return runPrepared(service, request, prepared, timing)
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

function runPrepared (service: Service, request: ODataRequest, prepared: Prepared, timing: Timing): Soon<ODataResponse> {
  if ('call' in prepared) return runCall(service, request, prepared.call, timing)
  const { bound, plan, literals } = prepared
  if (isWrite(plan)) return runWrite(service, request, prepared, plan, timing)
  const { tenant, now, caller } = request
  const scope: Scope = { tenant, now, caller, onStatement: timing.onStatement, literals }
  const read = service.store.read(plan, plan.kind === 'readStream' ? { ...scope, choosePart: partOf(request) } : scope)
  return read instanceof Promise
    ? read.then(result => answerRead(request, bound, plan, result, timing))
    : answerRead(request, bound, plan, read, timing)
}

function answerRead (request: ODataRequest, bound: BoundRequest, plan: ReadPlan, result: ReadResult, timing: Timing): ODataResponse {
  checkResult(request, bound, result)
  timing('execute')
  const response = writeRead(request, bound, plan, result)
  timing('write')
  return response
}

async function runCall (service: Service, request: ODataRequest, call: SupportedCall, timing: Timing): Promise<ODataResponse> {
  const { invokeOperation } = await import('./operations/invoke-operation.js')
  const run = async (...asked: Parameters<typeof runRequest>): Promise<ODataResponse> => await runRequest(...asked)
  const response = await invokeOperation(service, request, call, { runRequest: run, runUrl, timing: innerTiming(timing) })
  timing('execute')
  return response
}

async function runWrite (
  { store, limits }: Service,
  request: ODataRequest,
  { bound, literals }: Pick<PreparedRequest, 'bound' | 'literals'>,
  plan: WritePlan,
  timing: Timing
): Promise<ODataResponse> {
  const { tenant, now, caller } = request
  const precondition = preconditionOf(limits, request, bound)
  const result = await store.write(plan, { tenant, now, caller, onStatement: timing.onStatement, literals, precondition })
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
