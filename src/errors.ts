/**
 * Every error this service can answer with, in one table, and the one error class that carries them.
 * docs/errors.md shows the same table; a test holds the two together.
 */

/** One row of the catalogue: what goes on the wire, and when. */
export interface ErrorDefinition {
  /** HTTP status code. */
  readonly status: number
  /** `error.code` of the answer, as Microsoft Graph spells it. */
  readonly code: string
  /** One line for the table: the situation. */
  readonly when: string
}

export const errorCatalogue = {
  badRequest: { status: 400, code: 'BadRequest', when: 'The URL, a query option, a header or the JSON of the body is malformed.' },
  modelValidation: {
    status: 400,
    code: 'ModelValidationFailure',
    when: 'The body does not fit the model: an unknown property, a wrong type, a null that is not allowed.'
  },
  unauthenticated: {
    status: 401,
    code: 'InvalidAuthenticationToken',
    when: 'No bearer token, or one that is malformed, expired or meant for another audience.'
  },
  forbidden: {
    status: 403,
    code: 'Forbidden',
    when:
      'No scope or role of the token allows this request; or the controls or the token endpoint were called from an origin or under a host name that is not allowed (`ADMIN_ORIGINS`, `ALLOWED_HOSTS`).'
  },
  notFound: { status: 404, code: 'ResourceNotFound', when: 'The API version, the resource or the entity does not exist.' },
  methodNotAllowed: {
    status: 405,
    code: 'Request_BadRequest',
    when: 'The resource does not support this HTTP method; `Allow` lists the ones it supports.'
  },
  notAcceptable: { status: 406, code: 'NotAcceptable', when: '`Accept` or `$format` asks for a format this service does not write.' },
  requestTimeout: {
    status: 408,
    code: 'RequestTimeout',
    when: 'The request, including its body, did not arrive within `REQUEST_TIMEOUT`; the connection is closed.'
  },
  conflict: { status: 409, code: 'Conflict', when: 'The request conflicts with what is stored, such as a key or name that is taken, or with a concurrent change: then retry it.' },
  preconditionFailed: { status: 412, code: 'PreconditionFailed', when: 'The condition in `If-Match`, `If-None-Match` or the `@odata.etag` of a body is not met.' },
  payloadTooLarge: { status: 413, code: 'RequestEntityTooLarge', when: 'The body is larger than `MAX_BODY_BYTES`, or the bytes of a stream are more than `MAX_STREAM_BYTES`.' },
  uriTooLong: { status: 414, code: 'UriTooLong', when: 'The URL is longer than `MAX_URL_LENGTH`.' },
  unsupportedMediaType: { status: 415, code: 'UnsupportedMediaType', when: 'The resource does not accept the media type of the body; most require JSON in UTF-8.' },
  rangeNotSatisfiable: { status: 416, code: 'RangeNotSatisfiable', when: '`Range` asks for bytes that the stream does not have.' },
  expectationFailed: { status: 417, code: 'ExpectationFailed', when: '`Expect` asks for something other than `100-continue`.' },
  preconditionRequired: {
    status: 428,
    code: 'PreconditionRequired',
    when: 'A write to an existing resource lacks `If-Match`, which `REQUIRE_IF_MATCH` or the model requires.'
  },
  failedDependency: {
    status: 424,
    code: 'FailedDependency',
    when: 'In a batch: a request that this one depends on failed, or its atomicity group was rolled back.'
  },
  tooManyRequests: {
    status: 429,
    code: 'TooManyRequests',
    when: 'The client sent more requests than `THROTTLE` allows; `Retry-After` says when to try again.'
  },
  headersTooLarge: { status: 431, code: 'RequestHeaderFieldsTooLarge', when: 'The request has more than 1,000 headers, or they are larger than the server reads.' },
  internal: {
    status: 500,
    code: 'InternalServerError',
    when: 'A defect of this service: please report it. Or of the effect of an operation.'
  },
  outcomeUnknown: {
    status: 500,
    code: 'OutcomeUnknown',
    when: 'The connection to the database was lost during a change, and whether it was stored could not be found out in time. Read before you retry.'
  },
  notImplemented: {
    status: 501,
    code: 'NotImplemented',
    when: 'The request is valid OData, but uses a feature that this service does not support; the message names it.'
  },
  unavailable: {
    status: 503,
    code: 'ServiceUnavailable',
    when: 'The database cannot be reached, or the service is starting, stopping or overloaded.'
  }
} as const satisfies Record<string, ErrorDefinition>

/** A key of {@link errorCatalogue}. */
export type ErrorKind = keyof typeof errorCatalogue

/** One fault of a request; `details` of an error lists several (OData JSON format, section 21.1). */
export interface ErrorDetail {
  readonly code: string
  readonly message: string
  /** The property path, query option or header the fault is about. */
  readonly target?: string
}

/** What an {@link ODataError} may carry beside its kind and message. */
export interface ErrorOptions {
  /** The property path, query option or header the error is about. */
  readonly target?: string | undefined
  readonly details?: readonly ErrorDetail[] | undefined
  /** Response headers that belong to the error, e.g. `Allow`. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly cause?: unknown
}

/** A request that cannot be answered as asked. Thrown by every stage; turned into HTTP at the edge, and only there. */
export class ODataError extends Error {
  override readonly name = 'ODataError'
  readonly kind: ErrorKind
  readonly target: string | undefined
  readonly details: readonly ErrorDetail[] | undefined
  readonly headers: Readonly<Record<string, string>> | undefined

  constructor (kind: ErrorKind, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.kind = kind
    this.target = options.target
    this.details = options.details
    this.headers = options.headers
  }

  /** HTTP status code. */
  get status (): number { return errorCatalogue[this.kind].status }

  /** `error.code` on the wire. */
  get code (): string { return errorCatalogue[this.kind].code }
}

/** What an effect of an operation refuses a call with: any status of 4xx and 5xx, and a code of its own. */
export class EffectError extends ODataError {
  private readonly own: { readonly status: number, readonly code: string | undefined }

  constructor (status: number, code: string | undefined, message: string, options: ErrorOptions = {}) {
    super(kindOf(status), message, options)
    this.own = { status, code }
  }

  override get status (): number { return this.own.status }

  override get code (): string { return this.own.code ?? errorCatalogue[this.kind].code }
}

/** The first row of the catalogue with the status; else what is general for its class. */
function kindOf (status: number): ErrorKind {
  const found = (Object.keys(errorCatalogue) as ErrorKind[]).find(kind => errorCatalogue[kind].status === status)
  return found ?? (status < 500 ? 'badRequest' : 'internal')
}

/**
 * 405.
 * @param allow The value of `Allow`: the methods that there are.
 * @param reason A sentence more for whoever reads it.
 */
export function methodNotAllowed (allow: string, reason = ''): ODataError {
  const message = `Specified HTTP method is not allowed for the request target.${reason === '' ? '' : ` ${reason}`}`
  return new ODataError('methodNotAllowed', message, { headers: { Allow: allow } })
}

/** 503 with `Retry-After`, in seconds: nothing was changed, and the same request may succeed in a while. */
export function unavailable (
  reason: string,
  { cause, seconds = 1 }: { readonly cause?: unknown, readonly seconds?: number } = {}
): ODataError {
  return new ODataError('unavailable', `${reason} Send the request again later.`, {
    ...cause === undefined ? {} : { cause },
    headers: { 'Retry-After': String(seconds) }
  })
}

/** 501: a feature of OData or of Graph that this service declines, by name. */
export function notImplemented (feature: string, target?: string): ODataError {
  return new ODataError('notImplemented', `${feature} is not supported by this service.`, { target })
}
