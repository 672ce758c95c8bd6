/** `@odata.nextLink`: the request again, from where the page ended (OData-Protocol 4.01, section 11.2.6.7). */
import type { ODataRequest } from './odata-request.js'
import type { QueryOptions } from './url/ast.js'

/** Absolute; keeps every option the client sent but `$skip`, which has been done, and the token it came with. */
export function nextLink ({ serviceRoot, path }: ODataRequest, { raw }: QueryOptions, token: string): string {
  const kept = raw.filter(({ name }) => name !== '$skip' && name !== '$skiptoken').map(({ text }) => text)
  return `${serviceRoot}/${path}?${[...kept, `$skiptoken=${token}`].join('&')}`
}
