/** How much one request may read and write. */
export interface PageLimits {
  /** Items of a page without a wish of the client. */
  readonly pageSize: number
  /** Items of a page whatever the client wishes. */
  readonly maxPageSize: number
  /** Bytes of a stream property at most. */
  readonly maxStreamBytes: number
  /** Whether a write of what is there must say which version it means. */
  readonly requireIfMatch: boolean
}
