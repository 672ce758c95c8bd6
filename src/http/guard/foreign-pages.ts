/**
 * What a page of another site must not do: a browser sends its requests with whatever the user may reach, so the service must tell them
 * from its owner's by `Host`, `Origin` (Fetch Standard, section 3.2) and `Sec-Fetch-Site` (Fetch Metadata).
 */
import type { FastifyRequest } from 'fastify'
import type { Config } from '../../config.js'
import { ODataError } from '../../errors.js'
import { createOwnHosts, listOf } from './own-hosts.js'

/** Refuses with a 403 that says which setting would let the request in. */
export type Guard = (request: Pick<FastifyRequest, 'headers'>) => void

export interface GuardOptions {
  /** The start of the sentence: `the controls`, `the token endpoint`. */
  readonly what: string
  /** Origins whose pages are let in, beside the service's own. */
  readonly origins: readonly string[]
  /** The setting that names them. */
  readonly setting: string
}

export function createGuard (config: Pick<Config, 'host' | 'publicUrl' | 'allowedHosts'>, { what, origins, setting }: GuardOptions): Guard {
  const isOwnHost = createOwnHosts(config)
  const known = new Set(origins)
  const publicOrigin = config.publicUrl === '' ? undefined : new URL(config.publicUrl).origin
  const isOwn = (origin: string, host: string): boolean => origin === publicOrigin || originHost(origin) === host.toLowerCase()
  return ({ headers: { host = '', origin, 'sec-fetch-site': site } }) => {
    if (!isOwnHost(host)) {
      throw refusal(`'${host.slice(0, 100)}' is not a name of this service, so ${what} cannot be used under it. To allow it, add it to ALLOWED_HOSTS.`, 'Host')
    }
    if (known.has('*')) return
    if (origin !== undefined) {
      if (known.has(origin) || isOwn(origin, host)) return
      throw refusal(`Pages of ${origin.slice(0, 100)} may not use ${what}. To allow them, add the origin to ${setting}.`, 'Origin')
    }
    if (site === 'cross-site' || site === 'same-site') {
      throw refusal(`Pages of other origins may not use ${what}. To allow some, name their origins in ${setting}.`, 'Sec-Fetch-Site')
    }
  }
}

/** `host` or `host:port` of an origin, in lower case; undefined for `null` and for origins without a host. */
const originHost = (origin: string): string | undefined => /^https?:\/\/([^/]+)$/i.exec(origin)?.[1]?.toLowerCase()

const refusal = (message: string, target: string): ODataError => new ODataError('forbidden', message, { target })

/** Who may use the controls, and the CORS of their routes. */
export const controlsGuard = ({ adminOrigins }: Pick<Config, 'adminOrigins'>): GuardOptions =>
  ({ what: 'the controls', origins: listOf(adminOrigins), setting: 'ADMIN_ORIGINS' })

/** Pages that are named as callers of Graph get tokens too; `*` names nobody. */
export const tokensGuard = ({ adminOrigins, corsOrigin }: Pick<Config, 'adminOrigins' | 'corsOrigin'>): GuardOptions =>
  ({ what: 'the token endpoint', origins: [...listOf(adminOrigins), ...listOf(corsOrigin).filter(origin => origin !== '*')], setting: 'CORS_ORIGIN' })
