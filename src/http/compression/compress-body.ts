/** Bodies in fewer bytes: short ones at once, long ones on Node's other threads, streams as they come. */
import { Readable, pipeline } from 'node:stream'
import { promisify } from 'node:util'
import * as zlib from 'node:zlib'
import type { Encoding } from './accepted-encoding.js'

const { BROTLI_PARAM_QUALITY } = zlib.constants

/**
 * What is made anew for each request is compressed as fast as can be: beyond level 1, JSON becomes a twentieth shorter and takes twice
 * the time. What is named by its content is compressed once, and well.
 */
type Effort = 'fast' | 'once'

const LEVELS = { gzip: { fast: 1, once: 9 }, br: { fast: 1, once: 9 } } as const

const gzipOptions = (effort: Effort): zlib.ZlibOptions => ({ level: LEVELS.gzip[effort] })
const brotliOptions = (effort: Effort): zlib.BrotliOptions => ({ params: { [BROTLI_PARAM_QUALITY]: LEVELS.br[effort] } })

/** Bytes up to which compressing takes less time than another thread would cost. */
const SHORT = 65_536

const [gzip, brotli] = [promisify(zlib.gzip), promisify(zlib.brotliCompress)]

/** What was compressed of bytes that stay, as those of the console's files do. */
const known: Readonly<Record<Encoding, WeakMap<Uint8Array, Promise<Buffer>>>> = { br: new WeakMap(), gzip: new WeakMap() }

/** Text, or bytes. */
export function compressWhole (body: string | Uint8Array, encoding: Encoding): Buffer | Promise<Buffer> {
  if (body.length > SHORT) return elsewhere(body, encoding, 'fast')
  return encoding === 'gzip' ? zlib.gzipSync(body, gzipOptions('fast')) : zlib.brotliCompressSync(body, brotliOptions('fast'))
}

/** Bytes that never change, and are asked for again. */
export async function compressOnce (bytes: Uint8Array, encoding: Encoding): Promise<Buffer> {
  const made = known[encoding].get(bytes) ?? elsewhere(bytes, encoding, 'once')
  known[encoding].set(bytes, made)
  return await made
}

const elsewhere = async (body: string | Uint8Array, encoding: Encoding, effort: Effort): Promise<Buffer> =>
  encoding === 'gzip' ? await gzip(body, gzipOptions(effort)) : await brotli(body, brotliOptions(effort))

/** Ends with an error where `body` does. */
export function compressStream (body: Readable, encoding: Encoding): Readable {
  const transform = encoding === 'gzip' ? zlib.createGzip(gzipOptions('fast')) : zlib.createBrotliCompress(brotliOptions('fast'))
  pipeline(body, transform, () => undefined)
  return transform
}
