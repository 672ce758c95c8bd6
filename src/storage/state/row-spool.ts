/** Rows on their way into one transaction, in a file meanwhile: nobody waits for an upload, and it is never held as a whole. */
import { randomUUID } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { ODataError } from '../../errors.js'

/** Some rows as the JSON that {@link insertRecords} takes. */
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
    // JSON text has no line breaks of its own.
    add: async ({ count, json }) => {
      await file.appendFile(`${count}\n${json}\n`).catch((error: unknown) => {
        throw FULL.includes(codeOf(error)) ? noRoom(codeOf(error), error) : error
      })
    },
    chunks: async function * () {
      let count: number | undefined
      for await (const line of createInterface({ input: Readable.from(piecesOf(file)), crlfDelay: Infinity })) {
        if (count === undefined) count = Number(line)
        else {
          yield { count, json: line }
          count = undefined
        }
      }
    },
    remove: async () => {
      await file.close()
      await rm(path, { force: true })
    }
  }
}

const PIECE_BYTES = 65_536

/** What a file holds, from its beginning. A stream of the handle would close it at the end. */
async function * piecesOf (file: FileHandle): AsyncGenerator<Buffer> {
  for (let position = 0; ;) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(PIECE_BYTES), 0, PIECE_BYTES, position)
    if (bytesRead === 0) return
    position += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? (error as Error).message

const noRoom = (reason: string, cause?: unknown): ODataError =>
  new ODataError('unavailable', `The rows of an import cannot be kept on the way (${reason}). Name a folder with room in TEMP_FOLDER.`, { cause })
