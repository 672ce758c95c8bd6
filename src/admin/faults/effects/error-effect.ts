/** An error in Graph's shape, whatever the status. */
import { STATUS_CODES } from 'node:http'
import { Type } from '@sinclair/typebox'
import type { Static } from '@sinclair/typebox'
import { errorCatalogue } from '../../../errors.js'
import { errorBody } from '../../../http/error-answer.js'
import type { RequestIds } from '../../../http/error-answer.js'
import type { ODataResponse } from '../../../odata/odata-request.js'
import { Kind } from '../kind-schema.js'
import { When, defineEffect, numberMember, numeric, textMember } from './define-effect.js'

const schema = Kind('error', 'An error in Graph\'s shape.', {
  status: Type.Integer({ minimum: 400, maximum: 599 }),
  code: Type.Optional(
    Type.String({ minLength: 1, maxLength: 200, description: '`error.code`; by default the one Graph has for the status.' })
  ),
  message: Type.Optional(Type.String({ maxLength: 4000 })),
  retryAfter: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 86_400,
      description:
        'Seconds of `Retry-After`. The same client (tenant and application) is answered the same error until they have passed.'
    })
  ),
  retryAfterFormat: Type.Optional(
    Type.Union([Type.Literal('seconds'), Type.Literal('date')], { description: '`seconds` (default), or an HTTP date by the clock.' })
  ),
  when: When
})

export type ErrorEffect = Static<typeof schema>

export const errorEffect = defineEffect(schema, {
  header: {
    byWord: word => /^\d+$/.test(word) ? { status: Number(word) } : undefined,
    parameters: {
      code: textMember('code'),
      message: textMember('message'),
      'retry-after': numberMember('retryAfter'),
      'retry-after-date': value => ({ retryAfter: numeric(value), retryAfterFormat: 'date' }),
      when: textMember('when')
    }
  },
  note: ({ status }) => String(status),
  apply: async (effect, { ids, now, carryOut }) => {
    if (effect.when === 'after') await carryOut()
    return { response: injectedError(effect, ids, now()) }
  }
})

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

/** The answer of an error that was asked for. */
export function injectedError (
  { status, code = codeOf(status), message = 'A fault was asked for.', retryAfter, retryAfterFormat }: Omit<ErrorEffect, 'kind'>,
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
