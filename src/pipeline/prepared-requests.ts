/**
 * Reads that were made lately, parsed, bound and planned: a plan names model elements and values and nothing that is stored, so it is good
 * until the program ends. They are kept by URL, and by the shape of the URL, which is the same when only literals differ: then the plan is
 * used again with the new literals. The store keeps the SQL of a plan with it (`storage/read/kept-statement.ts`).
 */
import type { PrimitiveValue } from '../edm/types.js'
import { readLiteral } from '../odata/bind/expression/bind-literal.js'
import type { BoundRequest } from '../odata/bind/bind-request.js'
import type { ODataRequest, Timing } from '../odata/odata-request.js'
import { shapeOf, slotsOf } from '../odata/url/query-shape.js'
import type { QueryShape, Slots } from '../odata/url/query-shape.js'
import { isFree } from '../odata/url/slot.js'
import type { Slot } from '../odata/url/slot.js'
import type { SummaryMode } from '../plan/page-limits.js'
import type { Plan } from '../plan/plan.js'
import { canVary, varyPlan } from '../plan/plan-variant.js'
import { LRUCache } from 'lru-cache'

export interface PreparedRequest {
  readonly bound: BoundRequest
  readonly plan: Plan
}

export interface PreparedRequests {
  /** What `make` makes, or made of the same request before, or of one of the same shape; faults are not kept. */
  readonly prepare: (request: ODataRequest, timing: Timing, make: (slots?: Slots) => PreparedRequest) => PreparedRequest
}

/** The last request of a shape that was made in full. */
interface Shaped {
  readonly prepared: PreparedRequest
  readonly literals: QueryShape['literals']
  readonly slots: readonly Slot[]
}

/** Requests kept, and as many shapes. */
const MAX_REQUESTS = 500
/** Longer URLs are not kept, which bounds the memory. */
const MAX_LENGTH = 4096

/** Where summaries are computed plans carry the time, and so nothing is kept. */
export function createPreparedRequests (summaryMode: SummaryMode = 'stored'): PreparedRequests {
  if (summaryMode === 'computed') return { prepare: (_request, _timing, make) => make() }
  const byUrl = new LRUCache<string, PreparedRequest>({ max: MAX_REQUESTS })
  const byShape = new LRUCache<string, Shaped>({ max: MAX_REQUESTS })
  const find = (request: ODataRequest, make: (slots?: Slots) => PreparedRequest): { prepared: PreparedRequest, made: boolean } => {
    const shape = shapeOf(request.query)
    if (shape === undefined) return { prepared: make(), made: true }
    const key = keyOf(request, shape.key)
    const known = vary(byShape.get(key), shape)
    if (known !== undefined) return { prepared: known, made: false }
    const { list, slots } = slotsOf(shape.literals)
    const prepared = make(slots)
    if (canVary(prepared.plan)) byShape.set(key, { prepared, literals: shape.literals, slots: list })
    return { prepared, made: true }
  }
  return {
    prepare: (request, timing, make) => {
      if (!isKept(request)) return make()
      const url = keyOf(request, request.query)
      const known = byUrl.get(url)
      const { prepared, made } = known === undefined ? find(request, make) : { prepared: known, made: false }
      if (known === undefined) byUrl.set(url, prepared)
      if (made) return prepared
      for (const stage of ['parse', 'bind', 'plan'] as const) timing(stage)
      const { conditions } = request
      const { plan } = prepared
      return { plan: plan.kind === 'readStream' ? { ...plan, conditions } : plan, bound: { ...prepared.bound, conditions } }
    }
  }
}

/** The request with the literals of another of its shape; undefined where one of them would make more of a difference than that. */
function vary (known: Shaped | undefined, { literals, texts }: QueryShape): PreparedRequest | undefined {
  if (known === undefined || !known.slots.every((slot, index) => isFree(slot) || known.literals[index]?.text === literals[index]?.text)) {
    return undefined
  }
  const values = literals.map(({ kind, text }) => readLiteral(kind, text))
  if (!values.every((value): value is PrimitiveValue => value !== undefined)) return undefined
  const { plan, bound } = known.prepared
  const raw = bound.options.raw.map((option, index) => ({ ...option, text: texts[index] ?? option.text }))
  return { plan: varyPlan(plan, values), bound: { ...bound, options: { ...bound.options, raw } } }
}

/** `now`, however its letters are encoded: the plan carries the time. */
const mentionsNow = /(n|%[46]e)(o|%[46]f)(w|%[57]7)/i

/** Not writes, whose bodies differ, nor where the answer may depend on the time. */
function isKept ({ method, path, query, range }: ODataRequest): boolean {
  return (method === 'GET' || method === 'HEAD') && range === undefined && query.length + path.length <= MAX_LENGTH &&
    !mentionsNow.test(query)
}

const keyOf = ({ method, serviceRoot, path, accept, prefer, maxVersion }: ODataRequest, query: string): string =>
  `${method}\n${serviceRoot}\n${path}\n${query}\n${accept ?? ''}\n${prefer ?? ''}\n${maxVersion ?? ''}`
