/** Rows on their way into one transaction, in a file meanwhile: nobody waits for an upload, and it is never held as a whole. */
import { createReadStream } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** Some rows as the JSON that {@link insertRecords} takes. */
export interface SpooledChunk {
  readonly count: number
  readonly json: string
}

export interface RowSpool {
  add (chunk: SpooledChunk): Promise<void>
  /** Every chunk in the order added; may be asked for several times. */
  chunks (): AsyncIterable<SpooledChunk>
  remove (): Promise<void>
}

export async function createRowSpool (): Promise<RowSpool> {
  const folder = await mkdtemp(join(tmpdir(), 'office-rows-'))
  const path = join(folder, 'rows')
  const file = await open(path, 'w', 0o600)
  return {
    // JSON text has no line breaks of its own.
    add: async ({ count, json }) => { await file.appendFile(`${count}\n${json}\n`) },
    chunks: async function * () {
      let count: number | undefined
      for await (const line of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity })) {
        if (count === undefined) count = Number(line)
        else {
          yield { count, json: line }
          count = undefined
        }
      }
    },
    remove: async () => {
      await file.close()
      await rm(folder, { recursive: true, force: true })
    }
  }
}
