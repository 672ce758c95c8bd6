/**
 * Recent reads, parsed, bound and planned. A plan names model elements and values and nothing that is stored, so it holds until the program
 * ends. They are cached by URL, and by the shape of the URL, which is the same when only literals and keys differ: the plan is then used
 * again with those of the new request. The store remembers the SQL of a plan (`storage/read/planned-statement.ts`).
 */
import type { ToleranceName } from '../base/tolerances.js'
import type { PrimitiveValue } from '../edm/types.js'
import { readLiteral } from '../odata/bind/expression/bind-literal.js'
import type { BoundRequest } from '../odata/bind/bind-request.js'
import type { ODataRequest, Timing } from '../odata/odata-request.js'
import { pathShapeOf } from '../odata/url/path-shape.js'
import type { PathKey, PathShape } from '../odata/url/path-shape.js'
import { shapeOf, slotsOf } from '../odata/url/query-shape.js'
import type { QueryShape, Slots } from '../odata/url/query-shape.js'
import { hasFreeKeys, withFreeKeys, withLocation } from '../plan/free-keys.js'
import { freeLiterals } from '../plan/free-literals.js'
import type { Plan, ReadPlan } from '../plan/plan.js'
import type { SupportedCall } from '../plan/supported/check-call.js'
import { createPreparedWrites } from './prepared-writes.js'
import type { PreparedWrites } from './prepared-writes.js'
import { isLong, keyOf, MAX_REQUESTS } from './request-key.js'
import { createSeenBefore } from './seen-before.js'
import { LRUCache } from 'lru-cache'

export interface PreparedRequest {
  readonly bound: BoundRequest
  readonly plan: Plan
  /** The literals of the request, where the plan was made for another one of its shape. */
  readonly literals?: readonly PrimitiveValue[]
  /** What binding it tolerated, for each request that it is used for; missing where that was told already. */
  readonly tolerated?: ReadonlySet<ToleranceName> | undefined
}

/** A call of an action or function, which has no plan of its own. */
export interface PreparedCall {
  readonly call: SupportedCall
  readonly tolerated?: ReadonlySet<ToleranceName>
}

export type Prepared = PreparedRequest | PreparedCall

export interface PreparedRequests extends PreparedWrites {
  /** What `make` makes, or made of the same request before, or of one of the same shape; faults are not cached. */
  readonly prepare: (request: ODataRequest, timing: Timing, make: (slots?: Slots) => Prepared) => Prepared
  /** How many were found by their URL, by its shape, and not at all. */
  readonly found: () => { readonly byUrl: number, readonly byShape: number, readonly made: number }
}

/** The shape of a URL: that of its path, and that of its query. Where either has none, it is its text. */
interface UrlShape {
  readonly path: PathShape
  readonly query: QueryShape
}

/** The last request of a shape that was made in full. */
interface Shaped {
  readonly prepared: PreparedRequest
  readonly shape: UrlShape
  /** The literals that another request of the shape may have others for. */
  readonly free: ReadonlySet<number>
  /** Its plan, where another request of the shape may have other keys. */
  readonly keyed: ReadPlan | undefined
}

