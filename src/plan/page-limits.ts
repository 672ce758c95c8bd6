/** Whether the check-in summaries are as they were written, or follow from the rows at the time of the request. */
export type SummaryMode = 'stored' | 'computed'

/** How much one request may read and write, and what of it. */
export interface PageLimits {
  /** Items of a page without a wish of the client. */
  readonly pageSize: number
  /** Items of a page whatever the client wishes. */
  readonly maxPageSize: number
  /** Bytes of a stream property at most. */
  readonly maxStreamBytes: number
  /** Whether a write of what is there must say which version it means. */
  readonly requireIfMatch: boolean
  /** What reads show of the check-in summaries. */
  readonly summaryMode: SummaryMode
}
