/** The seam between a request that was let in and the pipeline: faults and limits stand here, and the journal looks on. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ODataResponse } from '../odata/odata-request.js'
import type { Principal } from './auth/principal.js'

/** What becomes of a request that is answered asynchronously; of others, nothing. */
export interface Course {
  /** Milliseconds by the clock until it is carried out. */
  readonly takesMs: number
  /** Seconds of `Retry-After`; what is left when undefined. */
  readonly retryAfter?: number | undefined
  /** Its answer, in place of its being carried out. */
  readonly failure?: ODataResponse | undefined
}

export interface Exchange {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly tenant: string
  readonly principal: Principal
}

export interface Interceptor {
  /** Asked for every request, so it must be cheap; where it says no, `around` is not called. */
  readonly concerns: (request: FastifyRequest) => boolean
  /** The answer, by `run` or instead of it; undefined when it has answered on the reply itself. */
  readonly around: (exchange: Exchange, run: (course?: Course) => Promise<ODataResponse>) => Promise<ODataResponse | undefined>
  /** Told of the answer before it is sent. */
  readonly answered: (request: FastifyRequest, response: ODataResponse) => void
}
