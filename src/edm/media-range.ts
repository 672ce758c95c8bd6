/** Media types that a model accepts (vocabulary Core, `AcceptableMediaTypes` and `MediaType`). */
import { findInherited } from './annotation-lookup.js'
import { textOf, textsOf } from './annotation-value.js'
import { mediaStream } from './media.js'
import type { EdmModel, EntityType, Property } from './types.js'

/** What an annotation of a stream leaves of all media types: ranges, as `image/*`. */
export interface AcceptedTypes {
  readonly term: 'Core.AcceptableMediaTypes' | 'Core.MediaType'
  readonly ranges: readonly string[]
}

/** What the content of a stream must be of: one range of each; none where the model says nothing. */
export function acceptedTypes (model: EdmModel, type: EntityType, stream: Property): readonly AcceptedTypes[] {
  const member = stream === mediaStream ? undefined : stream
  const several = textsOf(findInherited(model, type, member, 'Org.OData.Core.V1.AcceptableMediaTypes')?.value)
  const one = textOf(findInherited(model, type, member, 'Org.OData.Core.V1.MediaType')?.value)
  return [
    ...several === undefined ? [] : [{ term: 'Core.AcceptableMediaTypes' as const, ranges: several }],
    ...one === undefined ? [] : [{ term: 'Core.MediaType' as const, ranges: [one] }]
  ]
}

/** Those of the first that all others have as well. */
export const rangesOf = ([first, ...others]: readonly AcceptedTypes[]): readonly string[] =>
  first?.ranges.filter(range => others.every(({ ranges }) => ranges.some(other => covers(other, range)))) ?? []

/** Whether a media type, as `image/png; q=1`, is of a range as `image/*`; parameters count where the range has some. */
export function covers (range: string, mediaType: string): boolean {
  const [wanted = '', ...parameters] = partsOf(range)
  const [type = '', ...given] = partsOf(mediaType)
  const [main = '', sub = ''] = wanted.split('/')
  const [ownMain, ownSub] = type.split('/')
  return (main === '*' || main === ownMain) && (sub === '*' || sub === ownSub) && parameters.every(parameter => given.includes(parameter))
}

const partsOf = (mediaType: string): readonly string[] => mediaType.toLowerCase().split(';').map(part => part.replace(/\s/g, ''))
