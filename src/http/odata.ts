/** The Graph API over HTTP: every URL of it, documented or not, goes through the one pipeline. */
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import type { Config } from '../config.js'
import { ODataError } from '../errors.js'
import { isBatchPath } from '../odata/batch/batch.js'
import { checkIsolation } from '../odata/isolation.js'
import { addressesMetadata } from '../odata/metadata/answer-metadata.js'
import { checkRequestVersion, responseVersion } from '../odata/protocol-version.js'
import { methodOf } from '../odata/query-in-body.js'
import type { Content, Method, ODataResponse, Timing } from '../odata/odata-request.js'
import { runRequest } from '../pipeline/run-request.js'
import type { Service } from '../pipeline/run-request.js'
import type { TenantSettings, ThrottleLimits } from '../storage/state/tenant-settings.js'
import { anonymous, checkPermissions } from './auth/principal.js'
import type { Principal, TokenReader } from './auth/principal.js'
import { identify, withoutToken } from './auth/authenticate.js'
import type { Authentication } from './auth/authenticate.js'
import { answerBatch } from './batch/answer-batch.js'
import type { SubRequestHooks } from './batch/sub-request.js'
import { headerText, odataRequest } from './read-odata-request.js'
import type { HttpParts } from './read-odata-request.js'
import type { Interceptor } from './request-interceptor.js'
import { documentedOperations } from './openapi/documented-operations.js'
import { readBytes } from './read-bytes.js'
import { serviceRootUrl, splitUrl } from './service-root.js'
import { vocabulariesUrl } from './vocabulary-files.js'
import { createStageTimer } from './server-timing.js'
import { resolveTenant } from '../tenant/resolve-tenant.js'
import { createTenantServices } from './tenant-service.js'

export interface ODataRoutesOptions {
  readonly service: Service
  readonly config: Config
  readonly readToken: TokenReader
  /** Goes round every request of a batch; asked for each batch. */
  readonly hooksOf?: (batch: FastifyRequest) => SubRequestHooks
  /** What the tenant has set for itself. */
  readonly settingsOf: (tenant: string) => TenantSettings | Promise<TenantSettings>
  /** What stands between a request that was let in and the pipeline. */
  readonly interceptor?: Interceptor | undefined
}

