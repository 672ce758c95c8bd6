/** `Isolation` (OData-Protocol 4.01, section 8.2.7). */
import { ODataError } from '../errors.js'

/**
 * 412 for a snapshot: one answer is of one moment, but the pages and the requests of a batch that follow it are not. Other values mean
 * nothing.
 */
export function checkIsolation (header: string | undefined): void {
  if (header?.trim().toLowerCase() !== 'snapshot') return
  throw new ODataError('preconditionFailed', 'Isolation: snapshot is not supported by this service.', { target: 'Isolation' })
}
