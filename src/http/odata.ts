/** The Graph API over HTTP: every URL of it, documented or not, goes through the one pipeline. */
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import type { Config } from '../config.js'
import { ODataError } from '../errors.js'
import { isBatchPath } from '../odata/batch/batch.js'
import { addressesMetadata } from '../odata/metadata/answer-metadata.js'
import { checkRequestVersion, responseVersion } from '../odata/protocol-version.js'
import { methodOf } from '../odata/query-in-body.js'
import type { Content, Method, ODataResponse, Timing } from '../odata/request.js'
import { runRequest } from '../pipeline.js'
import type { Service } from '../pipeline.js'
import { DEFAULT_TENANT } from '../storage/singleton-id.js'
import { anonymous, checkPermissions } from './auth.js'
import type { Principal, TokenReader } from './auth.js'
import { authenticate } from './authenticate.js'
import { answerBatch } from './batch/answer-batch.js'
import type { SubRequestHooks } from './batch/sub-request.js'
import { headerText, odataRequest } from './odata-request.js'
import type { HttpParts } from './odata-request.js'
import { documentedOperations } from './openapi/operations.js'
import { readBytes } from './read-bytes.js'
import { serviceRootUrl, splitUrl } from './service-root.js'
import { createStageTimer } from './server-timing.js'

export interface ODataRoutesOptions {
  readonly service: Service
  readonly config: Config
  readonly readToken: TokenReader
  /** Goes round every request of a batch. */
  readonly hooks?: SubRequestHooks
}

/** All of these reach the pipeline, which knows what a resource allows. */
const METHODS: readonly Method[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

export const odataRoutes = fastifyPlugin(async (app: FastifyInstance, { service, config, readToken, hooks }: ODataRoutesOptions) => {
  const authentication = { auth: config.auth, readToken }
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const timer = createStageTimer()
    if (config.maxUrlLength < request.raw.url!.length) throw new ODataError('uriTooLong', `The URL is longer than ${config.maxUrlLength} characters (MAX_URL_LENGTH).`)
    const { root, path, query } = splitUrl(request.raw.url!)
    const principal = request.method === 'OPTIONS' || addressesMetadata(path) ? anonymous : await authenticate(request.headers.authorization, authentication)
    const tenant = principal.tenant ?? DEFAULT_TENANT
    request.tenant = tenant
    reply.header('OData-Version', responseVersion(headerText(request.headers['odata-maxversion'])))
    checkRequestVersion(headerText(request.headers['odata-version']))
    if (!isMethod(request.method)) throw new ODataError('methodNotAllowed', 'Specified HTTP method is not allowed for the request target.', { headers: { Allow: METHODS.join(', ') } })
    const parts = { method: request.method, path, query, serviceRoot: serviceRootUrl(request, root, config), tenant, headers: request.headers, body: request.body as Uint8Array | undefined }
    const response = isBatchPath(path)
      ? await answerBatch({ service, config, authentication, hooks, principal, root, publicRoot: serviceRootUrl(request, '', config), log: request.log }, parts, timer.mark)
      : await answerOne(parts, principal, timer.mark)
    reply.code(response.status).headers(response.headers).header('Server-Timing', timer.header())
    return send(reply, response.body)
  }

  const answerOne = async (parts: HttpParts, principal: Principal, timing: Timing): Promise<ODataResponse> => {
    if (config.auth === 'bearer') checkPermissions(principal, methodOf(parts.method, parts.path))
    return await runRequest(service, odataRequest(parts), timing)
  }

  app.decorateRequest('tenant', undefined)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', async (request: FastifyRequest, payload: AsyncIterable<Uint8Array>) => await readBytes(payload, request.raw, config.maxBodyBytes))
  // Schemas of Graph routes document them; the model's own reader, which knows types and gives Graph's errors, checks what is sent.
  for (const { method, url, schema } of documentedOperations) {
    app.route({ method, url, schema, handler: answer, validatorCompiler: () => () => true, serializerCompiler: () => data => String(data) })
  }
  app.route({ method: METHODS.filter(method => method !== 'OPTIONS'), url: '*', schema: { hide: true }, handler: answer })
  // `OPTIONS *` is the CORS plugin's; these are more specific.
  for (const url of ['/beta', '/beta/*', '/v1.0', '/v1.0/*', '/officeConfiguration', '/officeConfiguration/*']) {
    app.route({ method: 'OPTIONS', url, schema: { hide: true }, handler: answer })
  }
  app.setNotFoundHandler(answer)
}, { name: 'odata-routes', dependencies: ['request-ids'] })

const isMethod = (method: string): method is Method => (METHODS as readonly string[]).includes(method)

function send (reply: FastifyReply, body: Content | undefined): FastifyReply {
  if (body === undefined) return reply.send()
  if (typeof body === 'string') return reply.send(body)
  if (!reply.hasHeader('Content-Length')) reply.header('Content-Length', body.reduce((length, piece) => length + Buffer.byteLength(piece), 0))
  if (body.length === 0) return reply.send()
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
  }
}
