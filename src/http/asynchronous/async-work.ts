/** A request that was accepted: what it takes to carry it out, and what is known of it while this process has it. */
import type { ODataResponse } from '../../odata/odata-request.js'
import type { Store } from '../../plan/plan.js'
import type { Course } from '../request-interceptor.js'

/** Whoever waits for the answer of an accepted request: nobody, until it is cancelled, when they have left. */
export interface Waiting {
  destroyed: boolean
}

export interface AsyncRequest {
  readonly tenant: string
  /** Who may ask for the answer. */
  readonly owner: string
  /** Bytes of the body, which is kept until it is carried out. */
  readonly bodyBytes: number
  readonly readsOnly: boolean
  readonly course: Course
  /** Carries it out with this store. */
  readonly run: (store: Store, caller: Waiting) => Promise<ODataResponse>
  /** The answer to what that throws. */
  readonly refusal: (error: unknown) => ODataResponse
}

/** One that this process carries out, or will. */
export interface Running {
  readonly id: string
  readonly request: AsyncRequest
  readonly caller: Waiting
  /** Milliseconds of 1970, by the clock of the service, at which it is carried out. */
  readonly dueAt: number
  /** Whether the database knows of it. */
  accepted: boolean
  /** Resolves when there is an answer, or nobody wants it any more; undefined while it is not due. */
  outcome: Promise<void> | undefined
  timer: NodeJS.Timeout | undefined
}
