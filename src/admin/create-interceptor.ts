/** What stands before the pipeline while there are limits, faults or an `x-fault`; with none of them a request meets one condition. */
import type { Clock } from '../base/clock.js'
import { ODataError } from '../errors.js'
import type { Course, Exchange, Interceptor } from '../http/request-interceptor.js'
import { requestIds } from '../http/request-ids.js'
import type { RequestIds } from '../http/error-answer.js'
import type { ODataResponse } from '../odata/odata-request.js'
import { applyFault } from './faults/apply-fault.js'
import { definitionOf } from './faults/effects/all-effects.js'
import type { Faulted } from './faults/effects/define-effect.js'
import { FAULT_HEADER, createFaultPerRequest } from './faults/fault-per-request.js'
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

type Run = (course?: Course) => Promise<ODataResponse>

/** What the journal says of a request. */
export type FaultNote = (fault: string) => void

export interface CallInterceptor extends Interceptor {
  /**
   * The same for a request inside a batch, which has no connection of its own: each effect says what becomes of it there.
   * @throws what `run` throws, and 429 when the limits are reached.
   */
  readonly aroundCall: (call: GraphCall, ids: RequestIds, run: Run, note?: FaultNote) => Promise<ODataResponse>
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
    staleByHeader ||= decision?.rules[0] === FAULT_HEADER && remembers(decision)
    return decision
  }

  const around = async (call: GraphCall, ids: RequestIds, run: Run, note: FaultNote): Promise<Faulted> => {
    const decision = decide(call)
    const records = staleByHeader || book.remembers()
    const record = (response: ODataResponse): void => { if (records) stale.record(call, response) }
    if (decision !== undefined) {
      note(noteOf(decision))
      return await applyFault(decision, { call, ids, now: () => clock.now(), stopping, earlier: () => stale.find(call), record }, run)
    }
    const response = await run()
    record(response)
    return { response }
  }

  return {
    concerns: request =>
      book.size() > 0 || throttle.isOn() || request.tenantLimits !== undefined || staleByHeader ||
      (byHeader && request.headers[FAULT_HEADER] !== undefined),
    around: async (exchange, run) => {
      const { request, reply } = exchange
      const { response, delivery } = await around(callOf(exchange), requestIds(request), run, fault => { request.fault = fault })
      if (delivery === undefined) return response
      if (delivery.arrives === 'all') answered(request, response)
      else broken(exchange, delivery.arrives === 'nothing' ? undefined : response)
      delivery.send(reply)
      return undefined
    },
    aroundCall: async (call, ids, run, note = () => undefined) => {
      const { response, inBatch } = await around(call, ids, run, note)
      return await (inBatch?.() ?? response)
    },
    answered
  }
}

function callOf ({ request, tenant, principal: { application } }: Exchange): GraphCall {
  const { server: { callNames: names }, method, raw: { url = '' }, headers, tenantLimits: limits, body } = request
  return graphCall({ names, method, url, tenant, application, limits, headers, body: body as Uint8Array | undefined })
}

const remembers = ({ effect }: FaultDecision): boolean => effect !== undefined && definitionOf(effect).remembers === true

function noteOf ({ rules, effect, latencyMs, moves = new Map() }: FaultDecision): string {
  const what = [
    effect === undefined ? undefined : definitionOf(effect).note?.(effect) ?? effect.kind,
    latencyMs > 0 ? `${Math.round(latencyMs)} ms` : undefined,
    ...[...moves].map(([name, state]) => `${name} → ${state}`)
  ].filter(text => text !== undefined)
  return `${rules.join(', ')}: ${what.join(', ')}`
}
