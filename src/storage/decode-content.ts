/** The content of a stream out of its base64, in many turns. */
import { createTurns } from '../base/turns.js'
import { isBase64Piece } from '../edm/primitives.js'

/** Characters that are decoded at once: whole groups of four. */
const STEP_CHARACTERS = 524_288

/** Either alphabet; undefined for what is not base64. */
export async function decodeContent (text: string): Promise<Uint8Array | undefined> {
  const turn = createTurns()
  const pieces: Uint8Array[] = []
  for (let at = 0; at < text.length; at += STEP_CHARACTERS) {
    const piece = text.slice(at, at + STEP_CHARACTERS)
    if (!isBase64Piece(piece, at + STEP_CHARACTERS >= text.length - 2)) return undefined
    pieces.push(Buffer.from(piece, 'base64'))
    const due = turn()
    if (due !== undefined) await due
  }
  return pieces.length === 1 ? pieces[0] : Buffer.concat(pieces)
}
