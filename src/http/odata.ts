/** The resources over HTTP: every URL of theirs, documented or not, goes through the one pipeline. */
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import type { Soon } from '../base/soon.js'
import type { Config } from '../config.js'
import { methodNotAllowed } from '../errors.js'
import { asyncPreference, MONITOR_METHODS, monitorId } from '../odata/asynchronous.js'
import type { AsyncPreference } from '../odata/asynchronous.js'
import { isBatchPath } from '../odata/batch/batch.js'
import { contentLength, drop, heldLength, release } from '../odata/content.js'
import type { Content } from '../odata/content.js'
import { METHODS } from '../odata/odata-request.js'
import type { Method, ODataResponse } from '../odata/odata-request.js'
import { notingTolerances, tolerate } from '../odata/tolerate.js'
import type { Tolerated } from '../odata/tolerate.js'
import { allowedMethodsOf } from '../pipeline/run-request.js'
import type { Service } from '../pipeline/run-request.js'
import type { TenantSettings, ThrottleLimits } from '../storage/state/tenant-settings.js'
import { admit, answerAdmitted } from './admit.js'
import type { AdmitContext, Admitted, Arrival } from './admit.js'
import type { LazyAsyncRequests } from './asynchronous/lazy-async-requests.js'
import { authOf } from './auth/authenticate.js'
import type { TokenReaders } from './auth/authenticate.js'
import { answerBatch, BATCH_METHODS } from './batch/answer-batch.js'
import type { BatchContext, SubRequestHooks } from './batch/sub-request.js'
import type { Caller } from '../plan/plan.js'
import { errorResponse, toODataError } from './error-answer.js'
import { headerText } from './read-odata-request.js'
import { logError, requestIds } from './request-ids.js'
import type { Course, Exchange, Interceptor } from './request-interceptor.js'
import type { DocumentedOperation } from './openapi/documentation.js'
import { readBytes } from './read-bytes.js'
import { serviceRootUrl } from './service-root.js'
import type { ServiceRoots, SplitUrl } from './service-root.js'
import { vocabulariesUrl } from './vocabulary-files.js'
import { createStageTimer } from './server-timing.js'
import type { StageTimer } from './server-timing.js'
import { createTenantServices } from './tenant-service.js'
import type { ModelOf } from './tenant-service.js'
import { holdBytes } from './transport/connections.js'

export interface ODataRoutesOptions {
  readonly service: Service
  readonly config: Config
  readonly tokens: TokenReaders
  readonly roots: ServiceRoots
  /** They have routes of their own. */
  readonly operations: readonly DocumentedOperation[]
  /** Goes round every request of a batch; asked for each batch. */
  readonly hooksOf?: (batch: FastifyRequest) => SubRequestHooks
  /** What the tenant has set for itself. */
  readonly settingsOf: (tenant: string) => TenantSettings | Promise<TenantSettings>
  /** What they make of the service's model; the model as it is when absent. */
  readonly modelOf?: ModelOf
  /** Those that are answered later; without it, none is. */
  readonly asyncRequests?: LazyAsyncRequests
  /** What stands between a request that was let in and the pipeline. */
  readonly interceptor?: Interceptor | undefined
}

/** A request that was let in. */
interface Admission {
  readonly request: FastifyRequest
  readonly admitted: Admitted
  /** As the tenant has set it. */
  readonly service: Service
  readonly timer: StageTimer
}

const exchangeOf = ({ request, admitted: { parts: { tenant }, principal } }: Admission, reply: FastifyReply): Exchange =>
  ({ request, reply, tenant, principal })

/** What answers depend on beside their URL and the token (Protocol 4.01, section 8.3.9; RFC 9110, section 12.5.5). */
const VARY = 'Accept, OData-MaxVersion, Prefer, x-tenant-id'

