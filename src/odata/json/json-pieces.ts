/**
 * Where a JSON text can be taken apart: its large objects and arrays, and commas in them, so that no piece between them is long. Only
 * brackets, strings and commas are looked at; whether the pieces are JSON is for who parses them.
 */
import { limits } from '../../base/limits.js'
import type { Turns } from '../../base/turns.js'
import { ODataError } from '../../errors.js'

/** A large object or array. */
export interface LargeNode {
  readonly kind: 'object' | 'array'
  /** Of its brackets. */
  readonly start: number
  readonly end: number
  /** Commas that part its members, in order; what is between two of them is short, or one member with a large value. */
  readonly splits: readonly number[]
  /** The large values directly in it, in order. */
  readonly large: readonly LargeNode[]
}

/** Bytes of a piece, roughly, and those from which on a value is taken apart. */
export const [PIECE_BYTES, LARGE_BYTES] = [16_384, 65_536]

/** Bytes that are looked at between two turns. */
const STEP_BYTES = 131_072

interface Open {
  readonly kind: 'object' | 'array'
  readonly start: number
  readonly splits: number[]
  readonly large: LargeNode[]
  /** The last comma, or the bracket. */
  comma: number
  /** The last of the splits, or the bracket. */
  split: number
  /** Whether the member before the next comma is large. */
  after: boolean
}

const [QUOTE, COMMA, OPEN_ARRAY, BACKSLASH, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x22, 0x2c, 0x5b, 0x5c, 0x5d, 0x7b, 0x7d]

/** Whether a byte outside of strings says nothing. */
const plain = new Uint8Array(256).fill(1)
for (const byte of [QUOTE, COMMA, OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT]) plain[byte] = 0

/**
 * Undefined for a text that is no JSON. @throws ODataError `payloadTooLarge` for one with more items or a longer text, `badRequest` for a
 * deeper one than the limits allow.
 */
export async function findPieces (bytes: Uint8Array, turn: Turns): Promise<LargeNode | undefined> {
  const open: Open[] = []
  let root: LargeNode | undefined
  let items = 0
  let at = 0
  while (at < bytes.length) {
    for (const end = Math.min(at + STEP_BYTES, bytes.length); at < end; at++) {
      const byte = bytes[at] as number
      if (plain[byte] === 1) continue
      switch (byte) {
        case QUOTE:
          at = endOfString(bytes, at)
          break
        case COMMA: {
          const last = open.at(-1)
          if (last === undefined) return undefined
          passComma(last, at)
          if (last.kind === 'array') items++
          break
        }
        case OPEN_ARRAY: case OPEN_OBJECT: {
          const kind = byte === OPEN_ARRAY ? 'array' : 'object'
          if (open.length === 0 && root !== undefined) return undefined
          open.push({ kind, start: at, splits: [], large: [], comma: at, split: at, after: false })
          if (open.length > limits.bodyDepth.most) throw tooDeep()
          if (kind === 'array') items++
          break
        }
        case CLOSE_ARRAY: case CLOSE_OBJECT: {
          const closed = open.pop()
          if (closed === undefined || (closed.kind === 'array') !== (byte === CLOSE_ARRAY)) return undefined
          const around = open.at(-1)
          const { kind, start, splits, large } = closed
          if (around === undefined) root = { kind, start, end: at, splits, large }
          else if (at - start > LARGE_BYTES) addLarge(around, { kind, start, end: at, splits, large })
        }
      }
    }
    if (items > limits.bodyItems.most) throw tooMany()
    const due = turn()
    if (due !== undefined) await due
  }
  return open.length === 0 ? root : undefined
}

function passComma (last: Open, at: number): void {
  last.comma = at
  if (!last.after && at - last.split < PIECE_BYTES) return
  last.splits.push(at)
  last.split = at
  last.after = false
}

/** A large value has a piece of its own. */
function addLarge (around: Open, node: LargeNode): void {
  if (around.comma > around.split) {
    around.splits.push(around.comma)
    around.split = around.comma
  }
  around.large.push(node)
  around.after = true
}

/** Where the string ends that begins here; the end of the text where it does not end. */
function endOfString (bytes: Uint8Array, start: number): number {
  for (let at = start + 1; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === BACKSLASH) at++
    else if (byte === QUOTE) {
      if (at - start > limits.bodyText.most) throw tooLong()
      return at
    }
  }
  return bytes.length
}

const tooMany = (): ODataError =>
  new ODataError('payloadTooLarge', `The body has more than ${limits.bodyItems.most} items in its arrays. Send fewer in one request.`)

const tooLong = (): ODataError =>
  new ODataError(
    'payloadTooLarge',
    `A text in the body is longer than ${limits.bodyText.most} bytes. Send the content of a stream to its own URL.`
  )

/** The 400 of a body that is nested too deep. */
export const tooDeep = (): ODataError => new ODataError('badRequest', `The body is nested deeper than ${limits.bodyDepth.most} levels.`)
