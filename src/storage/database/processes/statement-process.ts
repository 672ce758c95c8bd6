/**
 * The program of a process that runs statements of SQLite for the service: the only way to interrupt one is to end the process it runs in.
 * Its arguments are what `startProcess` of `start-process.ts` gives it.
 */
import { Worker } from 'node:worker_threads'
import { limits } from '../../../base/limits.js'
import { connectionOver } from '../driver-query.js'
import { answerTooLarge } from '../answer-too-large.js'
import type { SqlValue } from '../database.js'
import { connectSqlite } from '../sqlite-connection.js'
import type { Synchronous } from '../sqlite-connection.js'
import { failureOf } from './process-messages.js'
import type { Answer, Order, SentInPieces } from './process-messages.js'

/** Bytes of a text from which on it is sent in pieces, and those of a piece. */
const LONG_BYTES = 65_536
const PIECE_BYTES = 262_144

const [, , path = '', synchronous = 'full', busyTimeout = '0'] = process.argv

const adapter = await connectSqlite(path, { synchronous: synchronous as Synchronous, busyTimeout: Number(busyTimeout) })
const connection = connectionOver(adapter, 'sqlite')

/** Resolves when it was handed on, so that what was sent does not wait for the next statement to end. */
const tell = async (answer: Answer): Promise<void> =>
  await new Promise(resolve => { process.send?.(answer, undefined, undefined, () => { resolve() }) })

async function run ({ kind, sql, values }: Order): Promise<Answer> {
  const statement = { sql, text: sql, values: [...values] }
  if (kind === 'execute') return { kind: 'changed', count: await connection.execute(statement) }
  const rows: Array<Array<SqlValue | SentInPieces>> = []
  for (const row of await connection.query(statement)) {
    const sent: Array<SqlValue | SentInPieces> = []
    for (const value of row) sent.push(typeof value === 'string' && value.length > LONG_BYTES ? await sendInPieces(value) : value)
    rows.push(sent)
  }
  return { kind: 'rows', rows }
}

async function sendInPieces (text: string): Promise<SentInPieces> {
  const bytes = Buffer.from(text)
  if (bytes.length > limits.answerPart.most) throw answerTooLarge()
  let count = 0
  for (let start = 0; start < bytes.length; start += PIECE_BYTES, count++) {
    await tell({ kind: 'piece', bytes: bytes.subarray(start, start + PIECE_BYTES) })
  }
  return { count }
}

/** A statement keeps this thread busy, so that another one must see when the service is gone. */
const watchman = `
const parent = process.ppid
setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL') }, 1000)
`

process.on('message', (order: Order) => {
  run(order).catch((error: unknown): Answer => ({ kind: 'failed', failure: failureOf(error) })).then(tell).catch(() => { process.exit(1) })
})
process.on('disconnect', () => { process.exit() })
await tell({ kind: 'ready' })
new Worker(watchman, { eval: true, execArgv: [], stdout: true, stderr: true }).unref()