/** All of these reach the pipeline, which knows what a resource allows. */
const METHODS: readonly Method[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

export const odataRoutes = fastifyPlugin(
  async (app: FastifyInstance, { service, config, readToken, settingsOf, hooksOf, interceptor }: ODataRoutesOptions) => {
    const serviceOf = createTenantServices(service)
    const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const timer = createStageTimer()
      const { headers } = request
      if (config.maxUrlLength < request.raw.url!.length) {
        throw new ODataError('uriTooLong', `The URL is longer than ${config.maxUrlLength} characters (MAX_URL_LENGTH).`)
      }
      const { root, path, query, tenant: inUrl } = splitUrl(request.raw.url!)
      const asking = request.method === 'OPTIONS' || addressesMetadata(path) ? anonymous : identify(headers.authorization, readToken)
      const known = asking instanceof Promise ? await asking : asking
      const tenant = resolveTenant({ token: known?.tenant, url: inUrl, headers })
      request.tenant = tenant
      const found = settingsOf(tenant)
      const settings = found instanceof Promise ? await found : found
      request.tenantLimits = settings.throttle
      const auth = settings.auth ?? config.auth
      const principal = known ?? withoutToken(headers.authorization, auth)
      request.application = principal.application
      reply.header('OData-Version', responseVersion(headerText(headers['odata-maxversion'])))
      checkRequestVersion(headerText(headers['odata-version']))
      checkIsolation(headerText(headers['isolation'] ?? headers['odata-isolation']))
      if (!isMethod(request.method)) {
        throw new ODataError('methodNotAllowed', 'Specified HTTP method is not allowed for the request target.', {
          headers: { Allow: METHODS.join(', ') }
        })
      }
      const parts = {
        method: request.method,
        path,
        query,
        serviceRoot: serviceRootUrl(request, root, config),
        vocabularies: vocabulariesUrl(config, () => serviceRootUrl(request, '', config)),
        tenant,
        caller: request.raw.socket,
        headers,
        body: request.body as Uint8Array | undefined
      }
      const tenantService = serviceOf(settings)
      const authentication = { auth, readToken }
      const run = (): Promise<ODataResponse> =>
        isBatchPath(path)
          ? answerBatch(
            {
              service: tenantService,
              config,
              clock: app.clock,
              authentication,
              hooks: hooksOf?.(request),
              principal,
              tenant,
              caller: request.raw.socket,
              root,
              publicRoot: serviceRootUrl(request, '', config),
              log: request.log
            },
            parts,
            timer.mark
          )
          : answerOne(tenantService, parts, { principal, auth }, timer.mark)
      const response = interceptor?.concerns(request) === true
        ? await interceptor.around({ request, reply, tenant, principal }, run)
        : await run()
      if (response === undefined) return reply
      interceptor?.answered(request, response)
      reply.code(response.status).headers(response.headers).header('Server-Timing', timer.header())
      return send(reply, response.body)
    }

    const answerOne = (
      service: Service,
      parts: HttpParts,
      { principal, auth }: { readonly principal: Principal, readonly auth: Authentication['auth'] },
      timing: Timing
    ): Promise<ODataResponse> => {
      if (auth !== 'none') checkPermissions(principal, methodOf(parts.method, parts.path))
      return runRequest(service, odataRequest(parts, app.clock), timing)
    }

    app.decorateRequest('tenant', undefined)
    app.decorateRequest('application', undefined)
    app.decorateRequest('tenantLimits', undefined)
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', async (request: FastifyRequest, payload: AsyncIterable<Uint8Array>) =>
      await readBytes(payload, request.raw, config.maxBodyBytes))
    // Schemas of Graph routes document them; the model's own reader, which knows types and gives Graph's errors, checks what is sent.
    for (const { method, url, schema } of documentedOperations) {
      app.route({
        method,
        url,
        schema,
        handler: answer,
        validatorCompiler: () => () => true,
        serializerCompiler: () => data => String(data)
      })
    }
    app.route({ method: METHODS.filter(method => method !== 'OPTIONS'), url: '*', schema: { hide: true }, handler: answer })
    // `OPTIONS *` is the CORS plugin's; these are more specific.
    for (const url of ['/beta', '/beta/*', '/v1.0', '/v1.0/*', '/officeConfiguration', '/officeConfiguration/*', '/t/*']) {
      app.route({ method: 'OPTIONS', url, schema: { hide: true }, handler: answer })
    }
    app.setNotFoundHandler(answer)
  },
  { name: 'odata-routes', dependencies: ['request-ids'] }
)

const isMethod = (method: string): method is Method => (METHODS as readonly string[]).includes(method)

function send (reply: FastifyReply, body: Content | undefined): FastifyReply {
  if (body === undefined) return reply.send()
  if (typeof body === 'string') return reply.send(body)
  if (!reply.hasHeader('Content-Length')) {
    reply.header(
      'Content-Length',
      body.reduce((length, piece) => length + Buffer.byteLength(piece), 0)
    )
  }
  // To a HEAD goes a stream, though there is nothing in it: no body at all would be said to have no length.
  if (body.length === 0 && reply.request.method !== 'HEAD') return reply.send()
  return reply.send(Readable.from(release([...body]), { objectMode: false, highWaterMark: 65536 }))
}

/** Each piece may go as soon as it was handed on. */
function * release (pieces: Array<string | Uint8Array>): Generator<Uint8Array> {
  for (let piece = pieces.shift(); piece !== undefined; piece = pieces.shift()) yield typeof piece === 'string' ? Buffer.from(piece) : piece
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Whose data the request is about, once its token was read. */
    tenant: string | undefined
    /** Which application asks, when its token says so. */
    application: string | undefined
    /** What the tenant has set for itself in place of the limits of the service. */
    tenantLimits: ThrottleLimits | undefined
  }
}
