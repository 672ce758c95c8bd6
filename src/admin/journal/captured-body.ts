/**
 * The beginning of a body, as the journal keeps it: bytes of a request and short texts by reference, longer texts as their bytes. Text is
 * made of it when somebody reads it.
 */
import type { Content } from '../../odata/odata-request.js'

export interface CapturedBody {
  /** All of the body, when `bytes` is undefined; else its beginning. */
  readonly head: string | Uint8Array
  /** Bytes of a body that was cut off. */
  readonly bytes: number | undefined
}

/** A captured body, read. */
export interface BodyText {
  readonly text: string
  /** Bytes of the whole body. */
  readonly bytes: number
  /** Whether `text` is all of it. */
  readonly whole: boolean
}

export function captureBytes (bytes: Uint8Array, limit: number): CapturedBody {
  if (bytes.length <= limit) return { head: bytes, bytes: undefined }
  // A view would keep all of it.
  return { head: Uint8Array.prototype.slice.call(bytes, 0, limit), bytes: bytes.length }
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
  return { head: Buffer.concat(pieces), bytes: captured === bytes ? undefined : bytes }
}

/** Bytes of memory that many bodies share. */
const SLAB = 1024 * 1024

/** Characters up to which a text is kept as it is. */
const SHORT = 256

let slab = Buffer.alloc(0)
let used = 0

/**
 * A text that stays among a thousand others would be copied twice by the collector, and make its old generation grow: its bytes are kept
 * in memory that the collector does not move. A character is three bytes at most, so that a text shorter than a third need not be measured.
 */
export function captureText (text: string, limit: number): CapturedBody {
  if (text.length <= SHORT && text.length * 3 <= limit) return { head: text, bytes: undefined }
  const bytes = text.length * 3 <= limit ? 0 : Buffer.byteLength(text)
  return bytes <= limit
    ? { head: keep(text), bytes: undefined }
    : { head: keep(text.slice(0, limit)).subarray(0, limit), bytes }
}

function keep (text: string): Uint8Array {
  const most = text.length * 3
  if (most > SLAB) return Buffer.from(text)
  if (slab.length - used < most) {
    slab = Buffer.allocUnsafeSlow(SLAB)
    used = 0
  }
  const start = used
  used += slab.write(text, start)
  return slab.subarray(start, used)
}

export function readCaptured ({ head, bytes }: CapturedBody): BodyText {
  const text = typeof head === 'string' ? head : Buffer.from(head.buffer, head.byteOffset, head.length).toString()
  return { text, bytes: bytes ?? (typeof head === 'string' ? Buffer.byteLength(head) : head.length), whole: bytes === undefined }
}
