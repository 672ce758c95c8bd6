/** What stands before the pipeline while there are limits, faults or an `x-fault`; with none of them a request meets one condition. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../base/clock.js'
import { ODataError } from '../errors.js'
import type { Exchange, Interceptor } from '../http/request-interceptor.js'
import { requestIds } from '../http/request-ids.js'
import type { RequestIds } from '../http/error-answer.js'
import type { ODataResponse } from '../odata/odata-request.js'
import { applyFault, bytesOf } from './faults/apply-fault.js'
import type { FaultContext, Faulted } from './faults/apply-fault.js'
import { MAX_WAIT } from './faults/fault-rule.js'
import type { DripEffect } from './faults/fault-rule.js'
import { deliver } from './faults/deliver.js'
import { FAULT_HEADER, createFaultPerRequest } from './faults/fault-per-request.js'
import { injectedError } from './faults/injected-error.js'
import type { FaultDecision, RuleBook } from './faults/rule-book.js'
import { createStaleAnswers } from './faults/stale-answers.js'
import { graphCall } from './requests/graph-call.js'
import type { GraphCall } from './requests/graph-call.js'
import type { Throttle } from './throttle/throttle.js'

export interface InterceptorOptions {
  readonly clock: Clock
  readonly book: RuleBook
  readonly throttle: Throttle
  /** Whether `x-fault` is looked at. */
  readonly byHeader: boolean
  /** What must come with it as `x-admin-key`; empty: nothing. */
  readonly adminKey: string
  readonly stopping: AbortSignal
  readonly answered: Interceptor['answered']
  /** Told when a fault ends the connection before the answer. */
  readonly broken: (exchange: Exchange, response: ODataResponse | undefined) => void
}

/** What the journal says of a request. */
export type FaultNote = (fault: string) => void

export interface CallInterceptor extends Interceptor {
  /**
   * The same for a request inside a batch, which has no connection of its own: where that would be dropped or reset the answer is 504,
   * as from a gateway, a body that trickles comes late, and one that is no JSON any more comes as text, so that the batch around it can be
   * read. Throws what `run` throws, and 429 when the limits are reached.
   */
  readonly aroundCall: (call: GraphCall, ids: RequestIds, run: () => Promise<ODataResponse>, note?: FaultNote) => Promise<ODataResponse>
}

export function createInterceptor (options: InterceptorOptions): CallInterceptor {
  const { clock, book, throttle, byHeader, adminKey, stopping, answered, broken } = options
  const stale = createStaleAnswers()
  const decideByHeader = byHeader ? createFaultPerRequest(adminKey) : () => undefined
  /** Whether some request has asked for an earlier answer by its header. */
  let staleByHeader = false

  const decide = (call: GraphCall): FaultDecision | undefined => {
    const now = clock.now()
    const seconds = throttle.check(call, now)
    if (seconds > 0) {
      throw new ODataError('tooManyRequests', `Too many requests. Send it again in ${seconds} s.`, {
        headers: { 'Retry-After': String(seconds) }
      })
    }
    const decision = decideByHeader(call, now) ?? book.decide(call, now)
    staleByHeader ||= decision?.effect?.kind === 'stale' && decision.rules[0] === FAULT_HEADER
    return decision
  }

  const around = async (call: GraphCall, ids: RequestIds, run: () => Promise<ODataResponse>, note: FaultNote): Promise<Faulted> => {
    const decision = decide(call)
    const records = staleByHeader || book.has('stale')
    const record = (response: ODataResponse): void => { if (records) stale.record(call, response) }
    if (decision !== undefined) {
      note(noteOf(decision))
      const context: FaultContext = { ids, now: () => clock.now(), stopping, stale: () => stale.find(call), record }
      return await applyFault(decision, context, run)
    }
    const response = await run()
    record(response)
    return { response, delivery: undefined }
  }

  return {
    concerns: request =>
      book.size() > 0 || throttle.isOn() || request.tenantLimits !== undefined || staleByHeader ||
      (byHeader && request.headers[FAULT_HEADER] !== undefined),
    around: async (exchange, run) => {
      const { request, reply } = exchange
      const { response, delivery } = await around(callOf(exchange), requestIds(request), run, fault => { request.fault = fault })
      if (delivery === undefined) return response
      if (delivery.kind === 'drip') answered(request, response)
      else broken(exchange, delivery.kind === 'drop' ? undefined : response)
      deliver(reply, response, delivery, stopping)
      return undefined
    },
    aroundCall: async (call, ids, run, note = () => undefined) => {
      const { response, delivery, broken } = await around(call, ids, run, note)
      switch (delivery?.kind) {
        case undefined:
          return broken === true && response.body !== undefined
            ? { ...response, headers: { ...response.headers, 'Content-Type': 'text/plain' } }
            : response
        case 'drip':
          await sleep(Math.min(dripTime(response, delivery), MAX_WAIT), undefined, { signal: stopping }).catch(() => undefined)
          return response
        case 'drop': case 'reset': return injectedError({ kind: 'error', status: 504 }, ids, clock.now())
      }
    },
    answered
  }
}

function callOf ({ request, tenant, principal: { application } }: Exchange): GraphCall {
  const { server: { callNames: names }, method, raw: { url = '' }, headers, tenantLimits: limits } = request
  return graphCall({ names, method, url, tenant, application, limits, headers })
}

/** How long a body would trickle, in milliseconds. */
const dripTime = ({ body = '' }: ODataResponse, { chunkBytes, everyMs }: DripEffect): number =>
  (Math.ceil(bytesOf(body).length / chunkBytes) - 1) * everyMs

function noteOf ({ rules, effect, latencyMs }: FaultDecision): string {
  const what = [effect?.kind === 'error' ? String(effect.status) : effect?.kind, latencyMs > 0 ? `${Math.round(latencyMs)} ms` : undefined]
    .filter(text => text !== undefined)
  return `${rules.join(', ')}: ${what.join(', ')}`
}
