/** `{service root}/$async/{id}`: the status monitor of an asynchronous request (OData-Protocol 4.01, section 11.6). */
import { methodNotAllowed } from '../../errors.js'
import { MONITOR_METHODS, monitorPath, writeAsyncResult } from '../../odata/asynchronous.js'
import type { ODataResponse } from '../../odata/odata-request.js'
import type { Admitted } from '../admit.js'
import type { Principal } from '../auth/principal.js'
import { headerText } from '../read-odata-request.js'
import { noSuchRequest } from './async-requests.js'
import type { AsyncRequests, Progress } from './async-requests.js'

/** Whose requests these are: the application and the user of the token, in the tenant. Tokens that name neither are all alike. */
export const ownerOf = ({ application, objectId }: Principal): string => JSON.stringify([application ?? null, objectId ?? null])

/** @throws ODataError `notFound`, `methodNotAllowed`, and `conflict` where it is too late to cancel */
export async function answerMonitor (requests: AsyncRequests, id: string, { parts, principal, version }: Admitted): Promise<ODataResponse> {
  const { method, tenant, headers, serviceRoot } = parts
  const asking = { id, tenant, owner: ownerOf(principal) }
  switch (method) {
    case 'GET': case 'HEAD': {
      const found = await requests.find(asking)
      if (found === undefined) throw noSuchRequest()
      if (found.kind === 'running') return acceptedAnswer(serviceRoot, id, found)
      return writeAsyncResult(found.response, { accept: headerText(headers['accept']), version })
    }
    case 'DELETE': {
      await requests.cancel(asking)
      return { status: 204, headers: {}, body: undefined }
    }
    case 'OPTIONS': return { status: 204, headers: { Allow: MONITOR_METHODS }, body: undefined }
    default: throw methodNotAllowed(MONITOR_METHODS)
  }
}

/** 202: where to ask, and when. */
export const acceptedAnswer = (serviceRoot: string, id: string, { retryAfter }: Extract<Progress, { kind: 'running' }>): ODataResponse => ({
  status: 202,
  headers: { Location: `${serviceRoot}/${monitorPath(id)}`, 'Retry-After': String(retryAfter) },
  body: undefined
})
