/** A request with `Prefer: respond-async`: accepted, and answered at once only where it is done within its `wait`. */
import { limits } from '../../base/limits.js'
import { mayBeAsync } from '../../odata/asynchronous.js'
import type { AsyncPreference } from '../../odata/asynchronous.js'
import type { ODataResponse } from '../../odata/odata-request.js'
import type { Service } from '../../pipeline/run-request.js'
import { checkAllowed } from '../admit.js'
import type { Admitted } from '../admit.js'
import type { Course } from '../request-interceptor.js'
import { acceptedAnswer, ownerOf } from './answer-monitor.js'
import type { AsyncRequests } from './async-requests.js'
import type { Waiting } from './async-work.js'

export interface LaterRequest {
  readonly admitted: Admitted
  readonly service: Service
  readonly preference: AsyncPreference
  readonly course: Course
  /** Answers with this service and on behalf of this caller. */
  readonly run: (service: Service, caller: Waiting) => Promise<ODataResponse>
  readonly refusal: (error: unknown) => ODataResponse
}

/** Undefined for a request that is to be answered as if the preference were not there. @throws ODataError `forbidden` */
export async function answerLater (requests: AsyncRequests, asked: LaterRequest): Promise<ODataResponse | undefined> {
  const { admitted, service, preference: { wait }, course, run, refusal } = asked
  const { parts: { method, path, tenant, serviceRoot, body }, principal, version } = admitted
  if (!mayBeAsync(service.model, method, path)) return undefined
  checkAllowed(service, admitted)
  const owner = ownerOf(principal)
  const id = await requests.accept({
    tenant,
    owner,
    bodyBytes: body?.length ?? 0,
    readsOnly: method === 'GET',
    course,
    run: async (store, caller) => withVersion(await run({ ...service, store, reset: undefined }, caller), version),
    refusal
  })
  if (id === undefined) return undefined
  const asking = { id, tenant, owner }
  if (wait !== undefined && wait > 0) {
    const answer = await requests.waitFor(asking, Math.min(wait * 1000, limits.asyncWait.most))
    if (answer !== undefined) return answer
  }
  const { headers, ...accepted } = acceptedAnswer(serviceRoot, id, requests.runningOf(id))
  return { ...accepted, headers: { ...headers, 'Preference-Applied': wait === undefined ? 'respond-async' : `respond-async, wait=${wait}` } }
}

const withVersion = (response: ODataResponse, version: string): ODataResponse =>
  ({ ...response, headers: { 'OData-Version': version, ...response.headers } })
