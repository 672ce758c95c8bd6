/** Which JSON a client wants (OData JSON format 4.01, section 3), from `$format` or else from `Accept`. */
import { ODataError } from '../../errors.js'

/** `odata.metadata`: how much control information an answer carries. */
export type MetadataLevel = 'none' | 'minimal' | 'full'

/** The format of one answer. */
export interface Format {
  readonly metadata: MetadataLevel
  /** Int64 and Decimal as strings (JSON format 4.01, section 3.2). */
  readonly ieee754Compatible: boolean
  /** The `Content-Type` that names this format. */
  readonly contentType: string
}

interface MediaRange {
  readonly type: string
  readonly parameters: ReadonlyMap<string, string>
  /** 0 to 1; ranges with 0 are refused by the client. */
  readonly quality: number
}

const formats = new Map<string, Format>()

/** The one object of a format, made once. */
function format (metadata: MetadataLevel, ieee754Compatible: boolean): Format {
  const contentType = `application/json;odata.metadata=${metadata};odata.streaming=true;IEEE754Compatible=${ieee754Compatible};charset=utf-8`
  const known = formats.get(contentType)
  if (known !== undefined) return known
  const created: Format = { metadata, ieee754Compatible, contentType }
  formats.set(contentType, created)
  return created
}

export const defaultFormat: Format = format('minimal', false)

/** The formats `Accept` allows, or those `$format` names, which wins over the header (Protocol 4.01, section 11.2.12). 406 when there is none. */
export function negotiateFormat (accept: string | undefined, formatOption: string | undefined): Format {
  if (formatOption !== undefined) return fromOption(formatOption)
  if (accept === undefined || accept === '*/*' || accept === 'application/json' || accept.trim() === '') return defaultFormat
  const ranges = parseAccept(accept).filter(range => range.quality > 0).sort((a, b) => b.quality - a.quality)
  for (const range of ranges) {
    const found = matchRange(range)
    if (found !== undefined) return found
  }
  throw new ODataError('notAcceptable', `None of the media types in 'Accept: ${accept.slice(0, 200)}' can be written. Ask for application/json.`, { target: 'Accept' })
}

function fromOption (option: string): Format {
  if (option.toLowerCase() === 'json') return defaultFormat
  const [range] = parseAccept(option)
  const found = range === undefined ? undefined : matchRange(range)
  if (found === undefined) throw new ODataError('notAcceptable', `$format: '${option.slice(0, 200)}' can not be written. Use json or application/json.`, { target: '$format' })
  return found
}

/** The format a range asks for: undefined when it is no JSON, or has a parameter value that does not exist. */
function matchRange ({ type, parameters }: MediaRange): Format | undefined {
  if (type !== 'application/json' && type !== '*/*' && type !== 'application/*') return undefined
  const metadata = parameters.get('odata.metadata') ?? parameters.get('metadata') ?? 'minimal'
  const ieee754 = parameters.get('ieee754compatible') ?? 'false'
  const streaming = parameters.get('odata.streaming') ?? parameters.get('streaming') ?? 'true'
  const charset = parameters.get('charset') ?? 'utf-8'
  if (metadata !== 'none' && metadata !== 'minimal' && metadata !== 'full') return undefined
  if (![ieee754, streaming].every(value => value === 'true' || value === 'false')) return undefined
  return charset === 'utf-8' || charset === 'utf8' ? format(metadata, ieee754 === 'true') : undefined
}

/** RFC 9110, section 12.5.1; parameter names and values in lower case. */
function parseAccept (header: string): MediaRange[] {
  return header.split(',').slice(0, 50).map(part => {
    const [type = '', ...rest] = part.split(';').map(text => text.trim().toLowerCase())
    const parameters = new Map(rest.map(text => {
      const equals = text.indexOf('=')
      return [text.slice(0, equals).trim(), text.slice(equals + 1).trim().replace(/^"(.*)"$/, '$1')] as const
    }))
    const quality = Number(parameters.get('q') ?? 1)
    return { type: type === 'application/json' || type === 'text/json' ? 'application/json' : type, parameters, quality: Number.isNaN(quality) ? 0 : quality }
  })
}
