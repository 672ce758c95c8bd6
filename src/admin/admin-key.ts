/** The key of the controls: `x-admin-key: {key}` or `Authorization: Bearer {key}`. */
import { randomBytes } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { isSameSecret } from '../base/same-secret.js'
import type { Config } from '../config.js'
import { ODataError } from '../errors.js'
import { isLoopbackName } from '../http/transport/host-name.js'

export interface AdminKey {
  /** Empty: none is needed. */
  readonly key: string
  /** Whether it was made here, so that the start must say what it is. */
  readonly made: boolean
}

/** The key that was set; one that is made, where the controls are open to the network and none was set. */
export function resolveAdminKey ({ admin, adminKey, host }: Pick<Config, 'admin' | 'adminKey' | 'host'>): AdminKey {
  if (adminKey !== '' || admin === 'off' || isLoopbackName(host.toLowerCase())) return { key: adminKey, made: false }
  return { key: randomBytes(24).toString('base64url'), made: true }
}

/** Throws a 401 unless the request carries the key; an empty key is no lock. */
export function createKeyCheck (key: string): (request: FastifyRequest) => void {
  if (key === '') return () => undefined
  return ({ headers }) => {
    const sent = headers['x-admin-key'] ?? /^bearer\s+(\S+)$/i.exec((headers.authorization ?? '').trim())?.[1]
    if (typeof sent === 'string' && isSameSecret(sent, key)) return
    throw new ODataError('unauthenticated', 'The controls need their key: send it as x-admin-key, or as Authorization: Bearer.', {
      headers: { 'WWW-Authenticate': 'Bearer realm="/__admin"' }
    })
  }
}

/** The same for what a header asks of a request to the resources, whose own token is not the key. */
export function checkHeaderKey (key: string, sent: string | undefined, header: string): void {
  if (key === '' || (sent !== undefined && isSameSecret(sent, key))) return
  throw new ODataError('forbidden', `${header} needs the key of the controls (ADMIN_KEY): send it as x-admin-key.`, { target: header })
}
