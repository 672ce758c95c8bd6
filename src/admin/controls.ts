/** The controls: everything under `/__admin`, on the main port or on one of their own. `section.ts` says how to add some. */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { Config } from '../config.js'
import { ODataError, methodNotAllowed } from '../errors.js'
import { corsOf } from '../http/cors.js'
import type { RouteCors } from '../http/cors.js'
import { controlsGuard, createGuard } from '../http/guard/foreign-pages.js'
import { sendGraphError } from '../http/request-ids.js'
import { bodyDecoding } from '../http/transport/decode-body.js'
import { METHODS } from '../odata/odata-request.js'
import { createKeyCheck } from './admin-key.js'
import { createConsolePage } from './console-page.js'
import { frontPage } from './front-page.js'
import { metricsSection } from './metrics/metrics-section.js'
import type { ShowMetrics } from './metrics/metrics-section.js'
import { adminDocuments } from './openapi/admin-documents.js'
import { ADMIN_PREFIX } from './section.js'
import type { AdminApp, AdminSection } from './section.js'
import { createValidatorCompiler, validationError } from './validation.js'

export interface ControlsOptions {
  readonly config: Config
  readonly sections: readonly AdminSection[]
  /** The URL of the service root for whoever sent the request. */
  readonly serviceRoot: (request: FastifyRequest) => string
  /** `atRoot`: at `/metrics`, too, which must not be a resource. */
  readonly metrics?: { readonly show: ShowMetrics, readonly atRoot: boolean }
}

/** Bytes of a body where the route does not say otherwise. */
const BODY_LIMIT = 1024 * 1024

/** To be registered before Graph's documents, so that they do not list the controls. */
export async function adminControls (app: FastifyInstance, options: ControlsOptions): Promise<void> {
  await app.register(async scope => await controls(scope, options), { prefix: ADMIN_PREFIX })
  const { metrics } = options
  if (metrics?.atRoot === true) await app.register(async scope => { metricsPage(scope, options, metrics.show) })
}

/** What every control is behind: which pages may call it, and the key. */
function createGate (config: Config) {
  const allowed = controlsGuard(config)
  return { guard: createGuard(config, allowed), checkKey: createKeyCheck(config.adminKey), cors: corsOf(allowed.origins) }
}

/** Where Prometheus looks for it, behind the same guard and key. */
function metricsPage (app: FastifyInstance, { config }: ControlsOptions, show: ShowMetrics): void {
  const { guard, checkKey, cors } = createGate(config)
  const onRequest = async (request: FastifyRequest): Promise<void> => { guard(request); checkKey(request) }
  app.setErrorHandler(async (error: FastifyError, request, reply) => sendGraphError(request, reply, error))
  app.get('/metrics', { schema: { hide: true }, config: { cors }, onRequest }, show)
}

async function controls (scope: FastifyInstance, { config, sections, serviceRoot, metrics }: ControlsOptions): Promise<void> {
  const app = scope.withTypeProvider<TypeBoxTypeProvider>()
  const { guard, checkKey, cors } = createGate(config)
  app.addHook('onRequest', async (request, reply) => {
    reply.header('X-Frame-Options', 'DENY')
    guard(request)
    if (request.method !== 'OPTIONS' && request.routeOptions.config.withoutKey !== true) checkKey(request)
  })
  const validatorCompiler = createValidatorCompiler()
  app.addHook('onRoute', route => {
    route.bodyLimit ??= BODY_LIMIT
    // By route: Fastify rebuilds the compilers of a scope when its parent is given schemas, as Graph's documents do.
    route.validatorCompiler ??= validatorCompiler as NonNullable<typeof route.validatorCompiler>
    route.serializerCompiler ??= () => data => JSON.stringify(data)
  })
  app.addHook('onRoute', route => {
    route.config = { ...route.config, cors }
    // The page and the document hold nothing of the service's; a browser cannot send a key before it has the page.
    if (route.url.startsWith(`${ADMIN_PREFIX}/docs`)) route.config = { ...route.config, withoutKey: true }
  })
  const parseJson = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    // Some clients say JSON where they send nothing.
    if (body === '') done(null, undefined)
    else parseJson(request, String(body), done)
  })
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    return sendGraphError(
      request,
      reply,
      error.validation === undefined ? error : validationError(error.validation, error.validationContext ?? 'body')
    )
  })
  await app.register(bodyDecoding)
  await adminDocuments(app, { guarded: config.adminKey !== '', besideGraph: config.adminPort === '' })
  const page = createConsolePage()
  const front = frontPage({ config, checkKey, console: page, serviceRoot })
  const own = metrics === undefined ? [] : [metricsSection(metrics.show)]
  for (const section of [front, page.section, ...own, ...sections]) await app.register(section)
  catchOthers(app, cors)
}

/** What no section has, before its body is read: 404, or 405 with what it has; OPTIONS tells that alone. */
function catchOthers (app: AdminApp, cors: RouteCors): void {
  const onRequest = async ({ method, raw }: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const allow = app.routeMethods.allowed(raw.url!)
    if (allow === undefined || method !== 'OPTIONS') throw allow === undefined ? noControl() : methodNotAllowed(allow)
    return await reply.code(204).header('Allow', allow).send()
  }
  const unreachable = (): never => { throw noControl() }
  const writing = METHODS.filter(method => method !== 'GET' && method !== 'HEAD')
  for (const [url, method] of [['', writing], ['/*', METHODS]] as const) {
    app.route({ method: [...method], url, schema: { hide: true }, config: { unlisted: true }, onRequest, handler: unreachable })
  }
  // Methods that Fastify has no routes for.
  app.addHook('onRequest', async (request, reply) => { if (request.is404) await onRequest(request, reply) })
  const others = { preHandler: [], config: { cors } }
  app.setNotFoundHandler(others, unreachable)
}

const noControl = (): ODataError => new ODataError('notFound', `There is no such control. ${ADMIN_PREFIX}/openapi.json lists them.`)
