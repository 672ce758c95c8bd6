/**
 * Memory for what stays a while among much that does not. An object that outlives a thousand others is copied twice by the collector and
 * makes its old generation grow; bytes in a slab are neither moved nor visited. A slab goes when the last that is kept in it has gone.
 */

/** Bytes of memory that many share. */
const SLAB = 1024 * 1024

let slab = Buffer.alloc(0)
let used = 0

/** Where to write. */
export interface Room {
  readonly memory: Buffer
  readonly start: number
  /** Gives back what was not written: the room ends here. */
  readonly end: (end: number) => void
}

/** Room for so many bytes, in one piece, until the next is asked for. */
export function roomFor (bytes: number): Room {
  if (bytes > SLAB) return { memory: Buffer.allocUnsafeSlow(bytes), start: 0, end: () => undefined }
  if (slab.length - used < bytes) {
    slab = Buffer.allocUnsafeSlow(SLAB)
    used = 0
  }
  return { memory: slab, start: used, end: endRoom }
}

function endRoom (end: number): void {
  used = end
}
