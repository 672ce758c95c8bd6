/** ETags (OData-Protocol 4.01, section 8.2.4 and following): made of the stored version, never of the body; weak, but for streams. */
import { ODataError } from '../errors.js'

/** The conditional headers of a request, unparsed. */
export interface Conditions {
  readonly ifMatch: string | undefined
  readonly ifNoneMatch: string | undefined
  /** `@odata.etag` in the body of a write: the version that the body was made of (JSON format 4.01, section 4.6.11). */
  readonly inPayload?: string | undefined
}

/** Whether a request is one for a certain version only. */
export const isConditional = ({ ifMatch, ifNoneMatch, inPayload }: Conditions): boolean =>
  ifMatch !== undefined || ifNoneMatch !== undefined || inPayload !== undefined

export function etagOf (version: number | string): string {
  return `W/"${version}"`
}

/** That of a stream: where the version is the same, so is every byte. */
export const strongETagOf = (version: number | string): string => `"${version}"`

/** Whether a list of ETags, or `*`, names this version. Comparison is weak: `W/` does not count (RFC 9110, section 8.8.3.2). */
function namesVersion (header: string, version: number | string): boolean {
  if (header.trim() === '*') return true
  const opaque = `"${version}"`
  return header.split(',').some(tag => tag.trim().replace(/^W\//, '') === opaque)
}

/** 412 unless a write may go ahead. `version` is that of the stored resource; undefined where there is none yet. */
export function checkWriteConditions (conditions: Conditions, version: number | string | undefined): void {
  if (version === undefined) {
    if (conditions.ifMatch !== undefined) throw failed('If-Match', 'is none: it has no content')
    return
  }
  if (conditions.ifMatch !== undefined && !namesVersion(conditions.ifMatch, version)) throw failed('If-Match', `is now ${etagOf(version)}`)
  checkPayloadETag(conditions.inPayload, version)
  if (conditions.ifNoneMatch !== undefined && namesVersion(conditions.ifNoneMatch, version)) {
    throw failed('If-None-Match', `is ${etagOf(version)}`)
  }
}

/** 412 unless the `@odata.etag` of a body, or of an entity in it, is that of the stored one. */
export function checkPayloadETag (etag: string | undefined, version: number | string): void {
  if (etag !== undefined && !namesVersion(etag, version)) throw failed('@odata.etag', `is now ${etagOf(version)}`)
}

/** How a read goes on: with the body, with 304, or with 412. */
export function isNotModified (conditions: Conditions, version: number | string): boolean {
  if (conditions.ifMatch !== undefined && !namesVersion(conditions.ifMatch, version)) throw failed('If-Match', `is now ${etagOf(version)}`)
  return conditions.ifNoneMatch !== undefined && namesVersion(conditions.ifNoneMatch, version)
}

function failed (header: string, state: string): ODataError {
  return new ODataError('preconditionFailed', `${header} does not hold: the ETag of the resource ${state}.`, { target: header })
}
