/** A segment of a path that is nothing in the model. */
import { suggest } from '../../base/suggest.js'
import type { ServiceDialect } from '../../dialect/service-dialect.js'
import { ODataError } from '../../errors.js'

/**
 * Graph answers 400, the standard 404.
 * @param candidates Names that may have been meant. @param more A sentence after, with a space before.
 */
export function unknownSegment (dialect: ServiceDialect, segment: string, candidates: readonly string[] = [], more = ''): ODataError {
  const near = suggest(segment, candidates)
  const message = `Resource not found for the segment '${segment}'.${near === undefined ? '' : ` Did you mean '${near}'?`}${more}`
  return dialect.unknownSegment === 'notFound' ? new ODataError('notFound', message) : new ODataError('badRequest', message)
}
