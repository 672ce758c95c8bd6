/** Throttling as the real service does it: so many requests and so many writes in 20 seconds, for an application and for a tenant. */
import type { GraphCall } from '../requests/graph-call.js'
import type { Limits } from './throttle-limits.js'

export interface Throttle {
  /** Whether the service has limits; a tenant may have its own. */
  readonly isOn: () => boolean
  readonly limits: () => Limits | undefined
  /** Undefined turns it off. What was counted is forgotten. */
  readonly set: (limits: Limits | undefined) => void
  /** Counts the call, and says how many seconds its client must wait: 0 when it may go on. */
  readonly check: (call: Pick<GraphCall, 'method' | 'tenant' | 'application' | 'limits'>, now: Date) => number
}

interface Window {
  readonly from: number
  requests: number
  writes: number
}

const WINDOW_MS = 20_000
/** Windows beyond which those that have passed are looked for and dropped. */
const MANY = 10_000

export function createThrottle (initial: Limits | undefined): Throttle {
  let limits = initial
  const windows = new Map<string, Window>()

  /** The present window of a scope; a new one when it has passed, or when the clock was set back. */
  const windowOf = (key: string, time: number): Window => {
    const known = windows.get(key)
    if (known !== undefined && time >= known.from && time < known.from + WINDOW_MS) return known
    if (windows.size >= MANY) for (const [old, { from }] of windows) if (time < from || time >= from + WINDOW_MS) windows.delete(old)
    const window = { from: time, requests: 0, writes: 0 }
    windows.set(key, window)
    return window
  }

  return {
    isOn: () => limits !== undefined,
    limits: () => limits,
    set: next => {
      limits = next
      windows.clear()
    },
    check: ({ method, tenant = '', application = '', limits: own }, now) => {
      const effective = own ?? limits
      if (effective === undefined || method === 'OPTIONS') return 0
      const time = now.getTime()
      const write = method !== 'GET' && method !== 'HEAD'
      const scopes = [{ window: windowOf(`t\n${tenant}`, time), limit: effective.tenant }, {
        window: windowOf(`a\n${tenant}\n${application}`, time),
        limit: effective.application
      }]
      const full = scopes.filter(({ window, limit }) => window.requests >= limit.requests || (write && window.writes >= limit.writes))
      if (full.length > 0) return Math.max(1, Math.ceil((Math.max(...full.map(({ window }) => window.from)) + WINDOW_MS - time) / 1000))
      for (const { window } of scopes) {
        window.requests++
        if (write) window.writes++
      }
      return 0
    }
  }
}
