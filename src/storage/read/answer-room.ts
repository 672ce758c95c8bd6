/** Memory that all long answers share: what is in it is given back when it was sent, dropped or forgotten. */
import type { StoredBytes } from '../../odata/content.js'

export interface AnswerRoom {
  /** The bytes, to be closed when nobody needs them any more; undefined where there is no room for them. */
  take (bytes: Uint8Array): StoredBytes | undefined
}

/** @param size Bytes of all answers together. */
export function createAnswerRoom (size: number): AnswerRoom {
  let free = size
  const giveBack = (bytes: number): void => { free += bytes }
  const forgotten = new FinalizationRegistry<number>(giveBack)
  return {
    take: bytes => {
      const { byteLength } = bytes
      if (byteLength > free) return undefined
      free -= byteLength
      const key = {}
      let held: Uint8Array | undefined = bytes
      const taken: StoredBytes = {
        byteLength,
        inMemory: true,
        read: (start, end) => {
          if (held === undefined) throw new Error('the bytes of an answer are not there any more')
          return held.subarray(start, end)
        },
        close: () => {
          if (held === undefined) return
          held = undefined
          forgotten.unregister(key)
          giveBack(byteLength)
        }
      }
      forgotten.register(taken, byteLength, key)
      return taken
    }
  }
}
