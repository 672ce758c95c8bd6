/** The headers every answer carries, good or bad: ids, diagnostics, no caching (see the wire conventions of Microsoft Graph). */
import { hostname } from 'node:os'
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import type { ODataError } from '../errors.js'
import { graphDialect } from '../dialect/service-dialect.js'
import type { ServiceDialect } from '../dialect/service-dialect.js'
import type { Clock } from '../base/clock.js'
import { errorVersion } from '../odata/protocol-version.js'
import { errorBody, toODataError } from './error-answer.js'
import type { RequestIds } from './error-answer.js'
import { isCutOff } from './read-bytes.js'
import { headerText } from './read-odata-request.js'

const DIAGNOSTIC = JSON.stringify({
  ServerInfo: { DataCenter: 'Emulator', Slice: 'E', Ring: '1', ScaleUnit: '001', RoleInstance: hostname().slice(0, 63) }
})

/** What a client may choose as its id: visible ASCII, of a length that fits a log line. */
const clientId = /^[\x21-\x7e]{1,128}$/

/** `request-id` is Fastify's own id of the request; `client-request-id` the client's, else the same. */
export function requestIds (request: FastifyRequest): RequestIds {
  return { requestId: request.id, clientRequestId: clientRequestIdOf(request.headers['client-request-id'], request.id) }
}

export const clientRequestIdOf = (sent: string | string[] | undefined, requestId: string): string =>
  typeof sent === 'string' && clientId.test(sent) ? sent : requestId

/** What the client cannot mend, somebody must be able to look up. */
export function logError (log: FastifyBaseLogger, error: ODataError, cause: unknown): void {
  if (error.kind === 'internal') log.error({ err: cause }, 'a defect: the request could not be answered')
  else if (error.status >= 500 && error.kind !== 'notImplemented') log.warn({ err: error.cause ?? error }, error.message)
}

/** Whether nobody waits for an answer any more: the connection ended amid the request or its answer, which is not a fault of ours. */
export function hasLeft ({ raw, log }: FastifyRequest, cause: unknown): boolean {
  const amidAnswer = (cause as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE'
  const left = amidAnswer || isCutOff(raw)
  if (left) log.info(`the client went away amid its ${amidAnswer ? 'answer' : 'request'}`)
  return left
}

function addIds (request: FastifyRequest, reply: FastifyReply): void {
  if (!request.server.dialect.graphHeaders) {
    reply.header('cache-control', 'no-cache')
    return
  }
  const { id } = request
  reply.header('cache-control', 'no-cache').header('request-id', id).header('client-request-id', clientRequestIdOf(request.headers['client-request-id'], id))
    .header('x-ms-ags-diagnostic', DIAGNOSTIC)
}

/** Answers with an error in the shape of the dialect; as bytes, so that Fastify leaves the `Content-Type` as it is. */
export function sendError (
  request: FastifyRequest,
  reply: FastifyReply,
  cause: unknown,
  dialect: ServiceDialect = request.server.dialect
): FastifyReply {
  if (hasLeft(request, cause)) return reply
  const error = toODataError(cause)
  logError(request.log, error, cause)
  // A URL that cannot be routed comes here without any hook before.
  if (!reply.hasHeader('Cache-Control')) addIds(request, reply)
  if (!reply.hasHeader('OData-Version')) reply.header('OData-Version', errorVersion(headerText(request.headers['odata-maxversion'])))
  return reply.code(error.status).headers(error.headers ?? {}).header('Content-Type', 'application/json').header('Content-Language', 'en').send(
    Buffer.from(errorBody(error, requestIds(request), request.server.clock.now(), dialect))
  )
}

/** The same in Graph's shape: the errors of the controls, whatever the model is. */
export const sendGraphError = (request: FastifyRequest, reply: FastifyReply, cause: unknown): FastifyReply =>
  sendError(request, reply, cause, graphDialect)

export interface RequestIdOptions {
  readonly clock: Clock
  readonly dialect?: ServiceDialect
}

export const requestIdHeaders = fastifyPlugin(async (app: FastifyInstance, { clock, dialect = graphDialect }: RequestIdOptions) => {
  app.decorate('clock', clock)
  app.decorate('dialect', dialect)
  app.addHook('onRequest', (request, reply, done) => {
    addIds(request, reply)
    done()
  })
  app.setErrorHandler(async (error, request, reply) => sendError(request, reply, error))
}, { name: 'request-ids' })

declare module 'fastify' {
  interface FastifyInstance {
    /** What time it is for this service. */
    readonly clock: Clock
    /** How it speaks. */
    readonly dialect: ServiceDialect
  }
}
