/** Bodies of requests as bytes: whole, or a refusal. */
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import t from 'tap'
import { readBytes } from '../../src/http/read-bytes.js'

const kindOf = async (reading: Promise<unknown>): Promise<unknown> =>
  await reading.then(() => undefined, (error: unknown) => (error as { readonly kind?: unknown }).kind)

const headers = (length?: number, encoding?: string): Record<string, string> =>
  ({ ...length === undefined ? {} : { 'content-length': String(length) }, ...encoding === undefined ? {} : { 'content-encoding': encoding } })

const pieces = (...texts: readonly string[]): Readable => Readable.from(texts.map(text => Buffer.from(text)), { objectMode: false })

const read = async (payload: Readable, length?: number, encoding?: string): Promise<string> =>
  String(Buffer.from(await readBytes(payload, { headers: headers(length, encoding), destroyed: false }, 20)))

t.test('a body in pieces, with its length and without', async t => {
  t.equal(await read(pieces('ab', 'c', 'de'), 5), 'abcde')
  t.equal(await read(pieces('ab', 'c', 'de')), 'abcde')
  t.equal(await read(pieces(), 0), '')
})

t.test('a body that is not as long as it says', async t => {
  const refused = { message: /not as long as Content-Length/ }
  await t.rejects(read(pieces('ab'), 3), refused)
  await t.rejects(read(pieces('abc', 'de'), 4), refused)
})

t.test('a body that is too long, by what it says and by what comes', async t => {
  t.equal(await kindOf(read(pieces('a'), 21)), 'payloadTooLarge')
  t.equal(await kindOf(read(pieces('a'.repeat(15), 'b'.repeat(15)))), 'payloadTooLarge')
})

t.test('a body whose client goes away, before and amid it', async t => {
  const gone = new Error('aborted')
  const before = pieces('ab')
  before.on('error', () => undefined).destroy(gone)
  await t.rejects(read(before, 2), gone)
  const amid = new Readable({ read () {} })
  amid.push('a')
  setImmediate(() => { amid.destroy(gone) })
  await t.rejects(read(amid, 2), gone)
  const silent = new Readable({ read () {} })
  setImmediate(() => { silent.destroy() })
  t.equal(await kindOf(read(silent, 2)), 'badRequest')
})

t.test('a compressed body', async t => {
  const bytes = gzipSync('compressed')
  t.equal(String(Buffer.from(await readBytes(Readable.from([bytes]), { headers: headers(bytes.length, 'gzip'), destroyed: false }, 100))), 'compressed')
  await t.rejects(read(pieces('not gzip'), 8, 'gzip'), { message: /not encoded/ })
})