export const odataRoutes = fastifyPlugin(
  async (app: FastifyInstance, options: ODataRoutesOptions) => {
    const { service, config, tokens, roots, operations, settingsOf, modelOf, hooksOf, interceptor, asyncRequests } = options
    const serviceOf = createTenantServices(service, modelOf)

    /** @throws ODataError `notFound`, or `methodNotAllowed` for what another route has with other methods. */
    const locate = (url: string): SplitUrl => {
      try {
        return roots.split(url)
      } catch (error) {
        throw app.routeMethods.refusal(url) ?? error
      }
    }

    /** What is asked for with a method that OData does not have, as MERGE, TRACE and QUERY. */
    const refusalOf = (url: string): unknown => {
      try {
        const { path, query } = locate(url)
        if (monitorId(path) !== undefined) return methodNotAllowed(MONITOR_METHODS)
        return methodNotAllowed(isBatchPath(path) ? BATCH_METHODS : allowedMethodsOf(service.model, path, query).join(', '))
      } catch (error) {
        return error
      }
    }

    const context: AdmitContext<{ readonly request: FastifyRequest, readonly reply: FastifyReply }> = {
      maxUrlLength: config.maxUrlLength,
      auth: authOf(service.model, config),
      tokens,
      locate,
      serviceRoot: (root, { request }) => serviceRootUrl(request, root, config),
      vocabularies: ({ request }) => vocabulariesUrl(config, () => serviceRootUrl(request, '', config)),
      settingsOf: (tenant, { request }) => {
        request.tenant = tenant
        return settingsOf(tenant)
      },
      recognised: ({ principal, settings, version }, { request, reply }) => {
        request.application = principal.application
        request.tenantLimits = settings.throttle
        reply.header('odata-version', version)
      }
    }
    type Batch = Omit<BatchContext, 'inherited' | 'timing'>
    const batchOf = (admission: Admission, service: Service, caller: Caller): Batch => {
      const { request, admitted } = admission
      const { parts: { tenant }, principal, auth, root } = admitted
      return {
        service,
        config,
        clock: app.clock,
        authentication: { auth, tokens },
        hooks: hooksOf?.(request),
        principal,
        tenant,
        caller,
        monitor: service === admission.service && asyncRequests !== undefined
          ? async (id, asked) => await monitor(asyncRequests, id, asked)
          : undefined,
        root,
        roots,
        publicRoot: serviceRootUrl(request, '', config),
        log: request.log
      }
    }
    const atOnce = (admission: Admission, service = admission.service, admitted = admission.admitted): Soon<ODataResponse> => {
      const { parts } = admitted
      const { mark } = admission.timer
      return isBatchPath(parts.path)
        ? answerBatch(batchOf(admission, service, parts.caller ?? admission.request.raw.socket), parts, mark)
        : answerAdmitted(service, admitted, app.clock, mark)
    }
    /** Undefined where it is answered at once after all. */
    const later = async (
      admission: Admission,
      preference: AsyncPreference,
      requests: LazyAsyncRequests,
      course?: Course
    ): Promise<ODataResponse | undefined> => {
      const { request, admitted, service } = admission
      const { answerLater } = await import('./asynchronous/answer-asynchronously.js')
      return await answerLater(await requests.open(), {
        admitted,
        service,
        preference,
        course: course ?? { takesMs: 0 },
        run: async (service, caller) => await atOnce(admission, service, { ...admitted, parts: { ...admitted.parts, caller } }),
        refusal: cause => refusal(request, cause, admitted.version)
      })
    }
    const monitor = async (requests: LazyAsyncRequests, id: string, asked: Admitted): Promise<ODataResponse> => {
      const { answerMonitor } = await import('./asynchronous/answer-asynchronously.js')
      return await answerMonitor(await requests.open(), id, asked)
    }
    /** Nearly every request is answered at once: it has no promise but the pipeline's, if that has one. */
    const run = (admission: Admission, course?: Course): Soon<ODataResponse> => {
      if (asyncRequests === undefined) return atOnce(admission)
      const { admitted } = admission
      const id = monitorId(admitted.parts.path)
      if (id !== undefined) return monitor(asyncRequests, id, admitted)
      const preference = asyncPreference(headerText(admission.request.headers['prefer']))
      if (preference === undefined) return atOnce(admission)
      return later(admission, preference, asyncRequests, course).then(accepted => accepted ?? atOnce(admission))
    }
    /** A promise where something has to be waited for, else nothing: the answer is sent in the turn in which the request came. */
    const answer = (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> | undefined => {
      const timer = createStageTimer()
      request.stages = timer
      const { method, headers, raw } = request
      const body = request.body as Uint8Array | undefined
      const tolerated: Tolerated = new Set()
      request.tolerated = tolerated
      const arrival: Arrival = { method, url: raw.url!, headers, caller: raw.socket, body, parsed: undefined, tolerated }
      const admitted = admit(arrival, context, { request, reply })
      const sent = admitted instanceof Promise
        ? admitted.then(admitted => answerAdmission(request, reply, timer, admitted))
        : answerAdmission(request, reply, timer, admitted)
      return sent instanceof Promise ? sent : undefined
    }
    const answerAdmission = (request: FastifyRequest, reply: FastifyReply, timer: StageTimer, admitted: Admitted): Soon<FastifyReply> => {
      const { parts: { body, headers, tolerated } } = admitted
      if (body !== undefined && body.length > 0 && headers['content-type'] === undefined) {
        notingTolerances(tolerated, () => { tolerate(service.model, 'missingContentType', 'Content-Type') })
      }
      const admission: Admission = { request, admitted, service: serviceOf(admitted.settings), timer }
      const response = interceptor?.concerns(request) === true
        ? interceptor.around(exchangeOf(admission, reply), async course => await run(admission, course))
        : run(admission)
      return response instanceof Promise
        ? response.then(response => sendResponse(request, reply, timer, response))
        : sendResponse(request, reply, timer, response)
    }
    const sendResponse = (
      request: FastifyRequest,
      reply: FastifyReply,
      timer: StageTimer,
      response: ODataResponse | undefined
    ): FastifyReply => {
      if (response === undefined) return reply
      interceptor?.answered(request, response)
      reply.code(response.status).headers(response.headers).header('server-timing', timer.header())
      return send(reply, response.body)
    }

    app.decorateRequest('tenant', undefined)
    app.decorateRequest('application', undefined)
    app.decorateRequest('fault', undefined)
    app.decorateRequest('stages', undefined)
    app.decorateRequest('tolerated', undefined)
    app.decorateRequest('tenantLimits', undefined)
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', async (request: FastifyRequest, payload: Readable) =>
      await readBytes(payload, request.raw, config.maxBodyBytes))
    app.addHook('onRequest', ({ method, raw }, reply, done) => {
      const vary = reply.getHeader('vary')
      reply.header('vary', vary === undefined ? VARY : `${String(vary)}, ${VARY}`)
      done(isMethod(method) ? undefined : refusalOf(raw.url!) as Error)
    })
    // Schemas of Graph routes document them; the model's own reader, which knows types and gives Graph's errors, checks what is sent.
    for (const { method, url, schema } of operations) {
      app.route({
        method,
        url,
        schema,
        config: { unlisted: true },
        // A HEAD takes the same way as every other request; Fastify's own would give 204 and 304 a length.
        exposeHeadRoute: false,
        handler: answer,
        validatorCompiler: () => () => true,
        serializerCompiler: () => data => String(data)
      })
    }
    // All of them reach the pipeline, which knows what a resource allows.
    app.route({ method: METHODS.filter(method => method !== 'OPTIONS'), url: '*', schema: { hide: true }, handler: answer })
    // `OPTIONS *` is the CORS plugin's; these are more specific.
    for (const url of optionsUrls(roots)) {
      app.route({ method: 'OPTIONS', url, schema: { hide: true }, config: { unlisted: true }, handler: answer })
    }
    app.setNotFoundHandler(answer)
  },
  { name: 'odata-routes', dependencies: ['request-ids', 'route-methods'] }
)

