/**
 * `@odata.nextLink` (OData-Protocol 4.01, section 11.2.6.7): the request again, from where the page ended. The database puts together the
 * links of pages inside a page, of the same pieces.
 */
import type { ODataRequest } from './odata-request.js'
import type { QueryOptions } from './url/ast.js'

/** The query of a next link up to its token. `options`: those that the link repeats, each `name=value`, encoded. */
export const beforeToken = (options: readonly string[]): string => [...options, '$skiptoken='].join('&')

/** Absolute; repeats every option the client sent but `$skip`, which has been done, and the token it came with. */
export function nextLink ({ serviceRoot, path }: ODataRequest, { raw }: QueryOptions, token: string): string {
  const repeated = raw.filter(({ name }) => name !== '$skip' && name !== '$skiptoken').map(({ text }) => text)
  return `${serviceRoot}/${path}?${beforeToken(repeated)}${token}`
}
