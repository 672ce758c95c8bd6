/** Which JSON a client wants (OData JSON format 4.01, section 3), from `$format` or else from `Accept`. */
import { ODataError } from '../../errors.js'

/** `odata.metadata`: how much control information an answer carries. */
export type MetadataLevel = 'none' | 'minimal' | 'full'

/** The version of the protocol that an answer is written in. */
export type ODataVersion = '4.0' | '4.01'

/** The format of one answer. */
export interface Format {
  readonly version: ODataVersion
  readonly metadata: MetadataLevel
  /** Int64 and Decimal as strings (JSON format 4.01, section 3.2). */
  readonly ieee754Compatible: boolean
  /** The `Content-Type` that names this format. */
  readonly contentType: string
}

export interface MediaRange {
  readonly type: string
  readonly parameters: ReadonlyMap<string, string>
  /** 0 to 1; ranges with 0 are refused by the client. */
  readonly quality: number
}

const formats = new Map<string, Format>()

/** The one object of a format, made once. */
function format (version: ODataVersion, metadata: MetadataLevel, ieee754Compatible: boolean): Format {
  const prefix = prefixOf(version)
  const contentType =
    `application/json;${prefix}metadata=${metadata};${prefix}streaming=true;IEEE754Compatible=${ieee754Compatible};charset=utf-8`
  const known = formats.get(contentType)
  if (known !== undefined) return known
  const created: Format = { version, metadata, ieee754Compatible, contentType }
  formats.set(contentType, created)
  return created
}

/** Whether a `Content-Type` says that Int64 and Decimal are text (JSON format 4.01, section 3.2). */
export const isIeee754Compatible = (contentType: string | undefined): boolean => /;\s*IEEE754Compatible\s*=\s*"?true\b/i.test(contentType ?? '')

/** What 4.0 writes before its own names, and 4.01 leaves out (JSON format 4.01, sections 3.1 and 4.6). */
const prefixOf = (version: ODataVersion): string => version === '4.0' ? 'odata.' : ''

/** The name of control information: `@odata.etag`, of a member `name@odata.count`; in 4.01 `@etag` and `name@count`. */
export const controlName = ({ version }: Pick<Format, 'version'>, term: string, member = ''): string =>
  `${member}@${prefixOf(version)}${term}`

const defaultFormat = (version: ODataVersion): Format => format(version, 'minimal', false)

/**
 * The formats `Accept` allows, or those `$format` names, which wins over the header (Protocol 4.01, section 11.2.12). 406 when there is
 * none.
 */
export function negotiateFormat (version: ODataVersion, accept: string | undefined, formatOption: string | undefined): Format {
  if (formatOption !== undefined) return fromOption(version, formatOption)
  if (accept === undefined || accept === '*/*' || accept === 'application/json' || accept.trim() === '') return defaultFormat(version)
  const ranges = parseMediaRanges(accept).filter(range => range.quality > 0).sort((a, b) => b.quality - a.quality)
  for (const range of ranges) {
    const found = matchRange(version, range)
    if (found !== undefined) return found
  }
  throw new ODataError(
    'notAcceptable',
    `None of the media types in 'Accept: ${accept.slice(0, 200)}' can be written. Ask for application/json.`,
    { target: 'Accept' }
  )
}

function fromOption (version: ODataVersion, option: string): Format {
  if (option.toLowerCase() === 'json') return defaultFormat(version)
  const [range] = parseMediaRanges(option)
  const found = range === undefined ? undefined : matchRange(version, range)
  if (found === undefined) {
    throw new ODataError('notAcceptable', `$format: '${option.slice(0, 200)}' cannot be written. Use json or application/json.`, {
      target: '$format'
    })
  }
  return found
}

/** The parameters of JSON (JSON format 4.01, section 3), in lower case; ExponentialDecimals allows what this service need not do. */
const jsonParameters: ReadonlySet<string> = new Set([
  'odata.metadata', 'metadata', 'odata.streaming', 'streaming', 'ieee754compatible', 'exponentialdecimals', 'charset', 'q'
])

/** Whether a range has no parameter that JSON does not: formats with others must be rejected (Protocol 4.01, section 8.2.1). */
export const hasOnly = ({ parameters }: Pick<MediaRange, 'parameters'>, known: ReadonlySet<string> = jsonParameters): boolean =>
  parameters.size === 0 || [...parameters.keys()].every(name => known.has(name))

/** The format a range asks for: undefined when it is not JSON, or has a parameter or a value that does not exist. */
function matchRange (version: ODataVersion, { type, parameters }: MediaRange): Format | undefined {
  if (type !== 'application/json' && type !== '*/*' && type !== 'application/*') return undefined
  if (!hasOnly({ parameters })) return undefined
  const metadata = parameters.get('odata.metadata') ?? parameters.get('metadata') ?? 'minimal'
  const ieee754 = parameters.get('ieee754compatible') ?? 'false'
  const streaming = parameters.get('odata.streaming') ?? parameters.get('streaming') ?? 'true'
  const charset = parameters.get('charset') ?? 'utf-8'
  if (metadata !== 'none' && metadata !== 'minimal' && metadata !== 'full') return undefined
  const exponential = parameters.get('exponentialdecimals') ?? 'false'
  if (![ieee754, streaming, exponential].every(value => value === 'true' || value === 'false')) return undefined
  return charset === 'utf-8' || charset === 'utf8' ? format(version, metadata, ieee754 === 'true') : undefined
}

/** RFC 9110, section 12.5.1; parameter names and values in lower case. */
export function parseMediaRanges (header: string): MediaRange[] {
  return header.split(',').slice(0, 50).map(part => {
    const [type = '', ...rest] = part.split(';').map(text => text.trim().toLowerCase())
    const parameters = new Map(rest.filter(text => text !== '').map(text => {
      const [name = '', ...value] = text.split('=')
      return [name.trim(), value.join('=').trim().replace(/^"(.*)"$/s, '$1')] as const
    }))
    const quality = Number(parameters.get('q') ?? 1)
    return {
      type: type === 'application/json' || type === 'text/json' ? 'application/json' : type,
      parameters,
      quality: Number.isNaN(quality) ? 0 : quality
    }
  })
}
