/**
 * What is counted of every request, from the start on, whether or not anybody ever looks. So it is a few additions; names and texts are
 * made when somebody asks for `/metrics` (`render-metrics.ts`).
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { LRUCache } from 'lru-cache'
import type { Stage } from '../../odata/odata-request.js'
import { withAnyKey } from '../requests/any-key.js'
import type { CallNames } from '../requests/graph-call.js'
import { createHistogram } from './histogram.js'
import type { Histogram } from './histogram.js'

/** Of one operation by one method. */
export interface OperationCounts {
  /** An operation id of the document; undefined: whatever has none. */
  readonly operation: string | undefined
  readonly method: string
  readonly duration: Histogram
  /** How many answers had each status. */
  readonly statuses: Map<number, number>
}

export interface RequestMetrics {
  readonly operations: ReadonlyMap<string, OperationCounts>
  /** In the order in which requests pass them. */
  readonly stages: Readonly<Record<Stage, Histogram>>
  /** What of each request the database took. */
  readonly database: Histogram
  /** Requests that something was done to on purpose. */
  readonly faulted: () => number
  readonly note: (request: FastifyRequest, status: number, milliseconds: number) => void
}

/** Paths of a method whose operation is remembered, whatever their keys. */
const MOST_PATHS = 1000

export function createRequestMetrics (names: CallNames): RequestMetrics {
  const operations = new Map<string, OperationCounts>()
  const histogram = createHistogram
  const stages = { parse: histogram(), bind: histogram(), plan: histogram(), execute: histogram(), write: histogram() }
  const database = createHistogram()
  /** By method, and then by path: no text need be put together to look one up. */
  const known = new Map<string, LRUCache<string, OperationCounts>>()
  let faulted = 0
  const find = (method: string, path: string): OperationCounts => {
    const operation = names.operationIdOf({ method, path })
    const key = `${method} ${operation ?? ''}`
    const counts = operations.get(key) ?? { operation, method, duration: createHistogram(), statuses: new Map<number, number>() }
    operations.set(key, counts)
    return counts
  }
  const countsOf = (method: string, url: string): OperationCounts => {
    const mark = url.indexOf('?')
    const path = mark === -1 ? url : url.slice(0, mark)
    const anyKey = withAnyKey(path)
    const ofMethod = known.get(method) ?? new LRUCache<string, OperationCounts>({ max: MOST_PATHS })
    const remembered = ofMethod.get(anyKey)
    if (remembered !== undefined) return remembered
    const counts = find(method, path)
    known.set(method, ofMethod.set(anyKey, counts))
    return counts
  }
  return {
    operations,
    stages,
    database,
    faulted: () => faulted,
    note: ({ method, raw, fault, stages: timer }, status, milliseconds) => {
      const { duration, statuses } = countsOf(method, raw.url ?? '')
      duration.observe(milliseconds / 1000)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      if (fault !== undefined) faulted++
      if (timer === undefined) return
      for (let index = 0; index < timer.stages.length; index++) stages[timer.stages[index]!].observe(timer.times[index]! / 1000)
      if (timer.database !== undefined) database.observe(timer.database / 1000)
    }
  }
}

/** To be registered where the routes of the resources are, and nothing else. */
export const countRequests = fastifyPlugin(async (app: FastifyInstance, { metrics }: { readonly metrics: RequestMetrics }) => {
  app.addHook('onResponse', (request, reply, done) => {
    metrics.note(request, reply.statusCode, reply.elapsedTime)
    done()
  })
}, { name: 'count-requests' })

/** In place of the status of an answer that a fault kept back. */
export const UNANSWERED = 0
