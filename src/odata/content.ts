/** The body of an answer: text, or a large one in pieces, of which some may lie in a file until they are sent. */

/** Bytes that wait in a file, or in a room of the memory that is given back, in UTF-8. */
export interface StoredBytes {
  readonly byteLength: number
  readonly inMemory: boolean
  /** @throws Error when the file cannot be read, or was closed */
  readonly read: (start: number, end: number) => Uint8Array
  /** Nobody needs them any more. What is forgotten is closed some time. */
  readonly close: () => void
}

export type Piece = string | Uint8Array | StoredBytes

/** Text, or a large one as pieces of text and of its bytes in UTF-8. */
export type Content = string | readonly Piece[]

/** Bytes that are read of a file at once. */
const READ_BYTES = 65_536

const isStored = (piece: Piece): piece is StoredBytes => typeof piece === 'object' && 'close' in piece

/** A body with all of it in memory, for those who look at it. */
export const heldPieces = (content: Content): ReadonlyArray<string | Uint8Array> =>
  typeof content === 'string' ? [content] : content.map(piece => isStored(piece) ? piece.read(0, piece.byteLength) : piece)

/** A body in one piece. */
export const bytesOf = (content: Content): Buffer =>
  typeof content === 'string'
    ? Buffer.from(content)
    : Buffer.concat(heldPieces(content).map(piece => typeof piece === 'string' ? Buffer.from(piece) : piece))

/** The same as text. */
export const textOf = (content: Content): string => typeof content === 'string' ? content : bytesOf(content).toString()

export const byteLengthOf = (piece: Piece): number => typeof piece === 'string' ? Buffer.byteLength(piece) : piece.byteLength

export const contentLength = (content: Content): number =>
  typeof content === 'string' ? byteLengthOf(content) : content.reduce((length, piece) => length + byteLengthOf(piece), 0)

/** Bytes of a body that wait in memory. */
export const heldLength = (content: readonly Piece[]): number =>
  content.reduce((length, piece) => isStored(piece) && !piece.inMemory ? length : length + byteLengthOf(piece), 0)

/** Up to so many bytes from the beginning. */
export const beginningOf = (piece: Piece, most: number): Uint8Array => {
  if (isStored(piece)) return piece.read(0, Math.min(most, piece.byteLength))
  return typeof piece === 'string' ? Buffer.from(piece.slice(0, most)).subarray(0, most) : piece.subarray(0, most)
}

/** The bytes of a body, which may go as soon as they were handed on. When it ends, or is ended, nothing is left open. */
export function * release (content: readonly Piece[]): Generator<Uint8Array> {
  const pieces = [...content]
  try {
    for (let piece = pieces.shift(); piece !== undefined; piece = pieces.shift()) {
      if (isStored(piece)) yield * stored(piece)
      else yield typeof piece === 'string' ? Buffer.from(piece) : piece
    }
  } finally {
    drop(pieces)
  }
}

function * stored (piece: StoredBytes): Generator<Uint8Array> {
  try {
    for (let start = 0; start < piece.byteLength; start += READ_BYTES) {
      yield piece.read(start, Math.min(start + READ_BYTES, piece.byteLength))
    }
  } finally {
    piece.close()
  }
}

/** For bodies that are not sent. */
export function drop (content: Content): void {
  if (typeof content !== 'string') for (const piece of content) if (isStored(piece)) piece.close()
}
