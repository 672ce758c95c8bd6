/**
 * A long answer while it is read: its beginning in memory, the rest in a room that all long answers share, and what finds none there in a
 * file; so many clients can read all there is at the same time, as slowly as they like, and neither memory nor a connection to the
 * database waits for them.
 */
import { randomUUID } from 'node:crypto'
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { drop } from '../../odata/content.js'
import type { StoredBytes } from '../../odata/content.js'
import { createAnswerRoom } from './answer-room.js'
import type { AnswerRoom } from './answer-room.js'

export interface AnswerPieces {
  add (bytes: Uint8Array): void
  /** All of them, in order. */
  end (): ReadonlyArray<Uint8Array | StoredBytes>
  /** The answer is not needed after all. */
  drop (): void
}

/** Bytes that stay in memory: a file costs a short answer more than it saves. */
const HELD_BYTES = 1024 * 1024

/** Bytes of all long answers together that stay in memory: to write a file and to read it again takes longer than most of the rest. */
const ROOM_BYTES = 16 * 1024 * 1024
const sharedRoom = createAnswerRoom(ROOM_BYTES)

/** @param folder Where the file lies; without one, or where no file can be written, everything stays in memory. */
export function createAnswerPieces (folder: string | undefined, most = HELD_BYTES, room: AnswerRoom = sharedRoom): AnswerPieces {
  const before: Array<Uint8Array | StoredBytes> = []
  /** What comes after the file when no more could be written into it. */
  const after: Uint8Array[] = []
  let held = 0
  let file: AnswerFile | undefined
  const keep = (bytes: Uint8Array): boolean => {
    const kept = folder === undefined || file !== undefined ? undefined : room.take(bytes)
    if (kept !== undefined) before.push(kept)
    return kept !== undefined
  }
  const append = (bytes: Uint8Array, folder: string): boolean => {
    try {
      file ??= createAnswerFile(folder)
      file.append(bytes)
      return true
    } catch {
      return false
    }
  }
  return {
    add: bytes => {
      if (after.length > 0) after.push(bytes)
      else if (file === undefined && held + bytes.length <= most) {
        before.push(bytes)
        held += bytes.length
      } else if (!keep(bytes) && (folder === undefined || !append(bytes, folder))) after.push(bytes)
    },
    end: () => [...before, ...file === undefined ? [] : [file.stored()], ...after],
    drop: () => {
      drop(before)
      file?.close()
    }
  }
}

interface AnswerFile {
  readonly append: (bytes: Uint8Array) => void
  readonly stored: () => StoredBytes
  readonly close: () => void
}

interface OpenFile {
  readonly descriptor: number
  readonly path: string
}

/** Where the system allows it, the name goes at once: then nothing stays behind when the process is killed. */
function createAnswerFile (folder: string): AnswerFile {
  const path = join(folder, `.graph-office-emulator-answer-${randomUUID()}`)
  const file: OpenFile = { descriptor: openSync(path, 'wx+', 0o600), path }
  removeName(path)
  let byteLength = 0
  let open = true
  const key = {}
  const close = (): void => {
    if (!open) return
    open = false
    forgotten.unregister(key)
    closeFile(file)
  }
  const read = (start: number, end: number): Uint8Array => {
    const bytes = Buffer.allocUnsafeSlow(end - start)
    for (let at = 0; at < bytes.length;) {
      const count = readSync(file.descriptor, bytes, at, bytes.length - at, start + at)
      if (count === 0) throw new Error('the file of an answer has become shorter')
      at += count
    }
    return bytes
  }
  return {
    append: bytes => {
      // What a full disk took of it does not count: the next bytes would be written over it.
      for (let at = 0; at < bytes.length;) at += writeSync(file.descriptor, bytes, at, bytes.length - at, byteLength + at)
      byteLength += bytes.length
    },
    stored: () => {
      const bytes: StoredBytes = { byteLength, inMemory: false, read, close }
      forgotten.register(bytes, file, key)
      return bytes
    },
    close
  }
}

function removeName (path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // It goes when it is closed.
  }
}

function closeFile ({ descriptor, path }: OpenFile): void {
  closeSync(descriptor)
  removeName(path)
}

/** Files of answers that nobody sent. */
const forgotten = new FinalizationRegistry<OpenFile>(closeFile)
