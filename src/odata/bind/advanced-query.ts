/** What a dialect answers only for clients that ask for it with a header: searches and counts of directory objects. */
import { wantsEventual } from '../../dialect/advanced-queries.js'
import { ODataError } from '../../errors.js'
import type { EdmModel } from '../../edm/types.js'
import type { ODataRequest } from '../odata-request.js'
import type { CollectionOptions } from './collection-options.js'
import type { Target } from './target.js'

/**
 * The options as the real service takes them: without the header `$count=true` is not answered, and a search and a count alone are refused.
 * @throws ODataError `badRequest`
 */
export function checkConsistency (
  model: EdmModel,
  target: Target,
  collection: CollectionOptions | undefined,
  { eventual, ofEffect }: Pick<ODataRequest, 'eventual' | 'ofEffect'>
): CollectionOptions | undefined {
  if (eventual === true || ofEffect === true || (target.kind !== 'entities' && target.kind !== 'entityCount')) return collection
  if (!wantsEventual(model, target.type)) return collection
  if (target.kind === 'entityCount') throw refused('/$count')
  if (collection?.searches === true) throw refused('$search')
  return collection === undefined ? undefined : { ...collection, count: false }
}

const refused = (what: string): ODataError =>
  new ODataError('badRequest', `${what} of directory objects is answered only with the request header 'ConsistencyLevel: eventual'.`, { target: 'ConsistencyLevel' })
