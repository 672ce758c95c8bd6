/** The parts of a multipart message (RFC 2046, section 5.1.1). Lines may end in CRLF or, as many hand-written batches do, in LF alone. */
import { limits } from '../../base/limits.js'
import { createTurns } from '../../base/turns.js'
import type { Turns } from '../../base/turns.js'
import { invalidBatch } from './batch.js'

const [TAB, LF, CR, SPACE, HYPHEN] = [9, 10, 13, 32, 45]

interface Delimiter {
  /** Where the part before it ends: the line break belongs to the delimiter. */
  readonly start: number
  /** Where the part after it begins. */
  readonly end: number
  readonly closing: boolean
}

/** What is between the delimiters; what comes before the first and after the last is ignored. 400 when the closing one is missing. */
export async function splitMultipart (body: Uint8Array, boundary: string, target: string): Promise<readonly Uint8Array[]> {
  const turn = createTurns()
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const parts: Uint8Array[] = []
  let delimiter = await nextDelimiter(text, boundary, 0, turn)
  while (delimiter !== undefined && !delimiter.closing) {
    const next = await nextDelimiter(text, boundary, delimiter.end, turn)
    if (parts.length >= limits.batchBoundaries.most) throw invalidBatch(`'--${boundary}' appears too often. Choose a boundary that no part has.`, target)
    if (next !== undefined) parts.push(text.subarray(delimiter.end, Math.max(delimiter.end, next.start)))
    delimiter = next
  }
  if (delimiter === undefined) throw invalidBatch(`The closing boundary '--${boundary}--' is missing.`, target)
  return parts
}

/**
 * A line of its own: `--boundary`, `--` when it is the last, blanks. A longer boundary that begins the same is another one. Only beginnings
 * of lines are compared, so that no body takes longer than it is long.
 */
async function nextDelimiter (text: Buffer, boundary: string, from: number, turn: Turns): Promise<Delimiter | undefined> {
  const dashed = Buffer.from(`--${boundary}`, 'latin1')
  let next = from + STEP_BYTES
  for (let at = from; at !== -1; at = nextPlace(text, at)) {
    if (at >= next) {
      const due = turn()
      if (due !== undefined) await due
      next = at + STEP_BYTES
    }
    if ((at > 0 && text[at - 1] !== LF) || !startsWith(text, dashed, at)) continue
    let end = at + dashed.length
    const closing = text[end] === HYPHEN && text[end + 1] === HYPHEN
    if (closing) end += 2
    while (text[end] === SPACE || text[end] === TAB) end++
    if (text[end] === CR && text[end + 1] === LF) end++
    if (end < text.length && text[end] !== LF) continue
    return { start: at >= 2 && text[at - 2] === CR ? at - 2 : at - 1, end: end + 1, closing }
  }
  return undefined
}

function startsWith (text: Buffer, bytes: Buffer, at: number): boolean {
  for (let index = 0; index < bytes.length; index++) if (text[at + index] !== bytes[index]) return false
  return true
}

/** Bytes that are looked at one by one before the search is left to Node, whose call costs as much as many of them. */
const NEAR = 256

/** Bytes that are searched between two turns. */
const STEP_BYTES = 131_072

/** The next place to look at: where a line begins that starts with hyphens, or some steps on; -1 at the end. */
function nextPlace (text: Buffer, from: number): number {
  const near = Math.min(from + NEAR, text.length)
  for (let at = from; at < near; at++) {
    if (text[at] === LF && text[at + 1] === HYPHEN && text[at + 2] === HYPHEN) return at + 1
  }
  if (near === text.length) return -1
  const end = Math.min(near + STEP_BYTES, text.length)
  const found = text.subarray(near, end).indexOf('\n--', 0, 'latin1')
  // Two bytes are looked at again, for a line that begins at the end.
  return found === -1 ? end === text.length ? -1 : end - 2 : near + found + 1
}
