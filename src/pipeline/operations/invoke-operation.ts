/**
 * Executes a call of an action or function (OData-Protocol 4.01, section 11.5): its effect, in one transaction or snapshot, and then the
 * answer, which is either a value or what is stored at a URL.
 */
import type { Operation, OperationCall, OperationEffect, ResetAnswer, StoredAnswer } from '../../edm/types.js'
import { itemType } from '../../edm/lookup.js'
import { limits } from '../../base/limits.js'
import { ODataError } from '../../errors.js'
import { textOf } from '../../odata/content.js'
import { checkReadConditions } from '../../odata/etag.js'
import { literalOf, plainJson } from '../../odata/json/value-literal.js'
import { pathAndQuery } from '../../odata/odata-request.js'
import type { ODataRequest, ODataResponse, Timing } from '../../odata/odata-request.js'
import type { Invocation } from '../../odata/operations/bind-invocation.js'
import { urlParts } from '../../odata/operations/effect-url.js'
import { ownParameters } from '../../odata/operations/read-arguments.js'
import { spliceAnswer } from '../../odata/operations/splice-answer.js'
import { parseUrl } from '../../odata/url/parse-url.js'
import type { ODataUrl } from '../../odata/url/parse-url.js'
import type { Store } from '../../plan/plan.js'
import type { Service } from '../run-request.js'
import { effectFault } from './effect-fault.js'
import { createResources } from './operation-resources.js'
import type { CalledResources } from './operation-resources.js'
import { wholeService } from './whole-service.js'
import { writeAnswer } from './write-answer.js'

/** How other requests are run: the pipeline, which this is a part of. */
export interface Runner {
  readonly runRequest: (service: Service, request: ODataRequest, timing: Timing) => Promise<ODataResponse>
  readonly runUrl: (service: Service, request: ODataRequest, url: ODataUrl, timing: Timing) => Promise<ODataResponse>
  /** What the time of the database is told to. */
  readonly timing: Timing
}

export async function invokeOperation (
  service: Service,
  request: ODataRequest,
  invocation: Invocation & { readonly effect: OperationEffect },
  runner: Runner
): Promise<ODataResponse> {
  const run = async (store: Store): Promise<ODataResponse | ResetAnswer> =>
    await runEffect({ ...service, store }, request, invocation, runner)
  const asking = { caller: request.caller, onStatement: runner.timing.onStatement }
  const response = invocation.operation.kind === 'action'
    ? await service.store.atomically(run, asking)
    : await service.store.snapshot(run, asking)
  if (!isReset(response)) return response
  await service.reset?.(request.tenant)
  return { status: 204, headers: {}, body: undefined }
}

const isReset = (answer: unknown): answer is ResetAnswer => typeof answer === 'object' && answer !== null && 'kind' in answer && answer.kind === 'resetAnswer'

async function runEffect (
  service: Service,
  request: ODataRequest,
  invocation: Invocation & { readonly effect: OperationEffect },
  { runRequest, runUrl, timing }: Runner
): Promise<ODataResponse | ResetAnswer> {
  const { operation, boundTo, effect } = invocation
  const literals = literalsOf(invocation)
  const whole = wholeService(service)
  const called = createResources({
    request,
    boundTo,
    literals,
    writes: operation.kind === 'action',
    run: async inner => await runRequest(whole, inner, timing)
  })
  await checkBinding(called, request, invocation)
  const answer = await effectOf(effect, callOf(request, invocation, called), called, invocation)
  if (isReset(answer)) return resettable(service, operation, answer)
  if (!isStored(answer)) return writeAnswer(service.model, request, invocation, answer)
  const url = await storedUrl(answer, invocation, called)
  if (url === undefined) return { status: 204, headers: {}, body: undefined }
  const { path, query } = urlParts({ serviceRoot: request.serviceRoot, boundTo, literals }, url, answer.values)
  const found = parseUrl(pathAndQuery({ path, query }))
  if (!isOfEntities(invocation)) return writeAnswer(service.model, request, invocation, await called.read(url, answer.values))
  const asking: ODataRequest = operation.kind === 'action' ? readingOf(request) : request
  return await runUrl(service, { ...asking, inside: (request.inside ?? 0) + 1 }, spliceAnswer(found, invocation), timing)
}

