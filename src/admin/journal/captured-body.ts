/** The beginning of a body, as the journal keeps it: never the body itself, which may be large and is to be let go. */
import type { Content } from '../../odata/odata-request.js'

export interface CapturedBody {
  readonly head: string | Uint8Array
  /** Of the whole body. */
  readonly bytes: number
  readonly whole: boolean
}

export function captureBytes (bytes: Uint8Array, limit: number): CapturedBody {
  const whole = bytes.length <= limit
  // A view would keep all of it.
  return { head: whole ? bytes : Uint8Array.prototype.slice.call(bytes, 0, limit), bytes: bytes.length, whole }
}

export function captureText (text: string, limit: number): CapturedBody {
  const bytes = Buffer.byteLength(text)
  if (bytes <= limit) return { head: text, bytes, whole: true }
  return { head: Buffer.from(text.slice(0, limit)).subarray(0, limit), bytes, whole: false }
}

export function captureContent (content: Content, limit: number): CapturedBody {
  if (typeof content === 'string') return captureText(content, limit)
  const pieces: Uint8Array[] = []
  let [bytes, captured] = [0, 0]
  for (const piece of content) {
    bytes += typeof piece === 'string' ? Buffer.byteLength(piece) : piece.length
    if (captured >= limit) continue
    const taken = typeof piece === 'string'
      ? Buffer.from(piece.slice(0, limit - captured)).subarray(0, limit - captured)
      : piece.subarray(0, limit - captured)
    pieces.push(taken)
    captured += taken.length
  }
  return { head: Buffer.concat(pieces), bytes, whole: captured === bytes }
}

export const textOf = ({ head }: CapturedBody): string =>
  typeof head === 'string' ? head : Buffer.from(head.buffer, head.byteOffset, head.length).toString()
