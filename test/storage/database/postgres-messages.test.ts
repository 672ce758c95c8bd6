/** Rows give up their long values wherever the bytes are cut; one that is too long ends its connection, not the process. */
import t from 'tap'
import pg from 'pg'
import { boundMessages, createReader, takeLongTexts } from '../../../src/storage/database/postgres-messages.js'
import { newEmptyDatabase, postgresOnly } from '../../support/databases.js'

const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}

function message (letter: string, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content)
  return Buffer.concat([Buffer.from(letter), int32(body.length + 4), body])
}

const row = (...values: ReadonlyArray<string | null>): Buffer => message('D', Buffer.from([0, values.length]), ...values.flatMap(value =>
  value === null ? [int32(-1)] : [int32(Buffer.byteLength(value)), Buffer.from(value)]))

/** What a reader makes of bytes that come in pieces of a size. */
function read (all: Buffer, size: number): { passed: string, kept: string[], refused: number } {
  const passed: Buffer[] = []
  const kept: string[] = []
  let refused = 0
  const reader = createReader({ most: 100, long: 20 }, {
    pass: bytes => passed.push(bytes),
    refuse: () => { refused++ },
    keep: pieces => `*${kept.push(Buffer.concat(pieces).toString())}`
  })
  for (let at = 0; at < all.length; at += size) {
    if (refused === 0) reader(all.subarray(at, at + size))
  }
  return { passed: Buffer.concat(passed).toString('latin1'), kept, refused }
}

t.test('long values are taken out of rows, wherever the bytes are cut', t => {
  const [first, second] = ['ä'.repeat(15), 'b'.repeat(21)]
  const sent = [row('short', null), message('C', Buffer.alloc(200)), row('a', first, null, second, ''), row(second), message('Z', Buffer.from('I')), row('end')]
  const expected = [row('short', null), message('C', Buffer.alloc(200)), row('a', '*1', null, '*2', ''), row('*3'), message('Z', Buffer.from('I')), row('end')]
  const all = Buffer.concat(sent)
  for (const size of [1, 2, 3, 4, 5, 6, 7, 13, 64, all.length]) {
    t.same(read(all, size), { passed: Buffer.concat(expected).toString('latin1'), kept: [first, second, second], refused: 0 }, `in pieces of ${size}`)
  }
  t.end()
})

t.test('what node-postgres makes bytes of stays where it is', t => {
  const bytes = row(`\\x${'ab'.repeat(20)}`, 'c'.repeat(30))
  t.same(read(bytes, 3), { passed: row(`\\x${'ab'.repeat(20)}`, '*1').toString('latin1'), kept: ['c'.repeat(30)], refused: 0 })
  t.end()
})

t.test('a row that is too long is refused, and nothing of it is read', t => {
  const all = Buffer.concat([row('short'), row('x'.repeat(100))])
  for (const size of [1, 5, 64, all.length]) t.same(read(all, size), { passed: row('short').toString('latin1'), kept: [], refused: 1 })
  t.end()
})

t.test('what is no row is left alone: the answer of a web server begins as a message of more than a gigabyte would', t => {
  const answer = 'HTTP/1.1 400 Bad Request\r\n\r\n'
  t.same(read(Buffer.from(answer), 7), { passed: answer, kept: [], refused: 0 })
  t.end()
})

t.test('a real server', postgresOnly, async t => {
  const connectionString = await newEmptyDatabase(t, 'postgresql')
  const client = boundMessages(new pg.Client({ connectionString }), { most: 1_000_000, long: 100_000 })
  client.on('error', () => undefined)
  await client.connect()
  const query = async (text: string): Promise<unknown> => (await client.query({ text, rowMode: 'array' })).rows[0] as unknown
  t.same(await query("SELECT 1, repeat('x', 10)"), [1, 'x'.repeat(10)])
  t.equal(takeLongTexts(client), undefined)
  const [mark, other] = await query("SELECT repeat('ä', 400000), 'short'") as [string, string]
  t.equal(other, 'short')
  t.equal(takeLongTexts(client)?.(other), undefined, 'which is a value itself')
  t.equal(String(takeLongTexts(client)?.(mark)), 'ä'.repeat(400_000))
  t.equal(takeLongTexts(client), undefined, 'taken once')
  await t.rejects(client.query("SELECT repeat('x', 1100000)"), { name: 'EvaluationError', message: /more than 134217728 bytes/ })
  await client.end()
})
