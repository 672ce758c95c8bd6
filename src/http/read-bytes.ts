/** The body of a request as bytes: one copy of it, where its length is known beforehand. */
import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { ODataError } from '../errors.js'
import { bodyTooLarge, decodeBody, encodingFault, readAll } from './transport/decode-body.js'

/**
 * 413 for a body of more than `limit` bytes, decoded or not; rejects when the client goes away before its end, and then nothing was done.
 */
export async function readBytes (
  payload: Readable,
  request: Pick<IncomingMessage, 'headers' | 'destroyed' | 'complete'>,
  limit: number
): Promise<Uint8Array> {
  const { 'content-length': announced, 'content-encoding': encoding } = request.headers
  const length = announced === undefined ? undefined : Number(announced)
  if (length !== undefined && length > limit) throw bodyTooLarge()
  const decoded = decodeBody(payload, encoding)
  if (decoded === payload) return length === undefined ? await readAll(payload, limit) : await readKnown(payload, length)
  return await readAll(decoded, limit).catch((cause: unknown) => {
    throw cause instanceof ODataError || isCutOff(request) ? cause : encodingFault(cause)
  })
}

/** Whether the connection has ended amid the request: one that was read to its end is destroyed, too, with its client there. */
export const isCutOff = ({ destroyed, complete }: Pick<IncomingMessage, 'destroyed' | 'complete'>): boolean => destroyed && !complete

/** By its events: an iterator of a stream costs a short body more than all else that is done with it. */
async function readKnown (payload: Readable, length: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafe(length)
  let position = 0
  await new Promise<void>((resolve, reject) => {
    const fail = (): void => { if (!payload.readableEnded) reject(payload.errored ?? wrongLength()) }
    if (payload.destroyed) fail()
    payload.on('data', (chunk: Uint8Array) => {
      if (position + chunk.length <= length) bytes.set(chunk, position)
      position += chunk.length
    }).once('end', resolve).once('error', reject).once('close', fail)
  })
  if (position !== length) throw wrongLength()
  return bytes
}

const wrongLength = (): ODataError => new ODataError('badRequest', 'The body is not as long as Content-Length says.')
