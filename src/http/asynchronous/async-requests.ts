/**
 * Requests that are answered later: accepted, carried out when they are due, and asked for at their status monitors. What is accepted is in
 * the database before the client is told, and the answer is there in one transaction with what it tells of.
 */
import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../../base/clock.js'
import { limits } from '../../base/limits.js'
import { ODataError } from '../../errors.js'
import { bytesOf } from '../../odata/content.js'
import type { ODataResponse } from '../../odata/odata-request.js'
import type { Store } from '../../plan/plan.js'
import { carryOut } from '../../storage/asynchronous/carry-out.js'
import {
  acceptOperation, cancelOperation, findOperation, forgetOperation, keptOf, renewLeases, RENEWAL_MS, storeAnswer
} from '../../storage/asynchronous/operation-table.js'
import type { Database } from '../../storage/database/database.js'
import type { AsyncRequest, Running } from './async-work.js'

export interface AsyncRequestsOptions {
  readonly database: Database
  readonly store: Store
  readonly clock: Clock
  /** Milliseconds, by the clock, for which an answer is kept. */
  readonly retention: number
  /** Told of what went wrong where no client waits. */
  readonly onError: (error: unknown) => void
}

/** Who asks a monitor. */
export interface Asking {
  readonly id: string
  readonly tenant: string
  readonly owner: string
}

/** `retryAfter`: seconds. */
export type Progress =
  | { readonly kind: 'running', readonly retryAfter: number }
  | { readonly kind: 'answered', readonly response: ODataResponse }

export interface AsyncRequests {
  /** The id of the request; undefined when there are too many, and it is to be answered at once. */
  readonly accept: (request: AsyncRequest) => Promise<string | undefined>
  /** Waits for the answer for so many milliseconds, and forgets it when it has come; undefined when it has not. */
  readonly waitFor: (asking: Asking, milliseconds: number) => Promise<ODataResponse | undefined>
  /** What the 202 of a request says that this process has just accepted. */
  readonly runningOf: (id: string) => Extract<Progress, { kind: 'running' }>
  /** Undefined when there is no such request. */
  readonly find: (asking: Asking) => Promise<Progress | undefined>
  /** @throws ODataError `conflict` when it has been carried out, `notFound` */
  readonly cancel: (asking: Asking) => Promise<void>
  /** To be called when the clock was set. */
  readonly clockSet: () => void
  /** Ends with those that are being carried out; the others are answered that the service was stopped. */
  readonly stop: () => Promise<void>
}

/** How long the monitor of a request that is being carried out waits for the answer before it says that there is none yet. */
const PATIENCE_MS = 1000
/** A timer is set for no less than the first, as a clock may stand still, and for no more than the second, as it may be set. */
const [SHORTEST_MS, LONGEST_MS] = [20, 60_000]

