/**
 * Memory for what stays a while among much that does not. An object that outlives a thousand others is copied twice by the collector and
 * makes its old generation grow; bytes in a slab are neither moved nor visited. A slab is written again when all that is in it was given
 * back: new memory costs the kernel a page at a time, and the collector a look at everything for every few megabytes of it.
 */

/** Bytes of memory that many share. */
const SLAB = 1024 * 1024

/** Slabs that wait to be written again; more of them go. */
const MOST_SPARE = 4

export interface Slab {
  readonly memory: Buffer
  /** How many rooms in it have not been given back. */
  rooms: number
}

/** Where to write. */
export interface Room {
  readonly slab: Slab
  readonly start: number
}

const newSlab = (bytes: number): Slab => ({ memory: Buffer.allocUnsafeSlow(bytes), rooms: 0 })

let current = newSlab(0)
let used = 0
const spare: Slab[] = []

/** Room for so many bytes, in one piece, until the next is asked for. */
export function roomFor (bytes: number): Room {
  if (bytes > SLAB) return { slab: { ...newSlab(bytes), rooms: 1 }, start: 0 }
  if (current.memory.length - used < bytes) {
    const left = current
    current = spare.pop() ?? newSlab(SLAB)
    used = 0
    reuse(left)
  }
  current.rooms++
  return { slab: current, start: used }
}

/** Gives back what was not written of the room that was asked for last: it ends here. */
export function endRoom ({ slab }: Room, end: number): void {
  if (slab === current) used = end
}

/** Nobody will look at the bytes of a room any more. To leave it out keeps memory from being used again, and is not a fault. */
export function giveBack (slab: Slab): void {
  slab.rooms--
  if (slab !== current) reuse(slab)
}

function reuse (slab: Slab): void {
  if (slab.rooms === 0 && slab.memory.length === SLAB && spare.length < MOST_SPARE) spare.push(slab)
}
