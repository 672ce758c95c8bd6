/** A token of the service's own key, for whoever may have any: a program that runs the service, its command line, its controls. */
import type { FastifyInstance } from 'fastify'
import type { Config } from '../../config.js'
import { issuerOf } from '../../identity/issuer-name.js'
import { ALL_PERMISSIONS } from '../../identity/requested-permissions.js'
import { DEFAULT_TENANT } from '../../tenant/tenant-id.js'

export interface TokenOptions {
  /** Claim `tid`: whose data; the default tenant when absent. */
  readonly tenant?: string
  /** Delegated permissions (`scp`), for `user`. */
  readonly scopes?: readonly string[]
  /** Application permissions (`roles`); without `scopes` and `roles`: all there are. */
  readonly roles?: readonly string[]
  /** The user's principal name; `user@{tenant}` when `scopes` are given. */
  readonly user?: string
  /** Claims `appid` and `azp`. */
  readonly application?: string
  /** Claim `aud`; Microsoft Graph's when absent. */
  readonly audience?: string
  /** Seconds until it expires, 3600 when absent; a negative number makes one that has expired. */
  readonly expiresIn?: number
}

/** The application that tokens name when nobody says which. */
const DEFAULT_APPLICATION = '00000000-0000-0000-0000-000000000001'

/**
 * A token with the claims of the options. Its user, when none is named, is spelled as the tenant is.
 * @param url What `iss` begins with, unless the settings say otherwise.
 * @param options Whose tenant is text that can be the id of one.
 */
export async function issueToken (
  { identity }: Pick<FastifyInstance, 'identity'>,
  { issuer }: Pick<Config, 'issuer'>,
  url: string,
  options: TokenOptions
): Promise<string> {
  const {
    tenant = DEFAULT_TENANT,
    scopes,
    roles,
    application = DEFAULT_APPLICATION,
    user = scopes === undefined ? undefined : `user@${tenant}`
  } = options
  const name = tenant.toLowerCase()
  return await identity.tokens.accessToken({
    issuer: issuerOf(issuer, url, name),
    tenant: name,
    application,
    user,
    permissions: (user === undefined ? roles : scopes) ?? ALL_PERMISSIONS,
    audience: options.audience,
    expiresIn: options.expiresIn
  })
}
