/** Bodies inside of a JSON batch: JSON as JSON, text as a string, anything else as base64 (JSON format 4.01, section 19.1). */
import type { Content } from '../odata-request.js'
import { invalidBatch } from './batch.js'
import { isJsonType, isTextType } from './media-types.js'

/** Lists and objects within each other; what is deeper no body of this model needs, and would exhaust the stack. */
const MAX_DEPTH = 100

/** The bytes of a request's body. */
export function readJsonBody (contentType: string, value: unknown, target: string): Uint8Array {
  if (isJsonType(contentType)) {
    if (isTooDeep(value)) throw invalidBatch(`The body is nested deeper than ${MAX_DEPTH} levels.`, target)
    return Buffer.from(JSON.stringify(value))
  }
  if (typeof value !== 'string') throw invalidBatch(`A body of the type '${contentType.slice(0, 100)}' is a string in a batch.`, target)
  return isTextType(contentType) ? Buffer.from(value) : decodeBase64(value, target)
}

/** Both alphabets, with and without padding: SDKs send either. */
function decodeBase64 (text: string, target: string): Uint8Array {
  const digits = text.replace(/={0,2}$/, '')
  if (!/^[\w+/-]*$/.test(digits) || digits.length % 4 === 1) throw invalidBatch('The body is not base64.', target)
  return Buffer.from(digits, 'base64url')
}

/** Without recursion, as this is what guards against it. */
export function isTooDeep (value: unknown): boolean {
  let level = [value].filter(isNested)
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth++) {
    const next: object[] = []
    for (const item of level) {
      for (const member of Array.isArray(item) ? item as unknown[] : Object.values(item)) if (isNested(member)) next.push(member)
    }
    level = next
  }
  return level.length > 0
}

const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null

/** The JSON of an answer's body, in pieces; JSON is passed on as it is. */
export function writeJsonBody (contentType: string, body: Content): ReadonlyArray<string | Uint8Array> {
  const pieces = typeof body === 'string' ? [body] : body
  if (isJsonType(contentType)) return pieces.every(piece => piece.length === 0) ? ['null'] : pieces
  const bytes = Buffer.concat(pieces.map(piece => typeof piece === 'string' ? Buffer.from(piece) : piece))
  return [JSON.stringify(bytes.toString(isTextType(contentType) ? 'utf8' : 'base64'))]
}
