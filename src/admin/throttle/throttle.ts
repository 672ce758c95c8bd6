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
  /** The windows of the latest 20 seconds, those of a tenant together. */
  readonly used: (now: Date) => readonly Used[]
}

/** What was asked in a window that has not passed, and what may be. */
export interface Used {
  readonly tenant: string
  /** Undefined: all of the tenant's together. */
  readonly application: string | undefined
  readonly requests: number
  readonly writes: number
  readonly limit: Limits['tenant']
  /** Until the window ends. */
  readonly seconds: number
}

interface Window {
  readonly from: number
  readonly tenant: string
  readonly application: string | undefined
  requests: number
  writes: number
  limit: Limits['tenant']
}

const WINDOW_MS = 20_000
/** Windows beyond which those that have passed are looked for and dropped. */
const MANY = 10_000

export function createThrottle (initial: Limits | undefined): Throttle {
  let limits = initial
  const windows = new Map<string, Window>()

  /** The present window of a scope; a new one when it has passed, or when the clock was set back. */
  const windowOf = (scope: Pick<Window, 'tenant' | 'application' | 'limit'>, time: number): Window => {
    const key = scope.application === undefined ? `t\n${scope.tenant}` : `a\n${scope.tenant}\n${scope.application}`
    const known = windows.get(key)
    if (known !== undefined && isOpen(known, time)) {
      known.limit = scope.limit
      return known
    }
    if (windows.size >= MANY) for (const [old, window] of windows) if (!isOpen(window, time)) windows.delete(old)
    const window = { ...scope, from: time, requests: 0, writes: 0 }
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
      const scopes = [
        windowOf({ tenant, application: undefined, limit: effective.tenant }, time),
        windowOf({ tenant, application, limit: effective.application }, time)
      ]
      const full = scopes.filter(({ requests, writes, limit }) => requests >= limit.requests || (write && writes >= limit.writes))
      if (full.length > 0) return Math.max(1, secondsLeft(Math.max(...full.map(({ from }) => from)), time))
      for (const window of scopes) {
        window.requests++
        if (write) window.writes++
      }
      return 0
    },
    used: now => [...windows.values()].filter(window => isOpen(window, now.getTime())).map(({ from, ...window }) => ({
      ...window,
      seconds: secondsLeft(from, now.getTime())
    }))
  }
}

const isOpen = ({ from }: Window, time: number): boolean => time >= from && time < from + WINDOW_MS

const secondsLeft = (from: number, time: number): number => Math.ceil((from + WINDOW_MS - time) / 1000)
