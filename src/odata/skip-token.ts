/** `$skiptoken` (OData-Protocol 4.01, section 11.2.6.7): opaque to the client, versioned, bound to its request, and refused when it was changed. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { ODataError } from '../errors.js'
import type { QueryOptions } from './url/ast.js'

/** Where a page ended. */
export interface SkipToken {
  /** The sort keys of the last row as text, its ordinal last. */
  readonly position: ReadonlyArray<string | null>
  /** How many rows `$top` leaves; undefined without `$top`. */
  readonly remaining: number | undefined
}

const VERSION = 1
const SIGNATURE_BYTES = 12
/** Not a secret: it tells a token that was mistyped or mended by hand from one that this service wrote. */
const KEY = 'graph-office-emulator/skiptoken/1'
/** What a page's rows and their order depend on. */
const bindingOptions = ['$filter', '$search', '$orderby', '$compute', '$apply']

/** What the token belongs to: the resource, and the options that decide which rows there are and in which order. */
export function requestDigest (resource: string, { raw, aliases }: QueryOptions): string {
  const parts = raw.filter(({ kind, name }) => kind === 'alias' || bindingOptions.includes(name)).map(({ name, text }) => `${name}${text.slice(text.indexOf('='))}`).sort()
  return createHash('sha256').update(JSON.stringify([resource, parts, aliases.size])).digest('base64url').slice(0, 16)
}

export function writeSkipToken ({ position, remaining }: SkipToken, digest: string): string {
  const content = Buffer.from(JSON.stringify([VERSION, digest, remaining ?? -1, ...position]))
  return Buffer.concat([sign(content), content]).toString('base64url')
}

/** 400 for anything that {@link writeSkipToken} did not write for the same request. */
export function readSkipToken (text: string, digest: string): SkipToken {
  const bytes = Buffer.from(text, 'base64url')
  const content = bytes.subarray(SIGNATURE_BYTES)
  if (bytes.toString('base64url') !== text || bytes.length <= SIGNATURE_BYTES || !timingSafeEqual(bytes.subarray(0, SIGNATURE_BYTES), sign(content))) {
    throw refused('it is not one this service wrote')
  }
  const [version, bound, remaining, ...position] = JSON.parse(content.toString()) as [number, string, number, ...Array<string | null>]
  if (version !== VERSION) throw refused('it was written by another version of this service')
  if (bound !== digest) throw refused('it belongs to another request; follow @odata.nextLink as it is')
  return { position, remaining: remaining === -1 ? undefined : remaining }
}

const sign = (content: Uint8Array): Buffer => createHmac('sha256', KEY).update(content).digest().subarray(0, SIGNATURE_BYTES)

const refused = (reason: string): ODataError => new ODataError('badRequest', `$skiptoken: the token cannot be used: ${reason}.`, { target: '$skiptoken' })
