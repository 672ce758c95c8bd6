/** `/$entity?$id=…`: what an entity-id leads to (OData-URL 4.01, section 4.15). */
import type { EdmModel } from '../../edm/types.js'
import { ODataError, methodNotAllowed } from '../../errors.js'
import type { ODataRequest } from '../odata-request.js'
import type { SegmentNode } from '../url/ast.js'
import { tolerateAll } from '../tolerate.js'
import { parseUrl } from '../url/parse-url.js'
import type { ODataUrl } from '../url/parse-url.js'
import { belowRoot } from './entity-reference.js'

export const isEntitySegment = (segment: SegmentNode | undefined): boolean => segment?.kind === 'system' && segment.name === '$entity'

/**
 * The URL with the path of the id in the place of `$entity`; any other as it is.
 * @throws ODataError `badRequest` for an id that is no URL below the service root, `methodNotAllowed` for what does not read
 */
export function dereference (model: EdmModel, url: ODataUrl, { method, serviceRoot }: Pick<ODataRequest, 'method' | 'serviceRoot'>): ODataUrl {
  const { segments: [first, ...rest], options, options: { id, raw } } = url
  if (!isEntitySegment(first) || id === undefined) return url
  if (method !== 'GET' && method !== 'HEAD') throw methodNotAllowed('GET, HEAD, OPTIONS')
  const found = parseUrl(belowRoot(model, serviceRoot, id))
  if (found.options.raw.length > 0 || found.segments.length === 0 || isEntitySegment(found.segments[0])) {
    throw new ODataError('badRequest', `$id: '${id.slice(0, 200)}' is not the URL of one entity.`, { target: '$id' })
  }
  tolerateAll(model, found.liberties)
  const { id: _id, ...others } = options
  return { ...url, segments: [...found.segments, ...rest], options: { ...others, raw: raw.filter(({ name }) => name !== '$id') } }
}
