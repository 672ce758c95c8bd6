/**
 * In which of its two formats a client wants the metadata: from `$format`, else from `Accept`; XML when it does not say (Protocol 4.01,
 * section 11.1.2).
 */
import { ODataError } from '../../errors.js'
import { hasOnly, parseMediaRanges } from '../json/format.js'
import type { MediaRange } from '../json/format.js'

export type MetadataFormat = 'xml' | 'json'

export const contentTypes: Readonly<Record<MetadataFormat, string>> = {
  xml: 'application/xml;charset=utf-8',
  json: 'application/json;charset=utf-8'
}

const xmlParameters: ReadonlySet<string> = new Set(['charset', 'q'])

/** 406 when neither will do. Of two that are as welcome it is XML, for clients that take anything and expect that. */
export function negotiateMetadataFormat (accept: string | undefined, formatOption: string | undefined): MetadataFormat {
  if (formatOption !== undefined) return fromOption(formatOption)
  if (accept === undefined || accept.trim() === '') return 'xml'
  const ranges = parseMediaRanges(accept)
  const [xml, json] = [qualityOf('xml', ranges), qualityOf('json', ranges)]
  if (xml > 0 || json > 0) return xml >= json ? 'xml' : 'json'
  throw new ODataError(
    'notAcceptable',
    `None of the media types in 'Accept: ${accept.slice(0, 200)}' can be written. Ask for application/xml or application/json.`,
    { target: 'Accept' }
  )
}

function fromOption (option: string): MetadataFormat {
  const lower = option.toLowerCase()
  if (lower === 'xml' || lower === 'json') return lower
  const ranges = parseMediaRanges(option)
  const found = (['xml', 'json'] as const).find(format => qualityOf(format, ranges) > 0)
  if (found === undefined) {
    throw new ODataError(
      'notAcceptable',
      `$format: '${option.slice(0, 200)}' cannot be written. Use xml, json, application/xml or application/json.`,
      { target: '$format' }
    )
  }
  return found
}

/** What the range says that names the format most exactly (RFC 9110, section 12.5.1); 0 when none does. */
function qualityOf (format: MetadataFormat, ranges: readonly MediaRange[]): number {
  for (const type of [`application/${format}`, 'application/*', '*/*']) {
    const range = ranges.find(range => range.type === type && isUtf8(range) && hasOnly(range, format === 'xml' ? xmlParameters : undefined))
    if (range !== undefined) return range.quality
  }
  return 0
}

function isUtf8 ({ parameters }: MediaRange): boolean {
  const charset = parameters.get('charset')
  return charset === undefined || charset === 'utf-8' || charset === 'utf8'
}
