/** A decision carried out: the wait, then what the effect makes of the answer. */
import { setTimeout as sleep } from 'node:timers/promises'
import { ODataError } from '../../errors.js'
import { errorBody } from '../../http/error-answer.js'
import type { Course } from '../../http/request-interceptor.js'
import type { ODataResponse } from '../../odata/odata-request.js'
import { definitionOf } from './effects/all-effects.js'
import type { FaultContext, Faulted } from './effects/define-effect.js'
import type { FaultDecision } from './rule-book.js'

/** What is known of the request; `record` is told of each answer that the pipeline gave. */
export type FaultedRequest = Omit<FaultContext, 'carryOut'> & { readonly record: (response: ODataResponse) => void }

/** @throws what `run` throws, unless it is an error of status 4xx. */
export async function applyFault (
  { effect, latencyMs }: FaultDecision,
  request: FaultedRequest,
  run: (course?: Course) => Promise<ODataResponse>
): Promise<Faulted> {
  if (latencyMs > 0) await sleep(latencyMs, undefined, { signal: request.stopping }).catch(() => undefined)
  const carryOut = async (course?: Course): Promise<ODataResponse> => await settle(async () => await run(course), request)
  return effect === undefined ? { response: await carryOut() } : await definitionOf(effect).apply(effect, { ...request, carryOut })
}

/** The answer to what is wrong is an answer too. Defects stay defects. */
async function settle (run: () => Promise<ODataResponse>, { ids, now, record }: FaultedRequest): Promise<ODataResponse> {
  try {
    const response = await run()
    record(response)
    return response
  } catch (error) {
    if (!(error instanceof ODataError) || error.status >= 500) throw error
    const headers = { ...error.headers, 'Content-Type': 'application/json', 'Content-Language': 'en' }
    return { status: error.status, headers, body: errorBody(error, ids, now()) }
  }
}
