/** Where a string of a long JSON text ends: a short one at once, a long one in many turns. */
import { limits } from '../../base/limits.js'
import type { Turns } from '../../base/turns.js'
import { ODataError } from '../../errors.js'
import { STEP_BYTES } from './piece-sizes.js'

/** A long string, by where it is. */
export interface LargeString {
  readonly kind: 'string'
  /** Of its quotation marks. */
  readonly start: number
  readonly end: number
  /** Whether it has nothing but the characters of base64, none of which is escaped. */
  readonly base64: boolean
}

const [QUOTE, BACKSLASH] = [0x22, 0x5c]

/** Of base64 and of base64url. */
const base64 = new Uint8Array(256)
for (const character of Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_=')) base64[character] = 1

/** Whether all of some bytes may be in the content of a stream. */
export const isBase64 = (bytes: Uint8Array): boolean => bytes.every(byte => base64[byte] === 1)

/**
 * Where the string ends that begins here. One that is longer than a text may be must be the content of a stream.
 * @throws SyntaxError where it does not end, ODataError `payloadTooLarge` where it is too long.
 */
export function endOfString (bytes: Buffer, start: number, turn: Turns): number | Promise<LargeString> {
  const most = Math.min(start + 1 + limits.bodyText.most, bytes.length - 1)
  for (let at = start + 1; at <= most; at++) {
    const byte = bytes[at]
    if (byte === BACKSLASH) at++
    else if (byte === QUOTE) return at
  }
  if (most === bytes.length - 1) throw new SyntaxError('a string does not end')
  return endOfContent(bytes, start, turn)
}

async function endOfContent (bytes: Buffer, start: number, turn: Turns): Promise<LargeString> {
  const end = bytes.indexOf(QUOTE, start + 1)
  if (end === -1 || end - start - 1 > limits.bodyStream.most) throw tooLong()
  for (let at = start + 1; at < end;) {
    for (const step = Math.min(at + STEP_BYTES, end); at < step; at++) if (base64[bytes[at]!] !== 1) throw tooLong()
    const due = turn()
    if (due !== undefined) await due
  }
  return { kind: 'string', start, end, base64: true }
}

/** The 413 of a text that is longer than any may be. */
export const tooLong = (): ODataError =>
  new ODataError(
    'payloadTooLarge',
    `A text in the body is longer than ${limits.bodyText.most} bytes. Send the content of a stream to its own URL.`
  )
