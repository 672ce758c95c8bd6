/**
 * Where a JSON text can be taken apart: its large values, and commas in it, so that no piece between them is long. Only brackets, strings
 * and commas are looked at; whether the pieces are JSON is for who parses them.
 */
import { limits } from '../../base/limits.js'
import type { Turns } from '../../base/turns.js'
import { ODataError } from '../../errors.js'
import { endOfString } from './json-strings.js'
import type { LargeString } from './json-strings.js'
import { blank, LARGE_BYTES, PIECE_BYTES, STEP_BYTES } from './piece-sizes.js'

/** A large value. */
export type LargeNode = LargeContainer | LargeString

export interface LargeContainer {
  readonly kind: 'object' | 'array'
  /** Of its brackets. */
  readonly start: number
  readonly end: number
  /** Commas that part its members, in order; what is between two of them is short, or one member with a large value. */
  readonly splits: readonly number[]
  /** The large values directly in it, in order. */
  readonly large: readonly LargeNode[]
}

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
  /** Commas so far. */
  commas: number
}

const [QUOTE, COMMA, OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x22, 0x2c, 0x5b, 0x5d, 0x7b, 0x7d]

/** Whether a byte outside of strings says nothing. */
const plain = new Uint8Array(256).fill(1)
for (const byte of [QUOTE, COMMA, OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT]) plain[byte] = 0

/**
 * Undefined for a text without brackets. @throws SyntaxError for one whose brackets do not fit, ODataError `payloadTooLarge` for one with
 * more items or members or a longer text, `badRequest` for a deeper one than the limits allow.
 */
export async function findPieces (bytes: Buffer, turn: Turns): Promise<LargeNode | undefined> {
  const open: Open[] = []
  let root: LargeNode | undefined
  let items = 0
  let at = 0
  while (at < bytes.length) {
    for (const end = Math.min(at + STEP_BYTES, bytes.length); at < end; at++) {
      const byte = bytes[at] as number
      if (plain[byte] === 1) continue
      switch (byte) {
        case QUOTE: {
          const found = endOfString(bytes, at, turn)
          const string = typeof found === 'number' ? { kind: 'string' as const, start: at, end: found, base64: false } : await found
          if (string.end - at > LARGE_BYTES && !isName(bytes, string.end)) {
            const around = open.at(-1)
            if (around === undefined) root = oneRoot(root, string)
            else addLarge(around, string)
          }
          at = string.end
          break
        }
        case COMMA: {
          const last = open.at(-1)
          if (last === undefined) throw new SyntaxError('a comma is outside of everything')
          passComma(last, at)
          if (last.kind === 'array') items++
          break
        }
        case OPEN_ARRAY: case OPEN_OBJECT: {
          const kind = byte === OPEN_ARRAY ? 'array' : 'object'
          if (open.length === 0 && root !== undefined) throw new SyntaxError('there are two values')
          open.push({ kind, start: at, splits: [], large: [], comma: at, split: at, after: false, commas: 0 })
          if (open.length > limits.bodyDepth.most) throw tooDeep()
          if (kind === 'array') items++
          break
        }
        case CLOSE_ARRAY: case CLOSE_OBJECT: {
          const closed = open.pop()
          if (closed === undefined || (closed.kind === 'array') !== (byte === CLOSE_ARRAY)) throw new SyntaxError('a bracket is not open')
          const around = open.at(-1)
          const { kind, start, splits, large } = closed
          if (around === undefined) root = oneRoot(root, { kind, start, end: at, splits, large })
          else if (at - start > LARGE_BYTES) addLarge(around, { kind, start, end: at, splits, large })
        }
      }
    }
    if (items > limits.bodyItems.most) throw tooMany()
    const due = turn()
    if (due !== undefined) await due
  }
  if (open.length > 0) throw new SyntaxError('a bracket is not closed')
  return root
}

function oneRoot (before: LargeNode | undefined, root: LargeNode): LargeNode {
  if (before !== undefined) throw new SyntaxError('there are two values')
  return root
}

function passComma (last: Open, at: number): void {
  last.comma = at
  last.commas++
  if (last.kind === 'object' && last.commas >= limits.bodyMembers.most) throw tooManyMembers()
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

/** Whether a string that ends here is the name of a member. */
function isName (bytes: Buffer, end: number): boolean {
  let at = end + 1
  while (at < bytes.length && blank[bytes[at]!] === 1) at++
  return bytes[at] === 0x3a
}

const tooMany = (): ODataError =>
  new ODataError('payloadTooLarge', `The body has more than ${limits.bodyItems.most} items in its arrays. Send fewer in one request.`)

const tooManyMembers = (): ODataError =>
  new ODataError('payloadTooLarge', `An object in the body has more than ${limits.bodyMembers.most} members.`)

/** The 400 of a body that is nested too deep. */
export const tooDeep = (): ODataError => new ODataError('badRequest', `The body is nested deeper than ${limits.bodyDepth.most} levels.`)
