/** The bytes of a body as JSON: media type, character set and syntax (OData-Protocol 4.01, section 8.1.1). */
import { ODataError } from '../../errors.js'
import { parseExactJson } from './exact-json.js'

const UNREADABLE = 'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.'

const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * `exact`: numbers keep their digits. 415 for another media type or character set, 400 for what is not JSON. Without a media type JSON is
 * assumed.
 */
export function parseJson (contentType: string | undefined, body: Uint8Array | undefined, exact = false): unknown {
  if (contentType !== undefined) checkMediaType(contentType)
  if (body === undefined || body.length === 0) throw new ODataError('badRequest', UNREADABLE)
  try {
    const text = utf8.decode(body)
    return exact ? parseExactJson(text) : JSON.parse(text)
  } catch (cause) {
    throw new ODataError('badRequest', UNREADABLE, { cause })
  }
}

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
