/** Which format a batch is sent in, and which its answer is to have (OData-Protocol 4.01, section 11.7.1). */
import { ODataError } from '../../errors.js'
import { hasOnly, parseMediaRanges } from '../json/format.js'
import type { MediaRange } from '../json/format.js'
import { parseUrl } from '../url/parse-url.js'
import type { BatchFormat } from './batch.js'
import { mediaTypeOf } from './media-types.js'

/** 415 for anything but the two; without a media type JSON is assumed. */
export function requestFormat (contentType: string | undefined): BatchFormat {
  const type = contentType === undefined ? 'application/json' : mediaTypeOf(contentType)
  if (type === 'application/json') return 'json'
  if (type === 'multipart/mixed') return 'multipart'
  throw new ODataError(
    'unsupportedMediaType',
    `The media type '${type.slice(0, 100)}' is not supported. Send a batch as application/json or multipart/mixed.`,
    { target: 'Content-Type' }
  )
}

/** `$format` wins over `Accept`; without either the answer is as the request. 400 for any other query option, 406 for any other format. */
export function answerFormat (query: string, accept: string | undefined, sent: BatchFormat): BatchFormat {
  const { options } = parseUrl(`$batch?${query}`)
  if (options.format !== undefined) return named(parseMediaRanges(options.format)[0], sent) ?? refused(`$format: '${options.format.slice(0, 200)}'`, '$format')
  if (accept === undefined || accept.trim() === '') return sent
  const ranges = parseMediaRanges(accept).filter(({ quality }) => quality > 0).sort((a, b) => b.quality - a.quality)
  for (const range of ranges) {
    const found = named(range, sent)
    if (found !== undefined) return found
  }
  return refused(`'Accept: ${accept.slice(0, 200)}'`, 'Accept')
}

const formats = new Map<string, BatchFormat>([['json', 'json'], ['application/json', 'json'], ['application/*', 'json'], [
  'multipart/mixed',
  'multipart'
], ['multipart/*', 'multipart']])

const multipartParameters: ReadonlySet<string> = new Set(['boundary', 'charset', 'q'])

function named (range: MediaRange | undefined, sent: BatchFormat): BatchFormat | undefined {
  const format = range?.type === '*/*' ? sent : formats.get(range?.type ?? '')
  return range !== undefined && hasOnly(range, format === 'multipart' ? multipartParameters : undefined) ? format : undefined
}

function refused (wish: string, target: string): never {
  throw new ODataError('notAcceptable', `${wish} cannot be written for a batch. Ask for application/json or multipart/mixed.`, { target })
}
