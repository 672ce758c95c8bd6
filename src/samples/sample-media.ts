/** The stream of a media entity that is made up: small, and of a media type that the model accepts. */
import { acceptedTypes, covers } from '../edm/media-range.js'
import { mediaStream } from '../edm/media.js'
import type { EdmModel, EntityType } from '../edm/types.js'

/** One pixel. */
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

const base64 = (text: string): string => Buffer.from(text).toString('base64')

/** By media type, in base64; the first that will do is taken. */
const contents: ReadonlyArray<readonly [mediaType: string, content: string]> = [
  ['image/png', PNG],
  ['text/plain', base64('Amber.\n')],
  ['application/json', base64('{"colour":"amber"}')]
]

/** Members of a body that has its stream inside: `$value` and its media type. */
export function sampleMedia (model: EdmModel, type: EntityType): Readonly<Record<string, string>> {
  const accepted = acceptedTypes(model, type, mediaStream)
  const fits = (mediaType: string): boolean => accepted.every(({ ranges }) => ranges.some(range => covers(range, mediaType)))
  const [only = ''] = accepted.flatMap(({ ranges }) => ranges).filter(range => !range.includes('*') && fits(range))
  const [mediaType, content] = contents.find(([candidate]) => fits(candidate)) ?? [only, base64('amber')]
  return mediaType === '' ? {} : { '@odata.mediaContentType': mediaType, [mediaStream.name]: content }
}
