/**
 * Statements that are sent as one message and answered by one (PostgreSQL's documentation, "Pipelining"): a single Sync ends them, so
 * that neither side writes to its socket, or wakes up, more than once. After one that fails the server skips the others.
 */
import type { PoolClient, QueryArrayResult, Submittable } from 'pg'
import { answerTo } from './postgres-query.js'
import type { Asked, Query } from './postgres-query.js'

/** What node-postgres has and does not declare. */
interface Connection {
  readonly stream: { cork (): void, uncork (): void }
  readonly parsedStatements: Readonly<Record<string, string>>
  readonly submittedNamedStatements: Record<string, string>
  sync (): void
}

interface Member extends Query {
  readonly text: string
  prepare (connection: Connection): void
  handleRowDescription (message: unknown): void
  handleDataRow (message: unknown): void
  handleCommandComplete (message: unknown, connection: Connection): void
  handleEmptyQuery (connection: Connection): void
  handleReadyForQuery (connection: Connection): void
  handleError (error: Error, connection: Connection): void
}

/** Statements of a connection that have not been sent, because more may be asked in the same turn. */
const waiting = new WeakMap<PoolClient, Member[]>()

/** Sends the statement with all others of the connection that are asked in the same turn of the event loop, in their order. */
export async function askTogether (client: PoolClient, asked: Asked): Promise<QueryArrayResult> {
  return await answerTo(asked, query => {
    const members = waiting.get(client)
    if (members === undefined) gather(client, query as Member)
    else members.push(query as Member)
  })
}

function gather (client: PoolClient, first: Member): void {
  const members = [first]
  waiting.set(client, members)
  process.nextTick(() => {
    waiting.delete(client)
    client.query(members.length === 1 ? first as Submittable : groupOf(members))
  })
}

/** To node-postgres it is one query, whose name and text are those of the member that the server is at. */
function groupOf (members: readonly Member[]): Submittable {
  let at = 0
  const current = (): Member => members[Math.min(at, members.length - 1)] as Member
  const group = {
    get name () { return current().name },
    get text () { return current().text },
    callback: () => undefined,
    submit: (connection: Connection) => { send(members, connection) },
    handleRowDescription: (message: unknown) => { current().handleRowDescription(message) },
    handleDataRow: (message: unknown) => { current().handleDataRow(message) },
    handleCommandComplete: (message: unknown, connection: Connection) => {
      current().handleCommandComplete(message, connection)
      at++
    },
    handleEmptyQuery: () => { at++ },
    handleReadyForQuery: (connection: Connection) => {
      for (const member of members) member.handleReadyForQuery(connection)
    },
    handleError: (error: Error, connection: Connection) => {
      for (const member of members.slice(0, at)) member.handleReadyForQuery(connection)
      for (const member of members.slice(at)) {
        forget(member, connection)
        member.handleError(error, connection)
      }
    }
  }
  return group as unknown as Submittable
}

function send (members: readonly Member[], connection: Connection): void {
  const unended = Object.create(connection) as Connection
  unended.sync = () => undefined
  connection.stream.cork()
  for (const member of members) member.prepare(unended)
  connection.sync()
  connection.stream.uncork()
}

/** The server may not have come to prepare it. */
function forget ({ name }: Member, { submittedNamedStatements }: Connection): void {
  if (name !== undefined) Reflect.deleteProperty(submittedNamedStatements, name)
}
