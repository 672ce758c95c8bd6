/** ETags (OData-Protocol 4.01, section 8.2.4 and following): made of the stored version, never of the body; weak, but for streams. */
import { ODataError } from '../errors.js'

/** The conditional headers of a request, unparsed. */
export interface Conditions {
  readonly ifMatch: string | undefined
  readonly ifNoneMatch: string | undefined
}

/** What of an ETag comes before the version, and what after it: for whoever puts one together. */
export const ETAG_AROUND = ['W/"', '"'] as const

export const etagOf = (version: number | string): string => `${ETAG_AROUND[0]}${version}${ETAG_AROUND[1]}`

/** That of a stream: where the version is the same, so is every byte. */
export const strongETagOf = (version: number | string): string => `"${version}"`

/** `*`, or ETags with commas between them (RFC 9110, section 13.1.1). */
const ETAG_LIST = /^\s*(?:\*|(?:W\/)?"[^"]*"(?:\s*,\s*(?:W\/)?"[^"]*")*)\s*$/

/**
 * Without its quotes, a condition is a mistake and not one that fails.
 * @throws ODataError `badRequest`
 */
export function checkConditionSyntax ({ ifMatch }: Conditions): void {
  if (ifMatch === undefined || ETAG_LIST.test(ifMatch)) return
  throw new ODataError('badRequest', `If-Match must be * or quoted ETags, such as ${etagOf(3)}.`, { target: 'If-Match' })
}

/** Whether a list of ETags, or `*`, names this version. Comparison is weak: `W/` does not count (RFC 9110, section 8.8.3.2). */
function namesVersion (header: string, version: number | string): boolean {
  if (header.trim() === '*') return true
  const opaque = `"${version}"`
  return header.split(',').some(tag => tag.trim().replace(/^W\//, '') === opaque)
}

/**
 * 412 unless a write may go ahead. `version` is that of the stored resource; undefined where there is none yet. `inPayload` is the
 * `@odata.etag` of the body: the version that the body was made of (JSON format 4.01, section 4.6.11).
 * @throws ODataError `preconditionFailed`
 */
export function checkWriteConditions (conditions: Conditions, inPayload: string | undefined, version: number | string | undefined): void {
  if (version === undefined) {
    if (conditions.ifMatch !== undefined) throw failed('If-Match', 'is none: it has no content')
    return
  }
  checkReadConditions(conditions, version)
  checkPayloadETag(inPayload, version)
  if (isUnchanged(conditions, version)) throw failed('If-None-Match', `is ${etagOf(version)}`)
}

/** 412 unless the `@odata.etag` of a body, or of an entity in it, is that of the stored one. */
export function checkPayloadETag (etag: string | undefined, version: number | string): void {
  if (etag !== undefined && !namesVersion(etag, version)) throw failed('@odata.etag', `is now ${etagOf(version)}`)
}

/**
 * 412 unless the version is one that the client asks for.
 * @throws ODataError `preconditionFailed`
 */
export function checkReadConditions ({ ifMatch }: Conditions, version: number | string): void {
  if (ifMatch !== undefined && !namesVersion(ifMatch, version)) throw failed('If-Match', `is now ${etagOf(version)}`)
}

/** Whether the version is one that the client has: a read answers 304 then. */
export const isUnchanged = ({ ifNoneMatch }: Conditions, version: number | string): boolean =>
  ifNoneMatch !== undefined && namesVersion(ifNoneMatch, version)

function failed (header: string, state: string): ODataError {
  return new ODataError('preconditionFailed', `${header} does not hold: the ETag of the resource ${state}.`, { target: header })
}
