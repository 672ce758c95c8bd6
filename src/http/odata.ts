/** The Graph API over HTTP: every URL of it, documented or not, goes through the one pipeline. */
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import type { Config } from '../config.js'
import { dialectOf } from '../dialect/service-dialect.js'
import { ODataError } from '../errors.js'
import { isBatchPath } from '../odata/batch/batch.js'
import type { Content, Method, ODataResponse } from '../odata/odata-request.js'
import type { Service } from '../pipeline/run-request.js'
import type { TenantSettings, ThrottleLimits } from '../storage/state/tenant-settings.js'
import { admit, answerAdmitted } from './admit.js'
import type { AdmitContext, Arrival } from './admit.js'
import type { TokenReader } from './auth/principal.js'
import { answerBatch } from './batch/answer-batch.js'
import type { BatchContext, SubRequestHooks } from './batch/sub-request.js'
import { headerText } from './read-odata-request.js'
import type { Interceptor } from './request-interceptor.js'
import type { DocumentedOperation } from './openapi/documentation.js'
import { readBytes } from './read-bytes.js'
import { serviceRootUrl } from './service-root.js'
import type { ServiceRoots } from './service-root.js'
import { createStageTimer } from './server-timing.js'
import { createTenantServices } from './tenant-service.js'
import type { ModelOf } from './tenant-service.js'

export interface ODataRoutesOptions {
  readonly service: Service
  readonly config: Config
  readonly readToken: TokenReader
  readonly roots: ServiceRoots
  /** They have routes of their own. */
  readonly operations: readonly DocumentedOperation[]
  /** Goes round every request of a batch; asked for each batch. */
  readonly hooksOf?: (batch: FastifyRequest) => SubRequestHooks
  /** What the tenant has set for itself. */
  readonly settingsOf: (tenant: string) => TenantSettings | Promise<TenantSettings>
  /** What they make of the service's model; the model as it is when absent. */
  readonly modelOf?: ModelOf
  /** What stands between a request that was let in and the pipeline. */
  readonly interceptor?: Interceptor | undefined
}

/** All of these reach the pipeline, which knows what a resource allows. */
const METHODS: readonly Method[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

export const odataRoutes = fastifyPlugin(
  async (app: FastifyInstance, options: ODataRoutesOptions) => {
    const { service, config, readToken, roots, operations, settingsOf, modelOf, hooksOf, interceptor } = options
    const serviceOf = createTenantServices(service, modelOf)
    const context: AdmitContext<{ readonly request: FastifyRequest, readonly reply: FastifyReply }> = {
      maxUrlLength: config.maxUrlLength,
      // A stranger's model asks for no token, unless tokens are to be verified.
      auth: dialectOf(service.model).kind === 'standard' && config.auth === 'bearer' ? 'none' : config.auth,
      readToken,
      locate: roots.split,
      serviceRoot: (root, { request }) => serviceRootUrl(request, root, config),
      settingsOf: (tenant, { request }) => {
        request.tenant = tenant
        return settingsOf(tenant)
      },
      recognised: ({ principal, settings, version }, { request, reply }) => {
        request.application = principal.application
        request.tenantLimits = settings.throttle
        reply.header('OData-Version', version)
      }
    }
    const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const timer = createStageTimer()
      const { method, headers, raw } = request
      const arrival: Arrival = { method, url: raw.url!, headers, body: request.body as Uint8Array | undefined }
      const admitted = await admit(arrival, context, { request, reply })
      if (!isMethod(request.method)) {
        throw new ODataError('methodNotAllowed', 'Specified HTTP method is not allowed for the request target.', {
          headers: { Allow: METHODS.join(', ') }
        })
      }
      const { parts, principal, settings, auth, root } = admitted
      const { tenant } = parts
      const tenantService = serviceOf(settings)
      const batch = (): BatchContext => ({
        service: tenantService,
        config,
        clock: app.clock,
        authentication: { auth, readToken },
        hooks: hooksOf?.(request),
        principal,
        tenant,
        root,
        roots,
        publicRoot: serviceRootUrl(request, '', config),
        maxVersion: headerText(request.headers['odata-maxversion']),
        log: request.log
      })
      const run = async (): Promise<ODataResponse> =>
        isBatchPath(parts.path)
          ? await answerBatch(batch(), parts, timer.mark)
          : await answerAdmitted(tenantService, admitted, app.clock, timer.mark)
      const response = interceptor?.concerns(request) === true
        ? await interceptor.around({ request, reply, tenant, principal }, run)
        : await run()
      if (response === undefined) return reply
      interceptor?.answered(request, response)
      reply.code(response.status).headers(response.headers).header('Server-Timing', timer.header())
      return send(reply, response.body)
    }

    app.decorateRequest('tenant', undefined)
    app.decorateRequest('application', undefined)
    app.decorateRequest('fault', undefined)
    app.decorateRequest('tenantLimits', undefined)
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', async (request: FastifyRequest, payload: AsyncIterable<Uint8Array>) =>
      await readBytes(payload, request.raw, config.maxBodyBytes))
    // Schemas of Graph routes document them; the model's own reader, which knows types and gives Graph's errors, checks what is sent.
    for (const { method, url, schema } of operations) {
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
    for (const url of [...[...roots.roots.filter(root => root !== ''), ...roots.bareNames.map(name => `/${name}`)].flatMap(root => [root, `${root}/*`]), '/t/*']) {
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
    /** Which faults happened to the request: `rule: effect`. */
    fault: string | undefined
    /** What the tenant has set for itself in place of the limits of the service. */
    tenantLimits: ThrottleLimits | undefined
  }
}
