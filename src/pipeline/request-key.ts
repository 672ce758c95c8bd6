/** What a request is found by in the caches of the pipeline: all that what it comes to depends on, but for its body. */
import type { Addressing } from '../odata/bind/bind-request.js'
import type { ODataRequest } from '../odata/odata-request.js'

/** Requests cached, and as many shapes. */
export const MAX_REQUESTS = 500
/** Longer URLs are not cached, which bounds the memory. */
const MAX_LENGTH = 4096

export const isLong = ({ path, query }: Pick<ODataRequest, 'path' | 'query'>): boolean => query.length + path.length > MAX_LENGTH

/** An effect of an operation may do what a client may not. */
export const keyOf = (
  { method, serviceRoot, accept, prefer, maxVersion, eventual = false, ofEffect = false }: Addressing,
  path: string,
  query: string
): string =>
  `${ofEffect ? 'effect ' : ''}${eventual ? 'eventual ' : ''}${method}\n${serviceRoot}\n${path}\n${query}\n${accept ?? ''}\n${prefer ?? ''}\n${maxVersion ?? ''}`
