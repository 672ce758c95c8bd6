/** A decision carried out on an answer. What only a connection can suffer is left to the caller as a {@link Delivery}. */
import { setTimeout as sleep } from 'node:timers/promises'
import { ODataError } from '../../errors.js'
import { errorBody } from '../../http/error-answer.js'
import type { RequestIds } from '../../http/error-answer.js'
import type { Content, ODataResponse } from '../../odata/odata-request.js'
import type { DripEffect } from './fault-rule.js'
import { injectedError } from './injected-error.js'
import type { FaultDecision } from './rule-book.js'

/** How the answer is to be sent, when not as it is. */
export type Delivery = { readonly kind: 'drop' } | { readonly kind: 'reset', readonly fraction: number } | DripEffect

export interface Faulted {
  readonly response: ODataResponse
  readonly delivery: Delivery | undefined
  /** Whether the body is no longer what its `Content-Type` says. */
  readonly broken?: boolean
}

export interface FaultContext {
  readonly ids: RequestIds
  readonly now: () => Date
  /** Ends waiting when the service stops. */
  readonly stopping: AbortSignal
  /** What the same request was answered before. */
  readonly stale: () => ODataResponse | undefined
  readonly record: (response: ODataResponse) => void
}

const as = (response: ODataResponse, delivery?: Delivery): Faulted => ({ response, delivery })
const NOTHING: ODataResponse = { status: 500, headers: {}, body: undefined }

export async function applyFault (
  { effect, latencyMs }: FaultDecision,
  context: FaultContext,
  run: () => Promise<ODataResponse>
): Promise<Faulted> {
  if (latencyMs > 0) await sleep(latencyMs, undefined, { signal: context.stopping }).catch(() => undefined)
  const truth = async (): Promise<ODataResponse> => await settle(run, context)
  switch (effect?.kind) {
    case undefined: return as(await truth())
    case 'error':
      if (effect.when === 'after') await truth()
      return as(injectedError(effect, context.ids, context.now()))
    case 'drop':
      if (effect.when === 'after') await truth()
      return as(NOTHING, { kind: 'drop' })
    case 'reset':
      return as(await truth(), { kind: 'reset', fraction: effect.fraction ?? 0.5 })
    case 'drip':
      return as(await truth(), effect)
    case 'truncate':
      return {
        ...as(withBytes(await truth(), bytes => bytes.subarray(0, Math.floor(bytes.length * (effect.fraction ?? 0.5))))),
        broken: true
      }
    case 'malformed':
      return { ...as(withBytes(await truth(), malform)), broken: true }
    case 'stale':
      return as(context.stale() ?? await truth())
  }
}

/** The answer to what is wrong is an answer too. Defects stay defects. */
async function settle (run: () => Promise<ODataResponse>, { ids, now, record }: FaultContext): Promise<ODataResponse> {
  try {
    const response = await run()
    record(response)
    return response
  } catch (error) {
    if (!(error instanceof ODataError) || error.status >= 500) throw error
    return { status: error.status, headers: { ...error.headers, 'Content-Type': 'application/json', 'Content-Language': 'en' }, body: errorBody(error, ids, now()) }
  }
}

/** The body in one piece. */
export function bytesOf (body: Content): Buffer {
  return typeof body === 'string'
    ? Buffer.from(body)
    : Buffer.concat(body.map(piece => typeof piece === 'string' ? Buffer.from(piece) : piece))
}

const withBytes = (response: ODataResponse, change: (bytes: Buffer) => Buffer): ODataResponse =>
  response.body === undefined ? response : { ...response, body: [change(bytesOf(response.body))] }

/** The last bracket is another one: no parser takes it, and it is as long as it was. */
function malform (bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes)
  const last = changed.length - 1
  if (last >= 0) changed.write(changed[last] === 0x7d ? ']' : '}', last)
  return changed
}
