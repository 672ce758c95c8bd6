/**
 * Processes in which SQLite's long statements run, so that they can be interrupted and nobody waits for them but who asked. They are
 * started when the first one is needed, kept for the next, and ended when nothing came for a while.
 */
import { availableParallelism } from 'node:os'
import type { Connection, SqlRow, Statement } from '../database.js'
import { interrupted, plainValues } from '../driver-query.js'
import { createLanes, endAfter } from '../lanes.js'
import type { EnterLane, Visitor } from '../lanes.js'
import type { SqliteOptions } from '../sqlite-connection.js'
import { startProcess } from './start-process.js'
import type { Outcome, StatementProcess } from './start-process.js'

export interface StatementProcesses {
  /** Runs work on one connection that nobody else has meanwhile. */
  readonly use: <Result>(visitor: Visitor, work: (connection: Connection) => Promise<Result>) => Promise<Result>
  /** Ends them all, whatever they are doing. */
  readonly close: () => void
}

export interface ProcessesOptions extends SqliteOptions {
  /** Processes at once at most. */
  readonly most: number
  /** Milliseconds that a statement may take, or wait for its turn. */
  readonly queryTimeout: number
}

/** Enough that one tenant can use the machine, and leaves one to the others. */
export const READERS = Math.min(4, availableParallelism()) + 1

/** Milliseconds that a process without work is kept. */
const IDLE_MS = 10_000

export function createProcesses (path: string, options: ProcessesOptions): StatementProcesses {
  const { most, queryTimeout } = options
  const enter: EnterLane = createLanes({ lanes: most, patience: queryTimeout })
  const used = new Set<StatementProcess>()
  const idle = new Map<StatementProcess, NodeJS.Timeout>()
  const take = async (): Promise<StatementProcess> => {
    const [kept] = [...idle.keys()].reverse()
    const taken = kept ?? await startProcess(path, options)
    clearTimeout(idle.get(taken))
    idle.delete(taken)
    used.add(taken)
    taken.hold(true)
    return taken
  }
  const end = (unused: StatementProcess): void => {
    idle.delete(unused)
    unused.kill(new Error('the process was not needed any more'))
  }
  const giveBack = (taken: StatementProcess): void => {
    used.delete(taken)
    taken.hold(false)
    if (taken.alive) idle.set(taken, setTimeout(() => { end(taken) }, IDLE_MS).unref())
  }
  return {
    use: async (visitor, work) => {
      const leave = await enter(visitor)
      try {
        const taken = await take()
        try {
          return await work(connectionIn(taken, visitor, queryTimeout))
        } finally {
          giveBack(taken)
        }
      } finally {
        leave()
      }
    },
    close: () => {
      for (const [unused, timer] of idle) {
        clearTimeout(timer)
        end(unused)
      }
      for (const statementProcess of used) statementProcess.kill(new Error('the database was closed'))
    }
  }
}

/** Each statement has the time it may take; one that takes longer ends with its process. What a COMMIT does is never left open. */
function connectionIn (statementProcess: StatementProcess, { caller }: Visitor, queryTimeout: number): Connection {
  const run = async (kind: 'query' | 'execute', statement: Statement): Promise<Outcome> => {
    const order = { kind, sql: statement.sql, values: plainValues(statement) }
    if (statement.sql === 'COMMIT') return await statementProcess.run(order)
    const stop = endAfter(queryTimeout, caller, () => { statementProcess.kill(interrupted(undefined)) })
    return await statementProcess.run(order).finally(stop)
  }
  return {
    query: async statement => await run('query', statement) as readonly SqlRow[],
    execute: async statement => await run('execute', statement) as number
  }
}
