/**
 * How long one row of PostgreSQL may be. node-postgres makes one string of each value, which ends the process where that is longer than a
 * string can be, in the middle of an event that nobody can catch; so a connection ends before that. Other messages are short; what only
 * looks like one, as the answer of a server that is none, is left to node-postgres.
 */
import type { Duplex } from 'node:stream'
import type pg from 'pg'
import { limits } from '../../base/limits.js'
import { answerTooLarge } from './answer-too-large.js'

/** The part of node-postgres's connection that hands a stream to its parser, also when it has become a TLS stream. */
interface ParsingConnection {
  attachListeners: (stream: Pick<Duplex, 'on'>) => void
}

/** Ends the client's connection, and its query with an error, when a row is longer than the limits allow. */
export function boundMessages (client: pg.Client, most: number = limits.answerPart.most): pg.Client {
  const { connection } = client as unknown as { readonly connection: ParsingConnection }
  const attach = connection.attachListeners.bind(connection)
  connection.attachListeners = stream => { attach(bounded(stream as Duplex, most)) }
  return client
}

function bounded (stream: Duplex, most: number): Pick<Duplex, 'on'> {
  const longest = createMeter()
  const on = (event: string, listener: (...args: unknown[]) => void): Duplex =>
    event !== 'data'
      ? stream.on(event, listener)
      : stream.on('data', (bytes: Buffer) => {
        if (longest(bytes) > most) stream.destroy(answerTooLarge())
        else listener(bytes)
      })
  return { on } as Pick<Duplex, 'on'>
}

/** A letter and a length, which counts itself. */
const HEADER_BYTES = 5

/** The letter of a `DataRow`: `D`. */
const DATA_ROW = 0x44

/** The length of the longest row that begins in the bytes that come (PostgreSQL's documentation, "Message Formats"). */
export function createMeter (): (bytes: Buffer) => number {
  let rest = 0
  let header: Buffer = Buffer.alloc(0)
  return bytes => {
    let longest = 0
    for (let at = 0; at < bytes.length;) {
      const skipped = Math.min(rest, bytes.length - at)
      rest -= skipped
      at += skipped
      if (at === bytes.length) break
      const taken = bytes.subarray(at, at + HEADER_BYTES - header.length)
      at += taken.length
      header = header.length === 0 ? taken : Buffer.concat([header, taken])
      if (header.length < HEADER_BYTES) break
      const [type, length] = [header[0], header.readUInt32BE(1)]
      header = Buffer.alloc(0)
      rest = Math.max(0, length - 4)
      if (type === DATA_ROW) longest = Math.max(longest, length)
    }
    return longest
  }
}
