/** The base64 of a stream that is too long to be looked at at once. */
import { isBase64Piece } from '../../edm/primitives.js'

/** Characters that are. */
const PIECE = 262_144

export const isLongContent = (text: string): boolean => text.length > PIECE

/** One step a piece; `refuse` is called once where a character is none of base64, or padding is not at the end. */
export function lookThrough (text: string, refuse: () => void): { readonly count: number, readonly step: (index: number) => void } {
  const count = Math.ceil((text.length - 2) / PIECE)
  let refused = false
  const step = (index: number): void => {
    const isLast = index === count - 1
    const piece = text.slice(index * PIECE, isLast ? undefined : (index + 1) * PIECE)
    if (refused || isBase64Piece(piece, isLast)) return
    refused = true
    refuse()
  }
  return { count, step }
}
