/** The key of the controls: `x-admin-key: {key}` or `Authorization: Bearer {key}`. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { ODataError } from '../errors.js'

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Throws a 401 unless the request carries the key; an empty key is no lock. */
export function createKeyCheck (key: string): (request: FastifyRequest) => void {
  if (key === '') return () => undefined
  const wanted = digest(key)
  return ({ headers, method, routeOptions }) => {
    if (method === 'OPTIONS' || routeOptions.config.withoutKey === true) return
    const sent = headers['x-admin-key'] ?? /^\s*bearer\s+(\S+)\s*$/i.exec(headers.authorization ?? '')?.[1]
    // Digests have one length, and comparing them tells nothing of the key.
    if (typeof sent === 'string' && timingSafeEqual(digest(sent), wanted)) return
    throw new ODataError('unauthenticated', 'The controls want their key: send it as x-admin-key, or as Authorization: Bearer.', {
      headers: { 'WWW-Authenticate': 'Bearer realm="/__admin"' }
    })
  }
}
