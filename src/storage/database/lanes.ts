/** Places for work that may take long: so many at once, and of one tenant fewer, so that no tenant can keep the others out. */
import { ODataError, unavailable } from '../../errors.js'
import type { Caller } from '../../plan/plan.js'

export interface LanesOptions {
  readonly lanes: number
  /** Milliseconds after which one that waits is sent away. */
  readonly patience: number
}

export interface Visitor {
  readonly tenant?: string | undefined
  /** Who waits for the work: when they have left, it need not be done. */
  readonly caller?: Caller | undefined
}

/** Waits for a lane; returns what gives it back. @throws ODataError `unavailable` when none became free in time. */
export type EnterLane = (visitor: Visitor) => Promise<() => void>

interface Waiting {
  readonly tenant: string
  readonly enter: () => void
}

/** More than these do not wait: they would have to for too long. */
const MAX_WAITING = 1000

export function createLanes ({ lanes, patience }: LanesOptions): EnterLane {
  const perTenant = Math.max(1, lanes - 1)
  const busy = new Map<string, number>()
  const waiting: Waiting[] = []
  let free = lanes
  const mayEnter = (tenant: string): boolean => free > 0 && (busy.get(tenant) ?? 0) < perTenant
  const take = (tenant: string): () => void => {
    free--
    busy.set(tenant, (busy.get(tenant) ?? 0) + 1)
    return () => {
      free++
      const left = (busy.get(tenant) ?? 1) - 1
      if (left === 0) busy.delete(tenant)
      else busy.set(tenant, left)
      const next = waiting.findIndex(candidate => mayEnter(candidate.tenant))
      if (next !== -1) waiting.splice(next, 1)[0]?.enter()
    }
  }
  return async ({ tenant = '', caller }) => {
    if (mayEnter(tenant)) return take(tenant)
    if (waiting.length >= MAX_WAITING) throw tooBusy()
    return await new Promise((resolve, reject) => {
      const place: Waiting = {
        tenant,
        enter: () => {
          stop()
          resolve(take(tenant))
        }
      }
      const stop = endAfter(patience, caller, () => {
        waiting.splice(waiting.indexOf(place), 1)
        reject(tooBusy())
      })
      waiting.push(place)
    })
  }
}

/** How often is looked whether somebody has left, in milliseconds. */
const LOOK_MS = 100

/** Calls `end` once, when so many milliseconds are over or the caller has left, unless what it returns is called before. */
export function endAfter (milliseconds: number, caller: Caller | undefined, end: () => void): () => void {
  const timers = [setTimeout(() => { over() }, milliseconds)]
  if (caller !== undefined) timers.push(setInterval(() => { if (caller.destroyed) over() }, LOOK_MS))
  const stop = (): void => { timers.forEach(clearTimeout) }
  const over = (): void => {
    stop()
    end()
  }
  return stop
}

const tooBusy = (): ODataError => unavailable('The service is busy with long queries.', { seconds: 5 })
