/** Errors as Microsoft Graph writes them; the one place where an error becomes HTTP. */
import type { FastifyError } from 'fastify'
import { graphDialect } from '../dialect/service-dialect.js'
import type { ServiceDialect } from '../dialect/service-dialect.js'
import { ODataError, unavailable } from '../errors.js'
import type { ODataResponse } from '../odata/odata-request.js'
import { encodingFault, isEncodingFault } from './transport/decode-body.js'

/** The ids every answer carries, and the body of an error repeats. */
export interface RequestIds {
  readonly requestId: string
  readonly clientRequestId: string
}

/** The body of an error (`{"error":{…}}`); `date` is UTC without a zone. */
export function errorBody (
  error: Pick<ODataError, 'code' | 'message' | 'target' | 'details'>,
  { requestId, clientRequestId }: RequestIds,
  now: Date,
  { innerError }: Pick<ServiceDialect, 'innerError'> = graphDialect
): string {
  return JSON.stringify({
    error: {
      code: error.code,
      message: error.message,
      ...error.target === undefined ? {} : { target: error.target },
      ...error.details === undefined ? {} : { details: error.details },
      ...innerError === 'none' ? {} : { innerError: { date: now.toISOString().slice(0, 19), 'request-id': requestId, 'client-request-id': clientRequestId } }
    }
  })
}

/** The same as an answer of the pipeline. */
export function errorResponse (
  error: ODataError,
  ids: RequestIds,
  now: Date,
  { dialect, version }: { readonly dialect: ServiceDialect, readonly version: string }
): ODataResponse {
  return {
    status: error.status,
    headers: { ...error.headers, 'OData-Version': version, 'Content-Type': 'application/json', 'Content-Language': 'en' },
    body: errorBody(error, ids, now, dialect)
  }
}

/** Anything that was thrown as an {@link ODataError}; what nobody expected is a 500 that tells nothing of its cause. */
export function toODataError (error: unknown): ODataError {
  if (error instanceof ODataError) return error
  if (isEncodingFault(error)) return encodingFault(error)
  const { code, statusCode } = error as Partial<FastifyError>
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new ODataError('payloadTooLarge', 'The request body is larger than this service accepts (MAX_BODY_BYTES).', { cause: error })
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
    case 'FST_ERR_CTP_INVALID_CONTENT_TYPE':
      return new ODataError('unsupportedMediaType', 'The Content-Type is not a media type. Send application/json in UTF-8.', {
        target: 'Content-Type',
        cause: error
      })
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new ODataError('badRequest', 'The body is not as long as Content-Length says.', { cause: error })
    case 'FST_ERR_BAD_URL':
      return new ODataError('badRequest', 'The URL is not correctly percent-encoded.', { cause: error })
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return new ODataError('uriTooLong', 'The URL is longer than this service accepts (MAX_URL_LENGTH).', { cause: error })
  }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new ODataError('badRequest', (error as Error).message, { cause: error })
  }
  if (statusCode === 503) {
    return unavailable('The service is overloaded or stopping.', { cause: error })
  }
  return new ODataError('internal', 'An internal error occurred. The log of the service has it under this request-id.', { cause: error })
}
