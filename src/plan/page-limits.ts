/** How much one request may read and write. */
export interface PageLimits {
  /** Items of a page, unless the client asks for another size. */
  readonly pageSize: number
  /** Items of a page at most, whatever the client asks for. */
  readonly maxPageSize: number
  /** Bytes of a stream property at most. */
  readonly maxStreamBytes: number
  /** Whether a write of what is there must be conditional. */
  readonly requireIfMatch: boolean
}
