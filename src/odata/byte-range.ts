/** `Range: bytes=…` (RFC 9110, section 14): one range; several are answered with the whole, which a server is free to do. */
import { ODataError } from '../errors.js'

export interface ByteRange {
  readonly first: number
  /** Included. */
  readonly last: number
}

/** The range of `length` bytes that a header asks for; undefined for the whole. 416 when there is nothing of it. */
export function rangeOf (header: string | undefined, length: number): ByteRange | undefined {
  const [, from, to] = /^bytes=\s*(\d{0,15})-(\d{0,15})$/i.exec((header ?? '').trim()) ?? []
  if (from === undefined || to === undefined || (from === '' && to === '')) return undefined
  const [first, last] = from === ''
    ? [Math.max(length - Number(to), 0), length - 1]
    : [Number(from), to === '' ? length - 1 : Math.min(Number(to), length - 1)]
  if (from !== '' && to !== '' && Number(from) > Number(to)) return undefined
  if (first >= length || (from === '' && Number(to) === 0)) {
    throw new ODataError('rangeNotSatisfiable', `The stream has ${length} bytes; there are none of '${String(header)}'.`, {
      target: 'Range',
      headers: { 'Content-Range': `bytes */${length}` }
    })
  }
  return { first, last }
}
