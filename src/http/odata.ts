/** The Graph API over HTTP: every URL of it, documented or not, goes through the one pipeline. */
import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import type { Config } from '../config.js'
import { ODataError } from '../errors.js'
import { checkRequestVersion, responseVersion } from '../odata/protocol-version.js'
import { methodOf } from '../odata/query-in-body.js'
import { addressesMetadata } from '../odata/metadata/answer-metadata.js'
import type { Content, Method } from '../odata/request.js'
import { runRequest } from '../pipeline.js'
import type { Service } from '../pipeline.js'
import { DEFAULT_TENANT } from '../storage/singleton-id.js'
import { anonymous, bearerToken, checkPermissions } from './auth.js'
import type { Principal, TokenReader } from './auth.js'
import { documentedOperations } from './openapi/operations.js'
import { readBytes } from './read-bytes.js'
import { serviceRootUrl, splitUrl } from './service-root.js'
import { createStageTimer } from './server-timing.js'

export interface ODataRoutesOptions {
  readonly service: Service
  readonly config: Config
  readonly readToken: TokenReader
}

/** All of these reach the pipeline, which knows what a resource allows. */
const METHODS: readonly Method[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

export const odataRoutes = fastifyPlugin(async (app: FastifyInstance, { service, config, readToken }: ODataRoutesOptions) => {
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const timer = createStageTimer()
    if (config.maxUrlLength < request.raw.url!.length) throw new ODataError('uriTooLong', `The URL is longer than ${config.maxUrlLength} characters (MAX_URL_LENGTH).`)
    const { root, path, query } = splitUrl(request.raw.url!)
    const principal = addressesMetadata(path) ? anonymous : await authenticate(request, config, readToken)
    const tenant = principal.tenant ?? DEFAULT_TENANT
    request.tenant = tenant
    const { headers } = request
    const maxVersion = headerText(headers['odata-maxversion'])
    reply.header('OData-Version', responseVersion(maxVersion))
    checkRequestVersion(headerText(headers['odata-version']))
    if (!isMethod(request.method)) throw new ODataError('methodNotAllowed', 'Specified HTTP method is not allowed for the request target.', { headers: { Allow: METHODS.join(', ') } })
    if (config.auth === 'bearer') checkPermissions(principal, methodOf(request.method, path))
    const response = await runRequest(service, {
      method: request.method,
      path,
      query,
      serviceRoot: serviceRootUrl(request, root, config),
      tenant,
      get now () { return presentInstant() },
      accept: headers.accept,
      prefer: headerText(headers['prefer']),
      maxVersion,
      conditions: { ifMatch: headers['if-match'], ifNoneMatch: headers['if-none-match'] },
      contentType: headers['content-type'],
      range: headers.range,
      newKey: randomUUID,
      body: request.body as Uint8Array | undefined
    }, timer.mark)
    reply.code(response.status).headers(response.headers).header('Server-Timing', timer.header())
    return send(reply, response.body)
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

/** Who asks: with `AUTH=none` whoever a token names, and nobody without one. */
async function authenticate (request: FastifyRequest, { auth }: Config, readToken: TokenReader): Promise<Principal> {
  const { authorization } = request.headers
  if (request.method === 'OPTIONS') return anonymous
  if (auth === 'none' && !/^bearer\s+\S/i.test(authorization ?? '')) return anonymous
  return await readToken(bearerToken(authorization))
}

/** Now, to the millisecond. */
const presentInstant = (): string => `${new Date().toISOString().slice(0, -1)}000000000`

const isMethod = (method: string): method is Method => (METHODS as readonly string[]).includes(method)

const headerText = (value: string | string[] | undefined): string | undefined => Array.isArray(value) ? value.join(',') : value

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
