/** The parts of a multipart message (RFC 2046, section 5.1.1). Lines may end in CRLF or, as many hand-written batches do, in LF alone. */
import { limits } from '../../base/limits.js'
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
export function splitMultipart (body: Uint8Array, boundary: string, target: string): readonly Uint8Array[] {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const parts: Uint8Array[] = []
  const search: Search = { text, dashed: `--${boundary}`, target, seen: 0 }
  let delimiter = nextDelimiter(search, 0)
  while (delimiter !== undefined && !delimiter.closing) {
    const next = nextDelimiter(search, delimiter.end)
    if (next !== undefined) parts.push(text.subarray(delimiter.end, Math.max(delimiter.end, next.start)))
    delimiter = next
  }
  if (delimiter === undefined) throw invalidBatch(`The closing boundary '--${boundary}--' is missing.`, target)
  return parts
}

interface Search {
  readonly text: Buffer
  readonly dashed: string
  readonly target: string
  /** How often what looks like a boundary was met. */
  seen: number
}

/** A line of its own: `--boundary`, `--` when it is the last, blanks. A longer boundary that begins the same is another one. */
function nextDelimiter (search: Search, from: number): Delimiter | undefined {
  const { text, dashed, target } = search
  for (let at = text.indexOf(dashed, from, 'latin1'); at !== -1; at = text.indexOf(dashed, at + 1, 'latin1')) {
    if (++search.seen > limits.batchBoundaries.most) throw invalidBatch(`'${dashed}' is there too often. Choose a boundary that no part has.`, target)
    if (at !== 0 && text[at - 1] !== LF) continue
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
