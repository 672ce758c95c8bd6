/**
 * Conditional and range requests (RFC 9110, sections 13 and 14; OData-Protocol 4.01, section 8.2). They are decided here, with the version
 * that the store found: the store knows versions, but no HTTP header.
 */
import { ODataError } from '../errors.js'
import type { BoundRequest } from '../odata/bind/bind-request.js'
import { rangeOf } from '../odata/byte-range.js'
import { checkReadConditions, checkWriteConditions, isUnchanged } from '../odata/etag.js'
import type { ODataRequest } from '../odata/odata-request.js'
import type { PageLimits } from '../plan/page-limits.js'
import type { ReadScope, WriteScope } from '../plan/plan.js'

/**
 * Decides in the transaction of a write whether it goes ahead; undefined where any version will do. With `REQUIRE_IF_MATCH`, that is not so
 * for one thing that is there already and has an ETag (RFC 6585, section 3).
 * @throws ODataError `preconditionRequired`
 */
export function preconditionOf ({ requireIfMatch }: PageLimits, { conditions }: ODataRequest, bound: BoundRequest): WriteScope['precondition'] {
  const { payloadETag } = bound
  if (conditions.ifMatch !== undefined || conditions.ifNoneMatch !== undefined || payloadETag !== undefined) {
    return version => checkWriteConditions(conditions, payloadETag, version)
  }
  if (requireIfMatch && isVersioned(bound)) {
    throw new ODataError(
      'preconditionRequired',
      'This service requires conditional requests: send the current ETag in If-Match, or If-Match: * for any version.',
      { target: 'If-Match' }
    )
  }
  if (bound.wantsVersion && isVersioned(bound)) return version => { if (version !== undefined) throw versionWanted() }
  return undefined
}

const versionWanted = (): ODataError =>
  new ODataError(
    'preconditionRequired',
    'Core.OptimisticConcurrency of the model requires conditional requests: send the current ETag in If-Match, or If-Match: * for any version.',
    { target: 'If-Match' }
  )

/** Whether a write is about one thing, which may have changed meanwhile; rows that are added are in nobody's way. */
const isVersioned = ({ target, change }: BoundRequest): boolean =>
  'location' in target && !(change?.kind === 'update' && change.mode === 'append')

/** Decides in the snapshot of a read which bytes of a stream are sent: none where the client has them, a range where it asks for one. */
export function partOf ({ conditions, range }: ODataRequest): ReadScope['choosePart'] {
  return content => {
    checkReadConditions(conditions, content.version)
    return isUnchanged(conditions, content.version) ? 'none' : rangeOf(range, content) ?? 'whole'
  }
}
