/** What is not even HTTP, answered on the bare socket in the same shape as every other error. */
import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import type { Clock } from '../base/clock.js'
import { ODataError } from '../errors.js'
import { errorBody } from './error-answer.js'

/** Node's parser gave up: 431 for headers that are too long, else 400. */
export function answerClientError (error: NodeJS.ErrnoException, socket: Socket, clock: Clock): void {
  if (error.code === 'ECONNRESET' || !socket.writable || socket.bytesWritten > 0) {
    socket.destroy()
    return
  }
  const { status, phrase, reason } = reasonOf(error.code)
  const requestId = randomUUID()
  const body = errorBody(reason, { requestId, clientRequestId: requestId }, clock.now())
  socket.end(
    `HTTP/1.1 ${status} ${phrase}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nOData-Version: 4.0\r\n` +
      `Cache-Control: no-cache\r\nrequest-id: ${requestId}\r\nclient-request-id: ${requestId}\r\nConnection: close\r\n\r\n${body}`
  )
}

function reasonOf (code: string | undefined): { status: number, phrase: string, reason: ODataError } {
  if (code === 'HPE_HEADER_OVERFLOW') {
    return {
      status: 431,
      phrase: 'Request Header Fields Too Large',
      reason: new ODataError('headersTooLarge', 'The URL and the headers together are longer than this service reads.')
    }
  }
  const reason = code === 'ERR_HTTP_REQUEST_TIMEOUT'
    ? new ODataError('badRequest', 'The request did not arrive in time.')
    : new ODataError('badRequest', 'This is no HTTP request that the service understands.')
  return { status: 400, phrase: 'Bad Request', reason }
}
