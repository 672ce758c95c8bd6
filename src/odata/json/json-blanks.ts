/** Pieces of JSON that are long for nothing: blanks between tokens, and numbers without end. */
import { limits } from '../../base/limits.js'
import type { Turns } from '../../base/turns.js'
import { tooLong } from './json-strings.js'
import { blank, LARGE_BYTES, PIECE_BYTES, STEP_BYTES } from './piece-sizes.js'

/** A piece without needless blanks and long numbers has no more: short members, and one whose name is as long as a text may be. */
const MOST_BYTES = PIECE_BYTES + LARGE_BYTES + limits.bodyText.most

const [QUOTE, BACKSLASH] = [0x22, 0x5c]

const numeric = new Uint8Array(256)
for (const character of Buffer.from('+-.0123456789eE')) numeric[character] = 1

/**
 * A piece as it is; one that is long with one blank for several between its tokens.
 * @throws ODataError `payloadTooLarge` for a number that is longer than a text may be, SyntaxError for what is longer than any token
 */
export async function withoutBlanks (bytes: Buffer, turn: Turns): Promise<Buffer> {
  if (bytes.length <= PIECE_BYTES + LARGE_BYTES) return bytes
  const left = Buffer.allocUnsafe(Math.min(bytes.length, MOST_BYTES))
  let [length, digits, inString, escaped] = [0, 0, false, false]
  for (let at = 0; at < bytes.length;) {
    for (const step = Math.min(at + STEP_BYTES, bytes.length); at < step; at++) {
      const byte = bytes[at]!
      if (inString) {
        inString = escaped || byte !== QUOTE
        escaped = !escaped && byte === BACKSLASH
      } else if (byte === QUOTE) inString = true
      else if (blank[byte] === 1) {
        const isFirst = blank[bytes[at - 1] ?? QUOTE] === 0
        while (at + 1 < step && blank[bytes[at + 1]!] === 1) at++
        if (!isFirst) continue
      }
      digits = !inString && numeric[byte] === 1 ? digits + 1 : 0
      if (digits > limits.bodyText.most) throw tooLong()
      if (length === left.length) throw new SyntaxError('something is longer than any token')
      left[length++] = byte
    }
    const due = turn()
    if (due !== undefined) await due
  }
  return left.subarray(0, length)
}