export function createPreparedRequests (): PreparedRequests {
  const byUrl = new LRUCache<string, Prepared>({ max: MAX_REQUESTS })
  const byShape = new LRUCache<string, Shaped>({ max: MAX_REQUESTS })
  const seen = createSeenBefore(MAX_REQUESTS)
  const counts = { byUrl: 0, byShape: 0, made: 0 }
  const find = (request: ODataRequest, make: (slots?: Slots) => Prepared): { prepared: Prepared, made: boolean } => {
    const shape = shapeOfUrl(request)
    if (shape === undefined) return { prepared: make(), made: true }
    const { path, query } = shape
    const key = keyOf(request, path.key, query.key)
    const known = vary(byShape.get(key), shape)
    if (known !== undefined) return { prepared: known, made: false }
    const prepared = make(slotsOf(query.literals))
    if ('call' in prepared) return { prepared, made: true }
    const { plan } = prepared
    const free = freeLiterals(plan)
    const keyed = path.keys.length > 0 && hasFreeKeys(plan, path.keys) ? withFreeKeys(plan, path.keys) : undefined
    if (free.size > 0 || keyed !== undefined) byShape.set(key, { prepared, shape, free, keyed })
    return { prepared, made: true }
  }
  /** An entity by another key, of a request that is nothing else: it is found as fast by its shape, and need not be remembered itself. */
  const findKeyed = (request: ODataRequest): PreparedRequest | undefined => {
    const { path, query } = request
    const shape = query === '' ? pathShapeOf(path) : undefined
    const known = shape && byShape.get(keyOf(request, shape.key, query))
    return known?.keyed && withKeysOf(known, known.keyed, shape!.keys)
  }
  return {
    ...createPreparedWrites(),
    prepare: (request, timing, make) => {
      if (!isCached(request)) return make()
      const keyed = findKeyed(request)
      if (keyed !== undefined) {
        counts.byShape++
        markMade(timing)
        return keyed
      }
      const url = keyOf(request, request.path, request.query)
      const known = byUrl.get(url)
      const { prepared, made } = known === undefined ? find(request, make) : { prepared: known, made: false }
      // What its shape finds is remembered when it is asked again: nearly no literal is.
      if (known === undefined && (made || seen(url))) byUrl.set(url, prepared)
      counts[known !== undefined ? 'byUrl' : made ? 'made' : 'byShape']++
      if (!made) markMade(timing)
      return prepared
    },
    found: () => counts
  }
}

function markMade (timing: Timing): void {
  timing('parse')
  timing('bind')
  timing('plan')
}

/** Undefined where one of the keys is none. */
function withKeysOf ({ prepared: { bound, tolerated } }: Shaped, keyed: ReadPlan, keys: readonly PathKey[]): PreparedRequest | undefined {
  const plan = withFreeKeys(keyed, keys)
  return plan && { plan, bound: { ...bound, target: withLocation(bound.target, plan.location) }, tolerated }
}

/** Undefined where nothing of the URL may differ. */
function shapeOfUrl ({ path, query }: ODataRequest): UrlShape | undefined {
  const [ofPath, ofQuery] = [pathShapeOf(path), shapeOf(query)]
  if (ofPath === undefined && ofQuery === undefined) return undefined
  return { path: ofPath ?? { key: path, keys: [] }, query: ofQuery ?? { key: query, literals: [], texts: [] } }
}

/**
 * What was prepared for another request of the shape, with these literals and keys; undefined where one of them would make more of a
 * difference.
 */
function vary (known: Shaped | undefined, { path: { keys }, query: { literals, texts } }: UrlShape): PreparedRequest | undefined {
  if (known === undefined) return undefined
  const { prepared: { plan, bound, tolerated }, shape, free, keyed } = known
  if (!shape.query.literals.every(({ text }, index) => free.has(index) || text === literals[index]?.text)) return undefined
  const values = literals.map(({ kind, text }) => readLiteral(kind, text))
  if (!values.every((value): value is PrimitiveValue => value !== undefined)) return undefined
  const raw = bound.options.raw.map((option, index) => ({ ...option, text: texts[index] ?? option.text }))
  const varied = { plan, bound: { ...bound, options: { ...bound.options, raw } }, literals: values, tolerated }
  if (shape.path.keys.every(({ text }, index) => text === keys[index]?.text)) return varied
  const other = keyed === undefined ? undefined : withFreeKeys(keyed, keys)
  if (other === undefined) return undefined
  return { ...varied, plan: other, bound: { ...varied.bound, target: withLocation(bound.target, other.location) } }
}

/** Reads. The bodies of writes differ. */
const isCached = (request: ODataRequest): boolean => (request.method === 'GET' || request.method === 'HEAD') && !isLong(request)