export function createAsyncRequests (options: AsyncRequestsOptions): AsyncRequests {
  const { database, store, clock, retention, onError } = options
  const running = new Map<string, Running>()
  const now = (): number => clock.now().getTime()
  const expiresAt = (): number => now() + retention
  let renewal: NodeJS.Timeout | undefined

  /** Forgets what nobody waits for any more. */
  const renew = async (): Promise<void> => {
    const known = [...running.values()].filter(({ accepted }) => accepted)
    if (running.size === 0) {
      clearInterval(renewal)
      renewal = undefined
      return
    }
    const waiting = await renewLeases(database, known.map(({ id }) => id))
    for (const { id, outcome, timer } of known) {
      if (waiting.has(id) || outcome !== undefined) continue
      clearTimeout(timer)
      running.delete(id)
    }
  }
  const begin = (work: Running): void => {
    const { id, caller, request: { readsOnly, course, run, refusal } } = work
    const answer = async (used: Store): Promise<ODataResponse> => bounded(course.failure ?? await run(used, caller))
    const changesNothing = readsOnly || course.failure !== undefined
    work.outcome ??= carryOut(database, store, { id, caller, readsOnly: changesNothing, run: answer, refusal, expiresAt })
      .catch(onError)
      .finally(() => running.delete(id))
  }
  /** Begins what is due, and else looks again when it may be. */
  const look = (work: Running): void => {
    clearTimeout(work.timer)
    if (work.outcome !== undefined) return
    const remaining = work.dueAt - now()
    if (remaining <= 0) begin(work)
    else work.timer = setTimeout(look, Math.min(Math.max(remaining, SHORTEST_MS), LONGEST_MS), work).unref()
  }
  /** Whether this process has room for it. */
  const hasRoom = ({ bodyBytes }: AsyncRequest): boolean =>
    running.size < limits.asyncRequests.most &&
    [...running.values()].reduce((sum, { request }) => sum + request.bodyBytes, bodyBytes) <= limits.asyncBodies.most
  /** Whether its tenant may have one more answer. */
  const mayKeep = async ({ tenant }: AsyncRequest): Promise<boolean> => {
    const { operations, bytes } = await keptOf(database, tenant, now())
    return operations < limits.asyncKept.most && bytes < limits.asyncAnswers.most
  }
  const find = async (asking: Asking): Promise<Progress | undefined> => {
    const found = await findOperation(database, asking, now())
    switch (found?.kind) {
      case undefined: return undefined
      case 'answered': return found
      case 'running': return { kind: 'running', retryAfter: retryAfterOf(running.get(asking.id), now()) }
      case 'abandoned': {
        await storeAnswer(database, asking.id, interrupted(), expiresAt())
        return await find(asking)
      }
    }
  }
  const endedWithin = async (id: string, milliseconds: number): Promise<void> => {
    const late = new AbortController()
    const ends = async (): Promise<void> => {
      while (running.has(id) && !late.signal.aborted) await (running.get(id)?.outcome ?? sleep(SHORTEST_MS))
    }
    await Promise.race([ends(), sleep(milliseconds, undefined, { signal: late.signal }).catch(() => undefined)])
    late.abort()
  }
  return {
    accept: async request => {
      if (!hasRoom(request)) await renew()
      if (!hasRoom(request) || !await mayKeep(request) || !hasRoom(request)) return undefined
      const id = randomBytes(24).toString('base64url')
      const { tenant, owner, course: { takesMs } } = request
      const dueAt = now() + takesMs
      const work: Running = { id, request, caller: { destroyed: false }, dueAt, accepted: false, outcome: undefined, timer: undefined }
      running.set(id, work)
      await acceptOperation(database, { id, tenant, owner, expiresAt: dueAt + retention }).catch((error: unknown) => {
        running.delete(id)
        throw error
      })
      work.accepted = true
      renewal ??= setInterval(() => { renew().catch(onError) }, RENEWAL_MS).unref()
      look(work)
      return id
    },
    waitFor: async (asking, milliseconds) => {
      await endedWithin(asking.id, milliseconds)
      const found = await find(asking)
      if (found?.kind !== 'answered') return undefined
      await forgetOperation(database, asking.id)
      return found.response
    },
    runningOf: id => ({ kind: 'running', retryAfter: retryAfterOf(running.get(id), now()) }),
    find: async asking => {
      if (running.get(asking.id)?.outcome !== undefined) await endedWithin(asking.id, PATIENCE_MS)
      return await find(asking)
    },
    cancel: async asking => {
      if (await find(asking) === undefined) throw noSuchRequest()
      if (!await cancelOperation(database, asking.id)) throw await find(asking) === undefined ? noSuchRequest() : carriedOut()
      const work = running.get(asking.id)
      if (work === undefined) return
      work.caller.destroyed = true
      clearTimeout(work.timer)
      if (work.outcome === undefined) running.delete(asking.id)
    },
    clockSet: () => { for (const work of running.values()) look(work) },
    stop: async () => {
      clearInterval(renewal)
      await Promise.all([...running.values()].map(async ({ id, outcome, timer }) => {
        clearTimeout(timer)
        await (outcome ?? storeAnswer(database, id, interrupted(), expiresAt()).catch(() => undefined))
      }))
      running.clear()
    }
  }
}

/** Seconds until the answer can be there, as far as this process knows. */
function retryAfterOf (work: Running | undefined, now: number): number {
  if (work === undefined) return 1
  return work.request.course.retryAfter ?? Math.max(1, Math.ceil((work.dueAt - now) / 1000))
}

/** @throws ODataError `badRequest`: within a transaction, so that nothing has changed */
function bounded (response: ODataResponse): ODataResponse {
  const { most } = limits.asyncAnswer
  if (response.body === undefined || bytesOf(response.body).length <= most) return response
  throw new ODataError('badRequest', `The answer has more than ${most} bytes, which are too many to be kept, so nothing was done. Ask for less, or without respond-async.`)
}

/** The 5xx of what was cancelled without its client's asking for it (section 11.6). */
function interrupted (): ODataResponse {
  const message = 'The service ended before the request was carried out. Nothing has changed; send it again.'
  return {
    status: 503,
    headers: { 'Content-Type': 'application/json', 'Content-Language': 'en', 'OData-Version': '4.0' },
    body: JSON.stringify({ error: { code: 'ServiceUnavailable', message } })
  }
}

export const noSuchRequest = (): ODataError =>
  new ODataError('notFound', 'There is no such asynchronous request: it was cancelled, its answer has expired, or it is not yours.')

const carriedOut = (): ODataError =>
  new ODataError('conflict', 'The request has been carried out, so it cannot be cancelled. GET has its answer until that expires.')
