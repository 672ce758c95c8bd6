/** Refusals of the token endpoint (RFC 6749, section 5.2), in the shape and with the numbers of Microsoft's identity platform. */

export type OAuthErrorName =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'invalid_scope'
  | 'invalid_resource'
  | 'server_error'
  | 'temporarily_unavailable'

export class OAuthError extends Error {
  override readonly name = 'OAuthError'
  readonly error: OAuthErrorName
  /** The number of `AADSTS…`. */
  readonly code: number
  readonly status: number

  constructor (error: OAuthErrorName, code: number, message: string, status = error === 'invalid_client' ? 401 : 400) {
    super(message)
    this.error = error
    this.code = code
    this.status = status
  }
}

export interface OAuthErrorContext {
  readonly now: Date
  readonly requestId: string
  readonly correlationId: string
}

/** The JSON of the answer. */
export function oauthErrorBody ({ error, code, message }: OAuthError, { now, requestId, correlationId }: OAuthErrorContext): object {
  const timestamp = `${now.toISOString().slice(0, 19).replace('T', ' ')}Z`
  return {
    error,
    error_description: `AADSTS${code}: ${message} Trace ID: ${requestId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
    error_codes: [code],
    timestamp,
    trace_id: requestId,
    correlation_id: correlationId,
    error_uri: `https://login.microsoftonline.com/error?code=${code}`
  }
}