/** What is at a root, or may stand without one. */
const optionsUrls = ({ roots, bareNames }: ServiceRoots): readonly string[] =>
  [...[...roots.filter(root => root !== ''), ...bareNames.map(name => `/${name}`)].flatMap(root => [root, `${root}/*`]), '/t/*']

/** The answer to what is wrong with a request, for whoever asks for it later. */
function refusal (request: FastifyRequest, cause: unknown, version: string): ODataResponse {
  const error = toODataError(cause)
  logError(request.log, error, cause)
  const { clock, dialect } = request.server
  return errorResponse(error, requestIds(request), clock.now(), { dialect, version })
}

const isMethod = (method: string): method is Method => (METHODS as readonly string[]).includes(method)

function send (reply: FastifyReply, body: Content | undefined): FastifyReply {
  if (body === undefined) return reply.send()
  const isHead = reply.request.method === 'HEAD'
  if (typeof body === 'string' && !isHead) return reply.send(body)
  if (!reply.hasHeader('Content-Length')) reply.header('Content-Length', contentLength(body))
  if (isHead) drop(body)
  if (isHead || typeof body === 'string' || body.length === 0) return reply.send()
  holdBytes(reply.raw, heldLength(body))
  return reply.send(Readable.from(release(body), { objectMode: false, highWaterMark: 65536 }))
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Whose data the request is about, once its token was read. */
    tenant: string | undefined
    /** Which application asks, when its token says so. */
    application: string | undefined
    /** Which faults happened to the request: `rule: effect`. */
    fault: string | undefined
    /** The tolerances that it makes use of. */
    tolerated: Tolerated | undefined
    /** How long it takes, of a request to the resources. */
    stages: StageTimer | undefined
    /** What the tenant has set for itself in place of the limits of the service. */
    tenantLimits: ThrottleLimits | undefined
  }
}
