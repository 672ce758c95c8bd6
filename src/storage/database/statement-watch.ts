/** Statements that run on behalf of somebody. When whoever asked has left, nobody needs the answer, and the server is told to stop. */
import pg from 'pg'
import type { PoolClient } from 'pg'
import type { Caller } from '../../plan/plan.js'

export interface StatementWatch {
  /**
   * To be called when a statement is sent to `client`. Returns what to call when it has ended, which says whether the server was told to
   * stop: the word may arrive late, so that connection must not be used for anything else.
   */
  begin (client: PoolClient, caller: Caller | undefined): () => boolean
}

/** How often the callers are looked at. Most statements end before the first time. */
const LOOK_EVERY_MS = 200
/** How long the server may take to hear that it is to stop. */
const CANCEL_TIMEOUT_MS = 5000

interface Running {
  readonly client: PoolClient
  readonly caller: Caller
  cancelled: boolean
}

export function watchStatements (): StatementWatch {
  const running = new Set<Running>()
  let timer: NodeJS.Timeout | undefined
  const look = (): void => {
    for (const statement of running) {
      if (statement.cancelled || !statement.caller.destroyed) continue
      statement.cancelled = true
      cancel(statement.client)
    }
    if (running.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
  return {
    begin: (client, caller) => {
      if (caller === undefined) return NOT_CANCELLED
      const statement = { client, caller, cancelled: false }
      running.add(statement)
      timer ??= setInterval(look, LOOK_EVERY_MS).unref()
      return () => {
        running.delete(statement)
        return statement.cancelled
      }
    }
  }
}

const NOT_CANCELLED = (): boolean => false

/** What node-postgres has and does not declare. */
interface CancelConnection extends pg.Connection {
  connect (port: number | string, host?: string): void
  requestSsl (): void
  cancel (processId: number, secretKey: number): void
}

/** The protocol's own way to cancel (PostgreSQL 54.2.8): a connection that says which session is meant, and is closed. */
function cancel (client: PoolClient): void {
  const { host, port, ssl, processID, secretKey } = client as PoolClient & { readonly processID: number, readonly secretKey: number }
  const connection = new pg.Connection({ ssl } as unknown as pg.ConnectionConfig) as CancelConnection
  const send = (): void => { connection.cancel(processID, secretKey) }
  connection.on('error', () => undefined)
  if (ssl) connection.once('connect', () => { connection.requestSsl() }).once('sslconnect', send)
  else connection.once('connect', send)
  if (host.startsWith('/')) connection.connect(`${host}/.s.PGSQL.${port}`)
  else connection.connect(port, host)
  setTimeout(() => { connection.stream.destroy() }, CANCEL_TIMEOUT_MS).unref()
}
