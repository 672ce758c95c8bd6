/** A request as the pipeline takes it, and the answer it gives: HTTP without a server, so that a batch can run it too. */
import type { OperationCaller } from '../edm/types.js'
import type { RangeRequest } from './byte-range.js'
import type { Content } from './content.js'
import type { Conditions } from './etag.js'
import type { ParsedBody } from './json/parse-in-pieces.js'
import type { Tolerated } from './tolerate.js'

/** The methods that resources and controls are asked with. */
export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
export type Method = typeof METHODS[number]

/** Those of a resource that is read and never written. */
export const READ_ONLY_METHODS: readonly Method[] = ['GET', 'HEAD', 'OPTIONS']

export interface ODataRequest {
  readonly method: Method
  /** The path below the service root, undecoded, without a leading slash. */
  readonly path: string
  /** The text after `?`, undecoded. */
  readonly query: string
  /** Absolute URL of the service root, without a trailing slash: what links are made from. */
  readonly serviceRoot: string
  /** The URL of the folder that holds copies of the vocabularies; undefined where `$metadata` is to refer to OASIS's own. */
  readonly vocabularies?: string | undefined
  /** Whose data this is. */
  readonly tenant: string
  /** Who waits for the answer: their socket. */
  readonly caller?: { readonly destroyed: boolean } | undefined
  /** When it came, as an instant (`instantOf`): what `now()` means throughout. */
  readonly now: string
  readonly accept: string | undefined
  readonly prefer: string | undefined
  /** `OData-MaxVersion`. */
  readonly maxVersion: string | undefined
  /** `ConsistencyLevel: eventual`, a header of Graph's. */
  readonly eventual?: boolean | undefined
  readonly conditions: Conditions
  readonly contentType: string | undefined
  /** Undefined when the whole is asked for; streams alone have parts. */
  readonly range: RangeRequest | undefined
  /** A key that no entity has had: what a created one gets. */
  readonly newKey: () => string
  /** The body as received; undefined when there is none. */
  readonly body: Uint8Array | undefined
  /** Who asks, for effects of operations; nobody where it is not told. */
  readonly asking?: OperationCaller | undefined
  /** Whether an effect of an operation sends it: then it may do what the model forbids clients. */
  readonly ofEffect?: boolean
  /** How many effects of operations it is inside of. */
  readonly inside?: number
  /** A long body of JSON, parsed. */
  readonly parsed?: ParsedBody | undefined
  /** Gets the tolerances that it makes use of; nobody is told where it is missing. */
  readonly tolerated?: Tolerated | undefined
}

/** What a request leaves unsaid that no client sent. */
export const UNSAID = {
  accept: undefined,
  prefer: undefined,
  maxVersion: undefined,
  conditions: { ifMatch: undefined, ifNoneMatch: undefined },
  contentType: undefined,
  range: undefined,
  body: undefined
} as const

/** Whether the answer has a body, as that of HEAD has not. */
export const readsContentOf = ({ method }: ODataRequest): boolean => method !== 'HEAD'

export interface ODataResponse {
  readonly status: number
  /** Names in the spelling of the wire. */
  readonly headers: Readonly<Record<string, string>>
  /** Undefined for a 204 or 304. */
  readonly body: Content | undefined
}

/** Told when a stage has ended, and what of the time the database took, for the `Server-Timing` header. */
export interface Timing {
  (stage: Stage): void
  /** Milliseconds, each time. */
  readonly onStatement?: ((milliseconds: number) => void) | undefined
}

export type Stage = 'parse' | 'bind' | 'plan' | 'execute' | 'write'

/** For requests inside of another one: their stages are not part of its own, but the database's time is. */
export const innerTiming = ({ onStatement }: Timing): Timing => Object.assign(() => undefined, { onStatement })

/** What is below the service root, as one text. */
export const pathAndQuery = ({ path, query }: Pick<ODataRequest, 'path' | 'query'>): string => query === '' ? path : `${path}?${query}`

/** Headers as Node names them, and JSON batches. */
export const lowerCased = (headers: ODataResponse['headers']): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
