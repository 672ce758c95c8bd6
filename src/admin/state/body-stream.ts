/** Bodies that are read as they arrive, and answers that are written as they are made. */
import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import type { Readable } from 'node:stream'
import { ODataError } from '../../errors.js'
import { encodingFault, isEncodingFault } from '../../http/transport/decode-body.js'

/** A client that sends or takes nothing for so long is given up. */
const IDLE_MS = 60_000

/** Bytes that are sent together. */
const BLOCK_CHARACTERS = 32_768

/**
 * The pieces of a body. A reader that stops before the end leaves the connection open, so that its answer arrives; what is still sent is
 * thrown away.
 */
export async function * readBody (body: Readable | undefined): AsyncGenerator<Uint8Array> {
  if (body === undefined) return
  const idle = setTimeout(
    () => body.destroy(new ODataError('badRequest', `Nothing of the body arrived for ${IDLE_MS / 1000} seconds.`)),
    IDLE_MS
  )
  try {
    for await (const piece of body.iterator({ destroyOnReturn: false })) {
      idle.refresh()
      yield piece as Uint8Array
    }
  } catch (cause) {
    if (cause instanceof ODataError) throw cause
    throw isEncodingFault(cause) ? encodingFault(cause) : new ODataError('badRequest', 'The body ended before it was complete.', { cause })
  } finally {
    clearTimeout(idle)
    body.resume()
  }
}

export type WriteText = (text: string) => Promise<void>

/**
 * A stream of what `run` writes. Resolves with the first block, so that a failure before it is an ordinary error; a later one cuts the
 * answer off. `wait`: whether `write` waits for a client that is slower.
 */
export async function streamText (
  run: (write: WriteText) => Promise<void>,
  { wait, blocks = true }: { readonly wait: boolean, readonly blocks?: boolean }
): Promise<Readable> {
  const stream = new PassThrough({ highWaterMark: 2 * BLOCK_CHARACTERS })
  let block = ''
  const flush = async (): Promise<void> => {
    const text = block
    block = ''
    if (stream.destroyed) throw new ODataError('badRequest', 'The client went away.')
    if (!stream.write(text) && wait) await drained(stream)
  }
  return await new Promise((resolve, reject) => {
    let begun = false
    const begin = (): void => {
      if (!begun) resolve(stream)
      begun = true
    }
    const write: WriteText = async text => {
      block += text
      if (blocks && block.length < BLOCK_CHARACTERS) return
      begin()
      await flush()
    }
    run(write).then(async () => {
      begin()
      await flush()
      stream.end()
    }).catch((error: Error) => {
      if (begun) stream.destroy(error)
      else reject(error)
    })
  })
}

async function drained (stream: PassThrough): Promise<void> {
  const done = new AbortController()
  const signal = AbortSignal.any([done.signal, AbortSignal.timeout(IDLE_MS)])
  try {
    await Promise.race([once(stream, 'drain', { signal }), once(stream, 'close', { signal })])
  } catch (cause) {
    const gone = new ODataError('badRequest', `The client took nothing for ${IDLE_MS / 1000} seconds.`, { cause })
    stream.destroy(gone)
    throw gone
  } finally {
    done.abort()
  }
}
