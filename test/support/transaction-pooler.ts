/**
 * What PgBouncer does in transaction mode, small: a session of the server is given to a client for a transaction, and then to another one.
 * So nothing that belongs to a session can be relied on. Startup parameters that such a pooler does not know are refused, as it does.
 */
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import pg from 'pg'
import type { Test } from 'tap'
import { splitMessages } from './postgres-messages.js'

export interface PoolerOptions {
  /** Sessions of the server. */
  readonly sessions: number
  /** Startup parameters that are taken and forgotten, as `ignore_startup_parameters` of PgBouncer. */
  readonly ignored?: readonly string[]
}

const KNOWN = ['user', 'database', 'client_encoding', 'application_name', 'datestyle', 'timezone', 'standard_conforming_strings']
const [CANCEL, TLS] = [80877102, 80877103]

interface Session {
  readonly client: pg.Client
  readonly stream: Socket
  /** Whom it is lent to. */
  borrower: Borrower | undefined
}

interface Borrower {
  readonly socket: Socket
  readonly key: number
  session: Session | undefined
  /** Messages that wait for a session. */
  waiting: Buffer[]
}

/** The URL of the database through the pooler, which is gone at the end of the test. */
export async function startPooler (t: Test, databaseUrl: string, { sessions, ignored = [] }: PoolerOptions): Promise<string> {
  const idle: Session[] = []
  const all = new Set<Session>()
  const queue: Borrower[] = []
  const borrowers = new Map<number, Borrower>()
  let keys = 1000

  const openSession = async (): Promise<void> => {
    const client = new pg.Client(databaseUrl)
    await client.connect()
    const stream = client.connection.stream as Socket
    stream.removeAllListeners('data')
    const session: Session = { client, stream, borrower: undefined }
    all.add(session)
    client.on('error', () => undefined)
    stream.on('data', splitMessages(false, message => { answer(session, message) }))
    stream.on('close', () => {
      all.delete(session)
      session.borrower?.socket.destroy()
    })
    lend(session)
  }
  const lend = (session: Session): void => {
    session.borrower = queue.shift()
    if (session.borrower === undefined) idle.push(session)
    else begin(session.borrower, session)
  }
  const begin = (borrower: Borrower, session: Session): void => {
    session.borrower = borrower
    borrower.session = session
    for (const message of borrower.waiting.splice(0)) session.stream.write(message)
  }
  const answer = (session: Session, message: Buffer): void => {
    const { borrower } = session
    borrower?.socket.write(message)
    // ReadyForQuery outside of a transaction.
    if (borrower === undefined || message[0] !== 0x5a || message[5] !== 0x49) return
    borrower.session = undefined
    lend(session)
  }
  const ask = (borrower: Borrower, message: Buffer): void => {
    if (message[0] === 0x58) borrower.socket.destroy()
    else if (borrower.session !== undefined) borrower.session.stream.write(message)
    else {
      borrower.waiting.push(message)
      const session = idle.pop()
      if (session !== undefined) begin(borrower, session)
      else if (!queue.includes(borrower)) queue.push(borrower)
    }
  }
  const startUp = (socket: Socket, message: Buffer): Borrower | undefined => {
    const code = message.readInt32BE(4)
    if (code === TLS) socket.write('N')
    else if (code === CANCEL) cancel(message.readInt32BE(8))
    else {
      const parameters = message.subarray(8).toString().split('\0').filter((name, index) => index % 2 === 0 && name !== '')
      const unknown = parameters.find(name => !KNOWN.includes(name.toLowerCase()) && !ignored.includes(name))
      if (unknown === undefined) return welcome(socket)
      socket.end(fatal('08P01', `unsupported startup parameter: ${unknown}`))
    }
    return undefined
  }
  const welcome = (socket: Socket): Borrower => {
    const borrower: Borrower = { socket, key: ++keys, session: undefined, waiting: [] }
    borrowers.set(borrower.key, borrower)
    socket.write(Buffer.concat([typed('R', int32(0)), typed('K', int32(borrower.key), int32(7)), typed('Z', Buffer.from('I'))]))
    return borrower
  }
  const cancel = (key: number): void => {
    const client = borrowers.get(key)?.session?.client as unknown as { readonly processID: number, readonly secretKey: number } | undefined
    if (client === undefined) return
    const { port, hostname } = new URL(databaseUrl)
    const socket = connect(Number(port), hostname).on('error', () => undefined)
    socket.end(Buffer.concat([int32(16), int32(CANCEL), int32(client.processID), int32(client.secretKey)]))
  }
  /** A client that leaves within a transaction takes its session with it. */
  const leave = (borrower: Borrower | undefined): void => {
    if (borrower === undefined) return
    borrowers.delete(borrower.key)
    const place = queue.indexOf(borrower)
    if (place >= 0) queue.splice(place, 1)
    if (borrower.session === undefined) return
    borrower.session.borrower = undefined
    borrower.session.stream.destroy()
    openSession().catch(() => undefined)
  }

  const server = createServer(socket => {
    let borrower: Borrower | undefined
    const data = splitMessages(true, (message, isStartup) => {
      if (isStartup) borrower = startUp(socket, message)
      else if (borrower !== undefined) ask(borrower, message)
      return borrower === undefined
    })
    socket.setNoDelay(true).on('error', () => undefined).on('data', data).on('close', () => { leave(borrower) })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  for (let count = 0; count < sessions; count++) await openSession()
  t.teardown(() => {
    server.close()
    for (const { socket } of borrowers.values()) socket.destroy()
    for (const { stream } of all) stream.destroy()
  })
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String((server.address() as AddressInfo).port)
  return url.href
}

const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}

const typed = (type: string, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts)
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body])
}

const fatal = (code: string, message: string): Buffer => typed('E', Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${message}\0\0`))
