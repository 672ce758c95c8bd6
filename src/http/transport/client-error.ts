/** What is not even HTTP, answered on the bare socket in the same shape as every other error, after the answers that are due before it. */
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { Clock } from '../../base/clock.js'
import { logText } from '../../base/log-text.js'
import { ODataError } from '../../errors.js'
import { errorBody } from '../error-answer.js'
import { isAnswered } from './connections.js'
import type { Connections, Exchange } from './connections.js'

/** How long a client may take to read the answer before the connection is closed under it. */
const LINGER_MS = 2000

export interface ClientErrorOptions {
  readonly connections: Connections
  readonly clock: Clock
  readonly log: (message: string) => void
}

/** Node's parser gave up on a connection: the listener of `clientError`. */
export function createClientErrorHandler ({ connections, clock, log }: ClientErrorOptions): (error: Error, socket: Socket) => void {
  /** The parser fails again at whatever still arrives. */
  const given = new WeakSet<Socket>()
  return (error: NodeJS.ErrnoException, socket) => {
    if (given.has(socket)) return
    given.add(socket)
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy()
      return
    }
    const latest = connections.latest(socket)
    answer(refusalOf(error), socket, latest, clock).then(answered => {
      if (answered) log(`refused what is not HTTP: ${error.code ?? logText(error.message)}`)
    }, () => { socket.destroy() })
  }
}

/** Whether there was still somebody to answer. */
async function answer (refusal: ODataError, socket: Socket, latest: Exchange | undefined, clock: Clock): Promise<boolean> {
  // The fault is in the body of the latest request, or in what follows it.
  const within = latest !== undefined && !latest.request.complete
  const replied = within && latest.response.headersSent
  await settled(within && !replied ? latest.previous : latest)
  if (!socket.writable) return false
  if (replied) socket.end()
  else socket.end(rawAnswer(refusal, clock))
  const linger = setTimeout(() => socket.destroy(), LINGER_MS).unref()
  socket.once('close', () => { clearTimeout(linger) })
  return !replied
}

async function settled (exchange: Exchange | undefined): Promise<void> {
  if (exchange !== undefined && !isAnswered(exchange)) await once(exchange.response, 'close')
}

function refusalOf ({ code }: NodeJS.ErrnoException): ODataError {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new ODataError('headersTooLarge', 'The URL and the headers together are longer than this service reads.')
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new ODataError('requestTimeout', 'The request did not arrive in time (REQUEST_TIMEOUT).')
    default:
      return new ODataError('badRequest', 'This is not an HTTP request that the service understands.')
  }
}

/** A whole answer, after which the connection is closed. */
export function rawAnswer (refusal: ODataError, clock: Clock): string {
  const requestId = randomUUID()
  const now = clock.now()
  const body = errorBody(refusal, { requestId, clientRequestId: requestId }, now)
  const headers = {
    'Content-Type': 'application/json',
    'Content-Language': 'en',
    'Content-Length': Buffer.byteLength(body),
    'OData-Version': '4.0',
    'Cache-Control': 'no-cache',
    'request-id': requestId,
    'client-request-id': requestId,
    Date: now.toUTCString(),
    Connection: 'close',
    ...refusal.headers
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status] ?? ''}\r\n${lines.join('')}\r\n${body}`
}
