/** The bytes of a body as JSON: media type, character set and syntax (OData-Protocol 4.01, section 8.1.1). */
import { limits } from '../../base/limits.js'
import { ODataError } from '../../errors.js'
import { tooDeep } from './json-pieces.js'
import type { ParsedBody } from './parse-in-pieces.js'

const UNREADABLE = 'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.'

const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * 415 for another media type or character set, 400 for what is not JSON or nested too deep. Without a media type JSON is assumed. `parsed`
 * is the body where it was parsed before.
 */
export function parseJson (contentType: string | undefined, body: Uint8Array | undefined, parsed?: ParsedBody): unknown {
  if (contentType !== undefined) checkMediaType(contentType)
  if (body === undefined || body.length === 0) throw new ODataError('badRequest', UNREADABLE)
  try {
    return parsed === undefined ? parse(body) : parsed.value()
  } catch (cause) {
    throw cause instanceof ODataError ? cause : new ODataError('badRequest', UNREADABLE, { cause })
  }
}

/** A short body has no room for many levels, and most are short. */
function parse (body: Uint8Array): unknown {
  const value: unknown = JSON.parse(utf8.decode(body))
  if (body.length > 2 * limits.bodyDepth.most && isTooDeep(value)) throw tooDeep()
  return value
}

/** Level by level, so that what is deep does not exhaust the stack. */
export function isTooDeep (value: unknown): boolean {
  let level: unknown[] = [value].filter(isNested)
  for (let depth = 0; depth < limits.bodyDepth.most && level.length > 0; depth++) {
    const next: unknown[] = []
    for (const inner of level) for (const member of Object.values(inner as object)) if (isNested(member)) next.push(member)
    level = next
  }
  return level.length > 0
}

/** An object or an array. */
export const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null

function checkMediaType (contentType: string): void {
  if (contentType === 'application/json') return
  const [type, ...parameters] = contentType.split(';').map(part => part.trim().toLowerCase())
  const charset = parameters.find(parameter => parameter.startsWith('charset='))?.slice('charset='.length).replace(/^"(.*)"$/, '$1')
  if (type === 'application/json' && (charset === undefined || charset === 'utf-8' || charset === 'utf8')) return
  throw new ODataError(
    'unsupportedMediaType',
    `The media type '${contentType.slice(0, 100)}' is not supported. Send application/json in UTF-8.`,
    { target: 'Content-Type' }
  )
}
