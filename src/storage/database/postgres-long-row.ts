/** A `DataRow` without its long values (PostgreSQL's documentation, "Message Formats"). */

/** How bytea begins as text: of it node-postgres makes bytes. */
const HEX = Buffer.from('\\x')

/**
 * @param pieces The content of the message, after its header.
 * @param long Values of more bytes are kept apart.
 * @param keep Keeps a value, and says what is to stand in its place.
 * @returns the whole message
 */
export function shortenRow (pieces: readonly Buffer[], long: number, keep: (pieces: readonly Uint8Array[]) => string): Buffer {
  const content = createCursor(pieces)
  const columns = content.take(2)
  const values = Array.from({ length: columns.readUInt16BE(0) }, () => {
    const length = content.take(4)
    const bytes = length.readInt32BE(0)
    if (bytes < 0) return length
    const value = content.slices(bytes)
    if (bytes <= long || startsWith(value, HEX)) return Buffer.concat([length, ...value])
    const mark = Buffer.from(keep(value))
    return Buffer.concat([int32(mark.length), mark])
  })
  const body = Buffer.concat([columns, ...values])
  return Buffer.concat([Buffer.from('D'), int32(body.length + 4), body])
}

function int32 (value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}

const startsWith = (pieces: readonly Buffer[], bytes: Buffer): boolean =>
  Buffer.concat(pieces.slice(0, bytes.length)).subarray(0, bytes.length).equals(bytes)

/** Reads pieces one after the other, without making one of them. */
function createCursor (pieces: readonly Buffer[]): { take: (length: number) => Buffer, slices: (length: number) => Buffer[] } {
  let [index, at] = [0, 0]
  const slices = (length: number): Buffer[] => {
    const found: Buffer[] = []
    for (let wanted = length; wanted > 0 && index < pieces.length;) {
      const piece = (pieces[index] as Buffer).subarray(at, at + wanted)
      found.push(piece)
      wanted -= piece.length
      at += piece.length
      if (at === (pieces[index] as Buffer).length) [index, at] = [index + 1, 0]
    }
    return found
  }
  return { take: length => Buffer.concat(slices(length)), slices }
}
