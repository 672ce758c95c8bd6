/** `Range: bytes=…` (RFC 9110, section 14): one range; several are answered with the whole, which a server is free to do. */
import { ODataError } from '../errors.js'
import { strongETagOf } from './etag.js'

/** What a GET asks for, as it was sent; no other method has ranges (RFC 9110, section 14.2). */
export interface RangeRequest {
  readonly range: string
  readonly ifRange: string | undefined
}

export interface ByteRange {
  readonly first: number
  /** Included. */
  readonly last: number
}

/** What is stored, and may be asked for in parts. */
export interface RangedContent {
  readonly version: string
  /** In bytes. */
  readonly length: number
}

/**
 * The part of the content that is asked for; undefined for the whole, as when `If-Range` names another version: the client has a part of
 * that one (RFC 9110, section 13.1.5). Comparison is strong, and no date is ever the right one.
 * @throws ODataError `rangeNotSatisfiable` when there is nothing of it.
 */
export function rangeOf (asked: RangeRequest | undefined, { version, length }: RangedContent): ByteRange | undefined {
  if (asked === undefined || (asked.ifRange !== undefined && asked.ifRange.trim() !== strongETagOf(version))) return undefined
  const [, from, to] = /^bytes=\s*(\d{0,15})-(\d{0,15})$/i.exec(asked.range.trim()) ?? []
  if (from === undefined || to === undefined || (from === '' && to === '')) return undefined
  const [first, last] = from === ''
    ? [Math.max(length - Number(to), 0), length - 1]
    : [Number(from), to === '' ? length - 1 : Math.min(Number(to), length - 1)]
  if (from !== '' && to !== '' && Number(from) > Number(to)) return undefined
  if (first >= length || (from === '' && Number(to) === 0)) {
    throw new ODataError('rangeNotSatisfiable', `The stream has ${length} bytes; there are none of '${asked.range}'.`, {
      target: 'Range',
      headers: { 'Content-Range': `bytes */${length}` }
    })
  }
  return { first, last }
}

/**
 * A part cannot be put in place of the whole (RFC 9110, section 14.5).
 * @throws ODataError `badRequest`
 */
export function refusePart (method: string, contentRange: string | undefined): void {
  if (method !== 'PUT' || contentRange === undefined) return
  throw new ODataError('badRequest', 'A PUT replaces the whole: send it without Content-Range.', { target: 'Content-Range' })
}
