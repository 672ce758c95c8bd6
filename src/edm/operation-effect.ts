/**
 * What an action or function does when it is called, as a function of JavaScript. An effect reads and writes by URLs, in the transaction of
 * the call, and what it gives back is the answer. Types alone: who runs an effect is the pipeline's business.
 */

/** The value of a URL as JSON: an entity or complex value as an object, a collection as an array, a primitive value as itself, or null. */
export type Json = unknown

/** Values of the aliases in a URL, by name without `@`: text, a number, true or false, null, a Date, or an array or object as JSON. */
export type AliasValues = Readonly<Record<string, unknown>>

/**
 * Resources of the service, in the transaction of the call. URLs are relative to the service root, with or without percent-encoding;
 * `$it` at the beginning of one is what the operation is bound to, and `@name` in one is the parameter of that name. Every call rejects
 * with an ODataError as the same request would. Of a function only `get` is allowed, and whoever catches the error of a change cannot undo
 * that everything is rolled back.
 */
export interface OperationResources {
  /** All that the URL names, without pages: an entity, the items of a collection, a value, a count; null where there is nothing. */
  get (url: string, values?: AliasValues): Promise<Json>
  /** Creates an entity in a collection, or calls an action; answers what the service answers, null for nothing. */
  post (url: string, body: unknown, values?: AliasValues): Promise<Json>
  /** Changes what is sent. */
  patch (url: string, body: unknown, values?: AliasValues): Promise<Json>
  /** Replaces the whole. */
  put (url: string, body: unknown, values?: AliasValues): Promise<Json>
  delete (url: string, values?: AliasValues): Promise<void>
}

/** An answer that is stored: that of a URL. What a client appends to its call (segments, options) applies to it. */
export interface StoredAnswer {
  readonly kind: 'storedAnswer'
  readonly url: string
  readonly values: AliasValues
}

/** The tenant begins again with its seed, once the call has done the rest. */
export interface ResetAnswer {
  readonly kind: 'resetAnswer'
}

/** Who calls. */
export interface OperationCaller {
  /** The client application, where the token names one. */
  readonly application: string | undefined
  /** The user, or the application itself, that the token names: its claim `oid`, else `sub`. */
  readonly objectId?: string | undefined
  /** The principal name of the user that the token names: its claim `upn`, else `preferred_username`. */
  readonly userName?: string | undefined
  /** Whether the token is the application's own, and no user's (claim `idtyp`). */
  readonly isApplication?: boolean | undefined
  /** Scopes and roles of the token. */
  readonly permissions: readonly string[]
}

/** One call of an action or function. */
export interface OperationCall<Parameters = Readonly<Record<string, Json>>> {
  /** The qualified name. */
  readonly operation: string
  /**
   * All parameters but the binding one, as JSON. One that was left out has its default value, or else null. Int64 and Decimal are numbers,
   * or text where a number would lose digits.
   */
  readonly parameters: Parameters
  /** The URL of what the operation is bound to, relative to the service root; undefined for an unbound one. `$it` in URLs. */
  readonly boundTo: string | undefined
  readonly resources: OperationResources
  /** The time of the request, by the clock of the service. */
  readonly now: Date
  readonly tenant: string
  readonly caller: OperationCaller
  /** The answer is what is stored at this URL: give back what this gives. */
  answerWith (url: string, values?: AliasValues): StoredAnswer
  /** Of an action without result: the data become what they were at first, as a reset makes them. Give back what this gives. */
  reset (): ResetAnswer
}

/**
 * Runs in a transaction that may have to begin again, so it must not remember an earlier run. What it throws ends the call, and nothing is
 * changed: an error with `status` (400 to 599), and perhaps `code` and `target`, is answered as that.
 */
export type OperationEffect<Parameters = Readonly<Record<string, Json>>> = (call: OperationCall<Parameters>) => Promise<unknown> | unknown
