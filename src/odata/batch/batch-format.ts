/** Which format a batch is sent in, and which its answer is to have (OData-Protocol 4.01, section 11.7.1). */
import { ODataError } from '../../errors.js'
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
  if (options.format !== undefined) return named(options.format, sent) ?? refused(`$format: '${options.format.slice(0, 200)}'`, '$format')
  if (accept === undefined || accept.trim() === '') return sent
  const ranges = accept.split(',').slice(0, 50).map(text => ({ text, quality: qualityOf(text) })).filter(({ quality }) => quality > 0).sort(
    (a, b) => b.quality - a.quality
  )
  for (const { text } of ranges) {
    const found = named(text, sent)
    if (found !== undefined) return found
  }
  return refused(`'Accept: ${accept.slice(0, 200)}'`, 'Accept')
}

const formats = new Map<string, BatchFormat>([['json', 'json'], ['application/json', 'json'], ['application/*', 'json'], [
  'multipart/mixed',
  'multipart'
], ['multipart/*', 'multipart']])

const named = (range: string, sent: BatchFormat): BatchFormat | undefined =>
  mediaTypeOf(range) === '*/*' ? sent : formats.get(mediaTypeOf(range))

function qualityOf (range: string): number {
  const [, text] = /;\s*q\s*=\s*([\d.]+)/i.exec(range) ?? []
  return text === undefined ? 1 : Number(text) || 0
}

function refused (wish: string, target: string): never {
  throw new ODataError('notAcceptable', `${wish} can not be written for a batch. Ask for application/json or multipart/mixed.`, { target })
}
