/**
 * Faults that requests bring along in `x-fault`. A client that tries again sends the same headers again, so a fault happens to the
 * requests of one `id`, else of one `client-request-id`, only `times` times (one, unless it says otherwise), and with
 * `until-retry-after=true` until `Retry-After` has passed; without either, to each.
 */
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { LRUCache } from 'lru-cache'
import { checkHeaderKey } from '../admin-key.js'
import { headerOf } from '../requests/graph-call.js'
import type { GraphCall } from '../requests/graph-call.js'
import { parseFaultHeader } from './fault-header.js'
import { createRetryWindows } from './retry-windows.js'
import type { FaultDecision } from './rule-book.js'
import { clientOf } from './rule-book.js'
import { drawLatency } from './schedule.js'

export const FAULT_HEADER = 'x-fault'

/** Requests that are remembered. */
const MAX_REMEMBERED = 10_000

/** Decides by the header; undefined where there is none. Throws a 400 for one that cannot be read, a 403 for one without the key. */
export function createFaultPerRequest (adminKey: string): (call: GraphCall, now: Date) => FaultDecision | undefined {
  const seen = new LRUCache<string, number>({ max: MAX_REMEMBERED })
  const windows = createRetryWindows()
  const random = xoroshiro128plus(1)
  return (call, now) => {
    const text = headerOf(call, FAULT_HEADER)
    if (text === undefined) return undefined
    checkHeaderKey(adminKey, headerOf(call, 'x-admin-key'), FAULT_HEADER)
    const { id, effect, latency, schedule: { times = 1, untilRetryAfter = false } = {} } = parseFaultHeader(text)
    const attempt = id ?? headerOf(call, 'client-request-id')
    const decided = (changed: FaultDecision['effect']): FaultDecision => ({
      rules: [FAULT_HEADER],
      latencyMs: drawLatency(latency, random),
      effect: changed
    })
    if (attempt === undefined) return decided(effect)
    const key = `${clientOf(call)}\n${attempt}\n${text}`
    const remaining = windows.remaining(key, now)
    if (remaining > 0 && effect?.kind === 'error') return decided({ ...effect, retryAfter: Math.ceil(remaining / 1000), when: 'before' })
    const before = seen.get(key) ?? 0
    if (before >= times) return undefined
    seen.set(key, before + 1)
    if (untilRetryAfter && effect?.kind === 'error' && effect.retryAfter !== undefined) windows.open(key, now, effect.retryAfter)
    return decided(effect)
  }
}
