/**
 * The identity endpoint: what `@azure/identity`, MSAL and other OpenID clients ask of an authority, below `/{tenant}` as in Microsoft's
 * identity platform (an authority has a host and one segment, so there is no prefix it could be under).
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Clock } from '../../base/clock.js'
import type { Config } from '../../config.js'
import { ODataError } from '../../errors.js'
import { issuerOf } from '../../identity/issuer-name.js'
import type { KeyRing } from '../../identity/key-ring.js'
import { DEFAULT_TENANT, parseTenantId } from '../../tenant/tenant-id.js'
import { corsOf } from '../cors.js'
import { toODataError } from '../error-answer.js'
import { createGuard, tokensGuard } from '../guard/foreign-pages.js'
import { hasLeft, requestIds } from '../request-ids.js'
import { serviceRootUrl } from '../service-root.js'
import { bodyDecoding } from '../transport/decode-body.js'
import { grantTokens } from './grants.js'
import type { Endpoint, GrantContext } from './grants.js'
import { instanceDiscovery, openIdConfiguration, userRealm } from './metadata.js'
import { OAuthError, oauthErrorBody } from './oauth-error.js'
import { parseTokenRequest } from './token-request.js'

export interface IdentityOptions extends GrantContext {
  readonly keys: KeyRing
  readonly config: Config
  readonly clock: Clock
}

/** Names of no tenant: whoever signs in decides. Here that is the default one. */
const ANY_TENANT = ['common', 'organizations', 'consumers']

/** The first segment, unless it is a version of Graph. */
const TENANT = '/:tenant(^(?![bB][eE][tT][aA]$|[vV]1[.]0$).+$)'

const BODY_LIMIT = 65536

const hidden = { schema: { hide: true } }

export async function identityRoutes (app: FastifyInstance, options: IdentityOptions): Promise<void> {
  const { config, keys, clock } = options
  const serviceUrl = (request: FastifyRequest): string => serviceRootUrl(request, '', config)
  const endpointOf = (request: FastifyRequest): Endpoint => {
    const tenant = tenantOf((request.params as { tenant: string }).tenant)
    return { tenant, issuer: issuerOf(config.issuer, serviceUrl(request), tenant), serviceUrl: serviceUrl(request) }
  }
  const discovery = async (request: FastifyRequest): Promise<object> => {
    const { tenant, issuer } = endpointOf(request)
    return openIdConfiguration(issuer, serviceUrl(request), tenant)
  }

  await app.register(bodyDecoding)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: BODY_LIMIT }, (_request, body, done) => {
    done(null, new URLSearchParams(String(body)))
  })
  app.setErrorHandler(async (error, request, reply) => sendOAuthError(error, request, reply, clock))
  app.get('/common/discovery/instance', hidden, async request => instanceDiscovery(serviceUrl(request)))
  for (const path of ['/common/UserRealm/:user', '/common/userrealm/:user']) {
    app.get(path, hidden, async request => userRealm(serviceUrl(request), (request.params as { user: string }).user))
  }
  app.get(`${TENANT}/v2.0/.well-known/openid-configuration`, hidden, discovery)
  app.get(`${TENANT}/.well-known/openid-configuration`, hidden, discovery)
  for (const path of [`${TENANT}/discovery/v2.0/keys`, `${TENANT}/discovery/keys`]) {
    app.get(path, hidden, async () =>
      await keys.publicKeys())
  }
  const allowed = tokensGuard(config)
  const guard = createGuard(config, allowed)
  const guarded = { ...hidden, config: { cors: corsOf(allowed.origins) }, onRequest: async (request: FastifyRequest) => { guard(request) } }
  app.post(`${TENANT}/oauth2/v2.0/token`, guarded, async (request, reply) => {
    const endpoint = endpointOf(request)
    if (config.jwks !== '') {
      throw new OAuthError(
        'unauthorized_client',
        700016,
        'This service verifies tokens with the keys of --jwks (JWKS), so it issues none: get one from their issuer.'
      )
    }
    const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams()
    reply.headers({ 'Cache-Control': 'no-store, no-cache', Pragma: 'no-cache' })
    return await grantTokens(parseTokenRequest(form, request.headers.authorization), endpoint, options)
  })
  // A browser asks before it posts with headers of its own; the answer's headers are the CORS plugin's.
  app.options(`${TENANT}/oauth2/v2.0/:endpoint`, guarded, async (_request, reply) => await reply.code(204).send())
  app.route({ method: ['GET', 'POST'], url: `${TENANT}/oauth2/v2.0/:endpoint`, ...guarded, handler: unsupported })
}

/** Sign-in pages, device codes and the like need a person. */
async function unsupported (request: FastifyRequest): Promise<never> {
  const { endpoint } = request.params as { endpoint: string }
  throw new OAuthError(
    'invalid_request',
    90023,
    `The endpoint '${
      endpoint.slice(0, 100)
    }' is not supported by this service. Use the grants client_credentials and password of the token endpoint.`,
    501
  )
}

function tenantOf (name: string): string {
  const tenant = parseTenantId(name)
  if (tenant === undefined) {
    throw new OAuthError(
      'invalid_request',
      900023,
      `Specified tenant identifier '${name.slice(0, 128)}' is neither a valid DNS name, nor a valid external domain.`
    )
  }
  return ANY_TENANT.includes(tenant) ? DEFAULT_TENANT : tenant
}

function sendOAuthError (error: unknown, request: FastifyRequest, reply: FastifyReply, clock: Clock): FastifyReply {
  if (hasLeft(request, error)) return reply
  const { requestId, clientRequestId } = requestIds(request)
  const refusal = error instanceof OAuthError ? error : oauthError(error)
  if (refusal.status === 500) request.log.error({ err: error }, 'a defect: the token request could not be answered')
  return reply.code(refusal.status).header('Content-Language', 'en').send(oauthErrorBody(refusal, { now: clock.now(), requestId, correlationId: clientRequestId }))
}

/** What HTTP or the database had against the request. */
function oauthError (error: unknown): OAuthError {
  const { kind, message, status }: ODataError = toODataError(error)
  switch (kind) {
    case 'unsupportedMediaType':
      return new OAuthError('invalid_request', 900144, 'The request body must be application/x-www-form-urlencoded.', 400)
    case 'unavailable':
      return new OAuthError('temporarily_unavailable', 90033, 'A transient error has occurred. Please try again.', 503)
    case 'internal':
      return new OAuthError('server_error', 90000, message, 500)
    default:
      return new OAuthError('invalid_request', 90023, message, status)
  }
}
