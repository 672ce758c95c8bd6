/**
 * What a PostgreSQL sends, before node-postgres reads it, which makes one string of each value: a long one takes it half a second, in
 * which nothing else is answered, and one longer than a string can be ends the process, in the middle of an event that nobody can catch. So
 * the long values of a row are taken out here, in the pieces that they came in, and a row that is too long ends the connection. Other
 * messages are short; what only looks like one, as the answer of a server that is none, is left to node-postgres.
 */
import type { Duplex } from 'node:stream'
import type pg from 'pg'
import { limits } from '../../base/limits.js'
import { answerTooLarge } from './answer-too-large.js'
import { longText } from './long-text.js'
import type { LongText } from './long-text.js'
import { shortenRow } from './postgres-long-row.js'

/** The part of node-postgres's connection that hands a stream to its parser, also when it has become a TLS stream. */
interface ParsingConnection {
  attachListeners: (stream: Pick<Duplex, 'on'>) => void
}

/** In bytes. */
export interface RowLengths {
  /** A longer row ends the connection. */
  readonly most: number
  /** A longer value comes in pieces. */
  readonly long: number
}

/** A value of this length becomes a string in less than a millisecond. */
const LENGTHS: RowLengths = { most: limits.answerPart.most, long: 1024 * 1024 }

/** Long values by what stands in their place, until they are taken. */
const longTexts = new WeakMap<object, Map<string, LongText>>()

/** Ends the client's connection, and its query with an error, when a row is longer than the limits allow. */
export function boundMessages (client: pg.Client, lengths = LENGTHS): pg.Client {
  const { connection } = client as unknown as { readonly connection: ParsingConnection }
  const attach = connection.attachListeners.bind(connection)
  const found = new Map<string, LongText>()
  longTexts.set(client, found)
  connection.attachListeners = stream => { attach(bounded(stream as Duplex, lengths, found)) }
  return client
}

/**
 * Takes what a value of the client's rows stands for; undefined when no value came in pieces. Those of statements that were sent after may
 * be here already.
 */
export function takeLongTexts (client: object): ((mark: unknown) => LongText | undefined) | undefined {
  const found = longTexts.get(client)
  if (found === undefined || found.size === 0) return undefined
  return mark => {
    const text = found.get(mark as string)
    if (text !== undefined) found.delete(mark as string)
    return text
  }
}

function bounded (stream: Duplex, lengths: RowLengths, found: Map<string, LongText>): Pick<Duplex, 'on'> {
  let kept = 0
  const on = (event: string, listener: (...args: unknown[]) => void): Duplex => {
    if (event !== 'data') return stream.on(event, listener)
    const read = createReader(lengths, {
      pass: listener,
      refuse: () => stream.destroy(answerTooLarge()),
      keep: pieces => {
        const mark = `\u0000${++kept}`
        found.set(mark, longText(pieces))
        return mark
      }
    })
    return stream.on('data', read)
  }
  return { on } as Pick<Duplex, 'on'>
}

/** A letter and a length, which counts itself. */
const HEADER_BYTES = 5

/** The letter of a `DataRow`: `D`. */
const DATA_ROW = 0x44

const NOTHING = Buffer.alloc(0)

export interface Reader {
  /** Takes bytes that are to be read as they are. */
  readonly pass: (bytes: Buffer) => void
  /** Told of a row that is too long; what follows is not read. */
  readonly refuse: () => void
  /** Keeps a long value; what stands in its place, which no text of a database is: it begins with U+0000. */
  readonly keep: (pieces: readonly Uint8Array[]) => string
}

/** Reads the bytes as they come (PostgreSQL's documentation, "Message Formats"). */
export function createReader ({ most, long }: RowLengths, { pass, refuse, keep }: Reader): (bytes: Buffer) => void {
  /** Of a header, where its bytes came apart. */
  let header: Buffer = NOTHING
  /** Of the message that is being read. */
  let rest = 0
  let row: Buffer[] | undefined
  return sent => {
    const bytes = header.length === 0 ? sent : Buffer.concat([header, sent])
    header = NOTHING
    let [passed, at] = [0, 0]
    const passUpTo = (end: number): void => { if (passed < end) pass(bytes.subarray(passed, end)) }
    while (at < bytes.length) {
      const end = Math.min(at + rest, bytes.length)
      rest -= end - at
      row?.push(bytes.subarray(at, end))
      at = end
      if (row !== undefined) {
        passed = at
        if (rest > 0) return
        pass(shortenRow(row, long, keep))
        row = undefined
      }
      if (at === bytes.length) break
      if (bytes.length - at < HEADER_BYTES) {
        header = bytes.subarray(at)
        break
      }
      const length = bytes.readUInt32BE(at + 1)
      rest = length + 1
      if (bytes[at] !== DATA_ROW || length <= long) continue
      passUpTo(at)
      if (length > most) return refuse()
      row = []
      at += HEADER_BYTES
      passed = at
      rest = length - 4
    }
    passUpTo(bytes.length - header.length)
  }
}
