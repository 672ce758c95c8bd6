/** Messages are measured however they are cut, and one that is too long ends its connection and not the process. */
import t from 'tap'
import pg from 'pg'
import { createMeter, boundMessages } from '../../../src/storage/database/postgres-messages.js'
import { newEmptyDatabase, postgresOnly } from '../../support/databases.js'

const message = (bytes: number): Buffer => {
  const buffer = Buffer.alloc(5 + bytes)
  buffer.write('D')
  buffer.writeUInt32BE(4 + bytes, 1)
  return buffer
}

t.test('the longest message', t => {
  const all = Buffer.concat([3, 0, 100, 7].map(message))
  t.equal(createMeter()(all), 104)
  for (const size of [1, 2, 3, 5, 6, 64]) {
    const meter = createMeter()
    const found: number[] = []
    for (let at = 0; at < all.length; at += size) found.push(meter(all.subarray(at, at + size)))
    t.equal(Math.max(...found), 104, `in pieces of ${size}`)
    t.equal(found.filter(length => length === 104).length, 1)
  }
  t.end()
})

t.test('what is no row is not measured: the answer of a web server begins as a message of more than a gigabyte would', t => {
  t.equal(createMeter()(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')), 0)
  t.end()
})

t.test('a value that is too long', postgresOnly, async t => {
  const connectionString = await newEmptyDatabase(t, 'postgresql')
  const client = boundMessages(new pg.Client({ connectionString }), 1_000_000)
  client.on('error', () => undefined)
  await client.connect()
  t.equal((await client.query<{ x: string }>("SELECT repeat('x', 900000) AS x")).rows[0]?.x.length, 900_000)
  await t.rejects(client.query("SELECT repeat('x', 1100000)"), { name: 'EvaluationError', message: /more than 134217728 bytes/ })
  await client.end()
})
