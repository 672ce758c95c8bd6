/** The body of a request as bytes: one copy of it, where its length is known beforehand. */
import type { IncomingMessage } from 'node:http'
import { ODataError } from '../errors.js'

/** 413 for a body of more than `limit` bytes; rejects when the client goes away before its end, and then nothing was done. */
export async function readBytes (
  payload: AsyncIterable<Uint8Array>,
  { headers }: Pick<IncomingMessage, 'headers'>,
  limit: number
): Promise<Uint8Array> {
  const announced = headers['content-length'] === undefined ? undefined : Number(headers['content-length'])
  if (announced !== undefined && announced > limit) throw tooLarge()
  return announced === undefined ? await readUnknown(payload, limit) : await readKnown(payload, announced)
}

async function readKnown (payload: AsyncIterable<Uint8Array>, length: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafe(length)
  let position = 0
  for await (const chunk of payload) {
    if (position + chunk.length > length) throw wrongLength()
    bytes.set(chunk, position)
    position += chunk.length
  }
  if (position < length) throw wrongLength()
  return bytes
}

async function readUnknown (payload: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of payload) {
    length += chunk.length
    if (length > limit) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, length)
}

const tooLarge = (): ODataError =>
  new ODataError('payloadTooLarge', 'The request body is larger than this service accepts (MAX_BODY_BYTES).', {
    headers: { Connection: 'close' }
  })

const wrongLength = (): ODataError => new ODataError('badRequest', 'The body is not as long as Content-Length says.')
