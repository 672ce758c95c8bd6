/** Starts a process that runs statements, and speaks with it. */
import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ODataError, unavailable } from '../../../errors.js'
import type { SqlRow, SqlValue } from '../database.js'
import { longText } from '../long-text.js'
import type { SqliteOptions } from '../sqlite-connection.js'
import { errorOf } from './process-messages.js'
import type { Answer, Order, SentInPieces } from './process-messages.js'

/** Rows of a query, or how many rows a statement changed. */
export type Outcome = readonly SqlRow[] | number

export interface StatementProcess {
  /** One after the other. @throws what the statement threw, or ODataError `unavailable` when the process is gone. */
  run (order: Order): Promise<Outcome>
  /** Ends it, whatever it is doing; what it was doing is thrown away, and its transaction rolled back. */
  kill (reason: Error): void
  readonly alive: boolean
  /** Whether the service waits for it before it ends. */
  hold (held: boolean): void
}

/** The program, in the language that this file is in: a test runs it as TypeScript, with the flags that make Node take it. */
const own = import.meta.url
const program = fileURLToPath(new URL(`statement-process${own.slice(own.lastIndexOf('.'))}`, own))
const execArgv = program.endsWith('.ts') ? process.execArgv : []

/** None outlives this process, however it ends; after SIGKILL they notice by themselves. */
const running = new Set<ChildProcess>()
process.on('exit', () => { for (const child of running) child.kill('SIGKILL') })

/** @throws ODataError `unavailable` when it does not start, or cannot open the database. */
export async function startProcess (path: string, { synchronous, busyTimeout }: SqliteOptions): Promise<StatementProcess> {
  const child = fork(program, [path, synchronous, String(busyTimeout)], {
    execArgv,
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc']
  })
  running.add(child)
  child.once('exit', () => { running.delete(child) })
  const speaking = speakWith(child)
  await speaking.ready
  return speaking.process
}

interface Expecting {
  readonly resolve: (outcome: Outcome) => void
  readonly reject: (error: unknown) => void
}

function speakWith (child: ChildProcess): { readonly ready: Promise<Outcome>, readonly process: StatementProcess } {
  let gone: Error | undefined
  let expecting: Expecting | undefined
  let pieces: Uint8Array[] = []
  const expect = async (): Promise<Outcome> => await new Promise((resolve, reject) => { expecting = { resolve, reject } })
  const answered = (): Expecting | undefined => {
    const now = expecting
    expecting = undefined
    return now
  }
  const end = (reason: Error): void => {
    gone ??= reason
    answered()?.reject(gone)
  }
  child.on('message', (answer: Answer) => {
    switch (answer.kind) {
      case 'ready': answered()?.resolve(0); break
      case 'piece': pieces.push(answer.bytes); break
      case 'changed': answered()?.resolve(answer.count); break
      case 'failed': answered()?.reject(errorOf(answer.failure)); break
      case 'rows': {
        const rows = answer.rows.map(row => row.map(value => isSentInPieces(value) ? longText(pieces.splice(0, value.count)) : value))
        pieces = []
        answered()?.resolve(rows)
      }
    }
  })
  child.on('error', cause => { end(lost(cause)) })
  child.on('exit', () => { end(lost(undefined)) })
  return {
    ready: expect(),
    process: {
      run: async order => {
        if (gone !== undefined) throw gone
        const outcome = expect()
        child.send(order, error => { if (error !== null) end(lost(error)) })
        return await outcome
      },
      kill: reason => {
        end(reason)
        child.kill('SIGKILL')
      },
      get alive () { return gone === undefined },
      hold: held => {
        if (held) {
          child.ref()
          child.channel?.ref()
        } else {
          child.unref()
          child.channel?.unref()
        }
      }
    }
  }
}

const isSentInPieces = (value: SqlValue | SentInPieces): value is SentInPieces =>
  typeof value === 'object' && value !== null && 'count' in value

function lost (cause: unknown): ODataError {
  return unavailable('The process that ran the query ended before it had an answer.', { cause })
}
