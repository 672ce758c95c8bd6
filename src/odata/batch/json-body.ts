/** Bodies inside of a JSON batch: JSON as JSON, text as a string, anything else as base64 (JSON format 4.01, section 19.1). */
import type { Turns } from '../../base/turns.js'
import type { ParsedBody } from '../json/parse-in-pieces.js'
import { isNested } from '../json/parse-json.js'
import { heldPieces } from '../content.js'
import type { Content } from '../content.js'
import { invalidBatch } from './batch.js'
import { isJsonType, isTextType } from './media-types.js'

/** The bytes of a request's body; of a long one the value, which `batch` is a part of, too. */
export function readJsonBody (
  contentType: string,
  value: unknown,
  target: string,
  batch: ParsedBody | undefined
): { readonly body: Uint8Array, readonly parsed?: ParsedBody } {
  if (isJsonType(contentType)) {
    const text = isNested(value) ? batch?.textOf(value) : undefined
    if (batch !== undefined && text !== undefined) return { body: text, parsed: { value: () => value, textOf: batch.textOf } }
    return { body: Buffer.from(JSON.stringify(value)) }
  }
  if (typeof value !== 'string') throw invalidBatch(`A body of the type '${contentType.slice(0, 100)}' is a string in a batch.`, target)
  return { body: isTextType(contentType) ? Buffer.from(value) : decodeBase64(value, target) }
}

/** Both alphabets, with and without padding: SDKs send either. */
function decodeBase64 (text: string, target: string): Uint8Array {
  const digits = text.replace(/={0,2}$/, '')
  if (!/^[\w+/-]*$/.test(digits) || digits.length % 4 === 1) throw invalidBatch('The body is not base64.', target)
  return Buffer.from(digits, 'base64url')
}

/** The JSON of an answer's body, in pieces; JSON is passed on as it is. */
export async function writeJsonBody (contentType: string, body: Content, turn: Turns): Promise<ReadonlyArray<string | Uint8Array>> {
  const pieces = heldPieces(body)
  if (isJsonType(contentType)) return pieces.every(piece => piece.length === 0) ? ['null'] : pieces
  const written: string[] = ['"']
  const write = isTextType(contentType) ? textWriter() : base64Writer()
  for (const piece of [...pieces, undefined]) {
    written.push(write(typeof piece === 'string' ? Buffer.from(piece) : piece))
    const due = turn()
    if (due !== undefined) await due
  }
  return [...written, '"']
}

/** Writes bytes, piece by piece; undefined for the end. */
type PieceWriter = (piece: Uint8Array | undefined) => string

/** A character may be cut by the end of a piece. */
function textWriter (): PieceWriter {
  const decoder = new TextDecoder()
  return piece => JSON.stringify(decoder.decode(piece, { stream: piece !== undefined })).slice(1, -1)
}

/** Three bytes are four characters. */
function base64Writer (): PieceWriter {
  let rest = Buffer.alloc(0)
  return piece => {
    const bytes = piece === undefined ? rest : Buffer.concat([rest, piece])
    const whole = piece === undefined ? bytes.length : bytes.length - bytes.length % 3
    rest = bytes.subarray(whole)
    return bytes.toString('base64', 0, whole)
  }
}
