/** The beginning of a body, as the journal keeps it. Text is made of it when somebody reads it. */
import { beginningOf, byteLengthOf } from '../../odata/content.js'
import type { Content } from '../../odata/content.js'

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
    bytes += byteLengthOf(piece)
    if (captured >= limit) continue
    const taken = beginningOf(piece, limit - captured)
    pieces.push(taken)
    captured += taken.length
  }
  return { head: Buffer.concat(pieces), bytes: captured === bytes ? undefined : bytes }
}

/** A character is three bytes at most, so that a text shorter than a third of the limit need not be measured. */
export function captureText (text: string, limit: number): CapturedBody {
  const bytes = text.length * 3 <= limit ? 0 : Buffer.byteLength(text)
  return bytes <= limit ? { head: text, bytes: undefined } : { head: Buffer.from(text.slice(0, limit)).subarray(0, limit), bytes }
}

export function readCaptured ({ head, bytes }: CapturedBody): BodyText {
  const text = typeof head === 'string' ? head : Buffer.from(head.buffer, head.byteOffset, head.length).toString()
  return { text, bytes: bytes ?? (typeof head === 'string' ? Buffer.byteLength(head) : head.length), whole: bytes === undefined }
}
