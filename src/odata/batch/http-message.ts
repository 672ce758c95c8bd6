/** An answer as a message of HTTP: what `application/http` holds (RFC 9112, section 2.1). */
import { STATUS_CODES } from 'node:http'
import { heldPieces } from '../content.js'
import type { ODataResponse } from '../odata-request.js'

type Piece = string | Uint8Array

/** Status line, headers and body. */
export function writeHttpMessage ({ status, headers, body }: ODataResponse): readonly Piece[] {
  const pieces = body === undefined ? [] : heldPieces(body)
  const length = pieces.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0)
  const all = { ...headers, ...body === undefined ? {} : { 'Content-Length': String(length) } }
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Unknown'}`, ...Object.entries(all).map(([name, value]) => `${name}: ${value}`)]
  return [`${head.join('\r\n')}\r\n\r\n`, ...pieces]
}
