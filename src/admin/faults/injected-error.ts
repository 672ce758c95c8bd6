/** The answer of a fault that is an error: Graph's shape, whatever the status. */
import { STATUS_CODES } from 'node:http'
import { errorCatalogue } from '../../errors.js'
import { errorBody } from '../../http/error-answer.js'
import type { RequestIds } from '../../http/error-answer.js'
import type { ODataResponse } from '../../odata/odata-request.js'
import type { ErrorEffect } from './fault-rule.js'

/** Codes of Graph that this service never answers with by itself (Microsoft Graph error responses). */
const codes: Readonly<Record<number, string>> = {
  ...Object.fromEntries(Object.values(errorCatalogue).reverse().map(({ status, code }) => [status, code])),
  410: 'ResyncRequired',
  423: 'AccessDenied',
  502: 'BadGateway',
  504: 'GatewayTimeout',
  507: 'InsufficientStorage',
  509: 'BandwidthLimitExceeded'
}

const codeOf = (status: number): string => codes[status] ?? (STATUS_CODES[status] ?? 'UnknownError').replaceAll(/[^A-Za-z]/g, '')

export function injectedError (
  { status, code = codeOf(status), message = 'A fault was asked for.', retryAfter, retryAfterFormat }: ErrorEffect,
  ids: RequestIds,
  now: Date
): ODataResponse {
  const retry = retryAfter === undefined
    ? {}
    : { 'Retry-After': retryAfterFormat === 'date' ? httpDate(now, retryAfter) : String(retryAfter) }
  return {
    status,
    headers: { 'Content-Type': 'application/json', 'Content-Language': 'en', ...retry },
    body: errorBody({ code, message, target: undefined, details: undefined }, ids, now)
  }
}

/** Whole seconds, rounded up, so that who comes at that time comes late enough. */
const httpDate = (now: Date, seconds: number): string => new Date(Math.ceil(now.getTime() / 1000 + seconds) * 1000).toUTCString()
