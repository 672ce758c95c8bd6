/** The body of a request as bytes, of a length that is known beforehand or not, plain or encoded. */
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import t from 'tap'
import { readBytes } from '../../src/http/read-bytes.js'

const LIMIT = 10

interface Sent {
  readonly length?: number
  readonly encoding?: string
  readonly destroyed?: boolean
  readonly complete?: boolean
}

async function read (
  pieces: Iterable<Uint8Array> | Readable,
  { length, encoding, destroyed = false, complete = false }: Sent = {}
): Promise<string> {
  const headers = {
    ...length === undefined ? {} : { 'content-length': String(length) },
    ...encoding === undefined ? {} : { 'content-encoding': encoding }
  }
  const payload = pieces instanceof Readable ? pieces : Readable.from(pieces, { objectMode: false })
  return Buffer.from(await readBytes(payload, { headers, destroyed, complete }, LIMIT)).toString()
}

const bytes = (...texts: readonly string[]): Uint8Array[] => texts.map(text => Buffer.from(text))
const wrongLength = { kind: 'badRequest', message: 'The body is not as long as Content-Length says.' }

t.test('of a known length', async t => {
  t.equal(await read(bytes('abc', 'de'), { length: 5 }), 'abcde')
  t.equal(await read([], { length: 0 }), '')
  t.equal(await read(bytes('0123456789'), { length: LIMIT }), '0123456789', 'as long as it may be')
  await t.rejects(read(bytes('abc'), { length: 5 }), wrongLength, 'it ends too early')
  await t.rejects(read(bytes('abc', 'def'), { length: 5 }), wrongLength, 'it goes on')
  await t.rejects(read(bytes('x'), { length: LIMIT + 1 }), { kind: 'payloadTooLarge', message: /MAX_BODY_BYTES/ }, 'nothing of it is read')
})

t.test('of an unknown length', async t => {
  t.equal(await read(bytes('abc', 'de')), 'abcde')
  await t.rejects(read(bytes('012345', '67890')), { kind: 'payloadTooLarge', message: /MAX_BODY_BYTES/ })
})

t.test('a client that goes away', async t => {
  const broken = new Readable({ read () { this.destroy(new Error('reset')) } })
  await t.rejects(read(broken, { length: 5 }), { message: 'reset' })
  const gone = new Readable({ read: () => undefined })
  gone.destroy()
  await t.rejects(read(gone, { length: 5 }), wrongLength, 'before anything was read')
  const ended = new Readable({ read: () => undefined })
  setImmediate(() => ended.destroy())
  await t.rejects(read(ended, { length: 5 }), wrongLength, 'without an error')
})

t.test('encoded', async t => {
  const packed = gzipSync('abcde')
  t.equal(await read([packed], { encoding: 'gzip' }), 'abcde')
  await t.rejects(read([gzipSync('x'.repeat(LIMIT + 1))], { encoding: 'gzip' }), { kind: 'payloadTooLarge', message: /MAX_BODY_BYTES/ }, 'it is the decoded length that counts')
  await t.rejects(read(bytes('abc'), { encoding: 'gzip' }), { kind: 'badRequest', message: /Content-Encoding/ })
  await t.rejects(read([packed], { encoding: 'br;q=1' }), { kind: 'unsupportedMediaType', message: /br;q=1/ })
  await t.rejects(read(bytes('abc'), { encoding: 'gzip', destroyed: true, complete: true }), { kind: 'badRequest', message: /Content-Encoding/ }, 'whose client waits for the answer')
  await t.rejects(read(bytes('abc'), { encoding: 'gzip', destroyed: true }), { code: 'Z_DATA_ERROR' }, 'whose client is gone: nobody is told')
})
