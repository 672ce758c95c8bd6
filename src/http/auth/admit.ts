/**
 * Who sends a request, whose data it is about, and what that tenant has set for itself. The token comes first, since it names the tenant;
 * where the tenant wants tokens verified and the service does not, the same token is then read again.
 */
import type { Config } from '../../config.js'
import type { TenantSettings } from '../../storage/state/tenant-settings.js'
import { identify, tenantOf, withoutToken } from './authenticate.js'
import type { Authentication, NamedElsewhere, TokenReaders } from './authenticate.js'
import { anonymous, bearerToken } from './principal.js'
import type { Principal } from './principal.js'

export interface AdmissionRequest extends NamedElsewhere {
  readonly authorization: string | undefined
  /** Whether the request needs no token: OPTIONS, metadata. */
  readonly open: boolean
}

export interface Admission {
  readonly tenant: string
  readonly settings: TenantSettings
  readonly principal: Principal
  readonly authentication: Authentication
}

export interface AdmissionOptions {
  /** Of the service. */
  readonly auth: Config['auth']
  readonly tokens: TokenReaders
  readonly settingsOf: (tenant: string) => TenantSettings | Promise<TenantSettings>
}

/** A promise only where a signature or the database must be looked at. @throws ODataError 400, 401 */
export function createAdmission (
  { auth: own, tokens, settingsOf }: AdmissionOptions
): (request: AdmissionRequest) => Admission | Promise<Admission> {
  const readerOf = (auth: Config['auth']): Authentication['readToken'] => own === 'jwt' || auth === 'jwt' ? tokens.verify : tokens.believe

  const settle = (
    request: AdmissionRequest,
    known: Principal | undefined,
    tenant: string,
    settings: TenantSettings
  ): Admission | Promise<Admission> => {
    const auth = settings.auth ?? own
    const admission = { tenant, settings, authentication: { auth, readToken: readerOf(auth) } }
    if (request.open) return { ...admission, principal: anonymous }
    if (known === undefined) return { ...admission, principal: withoutToken(request.authorization, auth) }
    if (auth !== 'jwt' || own === 'jwt') return { ...admission, principal: known }
    return verified(request, admission)
  }

  const verified = async (request: AdmissionRequest, admission: Omit<Admission, 'principal'>): Promise<Admission> => {
    const principal = await tokens.verify(bearerToken(request.authorization))
    tenantOf(principal, request)
    return { ...admission, principal }
  }

  const ofSender = (request: AdmissionRequest, known: Principal | undefined): Admission | Promise<Admission> => {
    const tenant = tenantOf(known, request)
    const settings = settingsOf(tenant)
    return settings instanceof Promise
      ? settings.then(found => settle(request, known, tenant, found))
      : settle(request, known, tenant, settings)
  }

  return request => {
    const known = request.open ? anonymous : identify(request.authorization, readerOf(own))
    return known instanceof Promise ? known.then(principal => ofSender(request, principal)) : ofSender(request, known)
  }
}