/** A reset is not part of a transaction, and has no result. */
function resettable ({ reset }: Service, { kind, name, returnType }: Operation, answer: ResetAnswer): ResetAnswer {
  if (kind === 'action' && returnType === undefined && reset !== undefined) return answer
  throw new ODataError('badRequest', `'${name}' resets the data, which only an action without result can do, and not in an atomicity group or inside of another one.`)
}

/** What is read back of an action: without the body and the conditions of the call. */
const readingOf = (request: ODataRequest): ODataRequest =>
  ({ ...request, method: 'GET', body: undefined, parsed: undefined, conditions: { ifMatch: undefined, ifNoneMatch: undefined } })

const isStored = (answer: unknown): answer is StoredAnswer =>
  typeof answer === 'object' && answer !== null && 'kind' in answer && answer.kind === 'storedAnswer'

const isOfEntities = ({ operation: { returnType } }: Invocation): boolean =>
  returnType !== undefined && itemType(returnType).type.kind === 'entity'

const literalsOf = ({ operation, arguments: values }: Invocation): ReadonlyMap<string, string> =>
  new Map(ownParameters(operation).map(({ name, type: { type } }) => [name, literalOf(type, values.get(name))]))

function callOf (
  request: ODataRequest,
  { operation, arguments: values, boundTo }: Invocation,
  { resources }: CalledResources
): OperationCall {
  return {
    operation: operation.fullName,
    parameters: Object.fromEntries([...values].map(([name, value]) => [name, plainJson(value)])),
    boundTo,
    resources,
    now: new Date(`${request.now.slice(0, 23)}Z`),
    tenant: request.tenant,
    caller: request.asking ?? { application: undefined, permissions: [] },
    answerWith: (url, values = {}) => ({ kind: 'storedAnswer', url, values }),
    reset: () => ({ kind: 'resetAnswer' })
  }
}

/** What an operation is bound to must be there, and of the version that the client means (section 11.5.5.1). */
async function checkBinding ({ send }: CalledResources, { conditions }: ODataRequest, { operation, boundTo }: Invocation): Promise<void> {
  const binding = operation.bound ? operation.parameters[0]?.type.type : undefined
  if (boundTo === undefined || binding === undefined) return
  const isOfEntities = binding.kind === 'collection' && binding.elementType.type.kind === 'entity'
  const { headers, status } = await send('GET', isOfEntities ? `${boundTo}?$top=0` : boundTo)
  if (status === 204 && binding.kind === 'entity') throw new ODataError('notFound', `There is nothing at '${boundTo}' to call '${operation.name}' on.`)
  const [, version] = /"(.*)"/.exec(headers['ETag'] ?? '') ?? []
  if (operation.kind === 'action' && version !== undefined) checkReadConditions(conditions, version)
}

/** @throws what the requests of the effect throw, as they throw it: the store may run all of this again because of it */
async function effectOf (
  effect: OperationEffect,
  call: OperationCall,
  { faults, end }: CalledResources,
  { operation }: Invocation
): Promise<unknown> {
  try {
    const answer = await inTime(effect, call)
    await end()
    if (faults.ofChanges.length > 0) throw faults.ofChanges[0]
    return answer
  } catch (error) {
    await end()
    throw faults.all.has(error) ? error : effectFault(operation, error)
  }
}

/** An effect that never ends would keep its transaction, and with it every other writer. */
async function inTime (effect: OperationEffect, call: OperationCall): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => { reject(new Error(`it took longer than ${limits.effectTime.most} ms`)) }, limits.effectTime.most)
  })
  try {
    return await Promise.race([effect(call), late])
  } finally {
    clearTimeout(timer)
  }
}

/** The URL of the one entity of an answer that is a collection: of its first; undefined where there is none. */
async function storedUrl (
  { url, values }: StoredAnswer,
  { operation }: Invocation,
  { send }: CalledResources
): Promise<string | undefined> {
  const { returnType } = operation
  if (returnType?.type.kind !== 'entity') return url
  const { status, body } = await send('GET', withFormat(url), values)
  if (status === 204 || body === undefined) return undefined
  const json = JSON.parse(textOf(body)) as { readonly value?: ReadonlyArray<Record<string, unknown>> }
  if (!Array.isArray(json.value)) return url
  const [first] = json.value
  return first === undefined ? undefined : String(first['@odata.id'])
}

const withFormat = (url: string): string => `${url}${url.includes('?') ? '&' : '?'}$format=application/json;odata.metadata=full`
