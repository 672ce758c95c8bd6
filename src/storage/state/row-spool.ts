/** Rows on their way into one transaction, in a file meanwhile: nobody waits for an upload, and it is never held as a whole. */
import { randomUUID } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { ODataError } from '../../errors.js'

/** Some rows as the JSON that `insertRecords` takes. */
export interface SpooledChunk {
  readonly count: number
  readonly json: string
}

export interface RowSpool {
  /** @throws ODataError `unavailable` when the disk is full */
  add (chunk: SpooledChunk): Promise<void>
  /** Every chunk in the order added; may be asked for several times. */
  chunks (): AsyncIterable<SpooledChunk>
  remove (): Promise<void>
}

/** What a full disk says, or one with a quota. */
const FULL = ['ENOSPC', 'EDQUOT', 'EFBIG']

/**
 * @param folder Where the file lies, until it is removed; undefined when no folder was found at start.
 * @throws ODataError `unavailable` when no file can be made there
 */
export async function createRowSpool (folder: string | undefined): Promise<RowSpool> {
  if (folder === undefined) throw noRoom('there is no folder to write to')
  const path = join(folder, `.graph-office-emulator-rows-${randomUUID()}`)
  const file = await open(path, 'wx+', 0o600).catch((error: unknown) => { throw noRoom(codeOf(error), error) })
  // Where the system allows it, the name goes at once: then nothing stays behind when the process is killed.
  await rm(path, { force: true }).catch(() => undefined)
  return {
    add: async ({ count, json }) => {
      const bytes = Buffer.from(json)
      const head = [count, bytes.length].map(number => String(number).padStart(HEAD_BYTES / 2)).join('')
      await file.appendFile(Buffer.concat([Buffer.from(head), bytes])).catch((error: unknown) => {
        throw FULL.includes(codeOf(error)) ? noRoom(codeOf(error), error) : error
      })
    },
    chunks: async function * () {
      for (let position = 0; ;) {
        const head = (await readAt(file, position, HEAD_BYTES)).toString()
        if (head === '') return
        const [count, length] = [Number(head.slice(0, HEAD_BYTES / 2)), Number(head.slice(HEAD_BYTES / 2))]
        yield { count, json: (await readAt(file, position + HEAD_BYTES, length)).toString() }
        position += HEAD_BYTES + length
      }
    },
    remove: async () => {
      await file.close()
      await rm(path, { force: true })
    }
  }
}

/** What comes before a chunk: how many rows it has, and how many bytes. */
const HEAD_BYTES = 24

/** So many bytes, or as many as there are. One chunk is read at a time: readline would run ahead of whoever takes its lines. */
async function readAt (file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, position + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return bytes.subarray(0, filled)
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? (error as Error).message

const noRoom = (reason: string, cause?: unknown): ODataError =>
  new ODataError('unavailable', `The rows of an import cannot be kept on the way (${reason}). Name a folder with room in TEMP_FOLDER.`, { cause })
