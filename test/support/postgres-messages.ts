/** Whole messages out of a stream of bytes of PostgreSQL's protocol (PostgreSQL, chapter 54.7). */

/** `take` says whether the next one is a startup message still, which has no type. */
export function splitMessages (startup: boolean, take: (message: Buffer, isStartup: boolean) => unknown): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0)
  let untyped = startup
  return chunk => {
    rest = Buffer.concat([rest, chunk])
    for (;;) {
      const head = untyped ? 0 : 1
      if (rest.length < head + 4) return
      const length = head + rest.readInt32BE(head)
      if (rest.length < length) return
      const message = rest.subarray(0, length)
      rest = rest.subarray(length)
      untyped = take(message, untyped) === true && untyped
    }
  }
}
